// Catalogs: imported, drafted, published. One transaction each; what is wrong is told before anything is saved.
import { audit } from '../../kernel/audit.ts'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { record } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { refuser } from '../../kernel/refusal.ts'
import { defaultLimits, type Grid, readGrid } from '../../kernel/xlsx.ts'
import { type ChannelRule, EntryInput, type EntryPatch, type ImportInput, refusals } from './contract.ts'
import type { z } from 'zod'
import { matchIds } from './diff.ts'
import { identity, type Imported, type Problem, readCatalog } from './importer.ts'
import { openPeriods } from './owing.ts'
import { catalogPacks, contentOf, packEntries, standardData } from './packs.ts'
import { allFields, entriesOf, organNames } from './queries.ts'
import { resolver } from './responsible.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
type ImportOptions = z.output<typeof ImportInput>

/** The fields are data of the installation; names and aliases follow the pack, the choice of key fields stays the district's. */
export const loadFields = (ctx: Ctx): Promise<void> => ctx.tx((tx) => store.putFields(tx, standardData().fields.fields))

export type Preview = Omit<Imported, 'layout'> & {
  sheet: string
  sheets: string[]
  columns: { label: string; key: string; option: string }[]
  unknownBodies: { name: string; rows: number[] }[]
  errors: number
  warnings: number
}

/** Reads the file and says everything a person should know before importing. Saves nothing. */
export async function previewImport(ctx: Ctx, bytes: Buffer, options: ImportOptions): Promise<Preview> {
  return (await understand(ctx, bytes, options)).preview
}

async function understand(ctx: Ctx, bytes: Buffer, options: ImportOptions) {
  const sheets = await readGrid(bytes, defaultLimits)
  const grid = chosenSheet(sheets, options.sheet)
  const [fields, organs] = await ctx.tx(async (tx) => [await allFields(tx), await organNames(tx)] as const)
  if (!fields.some((f) => f.key === options.fieldKey))
    refuse('standards.unknownField', {}, { fieldKey: '没有这个领域，请从领域列表中选择' })
  const skip = new Set(options.skip === '' ? [] : options.skip.split(',').map(Number))
  const read = readCatalog(grid, {
    fieldKey: options.fieldKey,
    fields: fields.map((f) => ({ key: f.key, names: [f.name, ...f.aliases] })),
    skip,
  })
  const resolve = resolver(organs, standardData().roles)
  const resolved = read.entries.map((e) => resolve(e.content.responsible))
  const unknown = new Map<string, number[]>()
  resolved.forEach((r, i) =>
    r.unknown.forEach((name) => unknown.set(name, [...(unknown.get(name) ?? []), read.entries[i]!.row])),
  )
  const count = (severity: Problem['severity']) => read.problems.filter((p) => p.severity === severity).length
  const { layout, ...rest } = read
  const preview: Preview = {
    ...rest,
    sheet: grid.name,
    sheets: sheets.map((s) => s.name),
    columns: layout?.columns.map(({ label, key, option }) => ({ label, key, option })) ?? [],
    unknownBodies: [...unknown].map(([name, rows]) => ({ name, rows })),
    errors: count('error'),
    warnings: count('warning'),
  }
  return { preview, read, organIds: resolved.map((r) => r.organIds) }
}

/** The sheet asked for; else the first one that has a table, so that a cover sheet does not stand in the way. */
function chosenSheet(sheets: readonly Grid[], name: string | undefined): Grid {
  const found = name === undefined ? (sheets.find((s) => s.rows > 1) ?? sheets[0]) : sheets.find((s) => s.name === name)
  return (
    found ?? {
      name: name ?? '',
      rows: 0,
      columns: 0,
      merges: [],
      at: () => ({ text: '', address: 'A1', master: 'A1' }),
    }
  )
}

/** Saves the whole table as a draft, or nothing. */
export async function importCatalog(
  ctx: Ctx,
  bytes: Buffer,
  options: ImportOptions,
): Promise<{ id: string; entries: number }> {
  const { preview, read, organIds } = await understand(ctx, bytes, options)
  if (preview.errors > 0) refuse('standards.importBlocked', { count: preview.errors })
  return ctx.tx(async (tx) => {
    const { draft, before } = await newDraft(tx, ctx, options.seriesId, {
      fieldKey: options.fieldKey,
      name: options.name,
      channelRule: options.channelRule,
      sourceDocument: options.sourceDocument,
      note: '由表格导入',
    })
    const contents = read.entries.map((e) => ({
      ...e.content,
      verified: options.sourceDocument !== '',
      source: options.sourceDocument,
    }))
    const ids = matchIds(before, contents, newId)
    await store.insertCatalog(tx, { ...draft, layout: read.layout! })
    await store.insertEntries(
      tx,
      draft.id,
      read.entries.map((e, i) => ({ id: ids[i]!, content: contents[i]!, cells: e.cells, organIds: organIds[i]! })),
    )
    await note(tx, ctx, draft.series_id, 'standards.catalogImported', {
      catalogId: draft.id,
      name: draft.name,
      version: draft.version,
      entries: read.entries.length,
    })
    return { id: draft.id, entries: read.entries.length }
  })
}

