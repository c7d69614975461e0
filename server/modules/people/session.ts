// Signing in and out. A session is an opaque random token of which only the hash is kept.
import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import { anonymous, type Actor, type Ctx, type Shared, type Tx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/id.ts'
import { dayOf, instant, plusMs, type Instant } from '../../kernel/instant.ts'
import { refuser } from '../../kernel/refusal.ts'
import { refusals, securityPolicy, type SignIn } from './contract.ts'
import { deviceOf } from './mask.ts'
import { hashPassword, NOBODY, outdated, verifyPassword } from './password.ts'
import * as queries from './queries.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
const { failures, lockMinutes, sessionHours } = securityPolicy
const DAY_MS = 86_400_000
/** A session is marked as seen at most this often: not every request is a write. */
const SEEN_MS = 60_000

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
export const loginHash = (login: string): string => sha256(login.trim().toLowerCase())
export const newToken = (): string => randomBytes(32).toString('base64url')

type Due = { mustChange: boolean; passwordSetAt: Date }
/** Whether a person must choose a new password before anything else, and why. */
export const passwordDue = (a: Due, maxAgeDays: number, now: Instant): 'first' | 'expired' | null =>
  a.mustChange
    ? 'first'
    : maxAgeDays > 0 && a.passwordSetAt.getTime() + maxAgeDays * DAY_MS < Date.parse(now)
      ? 'expired'
      : null

/** The person behind a session token; undefined when it is unknown or over. Until a due password is changed, no duty is in force. */
export async function authenticate(shared: Shared, token: string): Promise<Actor | undefined> {
  const now = shared.clock()
  return shared.db.transaction().execute(async (tx) => {
    const session = await queries.liveSession(tx, sha256(token), now)
    if (!session) return undefined
    if (Date.parse(now) - session.seenAt.getTime() > SEEN_MS) await store.touchSession(tx, session.sessionId, now, null)
    const { passwordMaxAgeDays } = await queries.securitySettings(tx)
    const due = passwordDue(session, passwordMaxAgeDays, now)
    const grants = due ? [] : await queries.grantsInForce(tx, session.accountId, dayOf(now))
    return {
      kind: 'staff',
      id: session.accountId,
      name: session.name,
      organId: session.organId,
      sessionId: session.sessionId,
      grants,
    }
  })
}

/** Every "no" sounds and lasts the same, whether the login is unknown, the password wrong, or the account locked or closed. */
export async function signIn(ctx: Ctx, input: z.output<typeof SignIn>): Promise<{ token: string; accountId: string }> {
  const key = loginHash(input.login)
  const { attempt, account } = await ctx.tx(async (tx) => ({
    attempt: await store.countAttempt(tx, key, ctx.now),
    account: await store.byLogin(tx, input.login),
  }))
  const right = await verifyPassword(input.password, account?.password_hash ?? NOBODY)
  const why =
    attempt > failures
      ? 'locked'
      : !account
        ? 'unknown'
        : !right
          ? 'password'
          : account.left_at || account.suspended_at
            ? 'closed'
            : undefined
  if (why !== undefined || !account) {
    await ctx.tx((tx) => failed(tx, ctx, key, attempt, why ?? 'unknown', account))
    return refuse('people.signInFailed', { failures, minutes: lockMinutes })
  }
  const better = outdated(account.password_hash) ? await hashPassword(input.password) : undefined
  const token = newToken()
  const who: Actor = { ...anonymous, kind: 'staff', id: account.id, name: account.name, organId: account.organ_id }
  await ctx.tx(async (tx) => {
    await store.forgetAttempts(tx, key)
    await store.change(tx, account.id, { last_sign_in_at: ctx.now, ...(better ? { password_hash: better } : {}) })
    if (ctx.actor.sessionId) await store.endSessions(tx, { id: ctx.actor.sessionId })
    const id = newId()
    await store.insertSession(tx, {
      id,
      token_hash: sha256(token),
      account_id: account.id,
      started_at: ctx.now,
      seen_at: ctx.now,
      ends_at: plusMs(ctx.now, sessionHours * 3_600_000),
      ip: ctx.ip,
      device: deviceOf(ctx.agent),
    })
    await audit(
      { ...ctx, actor: { ...who, sessionId: id } },
      { action: 'people.signIn', result: 'allowed', subject: { type: 'account', id: account.id } },
      tx,
    )
  })
  return { token, accountId: account.id }
}

async function failed(
  tx: Tx,
  ctx: Ctx,
  key: string,
  attempt: number,
  why: string,
  account: store.AccountRow | undefined,
): Promise<void> {
  const on = { ...ctx, actor: { ...anonymous, organId: account?.organ_id ?? null } }
  const subject = account ? { type: 'account', id: account.id } : undefined
  await audit(
    on,
    { action: 'people.signIn', result: why === 'locked' ? 'denied' : 'failed', subject, detail: { why } },
    tx,
  )
  if (attempt !== failures) return
  await store.lockFrom(tx, key, ctx.now)
  await audit(on, { action: 'people.locked', result: 'denied', subject, detail: { minutes: lockMinutes } }, tx)
}

export const signOut = (ctx: Ctx): Promise<void> =>
  ctx.tx(async (tx) => {
    if (!ctx.actor.sessionId) return
    await store.endSessions(tx, { id: ctx.actor.sessionId })
    await audit(ctx, { action: 'people.signOut', result: 'allowed' }, tx)
  })

/** Ends one of the person's own sessions, or all but the present one. */
export const endOwnSession = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const own = await queries.sessionsOf(tx, ctx.actor.id, ctx.now)
    if (!own.some((s) => s.id === id)) refuse('people.sessionNotFound')
    await endAudited(tx, ctx, { id }, ctx.actor.id)
  })
export const endOtherSessions = (ctx: Ctx): Promise<{ ended: number }> =>
  ctx.tx(async (tx) => ({
    ended: await endAudited(tx, ctx, { accountId: ctx.actor.id, butId: ctx.actor.sessionId }, ctx.actor.id),
  }))

/** By the security administrator. */
export const endSession = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    await endAudited(tx, ctx, { id }, null)
  })
export const endSessionsOf = (ctx: Ctx, accountId: string): Promise<{ ended: number }> =>
  ctx.tx(async (tx) => ({ ended: await endAudited(tx, ctx, { accountId }, accountId) }))

async function endAudited(
  tx: Tx,
  ctx: Ctx,
  which: Parameters<typeof store.endSessions>[1],
  accountId: string | null,
): Promise<number> {
  const ended = await store.endSessions(tx, which)
  await audit(
    ctx,
    {
      action: 'people.endSessions',
      result: 'allowed',
      subject: { type: 'account', id: accountId ?? '' },
      detail: { ended },
    },
    tx,
  )
  return ended
}

/** For the clock of the sweep: sessions, locks, links and grants whose time is over. */
export const sweepPeople = (ctx: Ctx): Promise<void> => ctx.tx((tx) => store.sweep(tx, instant(ctx.now), ctx.today))
