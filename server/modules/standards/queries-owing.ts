// What is owed, by organ and field: the register, the gaps and the coverage behind the heat map.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import type { Paged } from '../../kernel/route.ts'
import type { Expectation, ObligationStatus } from './contract.ts'

export type Cell = {
  organId: string
  fieldKey: string
  due: number
  done: number
  doneLate: number
  late: number
  na: number
}
export type Coverage = {
  year: number
  organs: { id: string; name: string; level: string }[]
  fields: { key: string; name: string }[]
  cells: Cell[]
  total: Omit<Cell, 'organId' | 'fieldKey'>
}

/** Rows within the subtrees of `reach`. */
const within = (reach: readonly string[]) =>
  sql`exists (select from unnest(${reach as string[]}::text[]) p(path) where starts_with(g.path, p.path))`
const statusSql = (today: Day) =>
  sql<ObligationStatus>`case when o.na_at is not null then 'notApplicable' when o.done_on is not null then 'done' when o.due_on < ${today} then 'late' else 'due' end`
const touches = (year: number) =>
  sql`o.period_from <= make_date(${year}, 12, 31) and (o.period_to is null or o.period_to >= make_date(${year}, 1, 1))`

/** Organ × field for one year: how much is due, done, late, not applicable. Empty cells are absent. */
export async function coverage(tx: Tx, reach: readonly string[], at: { today: Day; year?: number }): Promise<Coverage> {
  const year = at.year ?? Number(at.today.slice(0, 4))
  const { rows } = await sql<Cell & { organName: string; level: string; fieldName: string }>`
    select o.organ_id as "organId", coalesce(nullif(g.short_name, ''), g.name) as "organName", g.level, o.field_key as "fieldKey", f.name as "fieldName",
      count(*) filter (where o.na_at is null and o.done_on is null and o.due_on >= ${at.today})::int as due,
      count(*) filter (where o.na_at is null and o.done_on is not null)::int as done,
      count(*) filter (where o.na_at is null and o.done_on is not null and o.done_late)::int as "doneLate",
      count(*) filter (where o.na_at is null and o.done_on is null and o.due_on < ${at.today})::int as late,
      count(*) filter (where o.na_at is not null)::int as na
    from standards_obligation o join organs_organ_view g on g.id = o.organ_id and g.under_regulation join standards_field f on f.key = o.field_key
    where ${touches(year)} and ${within(reach)}
    group by o.organ_id, g.name, g.short_name, g.level, g.sort, g.code, o.field_key, f.name, f.focus, f.sort
    order by case g.level when 'district' then 0 when 'town' then 1 else 2 end, g.sort, g.code, f.focus desc, f.sort limit 20000`.execute(
    tx,
  )
  const organs = [
    ...new Map(rows.map((r) => [r.organId, { id: r.organId, name: r.organName, level: r.level }])).values(),
  ]
  const shown = await sql<{
    key: string
    name: string
  }>`select key, name from standards_field where key = any(${[...new Set(rows.map((r) => r.fieldKey))]}) order by focus desc, sort`.execute(
    tx,
  )
  const total = { due: 0, done: 0, doneLate: 0, late: 0, na: 0 }
  for (const r of rows) for (const k of Object.keys(total) as (keyof typeof total)[]) total[k] += r[k]
  return {
    year,
    organs,
    fields: shown.rows,
    cells: rows.map(({ organId, fieldKey, due, done, doneLate, late, na }) => ({
      organId,
      fieldKey,
      due,
      done,
      doneLate,
      late,
      na,
    })),
    total,
  }
}

export type ObligationLine = {
  id: string
  entryId: string
  organId: string
  organName: string
  fieldKey: string
  fieldName: string
  level1: string
  level2: string
  level3: string
  limit: string
  expectation: Expectation | null
  label: string
  periodFrom: Day
  periodTo: Day | null
  dueOn: Day
  needed: number
  doneCount: number
  doneOn: Day | null
  doneLate: boolean
  naReason: string | null
  naBy: string | null
  naAt: Date | null
  status: ObligationStatus
}
export type ObligationFilter = {
  page: number
  size: number
  organId?: string
  fieldKey?: string
  entryId?: string
  status?: ObligationStatus
  year?: number
  q?: string
}

