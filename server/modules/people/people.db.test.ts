import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, context } from '../../kernel/ctx.ts'
import { instant } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { testDatabase } from '../../../test/support/db.ts'
import { code, field, PASSWORD, peopleIn } from '../../../test/support/people.ts'
import { changeAccount, handOverOf, leave, resume, suspend } from './accounts.ts'
import { GrantInput, handOverTargets, SettingUp } from './contract.ts'
import { authenticate, grantDuty, peopleModule, revokeGrant, setUp } from './index.ts'
import { accounts, holdersOf } from './queries.ts'
import { resetPassword } from './secret.ts'
import { signIn } from './session.ts'
import { importStaff, previewStaff } from './staff.ts'
import { readAudit } from './audit-log.ts'
import { writeSheet } from '../../kernel/xlsx.ts'

const desk = new Map<string, string[]>()
const later = module({
  name: 'later',
  contributions: [
    give(handOverTargets, {
      what: '待办稿件',
      list: async (_tx, id) => (desk.get(id) ?? []).map((title) => ({ id: title, title })),
      move: async (_tx, _ctx, from, to) => {
        desk.set(to, [...(desk.get(to) ?? []), ...(desk.get(from) ?? [])])
        desk.delete(from)
      },
    }),
  ],
})

let clock = instant('2026-11-23T01:00:00Z')
const { t, organ, make, grant, security, made } = await peopleIn(() => clock, later)
after(() => t.close())

test('a duty is in force from its first day to its last', async () => {
  const { id, login } = await make()
  await grant(id, 'publishing.signOff', 'a', { fromOn: '2026-11-24', toOn: '2026-11-25' })
  const start = clock
  const held = async (at: string) => {
    clock = instant(at)
    const { token } = await signIn(t.ctx(), { login, password: PASSWORD })
    return (await authenticate(t.shared, token))!.grants.length
  }
  assert.equal(await held('2026-11-23T15:59:00Z'), 0)
  assert.equal(await held('2026-11-23T16:01:00Z'), 1, 'the day begins at midnight in Shanghai')
  assert.equal(await held('2026-11-25T15:59:00Z'), 1)
  assert.equal(await held('2026-11-25T16:01:00Z'), 0)
  clock = start
})

test('holders of a duty are found from the organ upwards, nearest first', async () => {
  const [near, far, other] = [await make(), await make(), await make()]
  await grant(near.id, 'publishing.secrecyReview', 'a')
  await grant(far.id, 'publishing.secrecyReview', 'root')
  await grant(other.id, 'publishing.secrecyReview', 'b')
  assert.deepEqual(await t.ctx().tx((tx) => holdersOf(tx, 'publishing.secrecyReview', organ.a1!.path, t.ctx().today)), [
    near.id,
    far.id,
  ])
})

test('the three administrators are three persons: refused in words, and by the database itself', async () => {
  const { id } = await make()
  const first = await grant(id, 'admin.system', 'root')
  await assert.rejects(grant(id, 'admin.audit', 'root'), code('people.separation'))
  await assert.rejects(
    sql`insert into people_grant (id, account_id, duty, organ_id, from_on, granted_by, granted_at)
    values (gen_random_uuid(), ${id}, 'admin.audit', ${organ.root!.id}, current_date, 'system', now())`.execute(t.db),
    /foreign key/,
  )
  await assert.rejects(
    sql`update people_account set admin_kind = 'admin.audit' where id = ${id}`.execute(t.db),
    /foreign key/,
  )
  await revokeGrant(t.ctx(), first.id)
  await grant(id, 'admin.audit', 'root')
})

