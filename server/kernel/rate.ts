import { sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { Refusal } from './refusal.ts'

/** At most `count` in any window of `seconds`, per key, over all processes. */
export type RateLimit = { count: number; seconds: number }

/** Takes one from the bucket, or refuses with 429. Its own transaction: a refused action still counts. */
export async function take(ctx: Ctx, key: string, limit: RateLimit): Promise<void> {
  const slot = Math.floor(Date.parse(ctx.now) / (limit.seconds * 1000))
  const { rows } = await sql<{ used: number }>`insert into rate_limit (key, slot, used, until)
    values (${key}, ${slot}, 1, ${new Date((slot + 1) * limit.seconds * 1000).toISOString()})
    on conflict (key, slot) do update set used = rate_limit.used + 1 returning used`.execute(ctx.db)
  if (rows[0]!.used > limit.count)
    throw new Refusal('rate.exceeded', 'tooMany', '操作过于频繁，请在{seconds}秒后再试', { seconds: limit.seconds })
}

/** Drops the buckets that are over. */
export const sweepRates = (ctx: Ctx) => sql`delete from rate_limit where until < ${ctx.now}`.execute(ctx.db)
