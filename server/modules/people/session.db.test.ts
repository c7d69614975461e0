import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { instant, plusMs } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { code, field, PASSWORD, peopleIn } from '../../../test/support/people.ts'
import { suspend, unlock } from './accounts.ts'
import { resetMail } from './contract.ts'
import { authenticate, createAccount } from './index.ts'
import { account } from './queries.ts'
import { applyReset, askReset, changePassword, issueReset, resetPassword } from './secret.ts'
import { endOtherSessions, signIn, signOut, sweepPeople } from './session.ts'

const mailed: string[] = []
const later = module({
  name: 'later',
  contributions: [
    give(resetMail, {
      configured: () => true,
      queue: async (_tx, _ctx, id) => {
        mailed.push(id)
      },
    }),
  ],
})

let clock = instant('2026-11-23T01:00:00Z')
const { t, organ, input, make, grant } = await peopleIn(() => clock, later)
after(() => t.close())

const audits = async (action: string) =>
  (
    await sql<{
      result: string
      detail: { why?: string }
    }>`select result, detail from audit where action = ${action} order by no`.execute(t.db)
  ).rows

test('a person signs in, is known by the token, and is nobody after signing out', async () => {
  const { login, id } = await make()
  await grant(id, 'publishing.draft', 'a')
  const { token } = await signIn(t.ctx(), { login: login.toUpperCase(), password: PASSWORD })
  const actor = await authenticate(t.shared, token)
  assert.equal(actor!.id, id)
  assert.deepEqual(actor!.grants, [{ duty: 'publishing.draft', organId: organ.a!.id, path: organ.a!.path }])
  const { rows } = await sql<{ token_hash: string }>`select token_hash from people_session`.execute(t.db)
  assert.ok(!rows.some((r) => r.token_hash.includes(token)), 'the token itself is kept nowhere')
  await signOut(t.ctx(actor))
  assert.equal(await authenticate(t.shared, token), undefined)
})

test('a session ends after 30 idle minutes, and after 12 hours however busy', async () => {
  const { login } = await make()
  const { token } = await signIn(t.ctx(), { login, password: PASSWORD })
  const start = clock
  for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
    clock = plusMs(start, minutes * 60_000)
    assert.ok(await authenticate(t.shared, token), `busy after ${minutes} minutes`)
  }
  clock = plusMs(start, 12 * 3_600_000 + 1000)
  assert.equal(await authenticate(t.shared, token), undefined)
  const second = await signIn(t.ctx(), { login, password: PASSWORD })
  clock = plusMs(clock, 31 * 60_000)
  assert.equal(await authenticate(t.shared, second.token), undefined)
  await sweepPeople(t.ctx())
  clock = start
})

test('signing in replaces the session that the browser held', async () => {
  const { login } = await make()
  const first = await signIn(t.ctx(), { login, password: PASSWORD })
  const second = await signIn(t.ctx(await authenticate(t.shared, first.token)), { login, password: PASSWORD })
  assert.equal(await authenticate(t.shared, first.token), undefined)
  assert.ok(await authenticate(t.shared, second.token))
})

test('unknown login, wrong password, locked and closed account get one and the same answer', async () => {
  const [a, b, c] = [await make(), await make(), await make()]
  await suspend(t.ctx(), b.id)
  for (let i = 0; i < 5; i++) await assert.rejects(signIn(t.ctx(), { login: c.login, password: 'wrong' }))
  const said: string[] = []
  for (const [login, password] of [
    ['nobody-here', 'x'],
    [a.login, 'x'],
    [b.login, PASSWORD],
    [c.login, PASSWORD],
  ])
    await signIn(t.ctx(), { login: login!, password: password! }).catch((e: Refusal) =>
      said.push(`${e.code} ${e.message} ${JSON.stringify(e.params)}`),
    )
  assert.equal(said.length, 4)
  assert.equal(new Set(said).size, 1)
})

test('five failures lock a login for 30 minutes, even against the right password; unlocking by an administrator opens it', async () => {
  const { login, id } = await make()
  for (let i = 0; i < 5; i++)
    await assert.rejects(signIn(t.ctx(), { login, password: 'wrong' }), code('people.signInFailed'))
  await assert.rejects(signIn(t.ctx(), { login, password: PASSWORD }), code('people.signInFailed'))
  assert.equal((await t.ctx().tx((tx) => account(tx, clock, id)))!.locked, true)
  assert.ok((await audits('people.locked')).length > 0)
  await unlock(t.ctx(), id)
  await signIn(t.ctx(), { login, password: PASSWORD })
  for (let i = 0; i < 5; i++) await assert.rejects(signIn(t.ctx(), { login, password: 'wrong' }))
  const start = clock
  clock = plusMs(start, 30 * 60_000 + 1000)
  await signIn(t.ctx(), { login, password: PASSWORD })
  clock = start
})

