import { plusDays, type Day } from '../../kernel/day.ts'
import { dayOf, plusMs, startOf, type Instant } from '../../kernel/instant.ts'
import { isWorkingDay, whyOf, type Calendar } from '../calendar/index.ts'
import type { ClockDay, ClockOp, Rule } from './contract.ts'

export type Pause = { from: Instant; to?: Instant; cause: string }
/** Carries its rule with it: a later rule does not reach a clock that was started. `extra` grows by extensions. */
export type Clock = Pick<
  Rule,
  'key' | 'version' | 'name' | 'kind' | 'amount' | 'unit' | 'clause' | 'source' | 'status'
> & {
  extra: number
  from: Instant
  until: Day | null
  pauses: readonly Pause[]
  ended: { at: Instant; as: 'met' | 'void' } | null
}

/** A clock that ended stays in the list: a second one of its key is a new clock. */
export function turn(clocks: readonly Clock[], op: ClockOp, rules: Readonly<Record<string, Rule>>): Clock[] {
  if (op.op === 'start') return [...clocks, started(op, rules[op.rule]!)]
  return clocks.map((c) => (c.key === op.rule && c.ended === null ? turned(c, op) : c))
}

function started(op: Extract<ClockOp, { op: 'start' }>, rule: Rule): Clock {
  if ((rule.unit === 'date') !== (op.until !== undefined))
    throw new Error(`the clock ${rule.key} starts ${op.until ? 'with' : 'without'} a day`)
  const { key, version, name, kind, unit, clause, source, status } = rule
  return {
    key,
    version,
    name,
    kind,
    amount: op.amount ?? rule.amount,
    unit,
    clause,
    source,
    status,
    extra: 0,
    from: op.at,
    until: op.until ?? null,
    pauses: [],
    ended: null,
  }
}

function turned(c: Clock, op: Exclude<ClockOp, { op: 'start' }>): Clock {
  switch (op.op) {
    case 'pause':
      if (c.unit === 'date') throw new Error(`the clock ${c.key} runs to a named day and cannot pause`)
      return { ...c, pauses: [...c.pauses, { from: op.at, cause: op.cause ?? '' }] }
    case 'resume':
      return {
        ...c,
        pauses: c.pauses.map((p) => (p.to === undefined && p.cause === (op.cause ?? '') ? { ...p, to: op.at } : p)),
      }
    case 'extend':
      return { ...c, extra: c.extra + op.amount }
    case 'end':
      return { ...c, ended: { at: op.at, as: op.as } }
    default:
      return op satisfies never
  }
}

export const isPaused = (c: Clock): boolean => c.ended === null && c.pauses.some((p) => p.to === undefined)

/** The day on which a pause begins still counts, and so does the first day after it ends: 自下一日 both times. */
const pausedOn = (c: Clock, d: Day): Pause | undefined =>
  c.pauses.find((p) => dayOf(p.from) < d && (p.to === undefined || d <= dayOf(p.to)))

// Longer than any statutory clock with its pauses: a bound on the loop.
const DAYS_MAX = 6000

/** Each day after the first, and why it counts or does not, up to the last; while it is paused with days left, up to the pause. */
export function* counting(c: Clock, calendar: Calendar): Generator<ClockDay, Day | undefined> {
  const total = c.amount + c.extra
  let n = 0
  // 民法典第二百零一条第一款：“按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。”
  let d = plusDays(dayOf(c.from), 1)
  for (let i = 0; i < DAYS_MAX; i++, d = plusDays(d, 1)) {
    const working = isWorkingDay(calendar, d)
    // 民法典第二百零三条第一款：“期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。” A pause that begins now comes too late.
    if (n === total) {
      yield { day: d, counted: false, n, why: `${whyOf(calendar, d)}，最后一日遇休假日，顺延` }
      if (working) return d
      continue
    }
    const pause = pausedOn(c, d)
    if (pause?.to === undefined && pause) return undefined
    const counted = !pause && (working || c.unit === 'day')
    if (counted) n++
    yield { day: d, counted, n, why: pause ? `暂停计时（${whyOf(calendar, d)}）` : whyOf(calendar, d) }
    if (n === total && counted && working) return d
  }
  throw new Error(`the clock ${c.key} is longer than ${DAYS_MAX} days`)
}

/** The days of a clock and its last day in time; no last day while it is paused with days left. */
export function count(c: Clock, calendar: Calendar): { days: ClockDay[]; dueOn: Day | null } {
  if (c.unit === 'date') return { days: [], dueOn: plusDays(c.until!, c.extra) }
  if (c.unit === 'hour') {
    const end = hoursEnd(c)
    return { days: [], dueOn: end ? dayOf(end) : null }
  }
  const days: ClockDay[] = []
  const steps = counting(c, calendar)
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { days, dueOn: step.value ?? null }
    days.push(step.value)
  }
}

/** The first moment that is too late; null while the clock is paused. */
export function lateFrom(c: Clock, calendar: Calendar): Instant | null {
  if (c.unit === 'hour') return hoursEnd(c)
  // 民法典第二百零三条第二款：“期间的最后一日的截止时间为二十四时”
  const { dueOn } = count(c, calendar)
  return dueOn && startOf(plusDays(dueOn, 1))
}

const HOUR_MS = 3_600_000

/** 民法典第二百零一条第二款：“按照小时计算期间的，自法律规定或者当事人约定的时间开始计算。” Nights and days off count; the union of pauses does not. */
function hoursEnd(c: Clock): Instant | null {
  let end = plusMs(c.from, (c.amount + c.extra) * HOUR_MS)
  let still = c.from // up to here pauses are already added
  for (const p of c.pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const from = p.from > still ? p.from : still
    if (from >= end) break
    if (p.to === undefined) return null
    if (p.to <= from) continue
    end = plusMs(end, Date.parse(p.to) - Date.parse(from))
    still = p.to
  }
  return end
}

/** How much a paused clock has left, in its own unit. */
export function remaining(c: Clock, calendar: Calendar): number | null {
  if (!isPaused(c)) return null
  const total = c.amount + c.extra
  if (c.unit !== 'hour') return total - (count(c, calendar).days.at(-1)?.n ?? 0)
  const since = c.pauses
    .filter((p) => p.to === undefined)
    .map((p) => p.from)
    .sort()[0]!
  const asIfEnded = hoursEnd({ ...c, pauses: c.pauses.map((p) => ({ ...p, to: p.to ?? since })) })!
  return Math.max(0, Math.ceil((Date.parse(asIfEnded) - Date.parse(since)) / HOUR_MS))
}

/** Late by `now`, or ended late. Only a duty can be broken: a window merely closes. */
export const isBreached = (c: Clock, late: Instant | null, now: Instant): boolean =>
  c.kind === 'duty' && late !== null && (c.ended?.at ?? now) >= late
