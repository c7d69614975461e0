import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx, Tx } from './ctx.ts'
import { refuser } from './refusal.ts'

const refuse = refuser({
  'once.otherRequest': ['conflict', '这个提交编号已用于另一次提交，请刷新页面后再试'],
})

/** Runs `work` once per actor and client key (header Idempotency-Key), in the caller's transaction: a repeated submit gets
 *  the first answer. Without a key it simply runs. Two at the same moment: the second waits for the first's commit. */
export async function once<T>(tx: Tx, ctx: Ctx, route: string, input: unknown, work: () => Promise<T>): Promise<T> {
  if (!ctx.clientKey) return work()
  const hash = createHash('sha256').update(JSON.stringify(input)).digest('hex')
  const { rows: made } = await sql`insert into idempotency (actor_id, key, route, request_hash, at)
    values (${ctx.actor.id}, ${ctx.clientKey}, ${route}, ${hash}, ${ctx.now}) on conflict do nothing returning key`.execute(
    tx,
  )
  if (made.length === 0) {
    const { rows } = await sql<{
      route: string
      request_hash: string
      answer: T
    }>`select route, request_hash, answer from idempotency
      where actor_id = ${ctx.actor.id} and key = ${ctx.clientKey}`.execute(tx)
    const first = rows[0]!
    return first.route === route && first.request_hash === hash ? first.answer : refuse('once.otherRequest')
  }
  const answer = await work()
  await sql`update idempotency set answer = ${JSON.stringify(answer ?? null)}::jsonb
    where actor_id = ${ctx.actor.id} and key = ${ctx.clientKey}`.execute(tx)
  return answer
}

const KEEP_MS = 7 * 86_400_000

/** Drops the keys of more than a week ago. */
export const sweepOnce = (ctx: Ctx) =>
  sql`delete from idempotency where at < ${new Date(Date.parse(ctx.now) - KEEP_MS).toISOString()}`.execute(ctx.db)