type Facts = { fieldKey: string; name: string; channelRule: ChannelRule; sourceDocument: string; note: string }
/** The next version of a catalog, or the first of a new one; not yet saved. One draft at a time. */
async function newDraft(tx: Tx, ctx: Ctx, seriesId: string | undefined, facts: Facts) {
  const versions = seriesId === undefined ? [] : await store.lockSeries(tx, seriesId)
  if (seriesId !== undefined && versions.length === 0) refuse('standards.notFound')
  const open = versions.find((v) => v.status === 'draft')
  if (open) refuse('standards.draftExists', { name: open.name, version: open.version })
  const latest = versions[0]
  const draft: store.CatalogRow = {
    id: newId(),
    series_id: seriesId ?? newId(),
    field_key: facts.fieldKey,
    name: facts.name,
    version: (latest?.version ?? 0) + 1,
    status: 'draft',
    channel_rule: facts.channelRule,
    layout: null,
    source_document: facts.sourceDocument,
    note: facts.note,
    effective_on: null,
    superseded_on: null,
    created_at: ctx.now,
    created_by: ctx.actor.name,
  }
  return { draft, before: latest ? await entriesOf(tx, latest.id) : [] }
}

/** A draft with all rows of the version in force, to be changed row by row. */
export const draftNext = (ctx: Ctx, seriesId: string, remark: string): Promise<{ id: string }> =>
  ctx.tx(async (tx) => {
    const base = (await store.lockSeries(tx, seriesId)).find((v) => v.status !== 'draft')
    if (!base) return refuse('standards.notFound')
    const { draft } = await newDraft(tx, ctx, seriesId, {
      fieldKey: base.field_key,
      name: base.name,
      channelRule: base.channel_rule,
      sourceDocument: base.source_document,
      note: remark,
    })
    await store.insertCatalog(tx, { ...draft, layout: base.layout })
    await store.copyEntries(tx, base.id, draft.id)
    await note(tx, ctx, seriesId, 'standards.draftMade', {
      catalogId: draft.id,
      name: draft.name,
      version: draft.version,
    })
    return { id: draft.id }
  })

export const dropDraft = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const draft = await store.lockDraft(tx, id)
    await store.deleteCatalog(tx, id)
    await note(tx, ctx, draft.series_id, 'standards.draftDropped', { name: draft.name, version: draft.version })
  })

export const changeDraft = (ctx: Ctx, id: string, facts: { name: string; channelRule: ChannelRule }): Promise<void> =>
  ctx.tx(async (tx) => {
    const draft = await store.lockDraft(tx, id)
    await store.setRule(tx, id, facts.channelRule, facts.name)
    await note(tx, ctx, draft.series_id, 'standards.draftChanged', facts)
  })

export const addEntry = (ctx: Ctx, catalogId: string, input: EntryInput): Promise<{ id: string }> =>
  ctx.tx(async (tx) => {
    const draft = await store.lockDraft(tx, catalogId)
    return { id: await append(tx, ctx, draft, input) }
  })

async function append(tx: Tx, ctx: Ctx, draft: store.CatalogRow, input: EntryInput): Promise<string> {
  const content = contentOf(input)
  const rows = await entriesOf(tx, draft.id)
  if (rows.some((r) => identity(r.content) === identity(content)))
    refuse('standards.sameEntry', {
      path: [content.level1, content.level2, content.level3].filter(Boolean).join(' / '),
      responsible: content.responsible,
    })
  const id = newId()
  const organIds = resolver(await organNames(tx), standardData().roles)(content.responsible).organIds
  await store.insertEntries(
    tx,
    draft.id,
    [{ id, content, cells: [], organIds }],
    Math.max(0, ...rows.map((r) => r.position)),
  )
  await note(tx, ctx, draft.series_id, 'standards.entryAdded', {
    catalogId: draft.id,
    entryId: id,
    level1: content.level1,
    level2: content.level2,
  })
  return id
}

type Patch = z.output<typeof EntryPatch>
export const changeEntry = (ctx: Ctx, catalogId: string, entryId: string, seen: number, patch: Patch): Promise<void> =>
  ctx.tx(async (tx) => {
    const draft = await store.lockDraft(tx, catalogId)
    await patchEntry(tx, ctx, draft, entryId, patch, seen)
  })

