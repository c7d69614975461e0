import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueWords } from './due.ts'

test('a clock says how much is left and is amber from the second day before', () => {
  assert.deepEqual(dueWords({ state: 'running', count: 6 }), { text: '剩 6 个工作日', tone: 'fine' })
  assert.deepEqual(dueWords({ state: 'running', count: 2 }), { text: '剩 2 个工作日', tone: 'soon' })
  assert.deepEqual(dueWords({ state: 'running', count: 0 }), { text: '今日到期', tone: 'soon' })
})

test('a late clock says by how much, a paused one what is left', () => {
  assert.deepEqual(dueWords({ state: 'over', count: 1 }), { text: '超期 1 个工作日', tone: 'over' })
  assert.deepEqual(dueWords({ state: 'paused', count: 11 }), { text: '暂停计时，剩 11 个工作日', tone: 'still' })
  assert.deepEqual(dueWords({ state: 'none' }), { text: '无时限', tone: 'still' })
})
