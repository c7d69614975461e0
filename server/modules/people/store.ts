// The only file of the module that writes SQL.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import type { Instant } from '../../kernel/instant.ts'
import { refuser } from '../../kernel/refusal.ts'
import { isAdmin, refusals, securityPolicy, type AdminDuty, type Duty } from './contract.ts'

export type AccountRow = {
  id: string
  login: string
  name: string
  organ_id: string
  post: string
  phone: string
  email: string
  password_hash: string
  password_set_at: Instant | Date
  must_change: boolean
  created_at: Instant | Date
  last_sign_in_at: Instant | Date | null
  suspended_at: Instant | Date | null
  left_at: Instant | Date | null
  left_reason: string | null
  admin_kind: AdminDuty | null
}
type Tables = {
  people_account: AccountRow
  people_password_history: { account_id: string; set_at: Instant; hash: string }
  people_lockout: { login_hash: string; failures: number; since: Instant }
  people_session: {
    id: string
    token_hash: string
    account_id: string
    started_at: Instant
    seen_at: Instant
    ends_at: Instant
    ip: string
    device: string
  }
  people_grant: {
    id: string
    account_id: string
    duty: Duty
    organ_id: string
    from_on: string
    to_on: string | null
    granted_by: string
    granted_at: Instant
    ended_at: Instant | null
    ended_by: string | null
  }
  people_reset: { token_hash: string; account_id: string; ends_at: Instant }
}
const on = (tx: Tx) => tx.withTables<Tables>()
const refuse = refuser(refusals)

