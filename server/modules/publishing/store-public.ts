// What the public may see, and where: the part of the module's store that writes it. Every function takes many documents.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Validity } from './contract.ts'

const json = (value: unknown) => JSON.stringify(value)

export type PublicRow = {
  document_id: string
  edition_id: string
  revision_id: string
  kind: string
  organ_id: string
  site_id: string
  path: string
  title: string
  summary: string
  published_at: Instant
  published_on: Day
  updated_at: Instant
  index_number: string | null
  document_number: string | null
  made_on: Day | null
  effective_on: Day | null
  lapses_on: Day | null
  validity: Validity | null
  validity_turns_on: Day | null
  display_until: Day | null
  theme: string
  genre: string
  set_code: string
  image_file_id: string | null
  image_alt: string
  entry_ids: string[]
}
const shape =
  sql.raw(`document_id uuid, edition_id uuid, revision_id uuid, kind text, organ_id uuid, site_id uuid, path text, title text, summary text,
  published_at timestamptz, published_on date, updated_at timestamptz, index_number text, document_number text, made_on date, effective_on date, lapses_on date,
  validity text, validity_turns_on date, display_until date, theme text, genre text, set_code text, image_file_id uuid, image_alt text, entry_ids uuid[]`)
const names =
  `document_id edition_id revision_id kind organ_id site_id path title summary published_at published_on updated_at index_number document_number made_on
  effective_on lapses_on validity validity_turns_on display_until theme genre set_code image_file_id image_alt entry_ids`.split(
    /\s+/,
  )
const list = sql.join(names.map((n) => sql.ref(n)))
const kept = ['document_id', 'published_at', 'published_on']
const overwrite = sql.join(
  names.filter((n) => !kept.includes(n)).map((n) => sql`${sql.ref(n)} = ${sql.ref(`excluded.${n}`)}`),
)

/** Makes documents public, or replaces what the public sees of them. The day of first publication stays: no back-dating, no freshening. */
export async function putPublic(tx: Tx, rows: readonly PublicRow[]): Promise<void> {
  await sql`insert into publishing_public (status, ${list}) select 'live', ${list} from jsonb_to_recordset(${json(rows)}::jsonb) as r (${shape})
    on conflict (document_id) do update set status = 'live', notice = null, notice_on = null, ${overwrite}`.execute(tx)
}

/** The withdrawal page: the address stays and says why; lists and files are emptied by the caller. */
export const noticePublic = (tx: Tx, documentId: string, notice: string, on: Day, at: Instant) =>
  sql`update publishing_public set status = 'withdrawn', notice = ${notice}, notice_on = ${on}, updated_at = ${at}, entry_ids = '{}', image_file_id = null where document_id = ${documentId}`.execute(
    tx,
  )
/** Nothing remains that a public query could find. */
export const dropPublic = (tx: Tx, documentId: string) =>
  sql`delete from publishing_public where document_id = ${documentId}`.execute(tx)

// A publication places by the subscriptions it reads; re-placing begins when none that read older ones is still under way.
const SUBSCRIPTIONS = 20_260_004
export const readSubscriptions = (tx: Tx) =>
  sql`select pg_advisory_xact_lock_shared(${sql.lit(SUBSCRIPTIONS)})`.execute(tx)
