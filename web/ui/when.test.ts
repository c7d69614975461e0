import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayText, greeting, shortWhen, whenText } from './when.ts'

test('moments are shown on the wall in China with their weekday', () => {
  assert.equal(whenText('2026-11-23T01:30:00.000Z'), '2026-11-23 周一 09:30')
  assert.equal(whenText('2026-11-22T16:05:00.000Z'), '2026-11-23 周一 00:05')
  assert.equal(dayText('2026-11-22'), '2026-11-22 周日')
})

test('near moments are shown shortly', () => {
  const now = new Date('2026-11-23T04:00:00.000Z')
  assert.equal(shortWhen('2026-11-23T01:30:00.000Z', now), '09:30')
  assert.equal(shortWhen('2026-11-22T01:30:00.000Z', now), '昨天 09:30')
  assert.equal(shortWhen('2026-02-01T01:30:00.000Z', now), '02-01 09:30')
  assert.equal(shortWhen('2025-02-01T01:30:00.000Z', now), '2025-02-01')
})

test('the greeting follows the hour in China', () => {
  assert.equal(greeting(new Date('2026-11-23T01:00:00.000Z')), '上午好')
  assert.equal(greeting(new Date('2026-11-23T10:30:00.000Z')), '晚上好')
})
