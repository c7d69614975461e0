// The path registry and the feed of what changed. Part of the module's store: only SQL that writes paths and changes.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Instant } from '../../kernel/instant.ts'
import { refuser } from '../../kernel/refusal.ts'
import { refusals, tag } from './contract.ts'
import type { Tables } from './tables.ts'

const refuse = refuser(refusals)
const FEED_LOCK = 20_260_110
const TAGS_MAX = 2_000

export type PathRow = {
  siteId: string
  path: string
  kind: string
  ref: string
  sectionId: string
  channelId: string | null
  /** The tag whose change is a change of this page: `tag.document(id)`, … */
  tag: string
  /** False keeps the address out of sitemap.xml: files, feeds, search. */
  listed?: boolean
}

/** Takes an address for a page, in the publisher's transaction. The same page may register again; another's address is refused. */
export async function registerPath(tx: Tx, row: PathRow, at: Instant): Promise<void> {
  const { rows } = await sql<{
    ref: string
  }>`insert into sites_path (site_id, path, kind, ref, section_id, channel_id, tag, listed, changed_at)
    values (${row.siteId}, ${row.path}, ${row.kind}, ${row.ref}, ${row.sectionId}, ${row.channelId}, ${row.tag}, ${row.listed ?? true}, ${at})
    on conflict (site_id, path) do update set section_id = excluded.section_id, channel_id = excluded.channel_id, tag = excluded.tag,
      listed = excluded.listed, changed_at = excluded.changed_at
    where sites_path.kind = excluded.kind and sites_path.ref = excluded.ref
    returning ref`.execute(tx)
  if (rows.length === 0) refuse('sites.pathTaken', { path: row.path })
  await sql`delete from sites_redirect where site_id = ${row.siteId} and from_path = ${row.path}`.execute(tx)
}

/** The same for many addresses at once, in two statements. */
export async function registerPaths(tx: Tx, paths: readonly PathRow[], at: Instant): Promise<void> {
  if (paths.length === 0) return
  const { rows } =
    await sql`insert into sites_path (site_id, path, kind, ref, section_id, channel_id, tag, listed, changed_at)
    select "siteId", path, kind, ref, "sectionId", "channelId", tag, coalesce(listed, true), ${at}
    from jsonb_to_recordset(${JSON.stringify(paths)}::jsonb) as r ("siteId" uuid, path text, kind text, ref text, "sectionId" uuid, "channelId" uuid, tag text, listed boolean)
    on conflict (site_id, path) do update set section_id = excluded.section_id, channel_id = excluded.channel_id, tag = excluded.tag,
      listed = excluded.listed, changed_at = excluded.changed_at
    where sites_path.kind = excluded.kind and sites_path.ref = excluded.ref
    returning ref`.execute(tx)
  if (rows.length < paths.length) refuse('sites.pathTaken', { path: paths[0]!.path })
  await sql`delete from sites_redirect r using jsonb_to_recordset(${JSON.stringify(paths)}::jsonb) as p ("siteId" uuid, path text)
    where r.site_id = p."siteId" and r.from_path = p.path`.execute(tx)
}

/** Keeps the address but takes it out of sitemap.xml (a withdrawal page), or puts it back. */
export async function listPaths(tx: Tx, kind: string, ref: string, listed: boolean): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('sites_path')
    .set({ listed })
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .execute()
}

/** Gives up the addresses of a page: they answer 404 from the next `pageChanged` on. */
export async function releasePaths(tx: Tx, kind: string, ref: string): Promise<void> {
  await tx.withTables<Tables>().deleteFrom('sites_path').where('kind', '=', kind).where('ref', '=', ref).execute()
}

export const pathsOf = (
  tx: Tx,
  kind: string,
  ref: string,
): Promise<{ siteId: string; path: string; channelId: string | null }[]> =>
  tx
    .withTables<Tables>()
    .selectFrom('sites_path')
    .select(['site_id as siteId', 'path', 'channel_id as channelId'])
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .orderBy('path')
    .limit(200)
    .execute()

/** Says which tags changed. Call it last in the transaction: it takes the one lock under which changes are numbered,
 *  so numbers are in the order of commits and whoever has read up to a number has missed nothing before it. */
export async function pageChanged(tx: Tx, tags: readonly string[]): Promise<void> {
  const named = [...new Set(tags)]
  if (named.length === 0) return
  const unique = named.length > TAGS_MAX ? [tag.all] : named
  await sql`select pg_advisory_xact_lock(${sql.lit(FEED_LOCK)})`.execute(tx)
  await sql`with change as (insert into sites_page_change (no, tags, at) values (nextval('sites_page_change_no'), ${unique}, clock_timestamp()) returning no, at)
    update sites_path set last_no = change.no, changed_at = change.at from change where tag = any(${unique}) or ${unique[0] === tag.all}`.execute(
    tx,
  )
}

export type Change = { no: number; tags: string[] }
const CHANGES_MAX = 1_000

/** Changes after a number, oldest first. */
export async function changesAfter(tx: Tx, no: number): Promise<Change[]> {
  const { rows } = await sql<{
    no: string
    tags: string[]
  }>`select no, tags from sites_page_change where no > ${no} order by no limit ${CHANGES_MAX}`.execute(tx)
  return rows.map((r) => ({ no: Number(r.no), tags: r.tags }))
}

/** The newest number that this transaction's snapshot sees. */
export async function newestChange(tx: Tx): Promise<number> {
  const { rows } = await sql<{ no: string }>`select coalesce(max(no), 0) as no from sites_page_change`.execute(tx)
  return Number(rows[0]!.no)
}