test('nobody grants to, resets, suspends or removes themselves', async () => {
  const { id } = await make()
  const self: Actor = { ...security('root'), id }
  await assert.rejects(grant(id, 'publishing.draft', 'a', {}, t.ctx(self)), code('people.notSelf'))
  await assert.rejects(resetPassword(t.ctx(self), id), code('people.notSelf'))
  await assert.rejects(suspend(t.ctx(self), id), code('people.notSelf'))
  await assert.rejects(leave(t.ctx(self), id, { successorId: null, reason: 'x' }), code('people.notSelf'))
  await assert.rejects(
    sql`insert into people_grant (id, account_id, duty, organ_id, from_on, granted_by, granted_at)
    values (gen_random_uuid(), ${id}, 'console.read', ${organ.root!.id}, current_date, ${id}, now())`.execute(t.db),
    /not_self/,
  )
})

test('an administrator of a subtree gives duties only there; elsewhere does not exist', async () => {
  const { id } = await make()
  await grant(id, 'publishing.draft', 'a1', {}, t.ctx(security('a')))
  const said: string[] = []
  for (const at of ['b', 'root'])
    await grant(id, 'publishing.draft', at, {}, t.ctx(security('a'))).catch((e: Refusal) =>
      said.push(JSON.stringify(e.fields)),
    )
  await grantDuty(
    t.ctx(security('a')),
    id,
    GrantInput.parse({ duty: 'publishing.draft', organId: '01900000-0000-7000-8000-00000000ffff' }),
  ).catch((e: Refusal) => said.push(JSON.stringify(e.fields)))
  assert.equal(said.length, 3)
  assert.equal(new Set(said).size, 1)
  await assert.rejects(
    changeAccount(t.ctx(security('a')), id, { name: '改', organId: organ.b!.id, post: '' }),
    field('organId'),
  )
})

test('the list of accounts holds the subtree and nothing else, with contacts masked', async () => {
  await make({ organId: organ.b!.id })
  const { items, total } = await t.ctx().tx((tx) => accounts(tx, t.ctx(security('b')), { page: 1, size: 50 }))
  assert.equal(total, items.length)
  assert.ok(items.length > 0 && items.every((a) => a.organId === organ.b!.id))
  assert.ok(items.every((a) => a.phone === '138****8000' && a.email === 'x***@example.cn'))
})

test('whoever leaves hands the open work over, and is out at once', async () => {
  const [old, next] = [await make(), await make()]
  await grant(old.id, 'publishing.draft', 'a')
  desk.set(old.id, ['通知', '公告'])
  const { token } = await signIn(t.ctx(), { login: old.login, password: PASSWORD })
  assert.equal((await t.ctx().tx((tx) => handOverOf(tx, t.ctx(), old.id)))[0]!.items.length, 2)
  await assert.rejects(leave(t.ctx(), old.id, { successorId: null, reason: '调离' }), code('people.needsSuccessor'))
  await assert.rejects(leave(t.ctx(), old.id, { successorId: old.id, reason: '调离' }), field('successorId'))
  const result = await leave(t.ctx(), old.id, { successorId: next.id, reason: '调离' })
  assert.deepEqual(result, { moved: 2, grantsEnded: 1 })
  assert.deepEqual(desk.get(next.id), ['通知', '公告'])
  assert.equal(await authenticate(t.shared, token), undefined)
  await assert.rejects(signIn(t.ctx(), { login: old.login, password: PASSWORD }), code('people.signInFailed'))
  await assert.rejects(grant(old.id, 'publishing.draft', 'a'), code('people.disabled'))
})

test('the last security administrator stays', async () => {
  const { id } = await make()
  const { id: grantId } = await grant(id, 'admin.security', 'root')
  await assert.rejects(leave(t.ctx(), id, { successorId: null, reason: 'x' }), code('people.lastSecurity'))
  await assert.rejects(revokeGrant(t.ctx(), grantId), code('people.lastSecurity'))
  const second = await make()
  await grant(second.id, 'admin.security', 'root')
  await revokeGrant(t.ctx(), grantId)
})

