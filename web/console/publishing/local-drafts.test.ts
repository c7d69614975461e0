import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDrafts, type Store } from './local-drafts.ts'

function memory(limit = Infinity): Store & { size(): number } {
  const map = new Map<string, string>()
  return {
    getItem: (k) => map.get(k) ?? null,
    setItem: (k, v) => {
      const rest = [...map].reduce((n, [key, value]) => n + (key === k ? 0 : value.length), 0)
      if (rest + v.length > limit) throw new Error('full')
      map.set(k, v)
    },
    removeItem: (k) => void map.delete(k),
    key: (i) => [...map.keys()][i] ?? null,
    get length() {
      return map.size
    },
    size: () => map.size,
  }
}
const at = (n: number): string => `2026-11-23T01:${String(n).padStart(2, '0')}:00.000Z`

test('a draft comes back to its own writer only', () => {
  const store = memory()
  localDrafts<string>(store, 'anna').keep('e1', { version: 3, content: '稿', at: at(1) })
  assert.deepEqual(localDrafts<string>(store, 'anna').kept('e1'), { version: 3, content: '稿', at: at(1) })
  assert.equal(localDrafts<string>(store, 'ben').kept('e1'), undefined)
})

test('a full store gives up the oldest drafts first, and says so when nothing helps', () => {
  const store = memory(400)
  const drafts = localDrafts<string>(store, 'a')
  for (let n = 1; n <= 4; n++) assert.ok(drafts.keep(`e${n}`, { version: 1, content: 'x'.repeat(80), at: at(n) }))
  assert.equal(drafts.kept('e1'), undefined)
  assert.ok(drafts.kept('e4'))
  assert.equal(drafts.keep('big', { version: 1, content: 'x'.repeat(1000), at: at(9) }), false)
})

test('no more than twenty drafts are kept, and garbage is no draft', () => {
  const store = memory()
  const drafts = localDrafts<string>(store, 'a')
  for (let n = 0; n < 25; n++) drafts.keep(`e${n}`, { version: 1, content: '', at: at(n) })
  assert.equal(store.size(), 20)
  store.setItem('district.draft.a.bad', '{')
  assert.equal(drafts.kept('bad'), undefined)
})
