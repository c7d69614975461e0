import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { give } from '../../kernel/slots.ts'
import { module } from '../../kernel/module.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/db.ts'
import { OrganInput, OrganPack, organWork } from './contract.ts'
import {
  addPart,
  changePart,
  closeOrgan,
  createOrgan,
  dropPart,
  importPack,
  moveOrgan,
  organById,
  organDetail,
  organsModule,
  organTree,
  renameOrgan,
  reopenOrgan,
  subtree,
} from './index.ts'

const work = { holder: '' }
const busy = module({
  name: 'busy',
  contributions: [give(organWork, { what: '办理中的稿件', count: async (_tx, id) => (id === work.holder ? 3 : 0) })],
})

let t: TestDatabase
const ids: Record<string, string> = {}
before(async () => {
  t = await testDatabase({ modules: [organsModule, busy] })
  await importPack(t.ctx(), pack)
  for (const o of await t.ctx().tx(organTree)) ids[o.code] = o.id
})
after(() => t.close())

const organ = (code: string, parentCode: string | null, name: string) => ({
  code,
  parentCode,
  name,
  legalKind: 'administrativeOrgan',
  level: 'district',
})
const pack = OrganPack.parse({
  pack: 'test',
  name: '试',
  version: '1',
  organs: [
    organ('root', null, '区政府'),
    { ...organ('a', 'root', '甲局'), posts: ['局长'] },
    organ('a1', 'a', '甲一科'),
    organ('b', 'root', '乙局'),
  ],
  leaders: [{ organCode: 'a', name: '示例人', title: '局长' }],
  groups: [
    {
      name: '政务公开领导小组',
      organCode: 'root',
      members: [
        { role: 'chair', personName: '示例人', organCode: 'root' },
        { role: 'member', organCode: 'a' },
      ],
    },
  ],
})
const refusedWith = (code: string, field?: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error))
  assert.equal(error.code, code)
  if (field) assert.ok(error.fields[field], `no message at ${field}`)
  return true
}
const input = (over: object) =>
  OrganInput.parse({
    code: 'z',
    name: '新局',
    legalKind: 'administrativeOrgan',
    level: 'district',
    parentId: ids.root,
    ...over,
  })

test('a pack brings organs, posts, leaders and groups; a second time it adds nothing', async () => {
  const again = await importPack(t.ctx(), pack)
  assert.equal(again.organs, 0)
  const detail = await t.ctx().tx((tx) => organDetail(tx, ids.a!))
  assert.equal(detail!.posts[0]!.name, '局长')
  assert.equal(detail!.leaders.length, 1)
  const root = await t.ctx().tx((tx) => organDetail(tx, ids.root!))
  assert.equal(root!.groups[0]!.members[1]!.organName, '甲局')
})

test('the subtree of an organ is the organ and what is below it', async () => {
  const below = await t.ctx().tx((tx) => subtree(tx, ids.a!))
  assert.deepEqual(
    below.map((o) => o.code),
    ['a', 'a1'],
  )
})

test('a circular move is refused at the field, and nothing changes', async () => {
  await assert.rejects(moveOrgan(t.ctx(), ids.a!, { parentId: ids.a1! }), refusedWith('input.invalid', 'parentId'))
  await assert.rejects(moveOrgan(t.ctx(), ids.a!, { parentId: ids.a! }), refusedWith('input.invalid', 'parentId'))
  assert.equal((await t.ctx().tx((tx) => organById(tx, ids.a!)))!.parentId, ids.root)
})

test('two moves at the same moment cannot close a circle', async () => {
  const results = await Promise.allSettled([
    moveOrgan(t.ctx(), ids.a!, { parentId: ids.b! }),
    moveOrgan(t.ctx(), ids.b!, { parentId: ids.a! }),
  ])
  assert.deepEqual(results.map((r) => r.status).sort(), ['fulfilled', 'rejected'])
  for (const o of await t.ctx().tx(organTree))
    assert.equal(new Set(o.path.split('/').filter(Boolean)).size, o.path.split('/').filter(Boolean).length)
  const inner = (await t.ctx().tx((tx) => organById(tx, ids.a!)))!.parentId === ids.b ? ids.a! : ids.b!
  await moveOrgan(t.ctx(), inner, { parentId: ids.root! })
})