export async function lock(tx: Tx, id: string): Promise<AccountRow> {
  const row = await on(tx).selectFrom('people_account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? refuse('people.notFound')
}
export const byLogin = (tx: Tx, login: string): Promise<AccountRow | undefined> =>
  on(tx).selectFrom('people_account').selectAll().where('login', '=', login.trim().toLowerCase()).executeTakeFirst()

export const insert = (
  tx: Tx,
  row: Omit<AccountRow, 'last_sign_in_at' | 'suspended_at' | 'left_at' | 'left_reason' | 'admin_kind'>,
) =>
  on(tx)
    .insertInto('people_account')
    .values(row as AccountRow)
    .execute()
export const change = (tx: Tx, id: string, facts: Partial<Omit<AccountRow, 'id' | 'login'>>) =>
  on(tx).updateTable('people_account').set(facts).where('id', '=', id).execute()

/** The new password takes effect; the former ones stay known so that they are not taken again. */
export async function setPassword(tx: Tx, id: string, hash: string, now: Instant, mustChange: boolean): Promise<void> {
  await change(tx, id, { password_hash: hash, password_set_at: now, must_change: mustChange })
  await on(tx)
    .insertInto('people_password_history')
    .values({ account_id: id, set_at: now, hash })
    .onConflict((c) => c.columns(['account_id', 'set_at']).doUpdateSet({ hash }))
    .execute()
  await sql`delete from people_password_history where account_id = ${id} and set_at not in (select set_at from people_password_history
    where account_id = ${id} order by set_at desc limit ${securityPolicy.passwordHistory})`.execute(tx)
}

/** Counts an attempt before it is judged, so that many at once cannot outrun the count. Returns which attempt in the window this is. */
export async function countAttempt(tx: Tx, loginHash: string, now: Instant): Promise<number> {
  const over = new Date(Date.parse(now) - securityPolicy.lockMinutes * 60_000).toISOString()
  const { rows } = await sql<{
    failures: number
  }>`insert into people_lockout (login_hash, failures, since) values (${loginHash}, 1, ${now})
    on conflict (login_hash) do update set failures = case when people_lockout.since <= ${over} then 1 else people_lockout.failures + 1 end,
      since = case when people_lockout.since <= ${over} then excluded.since else people_lockout.since end
    returning failures`.execute(tx)
  return rows[0]!.failures
}
/** The lock runs from the failure that closed it. */
export const lockFrom = (tx: Tx, loginHash: string, now: Instant) =>
  on(tx).updateTable('people_lockout').set({ since: now }).where('login_hash', '=', loginHash).execute()
export const forgetAttempts = (tx: Tx, loginHash: string) =>
  on(tx).deleteFrom('people_lockout').where('login_hash', '=', loginHash).execute()

export const insertSession = (tx: Tx, row: Tables['people_session']) =>
  on(tx).insertInto('people_session').values(row).execute()
export const touchSession = (tx: Tx, id: string, now: Instant, ip: string | null) =>
  on(tx)
    .updateTable('people_session')
    .set(ip === null ? { seen_at: now } : { seen_at: now, ip })
    .where('id', '=', id)
    .execute()
/** Ends sessions; returns how many there were. */
export async function endSessions(
  tx: Tx,
  which: { id: string } | { accountId: string; butId?: string | null },
): Promise<number> {
  const all = on(tx).deleteFrom('people_session')
  const some =
    'id' in which
      ? all.where('id', '=', which.id)
      : which.butId
        ? all.where('account_id', '=', which.accountId).where('id', '<>', which.butId)
        : all.where('account_id', '=', which.accountId)
  return Number((await some.executeTakeFirst()).numDeletedRows)
}

/** Grants whose last day is past are over: told as ended, so that the three administrators' constraint sees only live ones. */
export const endLapsed = (tx: Tx, accountId: string | null, now: Instant, today: Day) =>
  sql`update people_grant set ended_at = ${now}, ended_by = 'system' where ended_at is null and to_on < ${today}
    and (${accountId}::uuid is null or account_id = ${accountId}::uuid)`.execute(tx)

export async function insertGrant(tx: Tx, g: Omit<Tables['people_grant'], 'ended_at' | 'ended_by'>): Promise<void> {
  if (isAdmin(g.duty)) await change(tx, g.account_id, { admin_kind: g.duty })
  await on(tx)
    .insertInto('people_grant')
    .values({ ...g, ended_at: null, ended_by: null })
    .execute()
}
export async function endGrant(tx: Tx, id: string, by: string, now: Instant): Promise<void> {
  await on(tx)
    .updateTable('people_grant')
    .set({ ended_at: now, ended_by: by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}
export async function endGrants(tx: Tx, accountId: string, by: string, now: Instant): Promise<number> {
  const { numUpdatedRows } = await on(tx)
    .updateTable('people_grant')
    .set({ ended_at: now, ended_by: by })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
/** An account without a live administrator's grant is of no kind. */
export const freeAdminKind = (tx: Tx, accountId: string) =>
  sql`update people_account a set admin_kind = null where a.id = ${accountId} and a.admin_kind is not null
    and not exists (select 1 from people_grant g where g.account_id = a.id and g.admin_kind is not null)`.execute(tx)

export async function putReset(tx: Tx, tokenHash: string, accountId: string, endsAt: Instant): Promise<void> {
  await on(tx).deleteFrom('people_reset').where('account_id', '=', accountId).execute()
  await on(tx)
    .insertInto('people_reset')
    .values({ token_hash: tokenHash, account_id: accountId, ends_at: endsAt })
    .execute()
}
/** The account that the link was made for; a link works once. */
export async function takeReset(tx: Tx, tokenHash: string, now: Instant): Promise<string | undefined> {
  const row = await on(tx)
    .deleteFrom('people_reset')
    .where('token_hash', '=', tokenHash)
    .where('ends_at', '>', now)
    .returning('account_id')
    .executeTakeFirst()
  return row?.account_id
}

export async function sweep(tx: Tx, now: Instant, today: Day): Promise<void> {
  const over = new Date(Date.parse(now) - 86_400_000).toISOString() as Instant
  const idle = new Date(Date.parse(now) - securityPolicy.idleMinutes * 60_000).toISOString() as Instant
  await on(tx)
    .deleteFrom('people_session')
    .where((eb) => eb.or([eb('ends_at', '<', now), eb('seen_at', '<', idle)]))
    .execute()
  await on(tx).deleteFrom('people_lockout').where('since', '<', over).execute()
  await on(tx).deleteFrom('people_reset').where('ends_at', '<', now).execute()
  await endLapsed(tx, null, now, today)
  await sql`update people_account a set admin_kind = null where a.admin_kind is not null
    and not exists (select 1 from people_grant g where g.account_id = a.id and g.admin_kind is not null)`.execute(tx)
}
