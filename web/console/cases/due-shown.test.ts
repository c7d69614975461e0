import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueWords } from '../../ui/due.ts'
import { lightOf, lightOfClock } from './due-shown.ts'

const due = { state: 'running', left: 3, unit: 'workingDay', late: false, dueOn: '2026-11-26' as never } as const
const words = (change: object) => dueWords(lightOf({ ...due, ...change })).text

test('a task says what is left in the unit of its limit, by how much it is over, and that it rests', () => {
  assert.equal(words({}), '剩 3 个工作日')
  assert.equal(words({ left: 0 }), '今日到期')
  assert.equal(words({ left: -1, late: true }), '超期 1 个工作日')
  assert.equal(words({ state: 'paused', left: 11, dueOn: null }), '暂停计时，剩 11 个工作日')
  assert.equal(words({ unit: 'date', left: 5 }), '剩 5 日')
  assert.equal(words({ unit: 'hour', left: 4 }), '剩 4 小时')
  assert.equal(words({ state: 'none', left: null, dueOn: null }), '无时限')
})

test('an ended clock says how it ended', () => {
  const ended = { left: null, dueOn: '2026-11-26' as never }
  assert.deepEqual(lightOfClock({ ...ended, state: 'met', late: false }), { state: 'met' })
  assert.deepEqual(lightOfClock({ ...ended, state: 'met', late: true }), { words: '超期办结' })
  assert.deepEqual(lightOfClock({ ...ended, state: 'void', late: false }), { words: '已终止' })
})
