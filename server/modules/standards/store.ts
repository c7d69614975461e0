// The only file of the module that writes catalogs and proposals (obligations: see owing.ts). A table is named after its module.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { refuser } from '../../kernel/refusal.ts'
import {
  type CatalogStatus,
  catalogStatuses,
  type ChannelRule,
  type EntryContent,
  type ProposalKind,
  type ProposalStatus,
  refusals,
} from './contract.ts'
import type { Layout } from './layout.ts'
import { unrecognised } from './timeLimit.ts'

export type CatalogRow = {
  id: string
  series_id: string
  field_key: string
  name: string
  version: number
  status: CatalogStatus
  channel_rule: ChannelRule
  layout: Layout | null
  source_document: string
  note: string
  effective_on: Day | null
  superseded_on: Day | null
  created_at: string
  created_by: string
}
export type EntryRow = {
  catalog_id: string
  id: string
  position: number
  content: EntryContent
  cells: string[]
  version: number
}
export type ProposalRow = {
  id: string
  series_id: string
  entry_id: string | null
  kind: ProposalKind
  provider: string
  what: string
  how: string
  content: object
  status: ProposalStatus
  comment: string
  organ_id: string | null
  proposer_id: string
  proposer_name: string
  proposed_at: string
  answered_by: string | null
  answered_at: string | null
}
type Tables = {
  standards_field: { key: string; name: string; aliases: string[]; focus: boolean; sort: number }
  standards_catalog: Omit<CatalogRow, 'layout'> & { layout: string | null }
  standards_entry: {
    catalog_id: string
    id: string
    position: number
    field_key: string
    level1: string
    level2: string
    level3: string
    responsible: string
    limit_typed: boolean
    verified: boolean
    expectation: string
    content: string
    cells: string
    version: number
  }
  standards_entry_organ: { catalog_id: string; entry_id: string; organ_id: string }
  standards_proposal: Omit<ProposalRow, 'content'> & { content: string }
}
const on = (tx: Tx) => tx.withTables<Tables>()
const refuse = refuser(refusals)
const CHUNK = 500

export async function putFields(
  tx: Tx,
  fields: readonly { key: string; name: string; aliases: string[]; focus: boolean }[],
): Promise<void> {
  for (const [sort, f] of fields.entries())
    await on(tx)
      .insertInto('standards_field')
      .values({ ...f, sort })
      .onConflict((c) => c.column('key').doUpdateSet({ name: f.name, aliases: f.aliases, sort }))
      .execute()
}

export const setFocus = async (tx: Tx, keys: readonly string[]): Promise<void> =>
  void (await sql`update standards_field set focus = key = any(${keys}) where focus <> (key = any(${keys}))`.execute(
    tx,
  ))

export async function lockCatalog(tx: Tx, id: string): Promise<CatalogRow> {
  const { rows } = await sql<CatalogRow>`select * from standards_catalog where id = ${id} for update`.execute(tx)
  return rows[0] ?? refuse('standards.notFound')
}

/** The draft that may be changed; anything else is refused with what to do. */
export async function lockDraft(tx: Tx, id: string): Promise<CatalogRow> {
  const catalog = await lockCatalog(tx, id)
  if (catalog.status !== 'draft')
    return refuse('standards.notDraft', {
      name: catalog.name,
      version: catalog.version,
      status: catalogStatuses[catalog.status],
    })
  return catalog
}

