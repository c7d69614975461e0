// What an entry owes, and whether a publication was in time. Pure. The decisions stand in docs/decisions/0101.
import { type Day, day, daysBetween, plusDays, weekday, yearOf } from '../../kernel/day.ts'
import { type Calendar, plusWorkingDays } from '../calendar/index.ts'
import type { Expectation, ObligationStatus } from './contract.ts'
import type { Frequency, LimitPart, TimeLimit } from './timeLimit.ts'

/** `to` is null for what stays up. `needed` publications make it done. */
export type Period = { from: Day; to: Day | null; label: string; dueOn: Day; needed: number }
export type Owed = { expectation: Expectation; timeLimit: TimeLimit }
/** Working days within which something that stays up must first be there; from packs/standards/rules.json. */
export type Rules = { standingWithinWorkdays: number }

const PERIODS_MAX = 700

/** The periods that have begun by `today`, for a catalog in force since `since`. A rule does not reach back before it was in force:
 *  a day of the year that lies before `since` opens nothing. */
export function periodsOf(owed: Owed, since: Day, today: Day, calendar: Calendar, rules: Rules): Period[] {
  if (since > today) return []
  if (owed.expectation === 'standing')
    return [
      {
        from: since,
        to: null,
        label: '长期',
        dueOn: plusWorkingDays(calendar, since, rules.standingWithinWorkdays).dueOn,
        needed: 1,
      },
    ]
  const whole = owed.timeLimit.parts.filter((p) => p.appliesTo === undefined)
  const often = whole.find((p) => p.kind === 'frequency')
  const yearly = whole.find((p) => p.kind === 'yearlyBy')
  const every: Frequency = owed.expectation === 'perPeriod' && often ? often.every : 'P1Y'
  const periods: Period[] = []
  for (
    let p = periodAround(every, since);
    p.from <= today && periods.length < PERIODS_MAX;
    p = periodAround(every, plusDays(p.to, 1))
  ) {
    const dueOn = owed.expectation === 'perPeriod' && !often && yearly ? inYear(yearOf(p.from), yearly.monthDay) : p.to
    if (dueOn >= since)
      periods.push({ ...p, dueOn, needed: owed.expectation === 'perPeriod' ? (often?.times ?? 1) : 1 })
  }
  return periods
}

/** 29 February falls on the 28th in common years. */
const inYear = (year: number, monthDay: string): Day =>
  monthDay === '02-29' ? plusDays(day(`${year}-03-01`), -1) : day(`${year}-${monthDay}`)

const two = (n: number): string => String(n).padStart(2, '0')
/** The calendar period in which `d` lies, with its name. */
export function periodAround(every: Frequency, d: Day): { from: Day; to: Day; label: string } {
  const [year, month] = [yearOf(d), Number(d.slice(5, 7))]
  if (every === 'P1W') {
    const from = plusDays(d, -((weekday(d) + 6) % 7))
    return { from, to: plusDays(from, 6), label: `${from}起一周` }
  }
  const months = { P1M: 1, P3M: 3, P6M: 6, P1Y: 12 }[every]
  const first = Math.floor((month - 1) / months) * months + 1
  const next = first + months > 12 ? day(`${year + 1}-01-01`) : day(`${year}-${two(first + months)}-01`)
  const label = {
    P1M: `${year}年${month}月`,
    P3M: `${year}年第${'一二三四'[(first - 1) / 3]}季度`,
    P6M: `${year}年${first === 1 ? '上' : '下'}半年`,
    P1Y: `${year}年`,
  }[every]
  return { from: day(`${year}-${two(first)}-01`), to: plusDays(next, -1), label }
}

const FROM_FORMATION: readonly string[] = ['formedOrChanged', 'formed', 'madeOrObtained', 'unstated']
export type Published = { publishedOn: Day; formedOn: Day | null; triggeredOn?: Day | null }

/** The last day on which a publication was in time by the catalog's limit; null when the limit does not say (及时公开, 长期公开), is not
 *  typed, governs parts of the contents differently, or counts from an event whose day is not known. Never guessed. */
export function lastDay(limit: TimeLimit, p: Published, calendar: Calendar): Day | null {
  const [part, ...others] = limit.parts.filter((x) => x.appliesTo === undefined && x.kind === 'within') as Extract<
    LimitPart,
    { kind: 'within' }
  >[]
  if (!part || others.length > 0) return null
  const from = FROM_FORMATION.includes(part.trigger) ? p.formedOn : (p.triggeredOn ?? null)
  if (from === null) return null
  return part.unit === 'days' ? plusDays(from, part.amount) : plusWorkingDays(calendar, from, part.amount).dueOn
}

export type Standing = { dueOn: Day; doneOn: Day | null; notApplicable: boolean }
/** Status and lateness are apart: what came late is done. */
export const statusOf = (o: Standing, today: Day): ObligationStatus =>
  o.notApplicable ? 'notApplicable' : o.doneOn !== null ? 'done' : o.dueOn < today ? 'late' : 'due'

/** '已逾期 12 天' is for the list; a calendar-day count needs no law. */
export const daysLate = (o: Standing, today: Day): number =>
  statusOf(o, today) === 'late' ? daysBetween(o.dueOn, today) : 0

export type Target = Period & { entryId: string; organId: string; fieldKey: string }
export type Existing = { id: string; entryId: string; organId: string; from: Day; to: Day | null; touched: boolean }

const place = (o: { entryId: string; organId: string; from: Day; to: Day | null }): string =>
  `${o.entryId}|${o.organId}|${o.to === null ? '' : o.from}`
/** What to open and what to drop, so that the register says what is owed now. What was met, marked or lies in the past stays as it is;
 *  a standing obligation keeps its first day, so that a new version does not excuse a delay. */
export function reconcile(
  existing: readonly Existing[],
  targets: readonly Target[],
  today: Day,
): { open: Target[]; drop: string[] } {
  const wanted = new Map(targets.map((t) => [place(t), t]))
  const kept = new Set<string>()
  const drop: string[] = []
  for (const o of existing) {
    const current = o.to === null || o.to >= today
    const target = wanted.get(place(o))
    if (!o.touched && current && target?.to !== o.to) drop.push(o.id)
    else kept.add(`${o.entryId}|${o.organId}|${o.from}`).add(place(o))
  }
  return { open: targets.filter((t) => !kept.has(place(t)) && !kept.has(`${t.entryId}|${t.organId}|${t.from}`)), drop }
}