test('a suspended account is out until it is resumed', async () => {
  const { id, login } = await make()
  const { token } = await signIn(t.ctx(), { login, password: PASSWORD })
  await suspend(t.ctx(), id)
  assert.equal(await authenticate(t.shared, token), undefined)
  await resume(t.ctx(), id)
  await signIn(t.ctx(), { login, password: PASSWORD })
})

test('a staff list is checked by cell, saved as a whole, and its passwords work', async () => {
  const rows = (organCode: string) => [
    ['登录名', '姓名', '机构代码', '职责'],
    ['import1', '导一', 'a', '信息员'],
    ['import2', '导二', organCode, ''],
  ]
  const bad = await previewStaff(t.ctx(security('a')), await writeSheet({ name: 's', rows: rows('b') }))
  assert.deepEqual(
    bad.problems.map((p) => p.cell),
    ['C3'],
  )
  await assert.rejects(
    importStaff(t.ctx(security('a')), { rows: bad.lines.map((l) => l.values) }),
    field('rows.1.organCode'),
  )
  assert.equal(
    (await sql`select from people_account where login like 'import%'`.execute(t.db)).rows.length,
    0,
    'nothing half-written',
  )
  const good = await previewStaff(t.ctx(security('a')), await writeSheet({ name: 's', rows: rows('a1') }))
  assert.deepEqual(good.problems, [])
  const { created, file } = await importStaff(t.ctx(security('a')), { rows: good.lines.map((l) => l.values) })
  assert.equal(created, 2)
  assert.ok(Buffer.from(file.base64, 'base64').length > 1000)
})

test('the audit administrator of a subtree reads its lines only', async () => {
  const auditor = (at: string): Actor => ({
    ...security(at),
    grants: [{ duty: 'admin.audit', organId: organ[at]!.id, path: organ[at]!.path }],
  })
  const b = await make({ organId: organ.b!.id })
  await signIn(t.ctx(), { login: b.login, password: PASSWORD })
  await signIn(t.ctx(), { login: b.login, password: 'wrong' }).catch(() => {})
  const inB = await readAudit(t.ctx(auditor('b')), { page: 1, size: 200 })
  assert.ok(inB.items.some((l) => l.label === '登录' && l.result === 'failed' && l.subjectName === `人员${made()}`))
  assert.ok(inB.items.every((l) => l.organName === '机构b'))
  const all = await readAudit(t.ctx(auditor('root')), { page: 1, size: 200, action: 'people.granted' })
  assert.ok(all.items.length > 5 && all.items.every((l) => l.label === '授予职责'))
})

test('an empty installation is set up once, whole or not at all', async () => {
  const empty = await testDatabase({ modules: [peopleModule] })
  const administrators = {
    system: { login: 'system1', name: '甲' },
    security: { login: 'secure1', name: '乙' },
    audit: { login: 'audit1', name: '丙' },
  }
  const wish = SettingUp.parse({ district: { name: '示例区', code: '999999' }, organPack: null, administrators })
  await assert.rejects(setUp(empty.ctx(), { ...wish, organPack: 'no-such-pack' }), field('organPack'))
  const ctx = context(empty.shared, (await import('../../kernel/ctx.ts')).anonymous, { requestId: 't' })
  const two = await Promise.allSettled([setUp(ctx, wish), setUp(ctx, wish)])
  assert.deepEqual(two.map((r) => r.status).sort(), ['fulfilled', 'rejected'])
  const { accounts: three, organs } = (
    two.find((r) => r.status === 'fulfilled') as PromiseFulfilledResult<Awaited<ReturnType<typeof setUp>>>
  ).value
  assert.equal(organs, 1)
  assert.deepEqual(
    three.map((a) => a.duty),
    ['admin.system', 'admin.security', 'admin.audit'],
  )
  await signIn(empty.ctx(), { login: three[1]!.login, password: three[1]!.password })
  await empty.close()
  const same = SettingUp.safeParse({ ...wish, administrators: { ...administrators, audit: administrators.system } })
  assert.match(same.error!.issues[0]!.message, /三员分立/)
})
