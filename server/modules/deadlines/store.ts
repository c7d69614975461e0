import { sql, type ColumnType, type JSONColumnType, type Selectable } from 'kysely'
import type { Subject, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { instant, type Instant } from '../../kernel/instant.ts'
import type { Calendar } from '../calendar/index.ts'
import { count, isBreached, lateFrom, remaining, type Clock, type Pause } from './clock.ts'
import type { Rule } from './contract.ts'

type Moment = ColumnType<Date, Instant, Instant>
type MaybeMoment = ColumnType<Date | null, Instant | null, Instant | null>
type Tables = {
  deadlines_rule: {
    key: string
    version: number
    pack: string
    name: string
    kind: Rule['kind']
    amount: number
    unit: Rule['unit']
    clause: string
    source: string
    valid_from: Day
    valid_to: Day | null
    status: Rule['status']
    note: string
  }
  deadlines_clock: {
    subject_type: string
    subject_id: string
    no: number
    rule: string
    version: number
    name: string
    kind: Rule['kind']
    amount: number
    unit: Rule['unit']
    clause: string
    source: string
    status: Rule['status']
    extra: number
    started_at: Moment
    until: Day | null
    pauses: JSONColumnType<Pause[]>
    ended_at: MaybeMoment
    ended_as: 'met' | 'void' | null
    due_on: Day | null
    late_from: MaybeMoment
    remaining: number | null
    breached: boolean
  }
}
export type Row = Selectable<Tables['deadlines_clock']>
const on = (tx: Tx) => tx.withTables<Tables>()

export const clockOf = (r: Row): Clock => ({
  key: r.rule,
  version: r.version,
  name: r.name,
  kind: r.kind,
  amount: r.amount,
  unit: r.unit,
  clause: r.clause,
  source: r.source,
  status: r.status,
  extra: r.extra,
  from: instant(r.started_at),
  until: r.until,
  pauses: r.pauses,
  ended: r.ended_at && r.ended_as ? { at: instant(r.ended_at), as: r.ended_as } : null,
})
export const subjectOf = (r: Row): Subject => ({ type: r.subject_type, id: r.subject_id })

export const ofSubject = (tx: Tx, s: Subject): Promise<Row[]> =>
  on(tx)
    .selectFrom('deadlines_clock')
    .selectAll()
    .where('subject_type', '=', s.type)
    .where('subject_id', '=', s.id)
    .orderBy('no')
    .execute()
export const lockOfSubject = (tx: Tx, s: Subject): Promise<Row[]> =>
  on(tx)
    .selectFrom('deadlines_clock')
    .selectAll()
    .where('subject_type', '=', s.type)
    .where('subject_id', '=', s.id)
    .orderBy('no')
    .forUpdate()
    .execute()

/** Writes a clock with what follows from it; answers whether it is broken now. */
export async function put(
  tx: Tx,
  s: Subject,
  no: number,
  c: Clock,
  calendar: Calendar,
  now: Instant,
): Promise<{ breached: boolean; dueOn: Day | null }> {
  const late = lateFrom(c, calendar)
  const { dueOn } = count(c, calendar)
  const breached = isBreached(c, late, now)
  const row = {
    rule: c.key,
    version: c.version,
    name: c.name,
    kind: c.kind,
    amount: c.amount,
    unit: c.unit,
    clause: c.clause,
    source: c.source,
    status: c.status,
    extra: c.extra,
    started_at: c.from,
    until: c.until,
    pauses: JSON.stringify(c.pauses),
    ended_at: c.ended?.at ?? null,
    ended_as: c.ended?.as ?? null,
    due_on: dueOn,
    late_from: late,
    remaining: dueOn === null ? remaining(c, calendar) : null,
    breached,
  }
  await on(tx)
    .insertInto('deadlines_clock')
    .values({ subject_type: s.type, subject_id: s.id, no, ...row })
    .onConflict((oc) => oc.columns(['subject_type', 'subject_id', 'no']).doUpdateSet(row))
    .execute()
  return { breached, dueOn }
}

const BATCH = 500

/** Running duties whose last moment has passed and that are not yet marked: marked now, at most a batch. Another process's rows are left to it. */
export async function markLate(tx: Tx, now: Instant): Promise<Row[]> {
  const { rows } = await sql<Row>`update deadlines_clock c set breached = true from (
      select subject_type, subject_id, no from deadlines_clock
      where ended_at is null and kind = 'duty' and not breached and late_from <= ${now} order by late_from limit ${BATCH} for update skip locked
    ) late where (c.subject_type, c.subject_id, c.no) = (late.subject_type, late.subject_id, late.no) returning c.*`.execute(
    tx,
  )
  return rows
}

/** Every running clock that counts by the calendar, in pages. */
export async function* runningByCalendar(tx: Tx, lock: boolean): AsyncGenerator<Row> {
  let last: [string, string, number] = ['', '', 0]
  for (;;) {
    const { rows } =
      await sql<Row>`select * from deadlines_clock where ended_at is null and unit in ('workingDay', 'day')
      and (subject_type, subject_id, no) > (${last[0]}, ${last[1]}, ${last[2]}::int) order by subject_type, subject_id, no limit ${BATCH}
      ${lock ? sql`for update` : sql``}`.execute(tx)
    yield* rows
    const end = rows.at(-1)
    if (rows.length < BATCH || !end) return
    last = [end.subject_type, end.subject_id, end.no]
  }
}

const LAW = ['kind', 'amount', 'unit', 'clause'] as const

/** A version never changes but for its last day and its wording. */
export async function putRule(tx: Tx, pack: string, r: Rule): Promise<void> {
  const old = await on(tx)
    .selectFrom('deadlines_rule')
    .selectAll()
    .where('key', '=', r.key)
    .where('version', '=', r.version)
    .executeTakeFirst()
  if (old && (LAW.some((f) => old[f] !== r[f]) || old.valid_from !== r.validFrom))
    throw new Error(
      `规则 ${r.key} 第${r.version}版已经使用，不能改动：请保留原版并填写失效日，另加第${r.version + 1}版`,
    )
  const row = {
    key: r.key,
    version: r.version,
    pack,
    name: r.name,
    kind: r.kind,
    amount: r.amount,
    unit: r.unit,
    clause: r.clause,
    source: r.source,
    valid_from: r.validFrom,
    valid_to: r.validTo,
    status: r.status,
    note: r.note ?? '',
  }
  const { key: _k, version: _v, ...rest } = row
  await on(tx)
    .insertInto('deadlines_rule')
    .values(row)
    .onConflict((oc) => oc.columns(['key', 'version']).doUpdateSet(rest))
    .execute()
}

const ruleOf = (r: Selectable<Tables['deadlines_rule']>): Rule => ({
  key: r.key,
  version: r.version,
  name: r.name,
  kind: r.kind,
  amount: r.amount,
  unit: r.unit,
  clause: r.clause,
  source: r.source,
  validFrom: r.valid_from,
  validTo: r.valid_to,
  status: r.status,
  ...(r.note && { note: r.note }),
})
export const rulesOf = async (tx: Tx, keys: readonly string[]): Promise<Rule[]> =>
  keys.length === 0
    ? []
    : (await on(tx).selectFrom('deadlines_rule').selectAll().where('key', 'in', keys).execute()).map(ruleOf)
export const allRules = async (tx: Tx): Promise<(Rule & { pack: string })[]> =>
  (await on(tx).selectFrom('deadlines_rule').selectAll().orderBy('key').orderBy('version').limit(1000).execute()).map(
    (r) => ({ ...ruleOf(r), pack: r.pack }),
  )