export async function obligations(
  tx: Tx,
  reach: readonly string[],
  today: Day,
  f: ObligationFilter,
): Promise<Paged<ObligationLine>> {
  const status = statusSql(today)
  const like = `%${(f.q ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const from = sql`from standards_obligation o join organs_organ_view g on g.id = o.organ_id join standards_field f on f.key = o.field_key
    left join lateral (select e.level1, e.level2, e.level3, e.expectation, e.content->'timeLimit'->>'original' as original from standards_entry e join standards_catalog c on c.id = e.catalog_id
      where e.id = o.entry_id order by c.status = 'inForce' desc, c.version desc limit 1) e on true
    where ${within(reach)} ${f.year === undefined ? sql`` : sql`and ${touches(f.year)}`} ${f.organId ? sql`and o.organ_id = ${f.organId}` : sql``}
      ${f.fieldKey ? sql`and o.field_key = ${f.fieldKey}` : sql``} ${f.entryId ? sql`and o.entry_id = ${f.entryId}` : sql``} ${f.status ? sql`and ${status} = ${f.status}` : sql``}
      ${f.q ? sql`and (e.level1 ilike ${like} or e.level2 ilike ${like} or e.level3 ilike ${like} or g.name ilike ${like})` : sql``}`
  const { rows } =
    await sql<ObligationLine>`select o.id, o.entry_id as "entryId", o.organ_id as "organId", coalesce(nullif(g.short_name, ''), g.name) as "organName", o.field_key as "fieldKey", f.name as "fieldName",
      coalesce(e.level1, '') as level1, coalesce(e.level2, '') as level2, coalesce(e.level3, '') as level3, coalesce(e.original, '') as "limit", e.expectation, o.label, o.period_from as "periodFrom", o.period_to as "periodTo",
      o.due_on as "dueOn", o.needed, o.done_count as "doneCount", o.done_on as "doneOn", o.done_late as "doneLate", o.na_reason as "naReason", o.na_by as "naBy", o.na_at as "naAt", ${status} as status
    ${from} order by ${status} = 'late' desc, ${status} = 'due' desc, o.due_on, g.sort, g.code, o.id limit ${f.size} offset ${(f.page - 1) * f.size}`.execute(
      tx,
    )
  const total = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(tx)
  return { items: rows, total: total.rows[0]!.n, page: f.page, size: f.size }
}

/** What is overdue and what falls due next, nearest first: for 待办 and the daily reminder. */
export const gaps = async (tx: Tx, reach: readonly string[], today: Day, size = 20): Promise<ObligationLine[]> => {
  const late = await obligations(tx, reach, today, { page: 1, size, status: 'late' })
  if (late.items.length >= size) return late.items
  return [
    ...late.items,
    ...(await obligations(tx, reach, today, { page: 1, size: size - late.items.length, status: 'due' })).items,
  ]
}

/** Where an obligation belongs, for the scope of routes. */
export async function obligationPath(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{
    path: string
  }>`select g.path from standards_obligation o join organs_organ_view g on g.id = o.organ_id where o.id = ${id}`.execute(
    tx,
  )
  return rows[0]?.path
}

export type FulfilmentLine = {
  documentId: string
  organName: string
  publishedOn: Day
  formedOn: Day | null
  dueOn: Day | null
  late: boolean
  elements: string[]
}
export async function fulfilmentsOf(
  tx: Tx,
  entryId: string,
  reach: readonly string[],
  size = 100,
): Promise<FulfilmentLine[]> {
  const { rows } =
    await sql<FulfilmentLine>`select x.document_id as "documentId", coalesce(nullif(g.short_name, ''), g.name) as "organName", x.published_on as "publishedOn", x.formed_on as "formedOn", x.due_on as "dueOn", x.late, x.elements
    from standards_fulfilment x join organs_organ_view g on g.id = x.organ_id where x.entry_id = ${entryId} and x.ended_on is null and ${within(reach)} order by x.published_on desc limit ${size}`.execute(
      tx,
    )
  return rows
}
