import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import type { Paged } from '../../kernel/route.ts'
import type { CatalogStatus, ChannelRule, EntryContent, Expectation, ProposalKind, ProposalStatus } from './contract.ts'
import type { Layout } from './layout.ts'
import type { OrganName } from './responsible.ts'

const ORGANS_MAX = 20_000
const ENTRIES_MAX = 20_000

export type Field = { key: string; name: string; aliases: string[]; focus: boolean; entries: number }
export async function allFields(tx: Tx): Promise<Field[]> {
  const { rows } =
    await sql<Field>`select f.key, f.name, f.aliases, f.focus, count(e.id)::int as entries from standards_field f
    left join standards_entry_view e on e.field_key = f.key group by f.key order by f.focus desc, f.sort limit 500`.execute(
      tx,
    )
  return rows
}

export async function organNames(tx: Tx): Promise<OrganName[]> {
  const { rows } =
    await sql<OrganName>`select id, name, short_name as "shortName", under_regulation as "underRegulation" from organs_organ_view where active order by path limit ${ORGANS_MAX}`.execute(
      tx,
    )
  return rows
}

export type CatalogLine = {
  id: string
  seriesId: string
  fieldKey: string
  fieldName: string
  name: string
  version: number
  status: CatalogStatus
  channelRule: ChannelRule
  sourceDocument: string
  note: string
  effectiveOn: Day | null
  supersededOn: Day | null
  createdAt: Date
  createdBy: string
  entries: number
  unverified: number
  untyped: number
  unassigned: number
  proposals: number
}
const line = sql`c.id, c.series_id as "seriesId", c.field_key as "fieldKey", f.name as "fieldName", c.name, c.version, c.status, c.channel_rule as "channelRule", c.source_document as "sourceDocument", c.note,
  c.effective_on as "effectiveOn", c.superseded_on as "supersededOn", c.created_at as "createdAt", c.created_by as "createdBy",
  (select count(*)::int from standards_entry e where e.catalog_id = c.id) as entries,
  (select count(*)::int from standards_entry e where e.catalog_id = c.id and not e.verified) as unverified,
  (select count(*)::int from standards_entry e where e.catalog_id = c.id and not e.limit_typed) as untyped,
  (select count(*)::int from standards_entry e where e.catalog_id = c.id and not exists (select from standards_entry_organ o where o.catalog_id = c.id and o.entry_id = e.id)) as unassigned,
  (select count(*)::int from standards_proposal p where p.series_id = c.series_id and p.status = 'proposed') as proposals`