/** All versions of a catalog, newest first, locked: versions are made one at a time. */
export async function lockSeries(tx: Tx, seriesId: string): Promise<CatalogRow[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`standards:${seriesId}`}, 0))`.execute(tx)
  return (
    await sql<CatalogRow>`select * from standards_catalog where series_id = ${seriesId} order by version desc for update`.execute(
      tx,
    )
  ).rows
}

export const insertCatalog = async (tx: Tx, c: CatalogRow): Promise<void> =>
  void (await on(tx)
    .insertInto('standards_catalog')
    .values({ ...c, layout: c.layout && JSON.stringify(c.layout) })
    .execute())

export const putInForce = async (tx: Tx, id: string, from: Day): Promise<void> =>
  void (await on(tx)
    .updateTable('standards_catalog')
    .set({ status: 'inForce', effective_on: from })
    .where('id', '=', id)
    .execute())
export const supersede = async (tx: Tx, id: string, on_: Day): Promise<void> =>
  void (await on(tx)
    .updateTable('standards_catalog')
    .set({ status: 'superseded', superseded_on: on_ })
    .where('id', '=', id)
    .execute())
export const setRule = async (tx: Tx, id: string, rule: ChannelRule, name: string): Promise<void> =>
  void (await on(tx).updateTable('standards_catalog').set({ channel_rule: rule, name }).where('id', '=', id).execute())
export const deleteCatalog = async (tx: Tx, id: string): Promise<void> =>
  void (await on(tx).deleteFrom('standards_catalog').where('id', '=', id).execute())

const columnsOf = (c: EntryContent) => ({
  field_key: c.fieldKey,
  level1: c.level1,
  level2: c.level2,
  level3: c.level3,
  responsible: c.responsible,
  limit_typed: !unrecognised(c.timeLimit),
  verified: c.verified,
  expectation: c.expectation,
  content: JSON.stringify(c),
})

export type NewEntry = { id: string; content: EntryContent; cells: readonly string[]; organIds: readonly string[] }
/** Appends in order, some hundreds a statement. */
export async function insertEntries(tx: Tx, catalogId: string, entries: readonly NewEntry[], after = 0): Promise<void> {
  for (let i = 0; i < entries.length; i += CHUNK) {
    const part = entries.slice(i, i + CHUNK)
    await on(tx)
      .insertInto('standards_entry')
      .values(
        part.map((e, n) => ({
          catalog_id: catalogId,
          id: e.id,
          position: after + i + n + 1,
          cells: JSON.stringify(e.cells),
          version: 1,
          ...columnsOf(e.content),
        })),
      )
      .execute()
    const organs = part.flatMap((e) =>
      e.organIds.map((organ_id) => ({ catalog_id: catalogId, entry_id: e.id, organ_id })),
    )
    for (let j = 0; j < organs.length; j += CHUNK * 10)
      await on(tx)
        .insertInto('standards_entry_organ')
        .values(organs.slice(j, j + CHUNK * 10))
        .execute()
  }
}

export async function lockEntry(tx: Tx, catalogId: string, id: string): Promise<EntryRow> {
  const { rows } =
    await sql<EntryRow>`select catalog_id, id, position, content, cells, version from standards_entry where catalog_id = ${catalogId} and id = ${id} for update`.execute(
      tx,
    )
  return rows[0] ?? refuse('standards.entryNotFound')
}

/** Saves what a person changed, if nobody was faster. */
export async function saveEntry(tx: Tx, e: EntryRow, seen: number): Promise<void> {
  const { numUpdatedRows } = await on(tx)
    .updateTable('standards_entry')
    .set({ ...columnsOf(e.content), version: seen + 1 })
    .where('catalog_id', '=', e.catalog_id)
    .where('id', '=', e.id)
    .where('version', '=', seen)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) refuse('standards.stale')
}

export async function setOrgans(
  tx: Tx,
  catalogId: string,
  entryId: string,
  organIds: readonly string[],
): Promise<void> {
  await on(tx)
    .deleteFrom('standards_entry_organ')
    .where('catalog_id', '=', catalogId)
    .where('entry_id', '=', entryId)
    .execute()
  if (organIds.length > 0)
    await on(tx)
      .insertInto('standards_entry_organ')
      .values(organIds.map((organ_id) => ({ catalog_id: catalogId, entry_id: entryId, organ_id })))
      .execute()
}
export const deleteEntry = async (tx: Tx, catalogId: string, id: string): Promise<void> =>
  void (await on(tx).deleteFrom('standards_entry').where('catalog_id', '=', catalogId).where('id', '=', id).execute())

/** The rows of one version into another, ids and all. */
export async function copyEntries(tx: Tx, from: string, to: string): Promise<void> {
  await sql`insert into standards_entry (catalog_id, id, position, field_key, level1, level2, level3, responsible, limit_typed, verified, expectation, content, cells)
    select ${to}, id, position, field_key, level1, level2, level3, responsible, limit_typed, verified, expectation, content, cells from standards_entry where catalog_id = ${from}`.execute(
    tx,
  )
  await sql`insert into standards_entry_organ (catalog_id, entry_id, organ_id) select ${to}, entry_id, organ_id from standards_entry_organ where catalog_id = ${from}`.execute(
    tx,
  )
}

export const insertProposal = async (tx: Tx, p: ProposalRow): Promise<void> =>
  void (await on(tx)
    .insertInto('standards_proposal')
    .values({ ...p, content: JSON.stringify(p.content) })
    .execute())
export async function lockProposal(tx: Tx, id: string): Promise<ProposalRow> {
  const { rows } = await sql<ProposalRow>`select * from standards_proposal where id = ${id} for update`.execute(tx)
  return rows[0] ?? refuse('standards.proposalNotFound')
}
export const answerProposal = async (
  tx: Tx,
  id: string,
  a: Pick<ProposalRow, 'status' | 'comment' | 'answered_by' | 'answered_at'>,
): Promise<void> => void (await on(tx).updateTable('standards_proposal').set(a).where('id', '=', id).execute())

export async function fieldHasCatalog(tx: Tx, fieldKey: string): Promise<boolean> {
  const { rows } = await sql`select 1 from standards_catalog where field_key = ${fieldKey} limit 1`.execute(tx)
  return rows.length > 0
}
