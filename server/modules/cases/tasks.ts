import { sql, type RawBuilder } from 'kysely'
import { reach, type Actor, type Ctx, type Tx } from '../../kernel/ctx.ts'
import { plusDays, type Day } from '../../kernel/day.ts'
import { instant, startOf } from '../../kernel/instant.ts'
import type { Paged } from '../../kernel/route.ts'
import { loadCalendar, plusWorkingDays, unpublished, type Calendar } from '../calendar/index.ts'
import { left } from '../deadlines/index.ts'
import type { Unit } from '../deadlines/contract.ts'
import { procedures, type DueShown, type Summary, type Task, type TaskFilter } from './contract.ts'

type Line = {
  case_id: string
  procedure: string
  title: string
  number: string | null
  organ_id: string
  organ_name: string
  step_no: number
  label: string
  key: string
  from_name: string
  opened_at: Date
  mine: boolean
  due_on: Day | null
  late_from: Date | null
  unit: Unit | null
  remaining: number | null
  total: number
}

/** The duties of a person as two columns, for SQL: `duty`, `path`. */
const grantsOf = (actor: Actor) =>
  sql`unnest(${actor.grants.map((g) => g.duty)}::text[], ${actor.grants.map((g) => g.path)}::text[])`

/** The step is this person's to do: the duty over its organ, not excluded, and nobody else's own. */
const isMine = (actor: Actor): RawBuilder<boolean> =>
  actor.kind === 'system'
    ? sql`true`
    : sql`(
  exists (select 1 from ${grantsOf(actor)} as g (duty, path) where g.duty = s.duty and starts_with(o.path, g.path))
  and (s.holder_id is null or s.holder_id = ${actor.id}) and not (${actor.id} = any (s.excluded)))`

/** The step may be seen: the duty over its organ, whoever does it, or a reader's duty over the case's organ. */
function isSeen(ctx: Ctx): RawBuilder<boolean> {
  if (ctx.actor.kind === 'system') return sql`true`
  const readers = ctx.slots
    .all(procedures)
    .flatMap((p) => reach(ctx.actor, p.readers).map((path) => [p.key, path] as const))
  return sql`(exists (select 1 from ${grantsOf(ctx.actor)} as g (duty, path) where g.duty = s.duty and starts_with(o.path, g.path))
    or exists (select 1 from unnest(${readers.map((r) => r[0])}::text[], ${readers.map((r) => r[1])}::text[]) as r (procedure, path)
      where r.procedure = c.procedure and starts_with(co.path, r.path)))`
}

/** Open steps with their case, organs, and the clock that the step must keep. */
const source = sql`cases_step s join cases_case c on c.id = s.case_id
  join organs_organ_view o on o.id = s.organ_id join organs_organ_view co on co.id = c.organ_id
  left join lateral (select r.due_on, r.late_from, r.unit, r.remaining from deadlines_running_view r
    where r.subject_type = 'case' and r.subject_id = c.id::text and r.kind = 'duty' and (s.clock is null or r.rule = s.clock)
    order by r.late_from nulls last limit 1) d on true`

/** 待办: sorted by what is due, overdue first; then what is paused, then what has no limit. */
export async function openTasks(tx: Tx, ctx: Ctx, filter: TaskFilter): Promise<Paged<Task>> {
  const mine = isMine(ctx.actor)
  const { rows } =
    await sql<Line>`select s.case_id, c.procedure, c.title, c.number, c.organ_id, coalesce(nullif(co.short_name, ''), co.name) as organ_name,
      s.no as step_no, s.label, s.key, s.from_name, s.opened_at, ${mine} as mine, d.due_on, d.late_from, d.unit, d.remaining, count(*) over ()::int as total
    from ${source} where s.closed_at is null and ${filter.scope === 'mine' ? mine : isSeen(ctx)}
      ${filter.overdue ? sql`and d.late_from <= ${ctx.now}` : sql``}
      ${filter.procedure ? sql`and c.procedure = ${filter.procedure}` : sql``}
      ${filter.q ? sql`and (strpos(lower(c.title), lower(${filter.q})) > 0 or c.number = ${filter.q})` : sql``}
    order by d.late_from nulls last, d.remaining nulls last, s.opened_at, s.case_id, s.no
    limit ${filter.size} offset ${(filter.page - 1) * filter.size}`.execute(tx)
  const calendar = await loadCalendar(tx)
  return {
    items: rows.map((r) => shown(ctx, calendar, r)),
    total: rows[0]?.total ?? 0,
    page: filter.page,
    size: filter.size,
  }
}

