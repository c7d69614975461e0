// The only file of the module with SQL.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Instant } from '../../kernel/instant.ts'
import { urlOf, type FileKind, type StoredFile } from './contract.ts'

type Tables = {
  files_file: {
    id: string
    kind: FileKind
    organ_id: string
    name: string
    mime: string
    size: string
    sha256: string
    width: number | null
    height: number | null
    alt: string
    cropped_from: string | null
    uploaded_by: string
    uploaded_by_name: string
    uploaded_at: Date
    removed_at: Date | null
  }
  organs_organ_view: { id: string; path: string }
}
type Row = Tables['files_file']
const on = (tx: Tx) => tx.withTables<Tables>()

export type NewFile = Omit<StoredFile, 'url' | 'uploadedAt'> & {
  croppedFrom: string | null
  uploadedBy: string
  uploadedAt: Instant
}

export const insert = (tx: Tx, f: NewFile) =>
  on(tx)
    .insertInto('files_file')
    .values({
      id: f.id,
      kind: f.kind,
      organ_id: f.organId,
      name: f.name,
      mime: f.mime,
      size: String(f.size),
      sha256: f.sha256,
      width: f.width,
      height: f.height,
      alt: f.alt,
      cropped_from: f.croppedFrom,
      uploaded_by: f.uploadedBy,
      uploaded_by_name: f.uploadedByName,
      uploaded_at: new Date(f.uploadedAt),
      removed_at: null,
    })
    .execute()

export const describe = (tx: Tx, id: string, alt: string, name?: string) =>
  on(tx)
    .updateTable('files_file')
    .set({ alt, ...(name ? { name } : {}) })
    .where('id', '=', id)
    .execute()

export const remove = (tx: Tx, id: string, at: Instant) =>
  on(tx)
    .updateTable('files_file')
    .set({ removed_at: new Date(at) })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .execute()

export async function byId(tx: Tx, id: string): Promise<StoredFile | undefined> {
  const row = await on(tx)
    .selectFrom('files_file')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row && stored(row)
}

/** The paths of the organ that owns the file. */
export async function pathsOf(tx: Tx, id: string): Promise<string[] | undefined> {
  const rows = await on(tx)
    .selectFrom('files_file as f')
    .innerJoin('organs_organ_view as o', 'o.id', 'f.organ_id')
    .select('o.path')
    .where('f.id', '=', id)
    .where('f.removed_at', 'is', null)
    .execute()
  return rows.length > 0 ? rows.map((r) => r.path) : undefined
}

export type Search = {
  kind: FileKind
  organId?: string | undefined
  q?: string | undefined
  page: number
  size: number
}

/** The library of the subtrees in `reach`, newest first. */
export async function library(
  tx: Tx,
  reach: readonly string[],
  s: Search,
): Promise<{ items: StoredFile[]; total: number }> {
  const base = on(tx)
    .selectFrom('files_file as f')
    .innerJoin('organs_organ_view as o', 'o.id', 'f.organ_id')
    .where('f.removed_at', 'is', null)
    .where('f.kind', '=', s.kind)
    .where((eb) => eb.or(reach.map((path) => eb('o.path', 'like', `${path}%`))))
    .$if(s.organId !== undefined, (q) => q.where('f.organ_id', '=', s.organId!))
    .$if(Boolean(s.q), (q) =>
      q.where((eb) => eb.or([eb('f.name', 'like', like(s.q!)), eb('f.alt', 'like', like(s.q!))])),
    )
  const rows = await base
    .selectAll('f')
    .orderBy('f.uploaded_at', 'desc')
    .orderBy('f.id')
    .limit(s.size)
    .offset((s.page - 1) * s.size)
    .execute()
  const { n } = await base.select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  return { items: rows.map(stored), total: n }
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
const stored = (r: Row): StoredFile => ({
  id: r.id,
  kind: r.kind,
  organId: r.organ_id,
  name: r.name,
  mime: r.mime,
  size: Number(r.size),
  sha256: r.sha256,
  width: r.width,
  height: r.height,
  alt: r.alt,
  uploadedAt: r.uploaded_at.toISOString() as Instant,
  uploadedByName: r.uploaded_by_name,
  url: urlOf(r),
})