/** The drafts and the versions in force; older versions with `seriesId`. */
export async function catalogs(tx: Tx, seriesId?: string): Promise<CatalogLine[]> {
  const { rows } =
    await sql<CatalogLine>`select ${line} from standards_catalog c join standards_field f on f.key = c.field_key
    where ${seriesId === undefined ? sql`c.status <> 'superseded'` : sql`c.series_id = ${seriesId}`} order by f.focus desc, f.sort, c.name, c.version desc limit 500`.execute(
      tx,
    )
  return rows
}
export async function catalogById(tx: Tx, id: string): Promise<(CatalogLine & { layout: Layout | null }) | undefined> {
  const { rows } = await sql<
    CatalogLine & { layout: Layout | null }
  >`select ${line}, c.layout from standards_catalog c join standards_field f on f.key = c.field_key where c.id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

export type EntryLine = {
  id: string
  catalogId: string
  position: number
  fieldKey: string
  fieldName: string
  content: EntryContent
  cells: string[]
  version: number
  organs: { id: string; name: string }[]
}
const entry = sql`e.id, e.catalog_id as "catalogId", e.position, e.field_key as "fieldKey", f.name as "fieldName", e.content, e.cells, e.version,
  coalesce((select json_agg(json_build_object('id', o.id, 'name', coalesce(nullif(o.short_name, ''), o.name)) order by o.level, o.sort, o.code) from standards_entry_organ r join organs_organ_view o on o.id = r.organ_id
    where r.catalog_id = e.catalog_id and r.entry_id = e.id), '[]') as organs`

/** All rows of one version, in order: for exports, copies and diffs. */
export async function entriesOf(
  tx: Tx,
  catalogId: string,
): Promise<{ id: string; position: number; content: EntryContent; cells: string[] }[]> {
  const { rows } = await sql<{
    id: string
    position: number
    content: EntryContent
    cells: string[]
  }>`select id, position, content, cells from standards_entry where catalog_id = ${catalogId} order by position limit ${ENTRIES_MAX}`.execute(
    tx,
  )
  return rows
}

export type EntryFilter = {
  page: number
  size: number
  q?: string
  catalogId?: string
  fieldKey?: string
  organId?: string
  check?: 'unverified' | 'untyped' | 'unassigned'
  expectation?: Expectation
}
/** Rows of one version, or of all versions in force. */
export async function entryPage(tx: Tx, f: EntryFilter): Promise<Paged<EntryLine>> {
  const like = `%${(f.q ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const where = sql`${f.catalogId ? sql`e.catalog_id = ${f.catalogId}` : sql`c.status = 'inForce'`}
    ${f.fieldKey ? sql`and e.field_key = ${f.fieldKey}` : sql``}
    ${f.q ? sql`and (e.level1 ilike ${like} or e.level2 ilike ${like} or e.level3 ilike ${like} or e.responsible ilike ${like} or e.content->>'elements' ilike ${like})` : sql``}
    ${f.organId ? sql`and exists (select from standards_entry_organ r where r.catalog_id = e.catalog_id and r.entry_id = e.id and r.organ_id = ${f.organId})` : sql``}
    ${f.check === 'unverified' ? sql`and not e.verified` : f.check === 'untyped' ? sql`and not e.limit_typed` : sql``}
    ${f.check === 'unassigned' ? sql`and not exists (select from standards_entry_organ r where r.catalog_id = e.catalog_id and r.entry_id = e.id)` : sql``}
    ${f.expectation ? sql`and e.expectation = ${f.expectation}` : sql``}`
  const from = sql`from standards_entry e join standards_catalog c on c.id = e.catalog_id join standards_field f on f.key = e.field_key where ${where}`
  const { rows } =
    await sql<EntryLine>`select ${entry} ${from} order by f.focus desc, f.sort, e.catalog_id, e.position limit ${f.size} offset ${(f.page - 1) * f.size}`.execute(
      tx,
    )
  const total = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(tx)
  return { items: rows, total: total.rows[0]!.n, page: f.page, size: f.size }
}

/** One row: of the version named, else of the version in force. */
export async function entryById(
  tx: Tx,
  id: string,
  catalogId?: string,
): Promise<
  | (EntryLine & { catalogName: string; seriesId: string; catalogStatus: CatalogStatus; channelRule: ChannelRule })
  | undefined
> {
  const { rows } = await sql<
    EntryLine & { catalogName: string; seriesId: string; catalogStatus: CatalogStatus; channelRule: ChannelRule }
  >`select ${entry}, c.name as "catalogName", c.series_id as "seriesId", c.status as "catalogStatus", c.channel_rule as "channelRule"
    from standards_entry e join standards_catalog c on c.id = e.catalog_id join standards_field f on f.key = e.field_key
    where e.id = ${id} and ${catalogId ? sql`c.id = ${catalogId}` : sql`c.status = 'inForce'`} limit 1`.execute(tx)
  return rows[0]
}

export type ProposalLine = {
  id: string
  seriesId: string
  entryId: string | null
  kind: ProposalKind
  provider: string
  what: string
  how: string
  content: Partial<EntryContent>
  status: ProposalStatus
  comment: string
  organName: string | null
  proposerId: string
  proposerName: string
  proposedAt: Date
  answeredBy: string | null
  answeredAt: Date | null
  entryPath: string | null
  catalogName: string
}
export async function proposalsOf(
  tx: Tx,
  f: { seriesId?: string; status?: ProposalStatus; page: number; size: number },
): Promise<Paged<ProposalLine>> {
  const where = sql`${f.seriesId ? sql`p.series_id = ${f.seriesId}` : sql`true`} ${f.status ? sql`and p.status = ${f.status}` : sql``}`
  const { rows } =
    await sql<ProposalLine>`select p.id, p.series_id as "seriesId", p.entry_id as "entryId", p.kind, p.provider, p.what, p.how, p.content, p.status, p.comment, o.name as "organName", p.proposer_id as "proposerId",
      p.proposer_name as "proposerName", p.proposed_at as "proposedAt", p.answered_by as "answeredBy", p.answered_at as "answeredAt",
      (select concat_ws(' / ', nullif(e.level1, ''), nullif(e.level2, ''), nullif(e.level3, '')) from standards_entry e where e.id = p.entry_id limit 1) as "entryPath",
      (select c.name from standards_catalog c where c.series_id = p.series_id order by c.version desc limit 1) as "catalogName"
    from standards_proposal p left join organs_organ_view o on o.id = p.organ_id where ${where} order by p.status = 'proposed' desc, p.proposed_at desc limit ${f.size} offset ${(f.page - 1) * f.size}`.execute(
      tx,
    )
  const total = await sql<{ n: number }>`select count(*)::int as n from standards_proposal p where ${where}`.execute(tx)
  return { items: rows, total: total.rows[0]!.n, page: f.page, size: f.size }
}

/** The rows in force by id, under the name a citizen reads: '财政预决算：政府预算'. Unknown ids are left out. */
export async function entryNames(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; name: string; fieldKey: string }[]> {
  const { rows } = await sql<{
    id: string
    name: string
    fieldKey: string
  }>`select e.id, e.field_name || '：' || coalesce(nullif(concat_ws('—', nullif(e.level2, ''), nullif(e.level3, '')), ''), e.level1) as name, e.field_key as "fieldKey"
    from standards_entry_view e where e.id = any(${ids as string[]}::uuid[]) order by array_position(${ids as string[]}::uuid[], e.id)`.execute(
    tx,
  )
  return rows
}
