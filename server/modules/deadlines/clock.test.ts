import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day, plusDays, type Day } from '../../kernel/day.ts'
import { instant, plusMs, startOf, type Instant } from '../../kernel/instant.ts'
import type { Calendar } from '../calendar/index.ts'
import { packageYears } from '../calendar/source.ts'
import { count, isBreached, lateFrom, remaining, turn, type Clock } from './clock.ts'
import { inForce, limit, type ClockOp, type Rule } from './contract.ts'
import { explain } from './explain.ts'

const source = packageYears()
const calendar: Calendar = {
  days: new Map([...source.years.values()].flat().map((d) => [d.date, d])),
  years: new Set(source.years.keys()),
}
const rule = (amount: number, unit: Rule['unit'], kind: Rule['kind'] = 'duty'): Rule => ({
  key: 'x.y',
  version: 1,
  name: '试验',
  kind,
  amount,
  unit,
  clause: '某条',
  source: '某处',
  validFrom: day('2019-05-15'),
  validTo: null,
  status: 'verified',
})
const run = (r: Rule, ...ops: ClockOp[]): Clock =>
  ops.reduce<Clock[]>((cs, op) => turn(cs, op, { 'x.y': r }), []).at(-1)!
const start = (d: string): ClockOp => ({ op: 'start', rule: 'x.y', at: startOf(day(d)) })
const pause = (d: string, cause?: string): ClockOp => ({
  op: 'pause',
  rule: 'x.y',
  at: startOf(day(d)),
  ...(cause && { cause }),
})
const resume = (d: string, cause?: string): ClockOp => ({
  op: 'resume',
  rule: 'x.y',
  at: startOf(day(d)),
  ...(cause && { cause }),
})
const due = (c: Clock) => count(c, calendar).dueOn

const table: [from: string, amount: number, unit: Rule['unit'], due: string, why: string][] = [
  ['2026-02-02', 20, 'workingDay', '2026-03-06', 'across Spring Festival with two worked Saturdays'],
  ['2026-02-20', 1, 'workingDay', '2026-02-24', 'begun on a day off'],
  ['2026-11-02', 20, 'workingDay', '2026-11-30', 'four plain weeks'],
  ['2026-02-10', 4, 'day', '2026-02-14', 'the last day is a worked Saturday and stands'],
  ['2026-02-10', 5, 'day', '2026-02-24', 'the last day is off and moves to the first working day'],
  ['2026-09-20', 15, 'day', '2026-10-08', 'the last day falls in National Day and moves'],
]
for (const [from, amount, unit, expected, why] of table)
  test(`${limit({ amount, unit })} from ${from} end on ${expected}: ${why}`, () =>
    assert.equal(due(run(rule(amount, unit), start(from))), expected))

test('a day is over at midnight in Shanghai', () =>
  assert.equal(lateFrom(run(rule(20, 'workingDay'), start('2026-11-02')), calendar), '2026-11-30T16:00:00.000Z'))

test('hours run from the moment, over nights and days off, and stand still in the union of the pauses', () => {
  const at = (text: string) => instant(`2026-10-01T${text}:00+08:00`)
  const op = (op: 'pause' | 'resume', t: string, cause: string): ClockOp => ({ op, rule: 'x.y', at: at(t), cause })
  const c = (...ops: ClockOp[]) => run(rule(24, 'hour'), { op: 'start', rule: 'x.y', at: at('10:00') }, ...ops)
  const end = (...ops: ClockOp[]) => lateFrom(c(...ops), calendar)
  assert.equal(end(), at('10:00').replace('01T', '02T'))
  assert.equal(end(op('pause', '12:00', 'a')), null)
  assert.equal(remaining(c(op('pause', '12:00', 'a')), calendar), 22)
  const both = [
    op('pause', '12:00', 'a'),
    op('pause', '13:00', 'b'),
    op('resume', '14:00', 'a'),
    op('resume', '15:00', 'b'),
  ]
  assert.equal(end(...both.slice(0, 3)), null)
  assert.equal(end(...both), plusMs(at('10:00'), 27 * 3_600_000))
})

