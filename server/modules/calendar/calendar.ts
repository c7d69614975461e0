import { plusDays, weekday, yearOf, type Day } from '../../kernel/day.ts'
import type { CountedDay, Due, NoticeDay } from './contract.ts'

/** Days off and worked weekend days as published; every other day goes by its weekday. */
export type Calendar = {
  days: ReadonlyMap<Day, Pick<NoticeDay, 'name' | 'isOffDay'>>
  years: ReadonlySet<number>
}

export const publishedYears = (cal: Calendar): number[] => [...cal.years].sort((a, b) => a - b)

export function isWorkingDay(cal: Calendar, d: Day): boolean {
  const published = cal.days.get(d)
  if (published) return !published.isOffDay
  const w = weekday(d)
  return w !== 0 && w !== 6
}

/** '工作日', '周末', '春节放假', '春节调休上班'. */
export function whyOf(cal: Calendar, d: Day): string {
  const published = cal.days.get(d)
  if (published) return published.name + (published.isOffDay ? '放假' : '调休上班')
  return isWorkingDay(cal, d) ? '工作日' : '周末'
}

/** The years among these days whose notice is not out: counted by weekends only, so the result may move. */
export function unpublished(cal: Calendar, days: Iterable<Day>): number[] {
  const years = new Set<number>()
  for (const d of days) if (!cal.years.has(yearOf(d))) years.add(yearOf(d))
  return [...years].sort((a, b) => a - b)
}

// The longest run of days off ever published is 10; a bound on the loop, not a rule.
const DAYS_PER_WORKING_DAY = 12

/** The n-th working day after `from`. 开始的当日不计入，自下一日开始计算（民法典第二百零一条第一款）. */
export function plusWorkingDays(cal: Calendar, from: Day, n: number): Due {
  const days: CountedDay[] = []
  let left = n
  let d = from
  for (let i = 0; left > 0; i++) {
    if (i > n * DAYS_PER_WORKING_DAY) throw new Error(`no ${n} working days after ${from}`)
    d = plusDays(d, 1)
    const counted = isWorkingDay(cal, d)
    if (counted) left--
    days.push({ day: d, counted, why: whyOf(cal, d) })
  }
  return {
    dueOn: d,
    days,
    unpublishedYears: unpublished(
      cal,
      days.map((x) => x.day),
    ),
  }
}

/** Working days after `from` up to and with `to`: what is left. Negative when `to` lies before `from`. */
export function workingDaysBetween(cal: Calendar, from: Day, to: Day): number {
  const [a, b, sign] = from <= to ? [from, to, 1] : [to, from, -1]
  let n = 0
  for (let d = a; d < b; ) {
    d = plusDays(d, 1)
    if (isWorkingDay(cal, d)) n++
  }
  return n === 0 ? 0 : n * sign
}
