import { daysBetween, inWords, type Day } from '../../kernel/day.ts'
import { dayOf, wallClock, type Instant } from '../../kernel/instant.ts'
import { unpublished, workingDaysBetween, type Calendar } from '../calendar/index.ts'
import { count, isBreached, isPaused, lateFrom, remaining, type Clock } from './clock.ts'
import { limit, type ClockShown, type Unit } from './contract.ts'

/** A clock as people see it: by when, what is left, which days counted and why, and the clause it rests on. */
export function explain(c: Clock, no: number, calendar: Calendar, now: Instant): ClockShown {
  const { days, dueOn } = count(c, calendar)
  const late = lateFrom(c, calendar)
  const paused = isPaused(c) && dueOn === null
  const state = c.ended ? c.ended.as : paused ? 'paused' : 'running'
  const reached = c.unit === 'workingDay' ? days.map((d) => d.day) : c.unit === 'day' && dueOn ? [dueOn] : []
  return {
    no,
    rule: c.key,
    name: c.name,
    kind: c.kind,
    limit: limit({ amount: c.amount + c.extra, unit: c.unit }),
    clause: c.clause,
    source: c.source,
    standing: c.status,
    startedAt: c.from,
    state,
    dueOn,
    lateFrom: late,
    late: isBreached(c, late, now),
    left: c.ended
      ? null
      : paused
        ? { amount: remaining(c, calendar) ?? 0, unit: c.unit }
        : left(c.unit, dueOn!, late!, calendar, now),
    endedAt: c.ended?.at ?? null,
    unpublishedYears: unpublished(calendar, reached),
    sentence: sentence(c, dueOn, late, days.filter((d) => d.why.startsWith('暂停')).length),
    days,
  }
}

/** What is left up to a last day: negative when it is over. */
export function left(
  unit: Unit,
  dueOn: Day,
  late: Instant,
  calendar: Calendar,
  now: Instant,
): { amount: number; unit: Unit } {
  const today = dayOf(now)
  if (unit === 'hour') return { amount: Math.ceil((Date.parse(late) - Date.parse(now)) / 3_600_000), unit }
  if (unit === 'workingDay') return { amount: over(workingDaysBetween(calendar, today, dueOn), today, dueOn), unit }
  return { amount: daysBetween(today, dueOn), unit: 'day' }
}
/** A day off after the last day is late already, though no working day has passed. */
const over = (n: number, today: Day, dueOn: Day): number => (today > dueOn && n === 0 ? -1 : n)

function sentence(c: Clock, dueOn: Day | null, late: Instant | null, pausedDays: number): string {
  const total = limit({ amount: c.amount + c.extra, unit: c.unit })
  if (c.unit === 'date') return `应于${inWords(dueOn!)}前办结（${c.clause}）。`
  if (c.unit === 'hour')
    return late
      ? `自${wallClock(c.from)}起${total}，至${wallClock(late)}届满（${c.clause}）。`
      : `自${wallClock(c.from)}起${total}，现暂停计时（${c.clause}）。`
  const begin = `自${inWords(dayOf(c.from))}起，当日不计入，自次日起算${total}（${c.clause}；民法典第二百零一条）`
  const stood = pausedDays > 0 ? `，其间暂停${pausedDays}日` : ''
  const extended = c.extra > 0 ? `，含延长${limit({ amount: c.extra, unit: c.unit })}` : ''
  return dueOn ? `${begin}${extended}${stood}，至${inWords(dueOn)}二十四时届满。` : `${begin}${extended}，现暂停计时。`
}
