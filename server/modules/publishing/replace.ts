// A changed subscription re-places what is public already: a bounded batch a transaction, each batch names the next one.
import { sql } from 'kysely'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { record, type Reaction } from '../../kernel/events.ts'
import { instant } from '../../kernel/instant.ts'
import type { Day } from '../../kernel/day.ts'
import { channelsByIds, pageChanged } from '../sites/index.ts'
import { tag, type Channel } from '../sites/contract.ts'
import type { Content, Validity } from './contract.ts'
import { addEntries } from './elsewhere.ts'
import { Places } from './places.ts'
import * as store from './store-public.ts'

const BATCH = 500
const NEXT = 'publishing.replacing'

export const replaceCarried: Reaction = {
  name: 'publishing.replaceCarried',
  on: ['sites.carryChanged', 'sites.sectionStatus', NEXT],
  async run(ctx, tx, fact) {
    if (fact.type !== NEXT) {
      // A step of its own: nobody holds documents while it waits.
      await store.awaitPublications(tx)
      await record(tx, ctx, { type: 'placement', id: fact.no }, [{ type: NEXT, at: ctx.now, after: null }])
      return
    }
    const last = await replaceAfter(tx, ctx, fact.data.after as string | null)
    if (last !== null) await record(tx, ctx, fact.subject, [{ type: NEXT, at: ctx.now, after: last }])
  },
}

/** Answers where the next batch begins; null after the last one. */
export async function replaceAfter(tx: Tx, ctx: Ctx, after: string | null, batch = BATCH): Promise<string | null> {
  const { rows } = await sql<{
    document_id: string
  }>`select document_id from publishing_public where status = 'live' and (${after}::uuid is null or document_id > ${after}::uuid) order by document_id limit ${batch}`.execute(
    tx,
  )
  const ids = rows.map((r) => r.document_id)
  const places = new Places(tx)
  const suspects = (await misplaced(tx, places, ids)).map((m) => m.document_id)
  if (suspects.length > 0) {
    // Looked at again under the lock: a withdrawal may have been faster.
    await store.lockDocuments(tx, suspects)
    await replace(tx, ctx, await misplaced(tx, places, suspects))
  }
  return ids.length < batch ? null : ids.at(-1)!
}

type Standing = {
  document_id: string
  kind: string
  organ_id: string
  published_at: Date
  entry_ids: string[]
  own: string[]
  carried: string[]
}
type Misplaced = Standing & { wanted: Channel[] }
/** Those whose carriages are not what the subscriptions say. Where its own places are was decided at publication and stays. */
async function misplaced(tx: Tx, places: Places, ids: readonly string[]): Promise<Misplaced[]> {
  const { rows } =
    await sql<Standing>`select p.document_id, p.kind, p.organ_id, p.published_at, p.entry_ids, c.own, c.carried
    from publishing_public p cross join lateral (
      select coalesce(array_agg(channel_id order by channel_id) filter (where own), '{}') as own,
        coalesce(array_agg(channel_id) filter (where not own), '{}') as carried
      from publishing_carriage where document_id = p.document_id) c
    where p.document_id = any(${[...ids]}::uuid[]) and p.status = 'live'`.execute(tx)
  const found: Misplaced[] = []
  for (const r of rows) {
    const wanted = await places.carrying(r.kind, r.organ_id, r.own, r.entry_ids)
    if (
      !same(
        r.carried,
        wanted.map((c) => c.id),
      )
    )
      found.push({ ...r, wanted })
  }
  return found
}
const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id) => b.includes(id))

async function replace(tx: Tx, ctx: Ctx, documents: readonly Misplaced[]): Promise<void> {
  if (documents.length === 0) return
  const ids = documents.map((m) => m.document_id)
  await store.putCarriages(
    tx,
    ids,
    documents.flatMap((m) => {
      const row = (own: boolean) => (channel_id: string) => ({
        channel_id,
        document_id: m.document_id,
        published_at: instant(m.published_at),
        own,
      })
      return [...m.own.map(row(true)), ...m.wanted.map((c) => c.id).map(row(false))]
    }),
  )
  await searchable(tx, documents)
  const changed = new Set(
    documents.flatMap((m) => {
      const wanted = m.wanted.map((c) => c.id)
      return [...m.carried.filter((id) => !wanted.includes(id)), ...wanted.filter((id) => !m.carried.includes(id))]
    }),
  )
  await pageChanged(tx, [
    ...ids.map(tag.document),
    ...[...changed].flatMap((id) => [tag.channel(id), tag.channelPages(id)]),
  ])
  ctx.log.info({ documents: ids.length, channels: changed.size }, 'documents follow changed subscriptions')
}

type Entry = {
  documentId: string
  organId: string
  kind: string
  content: Content
  site_id: string
  path: string
  title: string
  document_number: string | null
  index_number: string | null
  published_on: Day
  validity: Validity | null
}
/** A search within a section finds what the section carries. */
async function searchable(tx: Tx, documents: readonly Misplaced[]): Promise<void> {
  const { rows } =
    await sql<Entry>`select p.document_id as "documentId", p.organ_id as "organId", p.kind, r.content, p.site_id, p.path, p.title,
      p.document_number, p.index_number, p.published_on, p.validity
    from publishing_public p join publishing_revision r on r.id = p.revision_id where p.document_id = any(${documents.map((m) => m.document_id)}::uuid[])`.execute(
      tx,
    )
  const own = new Map((await channelsByIds(tx, [...new Set(documents.flatMap((m) => m.own))])).map((c) => [c.id, c]))
  await addEntries(
    tx,
    rows,
    rows,
    new Map(documents.map((m) => [m.document_id, [...m.own.flatMap((id) => own.get(id) ?? []), ...m.wanted]])),
  )
}
