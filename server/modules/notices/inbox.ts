import { sql } from 'kysely'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { refuser } from '../../kernel/refusal.ts'
import type { Paged } from '../../kernel/route.ts'
import { organPath } from '../organs/index.ts'
import { contactOf, holdersOf, type Duty } from '../people/index.ts'
import { refusals, type MailLine, type Notice } from './contract.ts'
import { configured } from './mail.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)

/** To one account, or to everyone who holds the duty today over the organ. `link` is a path of the console, e.g. '/console/publishing/7'. */
export type Notify = {
  to: { accountId: string } | { duty: Duty; organId: string }
  title: string
  text: string
  link?: string
}

/** In the caller's transaction: whoever rolls back has told nobody. Mail follows where it is configured and the person has an address. */
export async function notify(tx: Tx, ctx: Ctx, { to, title, text, link = '' }: Notify): Promise<number> {
  const accounts = 'accountId' in to ? [to.accountId] : await holders(tx, ctx, to)
  for (const accountId of accounts) {
    const id = await store.putMessage(tx, { accountId, title, text, link }, ctx.now)
    if (configured(ctx.config) && (await contactOf(tx, accountId)))
      await store.queueMail(tx, 'message', accountId, id, ctx.now)
  }
  return accounts.length
}

async function holders(tx: Tx, ctx: Ctx, { duty, organId }: { duty: Duty; organId: string }): Promise<string[]> {
  const path = await organPath(tx, organId)
  return path === undefined ? [] : holdersOf(tx, duty, path, ctx.today)
}

export async function inbox(
  tx: Tx,
  accountId: string,
  { page, size, unread }: { page: number; size: number; unread: boolean },
): Promise<Paged<Notice> & { unread: number }> {
  const {
    rows: [count],
  } = await sql<{
    total: number
    unread: number
  }>`select count(*) filter (where not ${unread} or read_at is null)::int as total,
    count(*) filter (where read_at is null)::int as unread from notices_message where account_id = ${accountId}`.execute(
    tx,
  )
  const { rows } = await sql<Notice>`select id, title, text, link, at, read_at as "readAt" from notices_message
    where account_id = ${accountId} and (not ${unread} or read_at is null) order by at desc, id desc limit ${size} offset ${(page - 1) * size}`.execute(
    tx,
  )
  return { items: rows, total: count!.total, unread: count!.unread, page, size }
}

export async function unreadCount(tx: Tx, accountId: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from notices_message where account_id = ${accountId} and read_at is null`.execute(tx)
  return rows[0]!.n
}

/** A message of somebody else does not exist. */
export const read = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const { rows } = await sql`select 1 from notices_message where id = ${id} and account_id = ${ctx.actor.id}`.execute(
      tx,
    )
    if (rows.length === 0) refuse('notices.notFound')
    await store.markRead(tx, ctx.actor.id, id, ctx.now)
  })
export const readAll = (ctx: Ctx): Promise<{ read: number }> =>
  ctx.tx(async (tx) => ({ read: await store.markRead(tx, ctx.actor.id, null, ctx.now) }))

/** The delivery log, newest first, without addresses and without the texts. */
export async function mailLog(tx: Tx, { page, size }: { page: number; size: number }): Promise<Paged<MailLine>> {
  const {
    rows: [count],
  } = await sql<{ n: number }>`select count(*)::int as n from notices_mail`.execute(tx)
  const { rows } =
    await sql<MailLine>`select m.id, m.kind, a.name, coalesce(n.title, '') as title, m.queued_at as "queuedAt", m.sent_at as "sentAt", m.tries, m.error,
    case when m.sent_at is not null then 'sent' when m.failed_at is not null then 'failed' else 'queued' end as state
    from notices_mail m join people_account_view a on a.id = m.account_id left join notices_message n on n.id = m.message_id
    order by m.queued_at desc, m.id desc limit ${size} offset ${(page - 1) * size}`.execute(tx)
  return { items: rows, total: count!.n, page, size }
}