export const awaitPublications = (tx: Tx) => sql`select pg_advisory_xact_lock(${sql.lit(SUBSCRIPTIONS)})`.execute(tx)
/** Nothing happens to these documents until the transaction ends. */
export const lockDocuments = (tx: Tx, ids: readonly string[]) =>
  sql`select id from publishing_document where id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)

export type Carriage = { channel_id: string; document_id: string; published_at: Instant; own: boolean }
/** Sets the places of documents to exactly these; answers the channels that lost something. */
export async function putCarriages(
  tx: Tx,
  documentIds: readonly string[],
  rows: readonly Carriage[],
): Promise<{ lost: string[] }> {
  const { rows: lost } = await sql<{
    channel_id: string
  }>`delete from publishing_carriage c where document_id = any(${[...documentIds]}::uuid[]) and not exists (
      select from jsonb_to_recordset(${json(rows)}::jsonb) as r (channel_id uuid, document_id uuid) where r.channel_id = c.channel_id and r.document_id = c.document_id)
    returning channel_id`.execute(tx)
  const { rows: gained } =
    rows.length === 0
      ? { rows: [] }
      : await sql<{
          channel_id: string
          fresh: boolean
        }>`insert into publishing_carriage (channel_id, document_id, published_at, own)
    select * from jsonb_to_recordset(${json(rows)}::jsonb) as r (channel_id uuid, document_id uuid, published_at timestamptz, own boolean)
    on conflict (channel_id, document_id) do update set own = excluded.own where publishing_carriage.own <> excluded.own
    returning channel_id, xmax = 0 as fresh`.execute(tx)
  const changes = new Map<string, number>()
  for (const g of gained) if (g.fresh) changes.set(g.channel_id, (changes.get(g.channel_id) ?? 0) + 1)
  for (const l of lost) changes.set(l.channel_id, (changes.get(l.channel_id) ?? 0) - 1)
  await count(tx, changes)
  return { lost: [...new Set(lost.map((l) => l.channel_id))] }
}

/** Rows are taken in the order of their ids, so that two publications never wait for each other in a circle. */
async function count(tx: Tx, changes: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...changes]
    .filter(([, n]) => n !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([channel_id, n]) => ({ channel_id, n }))
  if (rows.length === 0) return
  // Not one upsert: the check on the count would see a negative number before it is added up.
  await sql`insert into publishing_channel_count (channel_id, count) select channel_id, 0 from jsonb_to_recordset(${json(rows)}::jsonb) as r (channel_id uuid) on conflict do nothing`.execute(
    tx,
  )
  await sql`select from publishing_channel_count where channel_id = any(${rows.map((r) => r.channel_id)}::uuid[]) order by channel_id for update`.execute(
    tx,
  )
  await sql`update publishing_channel_count t set count = t.count + r.n from jsonb_to_recordset(${json(rows)}::jsonb) as r (channel_id uuid, n int) where t.channel_id = r.channel_id`.execute(
    tx,
  )
}

export type PublicFile = { document_id: string; file_id: string; name: string }
export async function putFiles(tx: Tx, documentIds: readonly string[], rows: readonly PublicFile[]): Promise<void> {
  await sql`delete from publishing_file where document_id = any(${[...documentIds]}::uuid[])`.execute(tx)
  if (rows.length > 0)
    await sql`insert into publishing_file select * from jsonb_to_recordset(${json(rows)}::jsonb) as r (document_id uuid, file_id uuid, name text) on conflict do nothing`.execute(
      tx,
    )
}

/** The first of `n` numbers in a row. The counter's lock is held until commit, so a rollback leaves no gap. */
export async function takeSerials(tx: Tx, organId: string, year: number, n: number): Promise<number> {
  const { rows } = await sql<{
    last: number
  }>`insert into publishing_index_counter (organ_id, year, last) values (${organId}, ${year}, ${n})
    on conflict (organ_id, year) do update set last = publishing_index_counter.last + ${n} returning last`.execute(tx)
  return rows[0]!.last - n + 1
}

export type Address = {
  id: string
  site_id: string
  path: string
  at: Instant
  index_number: string | null
  index_year: number | null
  index_serial: number | null
}
/** What a document gets at its first publication and never loses: address, 索引号. */
export async function putAddresses(tx: Tx, rows: readonly Address[]): Promise<void> {
  await sql`update publishing_document d set site_id = r.site_id, path = r.path, first_published_at = r.at, index_number = r.index_number, index_year = r.index_year, index_serial = r.index_serial,
      public_no = coalesce(d.public_no, 1)
    from jsonb_to_recordset(${json(rows)}::jsonb) as r (id uuid, site_id uuid, path text, at timestamptz, index_number text, index_year int, index_serial int) where d.id = r.id`.execute(
    tx,
  )
}

/** A mark that somebody set: 修改, 部分失效, 失效, 废止; null takes it back. */
export async function markValidity(
  tx: Tx,
  documentId: string,
  m: { mark: Validity | null; from: Day; validity: Validity; turnsOn: Day | null },
  at: Instant,
): Promise<void> {
  await sql`update publishing_document set validity_mark = ${m.mark}, validity_mark_from = ${m.mark && m.from} where id = ${documentId}`.execute(
    tx,
  )
  await sql`update publishing_public set validity = ${m.validity}, validity_turns_on = ${m.turnsOn}, updated_at = ${at} where document_id = ${documentId}`.execute(
    tx,
  )
}
export const turnValidity = (tx: Tx, documentId: string, validity: Validity, turnsOn: Day | null) =>
  sql`update publishing_public set validity = ${validity}, validity_turns_on = ${turnsOn} where document_id = ${documentId}`.execute(
    tx,
  )
