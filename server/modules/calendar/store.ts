import { sql } from 'kysely'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { newId } from '../../kernel/id.ts'
import type { Calendar } from './calendar.ts'
import type { NoticeDay, YearShown } from './contract.ts'

type Tables = {
  calendar_notice: { year: number; source: 'package' | 'upload'; detail: string; saved_by: string; saved_at: string }
  calendar_day: { notice_year: number; day: Day; name: string; is_off: boolean }
}
const on = (tx: Tx) => tx.withTables<Tables>()

// A revision is a fresh uuid, so it cannot be another database's.
let kept: { revision: string; calendar: Calendar } | undefined

/** The calendar in force, read again only when a notice was saved since. */
export async function loadCalendar(tx: Tx): Promise<Calendar> {
  const revision = (await sql<{ revision: string }>`select revision from calendar_state`.execute(tx)).rows[0]!.revision
  if (kept?.revision === revision) return kept.calendar
  const rows = await on(tx)
    .selectFrom('calendar_day')
    .select(['day', 'name', 'is_off'])
    .orderBy('notice_year')
    .execute() // a later notice wins
  const years = await on(tx).selectFrom('calendar_notice').select('year').execute()
  const calendar: Calendar = {
    days: new Map(rows.map((r) => [r.day, { name: r.name, isOffDay: r.is_off }])),
    years: new Set(years.map((r) => r.year)),
  }
  kept = { revision, calendar }
  return calendar
}

/** Locks the calendar until the transaction ends: one notice is saved at a time. */
export async function lockState(tx: Tx): Promise<{ revision: string; package: string }> {
  return (
    await sql<{ revision: string; package: string }>`select revision, package from calendar_state for update`.execute(
      tx,
    )
  ).rows[0]!
}
export const stateRevision = async (tx: Tx): Promise<string> =>
  (await sql<{ revision: string }>`select revision from calendar_state`.execute(tx)).rows[0]!.revision

/** The calendar without what the notice of `year` says. */
export async function calendarWithout(tx: Tx, year: number): Promise<Calendar> {
  const rows = await on(tx)
    .selectFrom('calendar_day')
    .select(['day', 'name', 'is_off'])
    .where('notice_year', '<>', year)
    .orderBy('notice_year')
    .execute()
  const years = await on(tx).selectFrom('calendar_notice').select('year').where('year', '<>', year).execute()
  return {
    days: new Map(rows.map((r) => [r.day, { name: r.name, isOffDay: r.is_off }])),
    years: new Set(years.map((r) => r.year)),
  }
}

export async function putNotice(
  tx: Tx,
  ctx: Ctx,
  year: number,
  source: 'package' | 'upload',
  detail: string,
  days: readonly NoticeDay[],
): Promise<void> {
  await dropNotice(tx, year)
  await on(tx)
    .insertInto('calendar_notice')
    .values({ year, source, detail, saved_by: ctx.actor.name, saved_at: ctx.now })
    .execute()
  await on(tx)
    .insertInto('calendar_day')
    .values(days.map((d) => ({ notice_year: year, day: d.date, name: d.name, is_off: d.isOffDay })))
    .execute()
}
export const dropNotice = (tx: Tx, year: number) =>
  on(tx).deleteFrom('calendar_notice').where('year', '=', year).execute()

export const turnRevision = (tx: Tx) => sql`update calendar_state set revision = ${newId()}`.execute(tx)
export const setPackage = (tx: Tx, name: string) => sql`update calendar_state set package = ${name}`.execute(tx)

export const sourceOf = async (tx: Tx, year: number): Promise<'package' | 'upload' | null> =>
  (await on(tx).selectFrom('calendar_notice').select('source').where('year', '=', year).executeTakeFirst())?.source ??
  null

export async function listYears(tx: Tx): Promise<YearShown[]> {
  const { rows } = await sql<{
    year: number
    source: 'package' | 'upload'
    detail: string
    saved_by: string
    saved_at: Date
    off: number
    worked: number
  }>`
    select n.year, n.source, n.detail, n.saved_by, n.saved_at, count(*) filter (where d.is_off)::int as off, count(*) filter (where not d.is_off)::int as worked
    from calendar_notice n join calendar_day d on d.notice_year = n.year group by n.year order by n.year desc limit 200`.execute(
    tx,
  )
  return rows.map((r) => ({
    year: r.year,
    source: r.source,
    detail: r.detail,
    savedBy: r.saved_by,
    savedAt: r.saved_at.toISOString(),
    offDays: r.off,
    workedDays: r.worked,
  }))
}
export async function daysOf(tx: Tx, year: number): Promise<NoticeDay[]> {
  const rows = await on(tx)
    .selectFrom('calendar_day')
    .select(['day', 'name', 'is_off'])
    .where('notice_year', '=', year)
    .orderBy('day')
    .execute()
  return rows.map((r) => ({ date: r.day, name: r.name, isOffDay: r.is_off }))
}
