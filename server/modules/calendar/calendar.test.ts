import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day, plusDays } from '../../kernel/day.ts'
import { isWorkingDay, plusWorkingDays, publishedYears, whyOf, workingDaysBetween, type Calendar } from './calendar.ts'
import { DueQuery, Notice } from './contract.ts'
import { packageYears } from './source.ts'

const source = packageYears()
const calendar: Calendar = {
  days: new Map([...source.years.values()].flat().map((d) => [d.date, d])),
  years: new Set(source.years.keys()),
}

test('the package covers every year from 2004 to 2026 and no other', () => {
  assert.deepEqual(
    publishedYears(calendar),
    Array.from({ length: 23 }, (_, i) => 2004 + i),
  )
})

test('each day says what it is', () => {
  const said = ['2026-02-14', '2026-02-17', '2026-11-21', '2026-11-23'].map((d) => whyOf(calendar, day(d)))
  assert.deepEqual(said, ['春节调休上班', '春节放假', '周末', '工作日'])
})

const table: [from: string, n: number, due: string, why: string][] = [
  ['2026-02-02', 20, '2026-03-06', 'across Spring Festival with two worked Saturdays'],
  ['2026-02-13', 1, '2026-02-14', 'a worked Saturday counts'],
  ['2026-02-13', 2, '2026-02-24', 'nine days off are skipped'],
  ['2026-09-18', 1, '2026-09-20', 'a worked Sunday counts'],
  ['2026-09-30', 1, '2026-10-08', 'the first day after National Day'],
  ['2018-12-28', 1, '2018-12-29', 'a day that stands in the next year’s notice'],
]
for (const [from, n, due, why] of table)
  test(`${n} working days from ${from} end on ${due}: ${why}`, () =>
    assert.equal(plusWorkingDays(calendar, day(from), n).dueOn, due))

test('a count that reaches a year without a notice says so', () => {
  assert.deepEqual(plusWorkingDays(calendar, day('2026-12-20'), 20).unpublishedYears, [2027])
  assert.deepEqual(plusWorkingDays(calendar, day('2026-11-02'), 20).unpublishedYears, [])
})

const someDay = fc.integer({ min: 0, max: 4000 }).map((n) => plusDays(day('2015-01-01'), n))

test('property: the due day is a working day, the counted days are as many as asked, and one more is never earlier', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 60 }), (from, n) => {
      const due = plusWorkingDays(calendar, from, n)
      return (
        isWorkingDay(calendar, due.dueOn) &&
        due.days.filter((d) => d.counted).length === n &&
        due.days[0]!.day === plusDays(from, 1) &&
        plusWorkingDays(calendar, from, n + 1).dueOn > due.dueOn &&
        workingDaysBetween(calendar, from, due.dueOn) === n &&
        workingDaysBetween(calendar, due.dueOn, from) === -n
      )
    }),
  )
})

const whole = (extra: object[] = []) => ({
  year: 2027,
  days: [
    ...['2027-01-01', '2027-02-06', '2027-05-01', '2027-10-01', '2027-10-02'].map((date) => ({
      date,
      name: '节',
      isOffDay: true,
    })),
    ...extra,
  ],
})
const messages = (input: unknown) => Notice.safeParse(input).error?.issues.map((i) => i.message) ?? []

test('a notice is refused with the reason at the day', () => {
  assert.deepEqual(messages(whole()), [])
  assert.match(messages(whole([{ date: '2027-05-01', name: '节', isOffDay: true }]))[0]!, /重复/)
  assert.match(messages(whole([{ date: '2027-03-03', name: '节', isOffDay: false }]))[0]!, /不是周末/)
  assert.match(messages(whole([{ date: '2028-03-03', name: '节', isOffDay: true }]))[0]!, /不属于2027年/)
  assert.match(messages({ year: 2027, days: whole().days.slice(0, 2) })[0]!, /2027-05-01、2027-10-01/)
})

test('the public question is bounded and refused in Chinese', () => {
  const bad: [object, RegExp][] = [
    [{ from: 'x', workingDays: '1' }, /日期/],
    [{ from: '1990-01-01', workingDays: '1' }, /2000年/],
    [{ from: '2026-01-01', workingDays: '0' }, /至少为1/],
    [{ from: '2026-01-01', workingDays: '501' }, /500/],
    [{ from: '2026-01-01', workingDays: '1.5' }, /整数/],
    [{ from: '2026-01-01' }, /整数/],
    [{ from: '2026-02-30', workingDays: 1 }, /日期/],
  ]
  for (const [query, message] of bad) assert.match(DueQuery.safeParse(query).error!.issues[0]!.message, message)
})
