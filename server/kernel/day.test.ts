import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Day, Day as DaySchema, day, daysBetween, inWords, plusDays, weekday, yearOf } from './day.ts'
import { dayOf, instant, InstantInput, plusMs, startOf, wallClock } from './instant.ts'

const days = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10) as Day)
const moments = fc
  .date({ min: new Date('1992-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((d) => instant(d))
const counts = fc.integer({ min: -20_000, max: 20_000 })

test('going forward and back by the same number of days returns to the day', () => {
  fc.assert(fc.property(days, counts, (d, n) => plusDays(plusDays(d, n), -n) === d))
})

test('the distance of two days is the number that leads from one to the other', () => {
  fc.assert(fc.property(days, counts, (d, n) => daysBetween(d, plusDays(d, n)) === n))
})

test('days compare as their texts do', () => {
  fc.assert(fc.property(days, days, (a, b) => a < b === daysBetween(a, b) > 0))
})

test('a week later is the same weekday', () => {
  fc.assert(fc.property(days, (d) => weekday(plusDays(d, 7)) === weekday(d)))
  assert.equal(weekday(day('2026-11-23')), 1)
})

test('leap days exist in leap years only', () => {
  assert.equal(plusDays(day('2024-02-28'), 1), '2024-02-29')
  assert.equal(plusDays(day('2026-02-28'), 1), '2026-03-01')
  assert.ok(!DaySchema.safeParse('2026-02-29').success)
})

test('what is no day is refused in Chinese', () => {
  for (const text of ['2026-1-1', '2026/01/01', '', '2026-13-01', '2026-01-01T00:00:00Z'])
    assert.match(DaySchema.safeParse(text).error?.issues[0]?.message ?? '', /日期应写成/)
})

test('a day in words drops its leading zeros', () => {
  assert.equal(inWords(day('2026-01-06')), '2026年1月6日')
  assert.equal(yearOf(day('2026-01-06')), 2026)
})

test('the day in Shanghai begins at 16:00 of the day before in UTC', () => {
  assert.equal(dayOf(instant('2026-11-22T15:59:59.999Z')), '2026-11-22')
  assert.equal(dayOf(instant('2026-11-22T16:00:00Z')), '2026-11-23')
  assert.equal(startOf(day('2026-11-23')), '2026-11-22T16:00:00.000Z')
})

test('every moment lies in its day: not before its start, and before the next one’s', () => {
  fc.assert(fc.property(moments, (at) => startOf(dayOf(at)) <= at && at < startOf(plusDays(dayOf(at), 1))))
})

test('moments compare as their texts do', () => {
  fc.assert(fc.property(moments, moments, (a, b) => a < b === Date.parse(a) < Date.parse(b)))
})

test('the wall clock is eight hours ahead of UTC', () => {
  assert.equal(wallClock(instant('2026-11-23T01:30:00Z')), '2026-11-23 09:30')
  assert.equal(wallClock(plusMs(instant('2026-11-23T15:59:00Z'), 60_000)), '2026-11-24 00:00')
})

test('a time without its zone is refused, one with any zone becomes UTC', () => {
  assert.equal(InstantInput.parse('2026-11-23T09:00:00+08:00'), '2026-11-23T01:00:00.000Z')
  assert.match(InstantInput.safeParse('2026-11-23T09:00:00').error?.issues[0]?.message ?? '', /时间应带时区/)
})