function shown(ctx: Ctx, calendar: Calendar, r: Line): Task {
  const p = ctx.slots.all(procedures).find((x) => x.key === r.procedure)
  return {
    caseId: r.case_id,
    procedure: r.procedure,
    procedureName: p?.name ?? r.procedure,
    title: r.title,
    number: r.number,
    organId: r.organ_id,
    organName: r.organ_name,
    stepNo: r.step_no,
    step: r.label,
    stepKey: r.key,
    fromName: r.from_name,
    openedAt: instant(r.opened_at),
    mine: r.mine,
    due: dueOf(ctx, calendar, r),
    link: p?.link(r.case_id) ?? '',
  }
}

function dueOf(ctx: Ctx, calendar: Calendar, r: Pick<Line, 'due_on' | 'late_from' | 'unit' | 'remaining'>): DueShown {
  if (r.unit === null) return { dueOn: null, left: null, unit: 'day', state: 'none', late: false, unpublishedYears: [] }
  if (!r.due_on || !r.late_from)
    return { dueOn: null, left: r.remaining, unit: r.unit, state: 'paused', late: false, unpublishedYears: [] }
  const late = instant(r.late_from)
  const { amount, unit } = left(r.unit, r.due_on, late, calendar, ctx.now)
  const byCalendar = r.unit === 'workingDay' || r.unit === 'day'
  return {
    dueOn: r.due_on,
    left: amount,
    unit,
    state: 'running',
    late: late <= ctx.now,
    unpublishedYears: byCalendar ? unpublished(calendar, [r.due_on]) : [],
  }
}

/** Due within so many working days counts as soon. */
const SOON = 2

/** Figures of the first screen, for this person's own tasks. */
export async function summary(tx: Tx, ctx: Ctx): Promise<Summary> {
  const calendar = await loadCalendar(tx)
  const soon = startOf(plusDays(plusWorkingDays(calendar, ctx.today, SOON).dueOn, 1))
  const { rows } = await sql<{
    procedure: string
    tasks: number
    overdue: number
    soon: number
    paused: number
    last: Day | null
  }>`
    select c.procedure, count(*)::int as tasks, count(*) filter (where d.late_from <= ${ctx.now})::int as overdue,
      count(*) filter (where d.late_from > ${ctx.now} and d.late_from <= ${soon})::int as soon, count(*) filter (where d.remaining is not null)::int as paused, max(d.due_on) as last
    from ${source} where s.closed_at is null and ${isMine(ctx.actor)} group by c.procedure order by c.procedure`.execute(
    tx,
  )
  const { rows: done } = await sql<{
    n: number
  }>`select count(*)::int as n from cases_step where closed_by = ${ctx.actor.id}
    and closed_at >= ${startOf(`${ctx.today.slice(0, 7)}-01` as Day)}`.execute(tx)
  const sum = (field: 'tasks' | 'overdue' | 'soon' | 'paused') => rows.reduce((n, r) => n + r[field], 0)
  const names = new Map(ctx.slots.all(procedures).map((p) => [p.key, p.name]))
  return {
    tasks: sum('tasks'),
    overdue: sum('overdue'),
    soon: sum('soon'),
    paused: sum('paused'),
    doneThisMonth: done[0]!.n,
    byProcedure: rows.map((r) => ({ key: r.procedure, name: names.get(r.procedure) ?? r.procedure, count: r.tasks })),
    unpublishedYears: unpublished(
      calendar,
      rows.flatMap((r) => r.last ?? []),
    ),
  }
}
