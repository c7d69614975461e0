// Duties given and taken back.
import type { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import { covers, type Ctx, type Tx } from '../../kernel/ctx.ts'
import { record } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { invalid, refuser } from '../../kernel/refusal.ts'
import { organInReach } from './accounts.ts'
import { duties, isAdmin, refusals, type GrantInput } from './contract.ts'
import * as queries from './queries.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)

export const grantDuty = (ctx: Ctx, accountId: string, input: z.output<typeof GrantInput>) =>
  ctx.tx((tx) => grantDutyIn(tx, ctx, accountId, input))

/** In the caller's transaction. The database itself refuses a grant to oneself and two kinds of administrator in one account. */
export async function grantDutyIn(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  input: z.output<typeof GrantInput>,
): Promise<{ id: string }> {
  if (accountId === ctx.actor.id) refuse('people.notSelf')
  const account = await store.lock(tx, accountId)
  if (account.left_at) refuse('people.disabled')
  await organInReach(tx, ctx, input.organId)
  const fromOn = input.fromOn ?? ctx.today
  if (input.toOn && input.toOn < fromOn) invalid({ toOn: '结束日期不能早于开始日期' })
  if (input.toOn && input.toOn < ctx.today) invalid({ toOn: '结束日期不能早于今天' })
  await store.endLapsed(tx, accountId, ctx.now, ctx.today)
  await store.freeAdminKind(tx, accountId)
  const held = await queries.grantsOf(tx, accountId)
  if (held.some((g) => g.duty === input.duty && g.organId === input.organId)) refuse('people.grantHeld')
  const other = held.find((g) => isAdmin(g.duty) && g.duty !== input.duty)
  if (isAdmin(input.duty) && other) refuse('people.separation', { held: duties[other.duty].label })
  const id = newId()
  await store.insertGrant(tx, {
    id,
    account_id: accountId,
    duty: input.duty,
    organ_id: input.organId,
    from_on: fromOn,
    to_on: input.toOn,
    granted_by: ctx.actor.id,
    granted_at: ctx.now,
  })
  await told(tx, ctx, 'granted', accountId, {
    grantId: id,
    duty: input.duty,
    organId: input.organId,
    fromOn,
    toOn: input.toOn,
  })
  return { id }
}

export const revokeGrant = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const grant = (await queries.grantById(tx, id)) ?? refuse('people.grantNotFound')
    if (grant.accountId === ctx.actor.id) refuse('people.notSelf')
    await store.lock(tx, grant.accountId)
    if (!covers(ctx.actor, ['admin.security'], grant.path)) refuse('people.grantNotFound')
    if (grant.duty === 'admin.security' && (await queries.otherSecurityAdmins(tx, grant.accountId)) === 0)
      refuse('people.lastSecurity')
    await store.endGrant(tx, id, ctx.actor.id, ctx.now)
    await store.freeAdminKind(tx, grant.accountId)
    await told(tx, ctx, 'revoked', grant.accountId, { grantId: id, duty: grant.duty, organId: grant.organId })
  })

async function told(
  tx: Tx,
  ctx: Ctx,
  what: 'granted' | 'revoked',
  accountId: string,
  data: Record<string, unknown>,
): Promise<void> {
  await record(tx, ctx, { type: 'account', id: accountId }, [{ type: `people.${what}`, at: ctx.now, ...data }])
  await audit(
    ctx,
    { action: `people.${what}`, result: 'allowed', subject: { type: 'account', id: accountId }, detail: data },
    tx,
  )
}
