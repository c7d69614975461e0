import { sql } from 'kysely'
import type { Db, Tx } from '../../kernel/ctx.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Entry } from './contract.ts'
import { indexKey, numberKey } from './text.ts'

// Registering an index file waits for the puts under way: one that has not seen the new file would else commit after the file was filled.
const GATE = 20_260_003
const BODY_MAX = 200_000

/** Writes or replaces entries in the publisher's transaction, and tells every index file. */
export async function putEntries(tx: Tx, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((e) => {
    const number = e.documentNumber === null ? null : numberKey(e.documentNumber)
    return {
      ref_type: e.ref.type,
      ref_id: e.ref.id,
      site_id: e.siteId,
      section_ids: e.sectionIds,
      organ_id: e.organId,
      kind: e.kind,
      kind_name: e.kindName,
      title: e.title,
      body: e.body.slice(0, BODY_MAX),
      document_number: e.documentNumber,
      index_number: e.indexNumber,
      number_key: number?.key ?? null,
      number_prefix: number?.prefix ?? '',
      index_key: e.indexNumber === null ? null : indexKey(e.indexNumber),
      published_on: e.publishedOn,
      validity: e.validity,
      path: e.path,
    }
  })
  const { rows: put } = await sql<{
    no: string
  }>`insert into search_entry (ref_type, ref_id, site_id, section_ids, organ_id, kind, kind_name, title, body, document_number,
      index_number, number_key, number_prefix, index_key, published_on, validity, path)
    select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (ref_type text, ref_id text, site_id uuid, section_ids uuid[], organ_id uuid, kind text, kind_name text,
      title text, body text, document_number text, index_number text, number_key text, number_prefix text, index_key text, published_on date, validity text, path text)
    on conflict (ref_type, ref_id) do update set site_id = excluded.site_id, section_ids = excluded.section_ids, organ_id = excluded.organ_id, kind = excluded.kind,
      kind_name = excluded.kind_name, title = excluded.title, body = excluded.body, document_number = excluded.document_number, index_number = excluded.index_number,
      number_key = excluded.number_key, number_prefix = excluded.number_prefix, index_key = excluded.index_key, published_on = excluded.published_on,
      validity = excluded.validity, path = excluded.path
    returning no`.execute(tx)
  await tell(
    tx,
    put.map((r) => r.no),
  )
}

/** What is withdrawn or taken down cannot be found from this commit on. */
export async function dropEntries(tx: Tx, type: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{
    no: string
  }>`delete from search_entry where ref_type = ${type} and ref_id = any(${[...ids]}::text[]) returning no`.execute(tx)
  await tell(
    tx,
    rows.map((r) => r.no),
  )
}

async function tell(tx: Tx, nos: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${sql.lit(GATE)})`.execute(tx)
  await sql`insert into search_queue (index_id, entry_no) select i.id, e.no from search_index i cross join unnest(${[...nos]}::bigint[]) as e (no)`.execute(
    tx,
  )
}

/** Every entry that commits from now on is also queued for this file. */
export const registerIndex = (db: Db, id: string, host: string, now: Instant): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(GATE)})`.execute(tx)
    await sql`insert into search_index (id, host, made_at, seen_at) values (${id}, ${host}, ${now}, ${now})`.execute(tx)
  })
/** False when the file is not fed (any more). */
export const seeIndex = async (db: Db, id: string, now: Instant): Promise<boolean> =>
  (await sql`update search_index set seen_at = ${now} where id = ${id} returning id`.execute(db)).rows.length === 1
export const forgetIndex = (db: Db, id: string) => sql`delete from search_index where id = ${id}`.execute(db)

const FORGOTTEN_DAYS = 3
/** A host that has not shown itself for days is not fed any more; when it comes back it makes its file anew. */
export const forgetLostIndexes = (db: Db, now: Instant) =>
  sql`delete from search_index where seen_at < ${now}::timestamptz - make_interval(days => ${sql.lit(FORGOTTEN_DAYS)})`.execute(
    db,
  )

/** A row as the index file takes it: gone when `entry` is null. */
export type Line = {
  no: number
  entry: {
    title: string
    body: string
    document_number: string | null
    index_number: string | null
    site_id: string
    section_ids: string[]
    organ_id: string
    kind: string
    published_on: string
  } | null
}
type Read = NonNullable<Line['entry']> & { no: string }
const FIELDS = sql.raw(
  'no, title, body, document_number, index_number, site_id, section_ids, organ_id, kind, published_on',
)
const lineOf = ({ no, ...entry }: Read): Line => ({ no: Number(no), entry })

/** Takes the oldest queued changes of a file and hands them to `write`; they leave the queue only if it succeeds. */
export const takeQueued = (
  db: Db,
  id: string,
  batch: number,
  write: (lines: Line[]) => Promise<void>,
): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const { rows: taken } = await sql<{ entry_no: string }>`delete from search_queue where no in (
    select no from search_queue where index_id = ${id} order by no limit ${batch} for update skip locked) returning entry_no`.execute(
      tx,
    )
    if (taken.length === 0) return 0
    const nos = [...new Set(taken.map((t) => t.entry_no))]
    const { rows } = await sql<Read>`select ${FIELDS} from search_entry where no = any(${nos}::bigint[])`.execute(tx)
    const found = new Map(rows.map((r) => [r.no, r]))
    await write(nos.map((no) => (found.has(no) ? lineOf(found.get(no)!) : { no: Number(no), entry: null })))
    return taken.length
  })

/** The entries after a number, for filling a new file. */
export const entriesAfter = async (db: Db, no: number, batch: number): Promise<Line[]> =>
  (
    await sql<Read>`select ${FIELDS} from search_entry where no > ${no} order by no limit ${batch}`.execute(db)
  ).rows.map(lineOf)
