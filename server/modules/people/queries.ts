// Reads. A phone or e-mail leaves here masked; a login and a name are shown to those whose duty is accounts.
import { sql, type RawBuilder } from 'kysely'
import { reach, type Ctx, type Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { installationFact } from '../../kernel/installation.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Paged } from '../../kernel/route.ts'
import { defaultSecuritySettings, duties, securityPolicy, type Duty, type SecuritySettings } from './contract.ts'
import type { z } from 'zod'
import { maskEmail, maskPhone } from './mask.ts'

export type AccountLine = {
  id: string
  login: string
  name: string
  organId: string
  organName: string
  post: string
  phone: string
  email: string
  state: 'active' | 'suspended' | 'left'
  locked: boolean
  mustChange: boolean
  lastSignInAt: string | null
  duties: Duty[]
}
export type GrantLine = {
  id: string
  duty: Duty
  label: string
  organId: string
  organName: string
  fromOn: string
  toOn: string | null
  grantedByName: string
  grantedAt: string
}
export type SessionLine = { id: string; startedAt: string; seenAt: string; ip: string; device: string }
export type AccountFilter = {
  q?: string
  organId?: string
  duty?: Duty
  state?: 'active' | 'suspended' | 'left'
  page: number
  size: number
}

/** A subtree's prefix as a LIKE pattern. */
export const below = (column: RawBuilder<unknown>, prefixes: readonly string[]): RawBuilder<unknown> =>
  sql`${column} like any(${prefixes.map((p) => `${p}%`)}::text[])`
const contains = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

const stateOf = sql`case when a.left_at is not null then 'left' when a.suspended_at is not null then 'suspended' else 'active' end`
const lockedNow = (
  now: Instant,
) => sql`exists (select 1 from people_lockout l where l.login_hash = encode(sha256(convert_to(a.login, 'UTF8')), 'hex')
  and l.failures >= ${securityPolicy.failures} and l.since > ${new Date(Date.parse(now) - securityPolicy.lockMinutes * 60_000).toISOString()})`

const lineColumns = (
  now: Instant,
) => sql`a.id, a.login, a.name, a.organ_id as "organId", o.name as "organName", a.post, a.phone, a.email, ${stateOf} as state,
  ${lockedNow(now)} as locked, a.must_change as "mustChange", a.last_sign_in_at as "lastSignInAt",
  coalesce((select array_agg(distinct g.duty) from people_grant g where g.account_id = a.id and g.ended_at is null), '{}') as duties`
const masked = <T extends { phone: string; email: string }>(row: T): T => ({
  ...row,
  phone: maskPhone(row.phone),
  email: maskEmail(row.email),
})

export async function accounts(tx: Tx, ctx: Ctx, f: AccountFilter): Promise<Paged<AccountLine>> {
  const where = sql`${below(sql`o.path`, reach(ctx.actor, ['admin.security']))}
    and (${f.q ?? null}::text is null or a.name like ${contains(f.q ?? '')} or a.login like ${contains((f.q ?? '').toLowerCase())})
    and (${f.organId ?? null}::uuid is null or o.path like '%/' || ${f.organId ?? ''}::text || '/%')
    and (${f.duty ?? null}::text is null or exists (select 1 from people_grant g where g.account_id = a.id and g.duty = ${f.duty ?? null} and g.ended_at is null))
    and (${f.state ?? null}::text is null or ${stateOf} = ${f.state ?? null})`
  const from = sql`from people_account a join organs_organ_view o on o.id = a.organ_id where ${where}`
  const {
    rows: [count],
  } = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(tx)
  const { rows } = await sql<AccountLine>`select ${lineColumns(ctx.now)} ${from} order by o.path, a.name, a.id
    limit ${f.size} offset ${(f.page - 1) * f.size}`.execute(tx)
  return { items: rows.map(masked), total: count!.n, page: f.page, size: f.size }
}

export type AccountDetail = AccountLine & {
  createdAt: string
  passwordSetAt: string
  leftAt: string | null
  leftReason: string | null
  grants: GrantLine[]
  sessions: SessionLine[]
}

export async function account(tx: Tx, now: Instant, id: string): Promise<AccountDetail | undefined> {
  const {
    rows: [row],
  } =
    await sql<AccountDetail>`select ${lineColumns(now)}, a.created_at as "createdAt", a.password_set_at as "passwordSetAt", a.left_at as "leftAt",
    a.left_reason as "leftReason" from people_account a join organs_organ_view o on o.id = a.organ_id where a.id = ${id}`.execute(
      tx,
    )
  return row && { ...masked(row), grants: await grantsOf(tx, id), sessions: await sessionsOf(tx, id, now) }
}

export async function grantsOf(tx: Tx, accountId: string): Promise<GrantLine[]> {
  const { rows } =
    await sql<GrantLine>`select g.id, g.duty, g.organ_id as "organId", o.name as "organName", g.from_on as "fromOn", g.to_on as "toOn",
    coalesce(b.name, '系统') as "grantedByName", g.granted_at as "grantedAt"
    from people_grant g join organs_organ_view o on o.id = g.organ_id left join people_account b on b.id::text = g.granted_by
    where g.account_id = ${accountId} and g.ended_at is null order by g.duty, o.path limit 500`.execute(tx)
  return rows.map((g) => ({ ...g, label: duties[g.duty].label }))
}

export async function grantById(
  tx: Tx,
  id: string,
): Promise<{ accountId: string; duty: Duty; organId: string; path: string } | undefined> {
  const { rows } = await sql<{
    accountId: string
    duty: Duty
    organId: string
    path: string
  }>`select g.account_id as "accountId", g.duty, g.organ_id as "organId", o.path
    from people_grant g join organs_organ_view o on o.id = g.organ_id where g.id = ${id} and g.ended_at is null`.execute(
    tx,
  )
  return rows[0]
}

export async function sessionsOf(tx: Tx, accountId: string, now: Instant): Promise<SessionLine[]> {
  const idle = new Date(Date.parse(now) - securityPolicy.idleMinutes * 60_000).toISOString()
  const { rows } =
    await sql<SessionLine>`select id, started_at as "startedAt", seen_at as "seenAt", ip, device from people_session
    where account_id = ${accountId} and seen_at > ${idle} and ends_at > ${now} order by seen_at desc limit 100`.execute(
      tx,
    )
  return rows
}

export type LiveSession = {
  sessionId: string
  seenAt: Date
  ip: string
  accountId: string
  name: string
  organId: string
  mustChange: boolean
  passwordSetAt: Date
}

/** The session behind a token, when it, its account and both time limits allow. */
export async function liveSession(tx: Tx, tokenHash: string, now: Instant): Promise<LiveSession | undefined> {
  const idle = new Date(Date.parse(now) - securityPolicy.idleMinutes * 60_000).toISOString()
  const { rows } =
    await sql<LiveSession>`select s.id as "sessionId", s.seen_at as "seenAt", s.ip, a.id as "accountId", a.name, a.organ_id as "organId",
      a.must_change as "mustChange", a.password_set_at as "passwordSetAt"
    from people_session s join people_account a on a.id = s.account_id
    where s.token_hash = ${tokenHash} and s.ends_at > ${now} and s.seen_at > ${idle} and a.left_at is null and a.suspended_at is null`.execute(
      tx,
    )
  return rows[0]
}

/** Duties in force on the day, with the places they cover. */
export async function grantsInForce(
  tx: Tx,
  accountId: string,
  today: Day,
): Promise<{ duty: Duty; organId: string; path: string }[]> {
  const { rows } = await sql<{
    duty: Duty
    organId: string
    path: string
  }>`select g.duty, g.organ_id as "organId", o.path from people_grant g
    join organs_organ_view o on o.id = g.organ_id where g.account_id = ${accountId} and g.ended_at is null and g.from_on <= ${today}
    and (g.to_on is null or g.to_on >= ${today}) order by g.duty, o.path limit 500`.execute(tx)
  return rows
}

/** Accounts in use that hold the duty today over the organ, nearest first: for inboxes and notices. */
export async function holdersOf(tx: Tx, duty: Duty, organPath: string, today: Day): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select a.id from people_grant g join organs_organ_view o on o.id = g.organ_id join people_account a on a.id = g.account_id
    where g.duty = ${duty} and ${organPath} like o.path || '%' and g.ended_at is null and g.from_on <= ${today} and (g.to_on is null or g.to_on >= ${today})
      and a.left_at is null and a.suspended_at is null group by a.id order by max(length(o.path)) desc, a.id limit 200`.execute(
    tx,
  )
  return rows.map((r) => r.id)
}

/** Where mail reaches a person in use; undefined without an address. For sending only, never for a screen. */
export async function contactOf(tx: Tx, accountId: string): Promise<{ name: string; email: string } | undefined> {
  const { rows } = await sql<{ name: string; email: string }>`select name, email from people_account
    where id = ${accountId} and email <> '' and left_at is null and suspended_at is null`.execute(tx)
  return rows[0]
}

export async function passwordHashes(tx: Tx, accountId: string): Promise<string[]> {
  const { rows } = await sql<{
    hash: string
  }>`select hash from people_password_history where account_id = ${accountId} order by set_at desc limit ${securityPolicy.passwordHistory}`.execute(
    tx,
  )
  return rows.map((r) => r.hash)
}

/** The organ to which an account, a session (its account's) or a grant (the place it covers) belongs. */
export async function pathOf(tx: Tx, what: 'account' | 'session' | 'grant', id: string): Promise<string | undefined> {
  const from = {
    account: sql`people_account x join organs_organ_view o on o.id = x.organ_id`,
    session: sql`people_session x join people_account a on a.id = x.account_id join organs_organ_view o on o.id = a.organ_id`,
    grant: sql`people_grant x join organs_organ_view o on o.id = x.organ_id and x.ended_at is null`,
  }[what]
  const { rows } = await sql<{ path: string }>`select o.path from ${from} where x.id = ${id}`.execute(tx)
  return rows[0]?.path
}

/** How many other accounts in use are security administrators: somebody must remain who can grant. */
export async function otherSecurityAdmins(tx: Tx, butId: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(distinct a.id)::int as n from people_grant g join people_account a on a.id = g.account_id
    where g.duty = 'admin.security' and g.ended_at is null and a.left_at is null and a.suspended_at is null and a.id <> ${butId}`.execute(
    tx,
  )
  return rows[0]!.n
}

export const securitySettings = async (tx: Tx): Promise<z.output<typeof SecuritySettings>> => ({
  ...defaultSecuritySettings,
  ...(await installationFact<object>(tx, 'security')),
})
