import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Day, day, plusDays } from '../../kernel/day.ts'
import type { Calendar } from '../calendar/index.ts'
import {
  daysLate,
  type Existing,
  lastDay,
  periodAround,
  periodsOf,
  reconcile,
  statusOf,
  type Target,
} from './obligation.ts'
import { type Frequency, frequencies, parseTimeLimit } from './timeLimit.ts'

const weekdays: Calendar = { days: new Map(), years: new Set([2025, 2026, 2027]) }
const rules = { standingWithinWorkdays: 20 }
const owed = (wording: string, expectation: 'perPeriod' | 'onEvent' | 'standing') => ({
  expectation,
  timeLimit: parseTimeLimit(wording),
})
const shown = (...args: Parameters<typeof periodsOf>) =>
  periodsOf(...args).map(
    (p) => `${p.label}：${p.from}至${p.to ?? '—'}，应于${p.dueOn}${p.needed > 1 ? `，${p.needed}次` : ''}`,
  )

test('an event-driven entry is asked for once a year, from the year its catalog came into force', () =>
  assert.deepEqual(
    shown(owed('信息形成之日起20个工作日内', 'onEvent'), day('2025-08-01'), day('2026-11-23'), weekdays, rules),
    ['2025年：2025-01-01至2025-12-31，应于2025-12-31', '2026年：2026-01-01至2026-12-31，应于2026-12-31'],
  ))

test('a frequency opens its periods as they begin, and asks for as many as it says', () => {
  assert.deepEqual(shown(owed('半年至少更新1次', 'perPeriod'), day('2026-03-01'), day('2026-07-01'), weekdays, rules), [
    '2026年上半年：2026-01-01至2026-06-30，应于2026-06-30',
    '2026年下半年：2026-07-01至2026-12-31，应于2026-12-31',
  ])
  assert.deepEqual(
    shown(owed('每季度至少更新2次', 'perPeriod'), day('2026-03-31'), day('2026-03-31'), weekdays, rules),
    ['2026年第一季度：2026-01-01至2026-03-31，应于2026-03-31，2次'],
  )
})

test('a day of the year that lies before the catalog opens nothing', () =>
  assert.deepEqual(shown(owed('每年1月31日前', 'perPeriod'), day('2026-02-01'), day('2027-01-05'), weekdays, rules), [
    '2027年：2027-01-01至2027-12-31，应于2027-01-31',
  ]))

test('what stays up has one period without end', () =>
  assert.deepEqual(shown(owed('长期公开', 'standing'), day('2026-06-01'), day('2026-11-23'), weekdays, rules), [
    '长期：2026-06-01至—，应于2026-06-29',
  ]))

test('nothing is owed before the catalog is in force', () =>
  assert.deepEqual(periodsOf(owed('长期公开', 'standing'), day('2026-12-01'), day('2026-11-23'), weekdays, rules), []))

const anyDay = fc.integer({ min: 0, max: 4000 }).map((n) => plusDays(day('2020-01-01'), n))
test('periods of a frequency cover the days without gap or overlap', () =>
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(frequencies) as Frequency[])), anyDay, (every, d) => {
      const p = periodAround(every, d)
      assert.ok(p.from <= d && d <= p.to)
      assert.equal(periodAround(every, plusDays(p.to, 1)).from, plusDays(p.to, 1))
      assert.deepEqual(periodAround(every, p.from), p)
      assert.deepEqual(periodAround(every, p.to), p)
    }),
  ))

test('lateness is judged by the limit, and only where the day it counts from is known', () => {
  const on = (wording: string, formedOn: Day | null, triggeredOn: Day | null = null) =>
    lastDay(parseTimeLimit(wording), { publishedOn: day('2026-11-20'), formedOn, triggeredOn }, weekdays)
  assert.equal(on('信息形成之日起5个工作日内', day('2026-11-13')), '2026-11-20')
  assert.equal(on('批准后20日内', day('2026-11-01')), null)
  assert.equal(on('批准后20日内', null, day('2026-11-01')), '2026-11-21')
  assert.equal(
    on('信息形成20个工作日内公开;其中行政处罚应自作出行政决定之日起7个工作日内公示', day('2026-11-02')),
    '2026-11-30',
  )
  for (const wording of ['及时公开', '长期公开', '尽快', '处罚决定：20个工作日内'])
    assert.equal(on(wording, day('2026-01-01'), day('2026-01-01')), null, wording)
})

test('status and lateness are apart', () => {
  const today = day('2026-11-23')
  assert.equal(statusOf({ dueOn: day('2026-11-23'), doneOn: null, notApplicable: false }, today), 'due')
  assert.equal(statusOf({ dueOn: day('2026-11-22'), doneOn: null, notApplicable: false }, today), 'late')
  assert.equal(statusOf({ dueOn: day('2026-11-01'), doneOn: day('2026-11-20'), notApplicable: false }, today), 'done')
  assert.equal(statusOf({ dueOn: day('2026-11-01'), doneOn: null, notApplicable: true }, today), 'notApplicable')
  assert.equal(daysLate({ dueOn: day('2026-11-20'), doneOn: null, notApplicable: false }, today), 3)
})

const target = (entryId: string, from: string, to: string | null): Target => ({
  entryId,
  organId: 'o',
  fieldKey: 'f',
  from: day(from),
  to: to === null ? null : day(to),
  label: '',
  dueOn: day(to ?? '2026-12-31'),
  needed: 1,
})
const existing = (id: string, t: Target, touched = false): Existing => ({
  id,
  entryId: t.entryId,
  organId: t.organId,
  from: t.from,
  to: t.to,
  touched,
})
test('the register follows the catalogs: met and past rows stay, unmet current ones that nobody owes go', () => {
  const today = day('2026-11-23')
  const [year, past, half, stands] = [
    target('a', '2026-01-01', '2026-12-31'),
    target('a', '2025-01-01', '2025-12-31'),
    target('a', '2026-07-01', '2026-12-31'),
    target('s', '2026-05-01', null),
  ]
  assert.deepEqual(reconcile([], [year, stands], today), { open: [year, stands], drop: [] })
  assert.deepEqual(reconcile([existing('1', year), existing('2', past), existing('3', stands)], [half], today), {
    open: [half],
    drop: ['1', '3'],
  })
  assert.deepEqual(reconcile([existing('1', year, true)], [], today), { open: [], drop: [] })
  assert.deepEqual(
    reconcile([existing('3', { ...stands, from: day('2025-01-01') })], [stands], today),
    { open: [], drop: [] },
    'a standing row keeps its first day',
  )
  assert.deepEqual(
    reconcile([existing('1', year), existing('3', stands)], [year, stands], today),
    { open: [], drop: [] },
    'again changes nothing',
  )
})
