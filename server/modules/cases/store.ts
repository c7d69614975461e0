import { sql, type ColumnType, type Selectable } from 'kysely'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { instant, type Instant } from '../../kernel/instant.ts'
import type { OpenStep, Step } from './contract.ts'

type Moment = ColumnType<Date, Instant, Instant>
type MaybeMoment = ColumnType<Date | null, Instant | null, Instant | null>
type Tables = {
  cases_case: {
    id: string
    procedure: string
    title: string
    organ_id: string
    status: string
    over: boolean
    version: number
    law_day: Day
    tracking_code: string
    number: string | null
    number_organ_id: string | null
    number_year: number | null
    number_no: number | null
    opened_at: Moment
    opened_by: string
    opened_by_name: string
    changed_at: Moment
    changed_by_name: string
    closed_at: MaybeMoment
  }
  cases_step: {
    case_id: string
    no: number
    key: string
    label: string
    duty: string
    organ_id: string
    excluded: string[]
    holder_id: string | null
    clock: string | null
    from_name: string
    opened_at: Moment
    closed_at: MaybeMoment
    closed_by: string | null
    closed_by_name: string | null
  }
}
export type CaseLine = Selectable<Tables['cases_case']>
const on = (tx: Tx) => tx.withTables<Tables>()

export const lock = (tx: Tx, id: string): Promise<CaseLine | undefined> =>
  on(tx).selectFrom('cases_case').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
export const find = (tx: Tx, id: string): Promise<CaseLine | undefined> =>
  on(tx).selectFrom('cases_case').selectAll().where('id', '=', id).executeTakeFirst()

/** The organ's short name and place in the tree. */
export async function organ(tx: Tx, id: string): Promise<{ name: string; path: string }> {
  const { rows } = await sql<{
    name: string
    path: string
  }>`select coalesce(nullif(short_name, ''), name) as name, path from organs_organ_view where id = ${id}`.execute(tx)
  if (!rows[0]) throw new Error(`no organ ${id}`)
  return rows[0]
}

export type StepLine = OpenStep & { closedAt: Instant | null }
const STEPS_MAX = 500

/** All steps, past ones too, oldest first. */
export async function steps(tx: Tx, id: string): Promise<StepLine[]> {
  const { rows } = await sql<Selectable<Tables['cases_step']> & { path: string; organ_name: string }>`
    select s.*, o.path, coalesce(nullif(o.short_name, ''), o.name) as organ_name from cases_step s join organs_organ_view o on o.id = s.organ_id
    where s.case_id = ${id} order by s.no limit ${STEPS_MAX}`.execute(tx)
  return rows.map((r) => ({
    no: r.no,
    key: r.key,
    label: r.label,
    duty: r.duty,
    organId: r.organ_id,
    organName: r.organ_name,
    path: r.path,
    excludedPersons: r.excluded,
    holderId: r.holder_id,
    clock: r.clock ?? '',
    openedAt: instant(r.opened_at),
    closedAt: r.closed_at && instant(r.closed_at),
  }))
}

export async function insert(tx: Tx, row: CaseLine & { opened_at: Date; changed_at: Date }): Promise<void> {
  await on(tx)
    .insertInto('cases_case')
    .values({
      ...row,
      opened_at: instant(row.opened_at),
      changed_at: instant(row.changed_at),
      closed_at: row.closed_at && instant(row.closed_at),
    })
    .execute()
}

