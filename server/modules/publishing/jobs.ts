// What the clock does: publication at the set time, the end of a display, efficacy that turns. Rows and sweeps, safe to repeat and to miss.
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/ctx.ts'
import { record } from '../../kernel/events.ts'
import { act } from '../cases/index.ts'
import { pageChanged } from '../sites/index.ts'
import { tag } from '../sites/contract.ts'
import { validities } from './contract.ts'
import { validityOn } from './kind.ts'
import { turnValidity } from './store-public.ts'
import { validityFacts } from './queries.ts'
import { documentSubject } from './review.ts'
import { dueEditions } from './store.ts'

const BATCH = 200

/** One by one and each in its own transaction: one that fails is told and stays due, the others go on. */
async function each(
  ctx: Ctx,
  what: string,
  ids: readonly string[],
  run: (id: string) => Promise<unknown>,
): Promise<number> {
  let done = 0
  for (const id of ids) {
    try {
      await run(id)
      done++
    } catch (error) {
      ctx.log.error({ err: error, id }, what)
    }
  }
  return done
}

/** Everything is checked again: what may no longer be published goes back to its signer with the reason. */
export const publishDue = async (ctx: Ctx): Promise<number> =>
  each(ctx, 'timed publication failed', await ctx.tx((tx) => dueEditions(tx, ctx.now, BATCH)), (id) =>
    act(ctx, id, { type: 'publishDue' }),
  )

/** 公示期满: the last day is shown to its end; the page leaves at the next midnight. */
export async function endDisplays(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{
    edition_id: string
  }>`select edition_id from publishing_public where status = 'live' and display_until < ${ctx.today} order by display_until limit ${BATCH}`.execute(
    ctx.db,
  )
  return each(
    ctx,
    'end of display failed',
    rows.map((r) => r.edition_id),
    (id) => act(ctx, id, { type: 'endDisplay' }),
  )
}

/** 尚未施行 → 有效 → 失效, by the dates of the text and the marks that people set. */
export async function turnValidities(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{
    document_id: string
  }>`select document_id from publishing_public where validity_turns_on <= ${ctx.today} order by validity_turns_on limit ${BATCH}`.execute(
    ctx.db,
  )
  return each(
    ctx,
    'turn of efficacy failed',
    rows.map((r) => r.document_id),
    (id) =>
      ctx.tx(async (tx) => {
        await sql`select id from publishing_document where id = ${id} for update`.execute(tx)
        const facts = await validityFacts(tx, id)
        if (!facts) return
        const turned = validityOn(facts, ctx.today)
        await turnValidity(tx, id, turned.validity, turned.turnsOn)
        await record(tx, ctx, documentSubject(id), [
          {
            type: 'publishing.validityTurned',
            at: ctx.now,
            validity: turned.validity,
            name: validities[turned.validity],
          },
        ])
        await pageChanged(tx, [tag.document(id), tag.documents])
      }),
  )
}

export const sweeps = [
  { name: 'publishing.due', cron: '* * * * *', run: publishDue },
  { name: 'publishing.displayEnds', cron: '*/10 * * * *', run: endDisplays },
  { name: 'publishing.validity', cron: '*/10 * * * *', run: turnValidities },
]
