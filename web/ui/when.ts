import { dayOf, wallClock, type Instant } from '../../server/kernel/instant.ts'
import { weekday, type Day } from '../../server/kernel/day.ts'

const WEEK = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** '2026-11-23 周一' */
export const dayText = (d: string): string => `${d} ${WEEK[weekday(d as Day)]}`
/** '2026-11-23 周一 09:30', on the wall in China whatever the machine's zone. */
export const whenText = (at: string): string => {
  const wall = wallClock(at as Instant)
  return `${dayText(wall.slice(0, 10))} ${wall.slice(11)}`
}
export const clockText = (at: string): string => wallClock(at as Instant).slice(11)
export const todayIn = (now: Date = new Date()): Day => dayOf(now.toISOString() as Instant)

/** Short where the day is near: '09:30' today, '昨天 09:30', '11-20 09:30' this year, else the full day. */
export function shortWhen(at: string, now: Date = new Date()): string {
  const wall = wallClock(at as Instant)
  const today = todayIn(now)
  const yesterday = todayIn(new Date(now.getTime() - 86_400_000))
  if (wall.startsWith(today)) return wall.slice(11)
  if (wall.startsWith(yesterday)) return `昨天 ${wall.slice(11)}`
  return wall.slice(0, 4) === today.slice(0, 4) ? wall.slice(5) : wall.slice(0, 10)
}

/** '上午好' and so on, by the wall clock in China. */
export function greeting(now: Date = new Date()): string {
  const hour = Number(wallClock(now.toISOString() as Instant).slice(11, 13))
  return hour < 6 ? '夜深了' : hour < 12 ? '上午好' : hour < 14 ? '中午好' : hour < 18 ? '下午好' : '晚上好'
}