test('a named day stands as it is, and grows by an extension', () => {
  const until: ClockOp = { op: 'start', rule: 'x.y', at: startOf(day('2026-09-01')), until: day('2026-10-01') }
  assert.equal(due(run(rule(0, 'date'), until)), '2026-10-01')
  assert.equal(
    due(run(rule(0, 'date'), until, { op: 'extend', rule: 'x.y', amount: 7, at: startOf(day('2026-09-20')) })),
    '2026-10-08',
  )
  assert.throws(() => run(rule(0, 'date'), until, pause('2026-09-02')), /cannot pause/)
  assert.throws(() => run(rule(0, 'date'), start('2026-09-02')), /without a day/)
})

test('each day says why it counts or does not', () => {
  const c = run(rule(2, 'workingDay'), start('2026-10-07'), pause('2026-10-08'), resume('2026-10-09'))
  assert.deepEqual(
    count(c, calendar).days.map((d) => `${d.day} ${d.n} ${d.why}`),
    ['2026-10-08 1 工作日', '2026-10-09 1 暂停计时（工作日）', '2026-10-10 2 国庆节调休上班'],
  )
})

test('a pause that begins after the last day rescues nobody', () => {
  assert.equal(due(run(rule(1, 'workingDay'), start('2026-11-02'), pause('2026-11-04'))), '2026-11-03')
  assert.equal(due(run(rule(5, 'day'), start('2026-02-10'), pause('2026-02-16'))), '2026-02-24')
})

test('what is left of a paused clock is said, and it has no last day', () => {
  const c = run(rule(20, 'workingDay'), start('2026-11-02'), pause('2026-11-13'))
  const shown = explain(c, 0, calendar, startOf(day('2026-12-01')))
  assert.deepEqual(
    [shown.dueOn, shown.state, shown.left, shown.late],
    [null, 'paused', { amount: 11, unit: 'workingDay' }, false],
  )
  assert.match(
    shown.sentence,
    /^自2026年11月2日起，当日不计入，自次日起算20个工作日（某条；民法典第二百零一条），现暂停计时。$/,
  )
})

test('what is left is negative from the first day after the last', () => {
  const c = run(rule(5, 'workingDay'), start('2026-11-13')) // due Friday 2026-11-20
  const leftOn = (d: string) => explain(c, 0, calendar, startOf(day(d))).left!.amount
  assert.deepEqual(
    ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-23', '2026-11-24'].map(leftOn),
    [1, 0, -1, -1, -2],
  )
})

test('a clock that reaches a year without a notice says so', () => {
  assert.deepEqual(
    explain(run(rule(20, 'workingDay'), start('2026-12-14')), 0, calendar, startOf(day('2026-12-15'))).unpublishedYears,
    [2027],
  )
})

test('only a duty can be broken: a window merely closes', () => {
  const late = startOf(day('2026-11-10'))
  const broken = (kind: Rule['kind'], now: string) =>
    isBreached(run(rule(1, 'workingDay', kind), start('2026-11-06')), late, instant(now))
  assert.deepEqual(
    [
      broken('duty', '2026-11-09T15:59:59.999Z'),
      broken('duty', '2026-11-09T16:00:00.000Z'),
      broken('window', '2026-12-01T00:00:00.000Z'),
    ],
    [false, true, false],
  )
})

test('a day has one rule of a key: none or two is a broken pack', () => {
  const old = { ...rule(15, 'workingDay'), validTo: day('2026-11-30') }
  const young = { ...rule(20, 'workingDay'), version: 2, validFrom: day('2026-12-01') }
  const on = (d: string, ...rules: Rule[]) => inForce(rules, ['x.y'], day(d))['x.y'].version
  assert.deepEqual([on('2026-11-30', old, young), on('2026-12-01', old, young)], [1, 2])
  assert.throws(() => on('2026-12-01', old), /0 rules for x.y/)
  assert.throws(() => on('2026-12-01', { ...old, validTo: null }, young), /2 rules for x.y/)
})

