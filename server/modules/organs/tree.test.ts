import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canMove, lineage, moved, nest, pathOf, within } from './tree.ts'
import { OrganFacts, OrganPack, underRegulation, validCreditCode } from './contract.ts'

/** A small generator with a seed, so that a failure can be run again. */
const dice = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff

test('no sequence of moves makes a circle, and every path ends in its own id', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const roll = dice(seed)
    const paths = new Map<string, string>([['o0', pathOf(null, 'o0')]])
    for (let i = 1; i < 30; i++) paths.set(`o${i}`, pathOf(paths.get(`o${Math.floor(roll() * i)}`)!, `o${i}`))
    for (let i = 0; i < 100; i++) {
      const id = `o${1 + Math.floor(roll() * 29)}`
      const from = paths.get(id)!
      const parent = paths.get(`o${Math.floor(roll() * 30)}`)!
      if (!canMove(from, parent)) continue
      const to = pathOf(parent, id)
      for (const [other, path] of paths) if (within(path, from)) paths.set(other, moved(path, from, to))
    }
    for (const [id, path] of paths) {
      const up = lineage(path)
      assert.equal(up[0], 'o0', `seed ${seed}`)
      assert.equal(up.at(-1), id, `seed ${seed}`)
      assert.equal(new Set(up).size, up.length, `seed ${seed}: ${path} passes an organ twice`)
      if (id !== 'o0')
        assert.equal(
          paths.get(up.at(-2)!),
          path.slice(0, -id.length - 1),
          `seed ${seed}: ${id} does not stand below its parent`,
        )
    }
  }
})

test('a path covers itself and what is below, not a neighbour with a longer name', () => {
  assert.equal(within('/a/b/', '/a/'), true)
  assert.equal(within('/a/', '/a/'), true)
  assert.equal(within('/ab/', '/a/'), false)
  assert.equal(within('/a/', '/a/b/'), false)
})

test('rows become a tree whatever their order', () => {
  const tree = nest([
    { id: 'c', parentId: 'b' },
    { id: 'b', parentId: 'a' },
    { id: 'a', parentId: null },
  ])
  assert.deepEqual(tree, [
    {
      id: 'a',
      parentId: null,
      children: [{ id: 'b', parentId: 'a', children: [{ id: 'c', parentId: 'b', children: [] }] }],
    },
  ])
})

test('a community is no organ of the Regulation; a branch is one where it acts in its own name', () => {
  assert.equal(underRegulation({ legalKind: 'selfGoverning', actsInOwnName: true }), false)
  assert.equal(underRegulation({ legalKind: 'dispatchedOrgan', actsInOwnName: false }), true)
  assert.equal(underRegulation({ legalKind: 'dispatchedBody', actsInOwnName: false }), false)
  assert.equal(underRegulation({ legalKind: 'dispatchedBody', actsInOwnName: true }), true)
  assert.equal(underRegulation({ legalKind: 'publicInstitution', actsInOwnName: true }), false)
})

test('the check digit of 统一社会信用代码 is verified', () => {
  // 911100001000013428 style: body chosen freely, digit computed by hand from GB 32100-2015
  const body = '11320211MB1A2B3C4'
  const digits = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const fitting = [...digits].filter((d) => validCreditCode(body + d))
  assert.equal(fitting.length, 1)
  assert.equal(validCreditCode('91350100M000100Y43'), true, 'the example in GB 32100-2015')
  assert.equal(validCreditCode('91350100M000100Y44'), false)
  assert.equal(validCreditCode('91350100M000100I43'), false, 'I is not in its alphabet')
})

test('an empty credit code stays absent, a wrong one is refused in Chinese', () => {
  const facts = {
    legalKind: 'administrativeOrgan',
    level: 'district',
    actsInOwnName: false,
    disclosureOffice: false,
    address: '',
    phone: '',
    sort: 0,
  }
  assert.equal(OrganFacts.parse(facts).creditCode, null)
  const wrong = OrganFacts.safeParse({ ...facts, creditCode: '123' })
  assert.match(wrong.error!.issues[0]!.message, /校验位/)
})

test('a pack names parents by code and needs little else', () => {
  const pack = OrganPack.parse({
    pack: 'x',
    name: 'X',
    version: '1',
    organs: [{ code: 'a', parentCode: null, name: '甲', legalKind: 'administrativeOrgan', level: 'district' }],
  })
  assert.equal(pack.organs[0]!.shortName, '')
  assert.deepEqual(pack.groups, [])
})