async function patchEntry(
  tx: Tx,
  ctx: Ctx,
  draft: store.CatalogRow,
  entryId: string,
  { organIds, ...patch }: Patch,
  seen?: number,
): Promise<void> {
  const entry = await store.lockEntry(tx, draft.id, entryId)
  const before = { ...entry.content, timeLimit: entry.content.timeLimit.original }
  // A new limit brings its own expectation unless a person chose one.
  const expectation =
    patch.expectation ??
    (patch.timeLimit === undefined || patch.timeLimit === before.timeLimit ? before.expectation : undefined)
  const content = contentOf(EntryInput.parse({ ...before, ...defined(patch), expectation }))
  await store.saveEntry(tx, { ...entry, content }, seen ?? entry.version)
  const found =
    organIds ??
    (content.responsible === entry.content.responsible
      ? undefined
      : resolver(await organNames(tx), standardData().roles)(content.responsible).organIds)
  if (found) await store.setOrgans(tx, draft.id, entryId, [...new Set(found)])
  await note(tx, ctx, draft.series_id, 'standards.entryChanged', {
    catalogId: draft.id,
    entryId,
    fields: Object.keys(defined(patch)),
  })
}
const defined = <T extends object>(o: T): Partial<T> =>
  Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined)) as Partial<T>

export const removeEntry = (ctx: Ctx, catalogId: string, entryId: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const draft = await store.lockDraft(tx, catalogId)
    await remove(tx, ctx, draft, entryId)
  })
async function remove(tx: Tx, ctx: Ctx, draft: store.CatalogRow, entryId: string): Promise<void> {
  const { content } = await store.lockEntry(tx, draft.id, entryId)
  await store.deleteEntry(tx, draft.id, entryId)
  await note(tx, ctx, draft.series_id, 'standards.entryRemoved', {
    catalogId: draft.id,
    entryId,
    level1: content.level1,
    level2: content.level2,
  })
}

/** For proposals: what an adopted one does to the draft. */
export const onDraft = { append, patchEntry, remove }

/** The draft comes into force, its predecessor goes, and what is owed changes with it. */
export const publishCatalog = (ctx: Ctx, id: string, effectiveOn: Day): Promise<void> =>
  ctx.tx((tx) => publishIn(tx, ctx, id, effectiveOn))

async function publishIn(tx: Tx, ctx: Ctx, id: string, effectiveOn: Day): Promise<void> {
  const draft = await store.lockDraft(tx, id)
  const old = (await store.lockSeries(tx, draft.series_id)).find((v) => v.status === 'inForce')
  const entries = await entriesOf(tx, id)
  if (entries.length === 0) refuse('standards.emptyCatalog')
  if (effectiveOn > ctx.today) refuse('standards.effectiveInFuture')
  if (old && effectiveOn < old.effective_on!)
    refuse('standards.effectiveTooEarly', { version: old.version, day: old.effective_on })
  if (old) await store.supersede(tx, old.id, effectiveOn)
  await store.putInForce(tx, id, effectiveOn)
  await openPeriods(tx, ctx.today)
  const kept = new Set(entries.map((e) => e.id))
  const removed = old ? (await entriesOf(tx, old.id)).map((e) => e.id).filter((e) => !kept.has(e)) : []
  await note(tx, ctx, draft.series_id, 'standards.catalogPublished', {
    catalogId: id,
    name: draft.name,
    version: draft.version,
    effectiveOn,
    removed,
  })
}

export const chooseFields = (ctx: Ctx, keys: readonly string[]): Promise<void> =>
  ctx.tx(async (tx) => {
    await store.setFocus(tx, keys)
    await audit(ctx, { action: 'standards.fieldsChosen', result: 'allowed', detail: { keys } }, tx)
  })

/** Loads the catalogs of packs/standards and puts them in force from that day. A field that has a catalog already is left alone. */
export const loadCatalogPacks = (ctx: Ctx, effectiveOn: Day): Promise<{ catalogs: number; entries: number }> =>
  ctx.tx(async (tx) => {
    const resolve = resolver(await organNames(tx), standardData().roles)
    let [catalogs, entries] = [0, 0]
    for (const pack of catalogPacks()) {
      if (await store.fieldHasCatalog(tx, pack.field)) continue
      const { draft } = await newDraft(tx, ctx, undefined, {
        fieldKey: pack.field,
        name: pack.name,
        channelRule: pack.channelRule,
        sourceDocument: pack.source,
        note: `标准包 ${pack.version}`,
      })
      await store.insertCatalog(tx, draft)
      const contents = packEntries(pack)
      await store.insertEntries(
        tx,
        draft.id,
        contents.map((content) => ({
          id: newId(),
          content,
          cells: [],
          organIds: resolve(content.responsible).organIds,
        })),
      )
      await store.putInForce(tx, draft.id, effectiveOn)
      await note(tx, ctx, draft.series_id, 'standards.catalogPublished', {
        catalogId: draft.id,
        name: draft.name,
        version: 1,
        effectiveOn,
      })
      catalogs++
      entries += contents.length
    }
    if (catalogs > 0) await openPeriods(tx, ctx.today)
    return { catalogs, entries }
  })

async function note(tx: Tx, ctx: Ctx, seriesId: string, type: string, data: Record<string, unknown>): Promise<void> {
  await record(tx, ctx, { type: 'catalog', id: seriesId }, [{ type, at: ctx.now, ...data }])
  await audit(ctx, { action: type, result: 'allowed', subject: { type: 'catalog', id: seriesId }, detail: data }, tx)
}
