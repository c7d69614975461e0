import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nest } from './organ-tree.ts'

test('organs nest below their parents; one whose parent is out of sight is a root', () => {
  const tree = nest([
    { id: 'a', name: '区政府', parentId: 'x' },
    { id: 'b', name: '财政局', parentId: 'a' },
    { id: 'c', name: '预算科', parentId: 'b' },
  ])
  assert.deepEqual(
    tree.map((n) => n.title),
    ['区政府'],
  )
  assert.equal(tree[0]!.children[0]!.children[0]!.title, '预算科')
})