/** Locks further cases that the transaction will move, before it locks their records. */
export async function hold(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await sql`select from cases_case where id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
}

export type Past = { id: string; title: string; organId: string; status: string; at: Instant }
/** Cases that were over before they came here: no number, no steps, no clocks. */
export async function insertPast(
  tx: Tx,
  ctx: Ctx,
  procedure: string,
  rows: readonly (Past & { code: string })[],
): Promise<void> {
  await sql`insert into cases_case (id, procedure, title, organ_id, status, over, version, law_day, tracking_code, opened_at, opened_by, opened_by_name, changed_at, changed_by_name, closed_at)
    select r.id, ${procedure}, r.title, r."organId", r.status, true, 0, ${ctx.today}, r.code, r.at, ${ctx.actor.id}, ${ctx.actor.name}, r.at, ${ctx.actor.name}, r.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, title text, "organId" uuid, status text, code text, at timestamptz)`.execute(
    tx,
  )
}

export type Moved = { title: string; organId: string; status: string; over: boolean }

/** False when someone else was faster. */
export async function move(tx: Tx, ctx: Ctx, row: CaseLine, to: Moved): Promise<boolean> {
  const { numUpdatedRows } = await on(tx)
    .updateTable('cases_case')
    .set({
      title: to.title,
      organ_id: to.organId,
      status: to.status,
      over: to.over,
      version: row.version + 1,
      changed_at: ctx.now,
      changed_by_name: ctx.actor.name,
      closed_at: to.over ? (row.closed_at ? instant(row.closed_at) : ctx.now) : null,
    })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function retitle(tx: Tx, id: string, title: string, organId: string): Promise<void> {
  await on(tx).updateTable('cases_case').set({ title, organ_id: organId }).where('id', '=', id).execute()
}

const sameWork = (a: Step, b: Step) =>
  a.key === b.key && a.label === b.label && a.duty === b.duty && a.organId === b.organId

/** Makes the open steps those that follow from the state: what is no longer there is closed by the actor, what stays keeps its age. */
export async function setSteps(
  tx: Tx,
  ctx: Ctx,
  id: string,
  before: readonly StepLine[],
  wanted: readonly Step[],
): Promise<void> {
  const open = before.filter((s) => s.closedAt === null)
  const left = [...wanted]
  for (const s of open) {
    const i = left.findIndex((w) => sameWork(s, w))
    const where = on(tx).updateTable('cases_step').where('case_id', '=', id).where('no', '=', s.no)
    if (i < 0)
      await where.set({ closed_at: ctx.now, closed_by: ctx.actor.id, closed_by_name: ctx.actor.name }).execute()
    else {
      const [w] = left.splice(i, 1)
      await where
        .set({ excluded: [...(w!.excludedPersons ?? [])], holder_id: w!.holderId ?? null, clock: w!.clock ?? null })
        .execute()
    }
  }
  let no = before.at(-1)?.no ?? 0
  for (const w of left)
    await on(tx)
      .insertInto('cases_step')
      .values({
        case_id: id,
        no: ++no,
        key: w.key,
        label: w.label,
        duty: w.duty,
        organ_id: w.organId,
        excluded: [...(w.excludedPersons ?? [])],
        holder_id: w.holderId ?? null,
        clock: w.clock ?? null,
        from_name: ctx.actor.name,
        opened_at: ctx.now,
        closed_at: null,
        closed_by: null,
        closed_by_name: null,
      })
      .execute()
}

/** The next number of procedure × organ × year. Takes the lock that is held last: nothing but the commit may follow. */
export async function nextNumber(tx: Tx, procedure: string, organId: string, year: number): Promise<number> {
  const { rows } = await sql<{
    last: number
  }>`insert into cases_counter (procedure, organ_id, year, last) values (${procedure}, ${organId}, ${year}, 1)
    on conflict (procedure, organ_id, year) do update set last = cases_counter.last + 1 returning last`.execute(tx)
  return rows[0]!.last
}
export async function setNumber(
  tx: Tx,
  id: string,
  number: string,
  organId: string,
  year: number,
  no: number,
): Promise<void> {
  await on(tx)
    .updateTable('cases_case')
    .set({ number, number_organ_id: organId, number_year: year, number_no: no })
    .where('id', '=', id)
    .execute()
}

/** Open steps that are one person's. */
export async function heldBy(tx: Tx, personId: string): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{
    id: string
    title: string
  }>`select c.id, c.title || '（' || s.label || '）' as title from cases_step s join cases_case c on c.id = s.case_id
    where s.holder_id = ${personId} and s.closed_at is null order by s.opened_at limit 1000`.execute(tx)
  return rows
}
export async function moveHeld(tx: Tx, fromId: string, toId: string): Promise<string[]> {
  const rows = await on(tx)
    .updateTable('cases_step')
    .set({ holder_id: toId })
    .where('holder_id', '=', fromId)
    .where('closed_at', 'is', null)
    .returning('case_id')
    .execute()
  return [...new Set(rows.map((r) => r.case_id))]
}

export async function titles(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await on(tx).selectFrom('cases_case').select(['id', 'title']).where('id', 'in', ids).execute()
  return new Map(rows.map((r) => [r.id, r.title]))
}
export async function openOf(tx: Tx, organId: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from cases_step where organ_id = ${organId} and closed_at is null`.execute(tx)
  return rows[0]!.n
}