test('guesses made at the same moment cannot outrun the count', async () => {
  const { login } = await make()
  await Promise.allSettled(Array.from({ length: 12 }, () => signIn(t.ctx(), { login, password: 'wrong' })))
  const judged = (await audits('people.signIn')).slice(-12).filter((l) => l.detail.why === 'password')
  assert.equal(judged.length, 5)
})

test('until a given password is changed no duty is in force', async () => {
  const { id, login, password } = await createAccount(t.ctx(), input())
  await grant(id, 'publishing.draft', 'a')
  const { token } = await signIn(t.ctx(), { login, password })
  const actor = (await authenticate(t.shared, token))!
  assert.deepEqual(actor.grants, [])
  await assert.rejects(changePassword(t.ctx(actor), { current: 'wrong', next: PASSWORD }), field('current'))
  await assert.rejects(changePassword(t.ctx(actor), { current: password, next: 'short' }), field('next'))
  await assert.rejects(changePassword(t.ctx(actor), { current: password, next: password }), field('next'))
  await changePassword(t.ctx(actor), { current: password, next: PASSWORD })
  assert.equal((await authenticate(t.shared, token))!.grants.length, 1)
})

test('the last five passwords are not taken again, the sixth is', async () => {
  const { id, login } = await make()
  const { token } = await signIn(t.ctx(), { login, password: PASSWORD })
  const actor = (await authenticate(t.shared, token))!
  const next = (n: number) => `Water-${n}-meadow-Q`
  let current = PASSWORD
  for (let n = 1; n <= 5; n++) {
    clock = plusMs(clock, 1000)
    await changePassword(t.ctx(actor), { current, next: next(n) })
    current = next(n)
  }
  await assert.rejects(changePassword(t.ctx(actor), { current, next: next(1) }), field('next'))
  await changePassword(t.ctx(actor), { current, next: PASSWORD })
  const { rows } = await sql`select from people_password_history where account_id = ${id}`.execute(t.db)
  assert.equal(rows.length, 5)
})

test('changing a password ends the other sessions and keeps this one', async () => {
  const { login } = await make()
  const [here, there] = [
    await signIn(t.ctx(), { login, password: PASSWORD }),
    await signIn(t.ctx(), { login, password: PASSWORD }),
  ]
  const actor = (await authenticate(t.shared, here.token))!
  await changePassword(t.ctx(actor), { current: PASSWORD, next: 'Another-2026-lake' })
  assert.ok(await authenticate(t.shared, here.token))
  assert.equal(await authenticate(t.shared, there.token), undefined)
})

test('a password older than allowed must be changed', async () => {
  const { id, login } = await make()
  await grant(id, 'publishing.draft', 'a')
  const start = clock
  clock = plusMs(start, 91 * 86_400_000)
  const { token } = await signIn(t.ctx(), { login, password: PASSWORD })
  assert.deepEqual((await authenticate(t.shared, token))!.grants, [])
  clock = start
})

test("an administrator's reset gives a password to be used once and ends all sessions", async () => {
  const { id, login } = await make()
  const { token } = await signIn(t.ctx(), { login, password: PASSWORD })
  const { password } = await resetPassword(t.ctx(), id)
  assert.equal(await authenticate(t.shared, token), undefined)
  await assert.rejects(signIn(t.ctx(), { login, password: PASSWORD }))
  await signIn(t.ctx(), { login, password })
})

test('a reset by mail works once and for 30 minutes, and tells nothing about unknown logins', async () => {
  const { id, login } = await make()
  await askReset(t.ctx(), { login })
  await askReset(t.ctx(), { login: 'nobody-at-all' })
  assert.deepEqual(mailed, [id])
  const { token } = (await t.ctx().tx((tx) => issueReset(tx, t.ctx(), id)))!
  await assert.rejects(applyReset(t.ctx(), { token, next: 'weak' }), field('next'))
  await applyReset(t.ctx(), { token, next: 'Fresh-2026-lake' })
  await assert.rejects(applyReset(t.ctx(), { token, next: 'Other-2026-lake' }), code('people.resetExpired'))
  await signIn(t.ctx(), { login, password: 'Fresh-2026-lake' })
  const late = (await t.ctx().tx((tx) => issueReset(tx, t.ctx(), id)))!
  await assert.rejects(
    applyReset(t.ctx(undefined, plusMs(clock, 31 * 60_000)), { token: late.token, next: 'Other-2026-lake' }),
    code('people.resetExpired'),
  )
})

test('a person ends the other sessions and keeps this one', async () => {
  const { login } = await make()
  const [one, two] = [
    await signIn(t.ctx(), { login, password: PASSWORD }),
    await signIn(t.ctx(), { login, password: PASSWORD }),
  ]
  assert.deepEqual(await endOtherSessions(t.ctx(await authenticate(t.shared, one.token))), { ended: 1 })
  assert.equal(await authenticate(t.shared, two.token), undefined)
})
