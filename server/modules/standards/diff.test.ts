import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { EntryContent } from './contract.ts'
import { diff, inText, matchIds, type Versioned } from './diff.ts'
import { packEntries, catalogPacks } from './packs.ts'

const contents = catalogPacks().flatMap(packEntries)
const version = (list: readonly EntryContent[]): Versioned[] => list.map((content, i) => ({ id: `e${i}`, content }))
const some = fc.shuffledSubarray(contents, { minLength: 1, maxLength: 25 })

test('a version compared with itself has no difference, in whatever order its keys and rows come', () =>
  fc.assert(
    fc.property(some, (list) => {
      const a = version(list)
      const b = a
        .map((e) => ({
          id: e.id,
          content: Object.fromEntries(Object.entries(structuredClone(e.content)).toReversed()) as EntryContent,
        }))
        .toReversed()
      assert.deepEqual(diff(a, b), { added: [], removed: [], changed: [] })
    }),
  ))

test('what one direction adds the other removes', () =>
  fc.assert(
    fc.property(some, fc.nat(24), (list, cut) => {
      const whole = version(list)
      const part = whole.slice(0, cut)
      assert.deepEqual(diff(part, whole).added, diff(whole, part).removed)
    }),
  ))

test('a change is told by field, in words', () => {
  const [before] = version(contents.slice(0, 1))
  const after = {
    ...before!,
    content: {
      ...before!.content,
      channels: [{ name: '政府网站', chosen: false }],
      verified: !before!.content.verified,
    },
  }
  const [change] = diff([before!], [after]).changed
  assert.deepEqual(
    change!.changes.map((c) => c.field),
    ['channels', 'verified'],
  )
  assert.equal(inText(after.content, 'channels'), '')
  assert.notEqual(inText(before!.content, 'verified'), inText(after.content, 'verified'))
})

test('rows of a new table keep their ids, whatever the order; a row that is new gets a fresh one', () =>
  fc.assert(
    fc.property(some, fc.array(fc.nat(), { minLength: 1, maxLength: 25 }), (list, order) => {
      const before = version(list)
      const shuffled = list
        .map((content, i) => ({ content, i, at: order[i % order.length]! }))
        .sort((a, b) => a.at - b.at)
      const fresh: EntryContent = { ...list[0]!, level1: '全新的一级', level2: '全新的二级' }
      const ids = matchIds(before, [...shuffled.map((s) => s.content), fresh], () => 'fresh')
      assert.deepEqual(ids, [...shuffled.map((s) => `e${s.i}`), 'fresh'])
    }),
  ))