test('a move takes the whole subtree along', async () => {
  await moveOrgan(t.ctx(), ids.a!, { parentId: ids.b! })
  assert.equal((await t.ctx().tx((tx) => organById(tx, ids.a1!)))!.path, `/${ids.root}/${ids.b}/${ids.a}/${ids.a1}/`)
  await moveOrgan(t.ctx(), ids.a!, { parentId: ids.root! })
})

test('a renaming keeps the old name with its last day', async () => {
  await renameOrgan(t.ctx(undefined, '2030-05-01T01:00:00Z'), ids.b!, { name: '乙委', shortName: '' })
  const { names, name } = (await t.ctx().tx((tx) => organDetail(tx, ids.b!)))!
  assert.equal(name, '乙委')
  assert.deepEqual(
    names.map((n) => [n.name, n.toOn]),
    [
      ['乙委', null],
      ['乙局', '2030-05-01'],
    ],
  )
})

test('an organ that holds open work or active organs below it is not closed, and the reason is told', async () => {
  work.holder = ids.a1!
  await assert.rejects(
    closeOrgan(t.ctx(), ids.a1!),
    (e: Refusal) => e.code === 'organs.holdsWork' && e.message.includes('办理中的稿件3项'),
  )
  await assert.rejects(closeOrgan(t.ctx(), ids.a!), refusedWith('organs.hasChildren'))
  work.holder = ''
  await closeOrgan(t.ctx(), ids.a1!)
  await assert.rejects(createOrgan(t.ctx(), input({ parentId: ids.a1 })), refusedWith('organs.parentInactive'))
  await reopenOrgan(t.ctx(), ids.a1!)
})

test('duplicate code and duplicate name are refused at their fields', async () => {
  await assert.rejects(createOrgan(t.ctx(), input({ code: 'a' })), refusedWith('input.invalid', 'code'))
  await assert.rejects(createOrgan(t.ctx(), input({ name: '甲局' })), refusedWith('input.invalid', 'name'))
  await assert.rejects(createOrgan(t.ctx(), input({ parentId: null })), refusedWith('input.invalid', 'parentId'))
})

test("a parent outside the actor's scope is refused exactly as one that does not exist", async () => {
  const path = (await t.ctx().tx((tx) => organById(tx, ids.a!)))!.path
  const manager: Actor = {
    kind: 'staff',
    id: 'm',
    name: '管理',
    organId: ids.a!,
    sessionId: null,
    grants: [{ duty: 'organs.manage', organId: ids.a!, path }],
  }
  const messages: string[] = []
  for (const parentId of [ids.b!, ids.root!, '00000000-0000-7000-8000-000000000000'])
    await moveOrgan(t.ctx(manager), ids.a1!, { parentId }).catch((e: Refusal) =>
      messages.push(JSON.stringify([e.code, e.fields])),
    )
  assert.equal(messages.length, 3)
  assert.equal(new Set(messages).size, 1)
})

test('posts, leaders and groups are added, changed and dropped', async () => {
  const { id } = await addPart(t.ctx(), 'post', ids.b!, { name: '主任', note: '', sort: 0 })
  await assert.rejects(
    addPart(t.ctx(), 'post', ids.b!, { name: '主任', note: '', sort: 0 }),
    refusedWith('input.invalid', 'name'),
  )
  await changePart(t.ctx(), 'post', id, { name: '副主任', note: '', sort: 0 })
  assert.equal((await t.ctx().tx((tx) => organDetail(tx, ids.b!)))!.posts[0]!.name, '副主任')
  await dropPart(t.ctx(), 'post', id)
  assert.equal((await t.ctx().tx((tx) => organDetail(tx, ids.b!)))!.posts.length, 0)
})

test('every change left a fact', async () => {
  const { rows } = await sql<{
    type: string
  }>`select distinct type from event where subject_type = 'organ' order by type`.execute(t.db)
  assert.deepEqual(
    rows.map((r) => r.type),
    [
      'organs.closed',
      'organs.created',
      'organs.groupSaved',
      'organs.leaderSaved',
      'organs.moved',
      'organs.postDropped',
      'organs.postSaved',
      'organs.renamed',
      'organs.reopened',
    ],
  )
})
