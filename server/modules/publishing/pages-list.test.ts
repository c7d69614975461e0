import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slice } from './pages-list.ts'

test('the newest page and the numbered ones cover every line once, and none is short', () => {
  for (let total = 0; total <= 130; total++) {
    const front = slice(total, 0)!
    assert.equal(front.from + front.count, total)
    if (total > 40) assert.ok(front.count >= 20 && front.count < 40)
    let covered = front.count
    for (let no = front.older ?? 0; no > 0; no = slice(total, no)!.older ?? 0) covered += slice(total, no)!.count
    assert.equal(covered, total)
  }
})

test('a numbered page is the same for ever, whatever is published later', () => {
  assert.deepEqual(slice(100, 2), slice(5_000, 2))
  assert.equal(slice(100, 6), undefined)
})