// Properties: whatever happens to a clock, in any order of days.
const someDay = fc.integer({ min: 0, max: 3900 }).map((n) => plusDays(day('2016-01-01'), n))
const unit = fc.constantFrom<Rule['unit']>('workingDay', 'day')
const amount = fc.integer({ min: 1, max: 40 })
const interval = fc.tuple(
  fc.integer({ min: 0, max: 30 }),
  fc.integer({ min: 0, max: 20 }),
  fc.constantFrom('a', 'b', 'c'),
)
const paused = (r: Rule, from: Day, intervals: readonly (readonly [number, number, string])[]) =>
  run(
    r,
    start(from),
    ...intervals.flatMap(([skip, length, cause], i) => [
      pause(plusDays(from, skip), cause + i),
      resume(plusDays(from, skip + length), cause + i),
    ]),
  )

test('property: a pause never makes a clock due earlier, and a longer one never earlier than a shorter', () => {
  fc.assert(
    fc.property(someDay, amount, unit, fc.array(interval, { maxLength: 4 }), (from, n, u, intervals) => {
      const plain = due(run(rule(n, u), start(from)))!
      const once = due(paused(rule(n, u), from, intervals))!
      const longer = due(
        paused(
          rule(n, u),
          from,
          intervals.map(([s, l, c]) => [s, l + 3, c] as const),
        ),
      )!
      return plain <= once && once <= longer
    }),
  )
})

test('property: the same pauses in another order make the same day', () => {
  fc.assert(
    fc.property(
      someDay,
      amount,
      unit,
      fc.array(interval, { maxLength: 4 }),
      (from, n, u, intervals) =>
        due(paused(rule(n, u), from, intervals)) === due(paused(rule(n, u), from, intervals.toReversed())),
    ),
  )
})

test('property: an extension never makes a clock due earlier, and two are as good as their sum', () => {
  const extend = (amount: number, from: Day): ClockOp => ({ op: 'extend', rule: 'x.y', amount, at: startOf(from) })
  fc.assert(
    fc.property(
      someDay,
      amount,
      unit,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      (from, n, u, a, b) => {
        const once = due(run(rule(n, u), start(from), extend(a + b, from)))!
        return (
          once >= due(run(rule(n, u), start(from)))! &&
          once === due(run(rule(n, u), start(from), extend(a, from), extend(b, from)))
        )
      },
    ),
  )
})

test('property: the last day is a working day, as many days count as the limit, and the first day never does', () => {
  fc.assert(
    fc.property(someDay, amount, unit, fc.array(interval, { maxLength: 3 }), (from, n, u, intervals) => {
      const { days, dueOn } = count(paused(rule(n, u), from, intervals), calendar)
      return (
        days.at(-1)!.day === dueOn &&
        days[0]!.day === plusDays(from, 1) &&
        days.filter((d) => d.counted).length === n &&
        !/放假|周末/.test(days.at(-1)!.why.replace(/，.*/, ''))
      )
    }),
  )
})

test('property: while a pause is open there is no last day, unless all days were over before it', () => {
  fc.assert(
    fc.property(someDay, amount, unit, fc.integer({ min: 0, max: 80 }), (from, n, u, skip) => {
      const plain = due(run(rule(n, u), start(from)))!
      const open = run(rule(n, u), start(from), pause(plusDays(from, skip)))
      const { days, dueOn } = count(open, calendar)
      const left = remaining(open, calendar) ?? 0
      return dueOn === null ? left > 0 && left === n - (days.at(-1)?.n ?? 0) : dueOn === plain
    }),
  )
})

test('property: hours end exactly the sum of the union of pauses later', () => {
  const moment = fc.integer({ min: 0, max: 2_000 })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 72 }),
      fc.array(fc.tuple(moment, fc.integer({ min: 1, max: 600 })), { maxLength: 5 }),
      (hours, intervals) => {
        const from = instant('2026-10-01T00:00:00.000Z')
        const minute = (n: number): Instant => plusMs(from, n * 60_000)
        const ops = intervals.flatMap(([at, length], i): ClockOp[] => [
          { op: 'pause', rule: 'x.y', at: minute(at), cause: `${i}` },
          { op: 'resume', rule: 'x.y', at: minute(at + length), cause: `${i}` },
        ])
        const end = lateFrom(run(rule(hours, 'hour'), { op: 'start', rule: 'x.y', at: from }, ...ops), calendar)
        let left = hours * 60 // minute by minute, as slowly as can be
        let m = 0
        for (; left > 0; m++) if (!intervals.some(([at, length]) => m >= at && m < at + length)) left--
        return end === minute(m)
      },
    ),
  )
})
