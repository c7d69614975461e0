import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ctx, Subject, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { record } from '../../kernel/events.ts'
import { loadCalendar, type Calendar } from '../calendar/index.ts'
import type { Dependant, Move } from '../calendar/contract.ts'
import { count, turn, type Clock } from './clock.ts'
import { eventTypes, inForce, LawPack, subjectTitles, type ClockOp, type ClockShown, type Rules } from './contract.ts'
import { explain } from './explain.ts'
import * as store from './store.ts'

const PACKS = join(import.meta.dirname, '../../../packs/law')

/** Every file of packs/law. A rule in force twice, or changed under its version, stops the start with the reason. */
export const loadLaw = (ctx: Ctx, folder = PACKS): Promise<void> =>
  ctx.tx(async (tx) => {
    for (const name of readdirSync(folder)
      .filter((f) => f.endsWith('.json'))
      .sort())
      await putPack(tx, JSON.parse(readFileSync(join(folder, name), 'utf8')))
  })
export async function putPack(tx: Tx, json: unknown): Promise<void> {
  const { pack, rules } = LawPack.parse(json)
  for (const rule of rules) await store.putRule(tx, pack, rule)
}

/** The rules of these keys on that day: a case asks for the day it was opened, and keeps what it got. */
export const rulesOn = async <K extends string>(tx: Tx, keys: readonly K[], on: Day): Promise<Rules<K>> =>
  inForce(await store.rulesOf(tx, keys), keys, on)

/** Turns a subject's clocks by what happened, in the caller's transaction. A duty that shows late, or in time after all, is recorded. */
export async function applyClocks<K extends string>(
  tx: Tx,
  ctx: Ctx,
  subject: Subject,
  ops: readonly ClockOp<K>[],
  rules: Rules<K>,
): Promise<void> {
  if (ops.length === 0) return
  const rows = await store.lockOfSubject(tx, subject)
  const before = rows.map(store.clockOf)
  const after = ops.reduce<Clock[]>((clocks, op) => turn(clocks, op, rules), before)
  const calendar = await loadCalendar(tx)
  for (const [i, clock] of after.entries()) {
    if (clock === before[i]) continue
    const now = await store.put(tx, subject, rows[i]?.no ?? i, clock, calendar, ctx.now)
    if (now.breached === (rows[i]?.breached ?? false)) continue
    await record(tx, ctx, subject, [
      {
        type: now.breached ? eventTypes.breached : eventTypes.breachCleared,
        at: ctx.now,
        rule: clock.key,
        name: clock.name,
        dueOn: now.dueOn,
      },
    ])
  }
}

/** All clocks of a subject, explained. */
export async function clocksOf(tx: Tx, ctx: Ctx, subject: Subject): Promise<ClockShown[]> {
  const calendar = await loadCalendar(tx)
  return (await store.ofSubject(tx, subject)).map((r) => explain(store.clockOf(r), r.no, calendar, ctx.now))
}

/** The last day of each clock that runs now: neither ended nor paused. */
export async function lastDays(tx: Tx, subject: Subject): Promise<Record<string, Day>> {
  const rows = await store.ofSubject(tx, subject)
  return Object.fromEntries(rows.flatMap((r) => (r.ended_at || !r.due_on ? [] : [[r.rule, r.due_on]])))
}

const ROUNDS_MAX = 200

/** Safe to run twice, or after a week of outage: a breach is recorded once and never missed. */
export async function sweepBreaches(ctx: Ctx): Promise<number> {
  let marked = 0
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const n = await ctx.tx(async (tx) => {
      const late = await store.markLate(tx, ctx.now)
      for (const r of late)
        await record(tx, ctx, store.subjectOf(r), [
          { type: eventTypes.breached, at: ctx.now, rule: r.rule, name: r.name, dueOn: r.due_on },
        ])
      return late.length
    })
    if (n === 0) break
    marked += n
  }
  return marked
}

/** What calendar asks of deadlines: which running clocks another calendar moves, and moving them. */
export const clocksByCalendar: Dependant = {
  name: '时限',
  async preview(tx, ctx, next) {
    const moved: { row: store.Row; to: Day | null }[] = []
    for await (const row of store.runningByCalendar(tx, false)) {
      const to = dueOn(row, next)
      if (to !== row.due_on) moved.push({ row, to })
    }
    const titles = await titlesOf(
      tx,
      ctx,
      moved.map((m) => m.row),
    )
    return moved.map(
      ({ row, to }): Move => ({ what: row.name, title: titles.get(key(row)) ?? '', from: row.due_on, to }),
    )
  },
  async recount(tx, ctx, next) {
    for await (const row of store.runningByCalendar(tx, true)) {
      const clock = store.clockOf(row)
      if (dueOn(row, next) === row.due_on && row.due_on !== null) continue
      const { dueOn: to, breached } = await store.put(tx, store.subjectOf(row), row.no, clock, next, ctx.now)
      if (to === row.due_on) continue
      const about = { at: ctx.now, rule: row.rule, name: row.name }
      await record(tx, ctx, store.subjectOf(row), [{ type: eventTypes.moved, ...about, dueOn: row.due_on, to }])
      if (breached !== row.breached)
        await record(tx, ctx, store.subjectOf(row), [
          { type: breached ? eventTypes.breached : eventTypes.breachCleared, ...about, dueOn: to },
        ])
    }
  },
}

const dueOn = (row: store.Row, calendar: Calendar): Day | null => count(store.clockOf(row), calendar).dueOn
const key = (row: store.Row) => `${row.subject_type} ${row.subject_id}`

async function titlesOf(tx: Tx, ctx: Ctx, rows: readonly store.Row[]): Promise<Map<string, string>> {
  const all = new Map<string, string>()
  for (const { type, titles } of ctx.slots.all(subjectTitles)) {
    const ids = [...new Set(rows.filter((r) => r.subject_type === type).map((r) => r.subject_id))]
    if (ids.length > 0) for (const [id, title] of await titles(tx, ids)) all.set(`${type} ${id}`, title)
  }
  return all
}
