// Choosing a password: at first sign-in, at will, after a reset.
import type { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { plusMs } from '../../kernel/instant.ts'
import { invalid, refuser } from '../../kernel/refusal.ts'
import { refusals, resetMail, securityPolicy, type PasswordChange, type ResetAsk, type ResetUse } from './contract.ts'
import { hashPassword, oneTimePassword, verifyPassword, weakness } from './password.ts'
import * as queries from './queries.ts'
import { loginHash, newToken, sha256 } from './session.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)

async function acceptable(tx: Tx, account: store.AccountRow, next: string): Promise<string> {
  const wrong = weakness(next, account)
  if (wrong) invalid({ next: wrong })
  for (const hash of new Set([account.password_hash, ...(await queries.passwordHashes(tx, account.id))]))
    if (await verifyPassword(next, hash)) invalid({ next: `不能使用最近${securityPolicy.passwordHistory}次用过的密码` })
  return hashPassword(next)
}

/** The person's other sessions end: whoever knew the old password is out. */
export const changePassword = (ctx: Ctx, input: z.output<typeof PasswordChange>): Promise<void> =>
  ctx.tx(async (tx) => {
    const account = await store.lock(tx, ctx.actor.id)
    if (!(await verifyPassword(input.current, account.password_hash))) invalid({ current: '当前密码不正确' })
    const hash = await acceptable(tx, account, input.next)
    await store.setPassword(tx, account.id, hash, ctx.now, false)
    const ended = await store.endSessions(tx, { accountId: account.id, butId: ctx.actor.sessionId })
    await audit(
      ctx,
      {
        action: 'people.changePassword',
        result: 'allowed',
        subject: { type: 'account', id: account.id },
        detail: { ended },
      },
      tx,
    )
  })

/** By the security administrator: a password to be used once, told to nobody but the caller. Unlocks, ends all sessions. */
export const resetPassword = (ctx: Ctx, id: string): Promise<{ login: string; password: string }> =>
  ctx.tx(async (tx) => {
    if (id === ctx.actor.id) refuse('people.notSelf')
    const account = await store.lock(tx, id)
    if (account.left_at) refuse('people.disabled')
    const password = oneTimePassword()
    await store.setPassword(tx, id, await hashPassword(password), ctx.now, true)
    await store.endSessions(tx, { accountId: id })
    await store.forgetAttempts(tx, loginHash(account.login))
    await audit(ctx, { action: 'people.resetPassword', result: 'allowed', subject: { type: 'account', id } }, tx)
    return { login: account.login, password }
  })

/** Answers alike whether the login exists or not. */
export const askReset = (ctx: Ctx, input: z.output<typeof ResetAsk>): Promise<void> =>
  ctx.tx(async (tx) => {
    const mail = ctx.slots.all(resetMail)[0]
    if (!mail?.configured(ctx)) refuse('people.mailNotConfigured')
    const account = await store.byLogin(tx, input.login)
    if (account && account.email !== '' && !account.left_at && !account.suspended_at)
      await mail!.queue(tx, ctx, account.id)
    await audit(
      ctx,
      {
        action: 'people.askReset',
        result: 'allowed',
        ...(account ? { subject: { type: 'account', id: account.id } } : {}),
      },
      tx,
    )
  })

/** Makes the link's token at the moment the mail is sent; only its hash is kept. Undefined when the account cannot use it any more. */
export async function issueReset(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
): Promise<{ token: string; email: string; name: string } | undefined> {
  const account = await store.lock(tx, accountId)
  if (account.left_at || account.suspended_at || account.email === '') return undefined
  const token = newToken()
  await store.putReset(tx, sha256(token), accountId, plusMs(ctx.now, securityPolicy.resetMinutes * 60_000))
  return { token, email: account.email, name: account.name }
}

/** The link is used up only when the new password is acceptable: a refusal takes the whole transaction back. */
export const applyReset = (ctx: Ctx, input: z.output<typeof ResetUse>): Promise<void> =>
  ctx.tx(async (tx) => {
    const id = (await store.takeReset(tx, sha256(input.token), ctx.now)) ?? refuse('people.resetExpired')
    const account = await store.lock(tx, id)
    if (account.left_at || account.suspended_at) refuse('people.resetExpired')
    await store.setPassword(tx, id, await acceptable(tx, account, input.next), ctx.now, false)
    await store.endSessions(tx, { accountId: id })
    await store.forgetAttempts(tx, loginHash(account.login))
    await audit(ctx, { action: 'people.applyReset', result: 'allowed', subject: { type: 'account', id } }, tx)
  })
