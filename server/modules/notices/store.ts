// The only file of the module that writes SQL.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/id.ts'
import { plusMs, type Instant } from '../../kernel/instant.ts'
import type { mailKinds } from './contract.ts'

type Tables = {
  notices_message: {
    id: string
    account_id: string
    title: string
    text: string
    link: string
    at: Instant
    read_at: Instant | null
  }
  notices_mail: {
    id: string
    kind: keyof typeof mailKinds
    account_id: string
    message_id: string | null
    queued_at: Instant
    tries: number
    not_before: Instant
    sent_at: Instant | null
    failed_at: Instant | null
    error: string | null
  }
}
const on = (tx: Tx) => tx.withTables<Tables>()
const LEASE_MS = 5 * 60_000
export const TRIES_MAX = 5

export async function putMessage(
  tx: Tx,
  m: { accountId: string; title: string; text: string; link: string },
  now: Instant,
): Promise<string> {
  const id = newId()
  await on(tx)
    .insertInto('notices_message')
    .values({ id, account_id: m.accountId, title: m.title, text: m.text, link: m.link, at: now, read_at: null })
    .execute()
  return id
}
export async function markRead(tx: Tx, accountId: string, id: string | null, now: Instant): Promise<number> {
  const unread = on(tx)
    .updateTable('notices_message')
    .set({ read_at: now })
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
  return Number((await (id ? unread.where('id', '=', id) : unread).executeTakeFirst()).numUpdatedRows)
}

export const queueMail = (
  tx: Tx,
  kind: keyof typeof mailKinds,
  accountId: string,
  messageId: string | null,
  now: Instant,
) =>
  on(tx)
    .insertInto('notices_mail')
    .values({
      id: newId(),
      kind,
      account_id: accountId,
      message_id: messageId,
      queued_at: now,
      tries: 0,
      not_before: now,
      sent_at: null,
      failed_at: null,
      error: null,
    })
    .execute()

export type DueMail = {
  id: string
  kind: keyof typeof mailKinds
  account_id: string
  tries: number
  title: string | null
  text: string | null
  link: string | null
}

/** Takes the oldest mail that is due and holds it for five minutes: a sender that dies loses nothing. */
export async function claimMail(tx: Tx, now: Instant): Promise<DueMail | undefined> {
  const { rows } =
    await sql<DueMail>`update notices_mail m set tries = m.tries + 1, not_before = ${plusMs(now, LEASE_MS)}
    from (select id from notices_mail where sent_at is null and failed_at is null and not_before <= ${now} order by not_before limit 1 for update skip locked) due
    where m.id = due.id returning m.id, m.kind, m.account_id, m.tries,
      (select title from notices_message where id = m.message_id), (select text from notices_message where id = m.message_id), (select link from notices_message where id = m.message_id)`.execute(
      tx,
    )
  return rows[0]
}
export const mailSent = (tx: Tx, id: string, now: Instant) =>
  on(tx).updateTable('notices_mail').set({ sent_at: now, error: null }).where('id', '=', id).execute()
/** Tries again after 2, 4, 8, 16 minutes; after five failures it is given up and stays in the log. */
export const mailFailed = (
  tx: Tx,
  id: string,
  tries: number,
  error: string,
  now: Instant,
  final = tries >= TRIES_MAX,
) =>
  on(tx)
    .updateTable('notices_mail')
    .set({ error: error.slice(0, 300), not_before: plusMs(now, 2 ** tries * 60_000), failed_at: final ? now : null })
    .where('id', '=', id)
    .execute()

const KEEP_MS = 365 * 86_400_000
/** Read messages and the delivery log are kept for a year. */
export async function sweepOld(tx: Tx, now: Instant): Promise<void> {
  const old = plusMs(now, -KEEP_MS)
  await on(tx).deleteFrom('notices_mail').where('queued_at', '<', old).execute()
  await sql`delete from notices_message m where m.read_at < ${old} and not exists (select 1 from notices_mail l where l.message_id = m.id)`.execute(
    tx,
  )
}
