import { createHash } from 'node:crypto'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { plusDays, type Day } from '../../kernel/day.ts'
import { record } from '../../kernel/events.ts'
import { refuser } from '../../kernel/refusal.ts'
import { isWorkingDay, whyOf, type Calendar } from './calendar.ts'
import { dependants, refusals, type Notice, type Preview } from './contract.ts'
import { packageYears } from './source.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
const MOVES_SHOWN = 200
const yearSubject = (year: number) => ({ type: 'calendar', id: String(year) })

async function nextWith(tx: Tx, notice: Notice): Promise<Calendar> {
  const rest = await store.calendarWithout(tx, notice.year)
  const days = new Map(rest.days)
  for (const { date, name, isOffDay } of notice.days) days.set(date, { name, isOffDay })
  return { days, years: new Set([...rest.years, notice.year]) }
}

/** What a notice would change, before anything is saved. */
export const preview = (ctx: Ctx, notice: Notice): Promise<Preview> =>
  ctx.tx(async (tx) => {
    const now = await store.loadCalendar(tx)
    const next = await nextWith(tx, notice)
    const moves = []
    for (const d of ctx.slots.all(dependants)) moves.push(...(await d.preview(tx, ctx, next)))
    return {
      notice,
      offDays: notice.days.filter((d) => d.isOffDay).length,
      workedDays: notice.days.filter((d) => !d.isOffDay).length,
      workingDaysInYear: daysOfYear(notice.year).filter((d) => isWorkingDay(next, d)).length,
      replaces: await store.sourceOf(tx, notice.year),
      changes: changes(now, next, notice.year),
      moves: moves.slice(0, MOVES_SHOWN),
      movesTotal: moves.length,
      token: token(await store.stateRevision(tx), notice),
    }
  })

/** Saves a notice that was previewed against the calendar as it is, and counts again what depends on it. */
export const saveNotice = (ctx: Ctx, notice: Notice, seen: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const { revision } = await store.lockState(tx)
    if (token(revision, notice) !== seen) refuse('calendar.changedSince')
    await store.putNotice(
      tx,
      ctx,
      notice.year,
      'upload',
      notice.papers.join('、') || `${ctx.actor.name}上传`,
      notice.days,
    )
    await changed(tx, ctx, [notice.year], 'calendar.noticeSaved')
  })

/** Takes an uploaded notice back; the published package's year, if there is one, stands again. */
export const removeNotice = (ctx: Ctx, year: number): Promise<void> =>
  ctx.tx(async (tx) => {
    await store.lockState(tx)
    if ((await store.sourceOf(tx, year)) !== 'upload') refuse('calendar.notUploaded', { year })
    const { name, years } = packageYears()
    const days = years.get(year)
    if (days) await store.putNotice(tx, ctx, year, 'package', name, days)
    else await store.dropNotice(tx, year)
    await changed(tx, ctx, [year], 'calendar.noticeRemoved')
  })

/** Loads the years of the package when its version is another than last time. What an administrator uploaded stays. */
export const loadPackage = (ctx: Ctx): Promise<void> =>
  ctx.tx(async (tx) => {
    const source = packageYears()
    const { package: loaded } = await store.lockState(tx)
    if (loaded === source.name) return
    const taken: number[] = []
    for (const [year, days] of source.years) {
      if ((await store.sourceOf(tx, year)) === 'upload') continue
      await store.putNotice(tx, ctx, year, 'package', source.name, days)
      taken.push(year)
    }
    await store.setPackage(tx, source.name)
    await changed(tx, ctx, taken, 'calendar.packageLoaded')
  })

async function changed(tx: Tx, ctx: Ctx, years: readonly number[], type: string): Promise<void> {
  await store.turnRevision(tx)
  const next = await store.loadCalendar(tx)
  for (const year of years) await record(tx, ctx, yearSubject(year), [{ type, at: ctx.now, year }])
  for (const d of ctx.slots.all(dependants)) await d.recount(tx, ctx, next)
}

const token = (revision: string, { year, days }: Notice): string =>
  createHash('sha256')
    .update(JSON.stringify([revision, year, days.map((d) => [d.date, d.name, d.isOffDay])]))
    .digest('hex')

function daysOfYear(year: number): Day[] {
  const days: Day[] = []
  for (let d = `${year}-01-01` as Day; d <= `${year}-12-31`; d = plusDays(d, 1)) days.push(d)
  return days
}

function changes(now: Calendar, next: Calendar, year: number): Preview['changes'] {
  const near: Day[] = []
  for (let d = `${year - 1}-12-01` as Day; d <= `${year + 1}-01-31`; d = plusDays(d, 1)) near.push(d)
  return near
    .filter((d) => whyOf(now, d) !== whyOf(next, d))
    .map((d) => ({ day: d, before: whyOf(now, d), after: whyOf(next, d) }))
}
