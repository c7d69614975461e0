// Lines of public lists. Reads publishing_public and carriages only: what is not public cannot be found here.
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { instant } from '../../kernel/instant.ts'
import type { PublishedLine, Validity } from './contract.ts'

type Row = {
  document_id: string
  title: string
  path: string
  kind: string
  published_on: Day
  published_at: Date
  organ_name: string
  summary: string
  document_number: string | null
  index_number: string | null
  validity: Validity | null
  made_on: Day | null
  image_file_id: string | null
  image_alt: string
}
const line = (r: Row): PublishedLine => ({
  id: r.document_id,
  title: r.title,
  path: r.path,
  kind: r.kind,
  publishedOn: r.published_on,
  publishedAt: instant(r.published_at),
  organName: r.organ_name,
  summary: r.summary,
  documentNumber: r.document_number,
  indexNumber: r.index_number,
  validity: r.validity,
  madeOn: r.made_on,
  imageFileId: r.image_file_id,
  imageAlt: r.image_alt,
  pinned: false,
})
const columns =
  sql.raw(`p.document_id, p.title, p.path, p.kind, p.published_on, p.published_at, o.name as organ_name, p.summary, p.document_number, p.index_number,
  p.validity, p.made_on, p.image_file_id, p.image_alt`)
const source = sql.raw('publishing_public p join organs_organ_view o on o.id = p.organ_id')
const carried = sql.raw(
  'publishing_carriage c join publishing_public p on p.document_id = c.document_id join organs_organ_view o on o.id = p.organ_id',
)

const LINES_MAX = 200
const bounded = (n: number): number => Math.min(Math.max(0, n), LINES_MAX)

export async function countIn(tx: Tx, channelId: string): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count from publishing_channel_count where channel_id = ${channelId}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The newest of a channel, newest first. */
export async function newestIn(tx: Tx, channelId: string, limit: number): Promise<PublishedLine[]> {
  const { rows } =
    await sql<Row>`select ${columns} from ${carried} where c.channel_id = ${channelId} and p.status = 'live'
    order by c.published_at desc, c.document_id desc limit ${bounded(limit)}`.execute(tx)
  return rows.map(line)
}

/** A stretch of a channel counted from its oldest, given newest first. */
export async function stretchOf(tx: Tx, channelId: string, from: number, count: number): Promise<PublishedLine[]> {
  const { rows } =
    await sql<Row>`select ${columns} from ${carried} where c.channel_id = ${channelId} and p.status = 'live'
    order by c.published_at, c.document_id limit ${bounded(count)} offset ${from}`.execute(tx)
  return rows.map(line).reverse()
}

/** The newest of several channels at once: blocks of home pages, one query instead of one each. */
export async function newestInEach(
  tx: Tx,
  channelIds: readonly string[],
  limit: number,
): Promise<Map<string, PublishedLine[]>> {
  const { rows } = await sql<
    Row & { channel_id: string }
  >`select w.id as channel_id, l.* from unnest(${[...channelIds]}::uuid[]) as w (id)
    cross join lateral (select ${columns} from ${carried} where c.channel_id = w.id and p.status = 'live'
      order by c.published_at desc, c.document_id desc limit ${bounded(limit)}) l`.execute(tx)
  const found = new Map<string, PublishedLine[]>(channelIds.map((id) => [id, []]))
  for (const r of rows) found.get(r.channel_id)!.push(line(r))
  return found
}

/** `organPath` takes an organ and all below it; `year` is that of publication. */
export type Wanted = {
  kinds?: readonly string[]
  organPath?: string
  organId?: string
  validity?: string
  year?: number
  theme?: string
  number?: string
}

const conditions = (w: Wanted): RawBuilder<unknown> =>
  sql.join(
    [
      sql`p.status = 'live'`,
      ...(w.kinds ? [sql`p.kind = any(${[...w.kinds]})`] : []),
      ...(w.organId ? [sql`p.organ_id = ${w.organId}`] : []),
      ...(w.organPath ? [sql`starts_with(o.path, ${w.organPath})`] : []),
      ...(w.validity ? [sql`p.validity = ${w.validity}`] : []),
      ...(w.year ? [sql`p.published_on between ${`${w.year}-01-01`} and ${`${w.year}-12-31`}`] : []),
      ...(w.theme ? [sql`p.theme = ${w.theme}`] : []),
      ...(w.number ? [sql`(p.document_number = ${w.number} or p.index_number = ${w.number})`] : []),
    ],
    sql` and `,
  )

export async function linesWhere(tx: Tx, wanted: Wanted, limit: number, offset = 0): Promise<PublishedLine[]> {
  const { rows } =
    await sql<Row>`select ${columns} from ${source} where ${conditions(wanted)} order by p.published_at desc, p.document_id limit ${bounded(limit)} offset ${offset}`.execute(
      tx,
    )
  return rows.map(line)
}
export async function countWhere(tx: Tx, wanted: Wanted): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from ${source} where ${conditions(wanted)}`.execute(tx)
  return rows[0]!.n
}
/** How many of each kind an organ (and those below it) has published: the tree of 法定主动公开内容. */
export async function countByKind(tx: Tx, organPath: string): Promise<Map<string, number>> {
  const { rows } = await sql<{
    kind: string
    n: number
  }>`select p.kind, count(*)::int as n from ${source} where p.status = 'live' and starts_with(o.path, ${organPath}) group by p.kind`.execute(
    tx,
  )
  return new Map(rows.map((r) => [r.kind, r.n]))
}
/** Organs that have published one of the kinds, for a filter. */
export async function organsWith(tx: Tx, kinds: readonly string[]): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select o.id, o.name from organs_organ_view o where exists (
    select from publishing_public p where p.organ_id = o.id and p.status = 'live' and p.kind = any(${[...kinds]})) order by length(o.path), o.sort, o.code limit 300`.execute(
    tx,
  )
  return rows
}
/** The newest documents that fulfil one of the catalog entries. */
export async function linesOfEntries(tx: Tx, entryIds: readonly string[], limit: number): Promise<PublishedLine[]> {
  const { rows } =
    await sql<Row>`select ${columns} from ${source} where p.status = 'live' and p.entry_ids && ${[...entryIds]}::uuid[] order by p.published_at desc, p.document_id limit ${bounded(limit)}`.execute(
      tx,
    )
  return rows.map(line)
}
