// Accounts: made, changed, suspended, left with hand-over.
import type { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import { covers, type Ctx, type Tx } from '../../kernel/ctx.ts'
import { record } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { invalid, refuser } from '../../kernel/refusal.ts'
import { organById } from '../organs/index.ts'
import { handOverTargets, refusals, type AccountEdit, type AccountInput, type Leaving } from './contract.ts'
import { hashPassword, oneTimePassword } from './password.ts'
import * as queries from './queries.ts'
import { loginHash } from './session.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
const happened = async (tx: Tx, ctx: Ctx, id: string, type: string, data: Record<string, unknown> = {}) => {
  await record(tx, ctx, { type: 'account', id }, [{ type: `people.${type}`, at: ctx.now, ...data }])
  await audit(ctx, { action: `people.${type}`, result: 'allowed', subject: { type: 'account', id }, detail: data }, tx)
}

/** An organ in use within the actor's charge; any other is told as not existing. */
export async function organInReach(tx: Tx, ctx: Ctx, organId: string, field = 'organId') {
  const organ = await organById(tx, organId)
  if (!organ || !covers(ctx.actor, ['admin.security'], organ.path))
    return invalid({ [field]: '没有这个机构，或者不在您的管理范围内' })
  if (!organ.active) return invalid({ [field]: `“${organ.name}”已停用，请选择其他机构` })
  return organ
}

type Given = { password?: string; mustChange?: boolean }
export const createAccount = (ctx: Ctx, input: z.output<typeof AccountInput>, given?: Given) =>
  ctx.tx((tx) => createAccountIn(tx, ctx, input, given))

/** In the caller's transaction. Returns the password to be used once (or the given one), which is kept nowhere. */
export async function createAccountIn(
  tx: Tx,
  ctx: Ctx,
  input: z.output<typeof AccountInput>,
  given: Given = {},
): Promise<{ id: string; login: string; password: string }> {
  await organInReach(tx, ctx, input.organId)
  if (await store.byLogin(tx, input.login)) invalid({ login: `登录名“${input.login}”已被使用，请更换` })
  const id = newId()
  const password = given.password ?? oneTimePassword()
  const hash = await hashPassword(password)
  const mustChange = given.mustChange ?? true
  await store.insert(tx, {
    id,
    login: input.login,
    name: input.name,
    organ_id: input.organId,
    post: input.post,
    phone: input.phone,
    email: input.email,
    password_hash: hash,
    password_set_at: ctx.now,
    must_change: mustChange,
    created_at: ctx.now,
  })
  await store.setPassword(tx, id, hash, ctx.now, mustChange)
  await happened(tx, ctx, id, 'accountCreated', { organId: input.organId })
  return { id, login: input.login, password }
}

export const changeAccount = (ctx: Ctx, id: string, input: z.output<typeof AccountEdit>): Promise<void> =>
  ctx.tx(async (tx) => {
    const account = await inUse(tx, id)
    if (input.organId !== account.organ_id) await organInReach(tx, ctx, input.organId)
    await store.change(tx, id, {
      name: input.name,
      organ_id: input.organId,
      post: input.post,
      ...(input.phone === undefined ? {} : { phone: input.phone }),
      ...(input.email === undefined ? {} : { email: input.email }),
    })
    await happened(
      tx,
      ctx,
      id,
      'accountChanged',
      input.organId === account.organ_id ? {} : { fromOrganId: account.organ_id, organId: input.organId },
    )
  })

async function inUse(tx: Tx, id: string): Promise<store.AccountRow> {
  const account = await store.lock(tx, id)
  return account.left_at ? refuse('people.disabled') : account
}

async function mayClose(tx: Tx, ctx: Ctx, id: string): Promise<store.AccountRow> {
  if (id === ctx.actor.id) refuse('people.notSelf')
  const account = await inUse(tx, id)
  if (account.admin_kind === 'admin.security' && (await queries.otherSecurityAdmins(tx, id)) === 0)
    refuse('people.lastSecurity')
  return account
}

/** For a time: sessions end, sign-in is refused, duties and work stay. */
export const suspend = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    await mayClose(tx, ctx, id)
    await store.change(tx, id, { suspended_at: ctx.now })
    await store.endSessions(tx, { accountId: id })
    await happened(tx, ctx, id, 'suspended')
  })

export const resume = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    await inUse(tx, id)
    await store.change(tx, id, { suspended_at: null })
    await happened(tx, ctx, id, 'resumed')
  })

export const unlock = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    if (id === ctx.actor.id) refuse('people.notSelf')
    await store.forgetAttempts(tx, loginHash((await inUse(tx, id)).login))
    await happened(tx, ctx, id, 'unlocked')
  })

export type HandOver = { what: string; items: readonly { id: string; title: string }[] }[]

/** What the person still holds, by kind: what a leaving moves to the successor. */
export async function handOverOf(tx: Tx, ctx: Ctx, accountId: string): Promise<HandOver> {
  const all: HandOver = []
  for (const { what, list } of ctx.slots.all(handOverTargets)) {
    const items = await list(tx, accountId)
    if (items.length > 0) all.push({ what, items })
  }
  return all
}

/** Open work goes to the successor, sessions and duties end, the account is closed: all of it or nothing. */
export const leave = (
  ctx: Ctx,
  id: string,
  input: z.output<typeof Leaving>,
): Promise<{ moved: number; grantsEnded: number }> =>
  ctx.tx(async (tx) => {
    await mayClose(tx, ctx, id)
    const moved = (await handOverOf(tx, ctx, id)).reduce((n, kind) => n + kind.items.length, 0)
    if (moved > 0 && !input.successorId) refuse('people.needsSuccessor', { count: moved })
    if (input.successorId) {
      await fitSuccessor(tx, ctx, id, input.successorId)
      for (const target of ctx.slots.all(handOverTargets)) await target.move(tx, ctx, id, input.successorId)
    }
    const grantsEnded = await store.endGrants(tx, id, ctx.actor.id, ctx.now)
    await store.freeAdminKind(tx, id)
    await store.endSessions(tx, { accountId: id })
    await store.change(tx, id, { left_at: ctx.now, left_reason: input.reason })
    await happened(tx, ctx, id, 'left', { successorId: input.successorId, moved, grantsEnded })
    return { moved, grantsEnded }
  })

async function fitSuccessor(tx: Tx, ctx: Ctx, id: string, successorId: string): Promise<void> {
  const unfit = { successorId: '接手人须为您管理范围内在用的其他账号' }
  const path = await queries.pathOf(tx, 'account', successorId)
  if (successorId === id || path === undefined || !covers(ctx.actor, ['admin.security'], path)) invalid(unfit)
  const successor = await store.lock(tx, successorId)
  if (successor.left_at || successor.suspended_at) invalid(unfit)
}
