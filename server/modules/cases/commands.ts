import { randomInt } from 'node:crypto'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { yearOf } from '../../kernel/day.ts'
import { record, type Fact } from '../../kernel/events.ts'
import { instant, wallClock } from '../../kernel/instant.ts'
import { once } from '../../kernel/once.ts'
import { refuser } from '../../kernel/refusal.ts'
import { applyClocks, lastDays, rulesOn } from '../deadlines/index.ts'
import {
  procedures,
  refusals,
  subjectOf,
  type Acted,
  type ActionSpec,
  type CaseState,
  type Known,
  type Procedure,
  type Request,
} from './contract.ts'
import { mayRead, nowOpen, obstacleOf, offersOf, stepFor } from './offer.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)

/** One action on one case, in one transaction: everything it does commits together, or nothing does (architecture §5). */
export const act = (ctx: Ctx, id: string, request: Request): Promise<Acted> =>
  ctx.tx((tx) => once(tx, ctx, `cases.act ${id}`, request, () => actIn(tx, ctx, id, request)))

/** The same in the caller's transaction: bulk actions, sweeps, reactions. */
export async function actIn(tx: Tx, ctx: Ctx, id: string, request: Request): Promise<Acted> {
  const found = await open(tx, ctx, id, true)
  const { row, p, state, spec, action } = parsed(found, request)
  guard(ctx, found, request)
  const rules = await rulesOn(tx, p.ruleKeys, row.law_day)
  const known: Known = {
    rules,
    lastDays: await lastDays(tx, subjectOf(id)),
    now: ctx.now,
    today: ctx.today,
    by: { id: ctx.actor.id, name: ctx.actor.name, organId: ctx.actor.organId },
    step: stepFor(spec, found.open, ctx.actor),
    gathered: await p.gather?.(tx, ctx, state, action),
  }
  const events = p.decide(state, action, known)
  const after = events.reduce((s, e) => p.evolve(s, e), state)
  const change = { before: state, after, action, events }
  await p.save(tx, ctx, change)
  if (!(await store.move(tx, ctx, row, moved(p, after)))) refuseStale(ctx, found)
  await store.setSteps(tx, ctx, id, found.steps, p.steps(after))
  await applyClocks(
    tx,
    ctx,
    subjectOf(id),
    events.flatMap((e) => p.clocks(e, rules)),
    rules,
  )
  await record(tx, ctx, p.subject?.(after) ?? subjectOf(id), events)
  await p.afterSave?.(tx, ctx, change)
  const number = row.number ?? (await numbered(tx, ctx, p, after))
  return { id, status: after.status, version: row.version + 1, number }
}

/** Registers a record that its procedure has just stored. `facts` are recorded and start its clocks. */
export async function openCase(tx: Tx, ctx: Ctx, key: string, id: string, facts: readonly Fact[]): Promise<Acted> {
  const p = procedureOf(ctx, key)
  const state = await p.load(tx, ctx, id)
  if (!state) throw new Error(`${key} has no record ${id} to open a case for`)
  const { title, organId, status, over } = moved(p, state)
  const now = new Date(ctx.now)
  await store.insert(tx, {
    id,
    procedure: key,
    title,
    organ_id: organId,
    status,
    over,
    version: 0,
    law_day: ctx.today,
    tracking_code: trackingCode(),
    number: null,
    number_organ_id: null,
    number_year: null,
    number_no: null,
    opened_at: now,
    opened_by: ctx.actor.id,
    opened_by_name: ctx.actor.name,
    changed_at: now,
    changed_by_name: ctx.actor.name,
    closed_at: over ? now : null,
  })
  await store.setSteps(tx, ctx, id, [], p.steps(state))
  const rules = await rulesOn(tx, p.ruleKeys, ctx.today)
  await applyClocks(
    tx,
    ctx,
    subjectOf(id),
    facts.flatMap((e) => p.clocks(e, rules)),
    rules,
  )
  await record(tx, ctx, p.subject?.(state) ?? subjectOf(id), facts)
  return { id, status, version: 0, number: await numbered(tx, ctx, p, state) }
}

/** Registers what was over before it came here (import of past publications), many at a time, so that it can be acted on. */
export const registerPast = (tx: Tx, ctx: Ctx, key: string, rows: readonly store.Past[]): Promise<void> =>
  store.insertPast(
    tx,
    ctx,
    key,
    rows.map((r) => ({ ...r, code: trackingCode() })),
  )
/** Takes further cases that this transaction will move, before their records are locked: one order for all, no circle. */
export const holdCases = (tx: Tx, ids: readonly string[]): Promise<void> => store.hold(tx, ids)

/** The procedure's record got another title or organ outside an action (autosave of a draft). */
export const retitle = (tx: Tx, id: string, title: string, organId: string): Promise<void> =>
  store.retitle(tx, id, title, organId)

/** Work that is one person's goes to a successor; each case says so in its timeline. */
export async function handOver(tx: Tx, ctx: Ctx, fromId: string, toId: string): Promise<void> {
  for (const id of await store.moveHeld(tx, fromId, toId))
    await record(tx, ctx, subjectOf(id), [{ type: 'cases.handedOver', at: ctx.now, fromId, toId }])
}

export type Found = {
  row: store.CaseLine
  p: Procedure
  state: CaseState
  path: string
  organName: string
  steps: store.StepLine[]
  open: store.StepLine[]
}

/** The case as this person may see it; what their scope does not cover does not exist. */
export async function open(tx: Tx, ctx: Ctx, id: string, forUpdate: boolean): Promise<Found> {
  const row = (await (forUpdate ? store.lock(tx, id) : store.find(tx, id))) ?? refuse('cases.notFound')
  const p = procedureOf(ctx, row.procedure)
  const state = (await p.load(tx, ctx, id)) ?? refuse('cases.notFound')
  const { path, name } = await store.organ(tx, state.organId)
  const steps = await store.steps(tx, id)
  if (!mayRead(p, state, path, steps, ctx.actor)) refuse('cases.notFound')
  return { row, p, state, path, organName: name, steps, open: steps.filter((s) => s.closedAt === null) }
}

function parsed(found: Found, request: Request) {
  const { type } = request
  const input = Object.fromEntries(Object.entries(request).filter(([key]) => key !== 'type' && key !== 'seen'))
  const spec: ActionSpec =
    (Object.hasOwn(found.p.actions, type) ? found.p.actions[type] : undefined) ?? refuse('cases.unknownAction')
  return { ...found, spec, action: { type, ...(spec.input.parse(input) as object) } }
}

function guard(ctx: Ctx, found: Found, { type, seen }: Request): void {
  if (seen !== undefined && seen !== found.row.version) refuseStale(ctx, found)
  const why = obstacleOf(found.p, found.state, found.path, found.open, type, ctx.actor)
  if (why === null) return
  refuse('cases.notNow', { label: found.p.actions[type]!.label, why, ...standing(ctx, found) })
}

const refuseStale = (ctx: Ctx, found: Found): never =>
  refuse('cases.stale', {
    who: found.row.changed_by_name,
    when: wallClock(instant(found.row.changed_at)),
    ...standing(ctx, found),
  })

/** What a 409 carries, so that the screen can show the case as it is now. */
function standing(ctx: Ctx, { p, state, path, open, row }: Found) {
  const offers = offersOf(p, state, path, open, ctx.actor)
  return {
    now: nowOpen(offers),
    status: state.status,
    version: row.version,
    open: offers.filter((o) => o.open).map((o) => o.action),
  }
}

const moved = (p: Procedure, s: CaseState): store.Moved => ({
  title: s.title,
  organId: s.organId,
  status: s.status,
  over: p.finalStatuses.includes(s.status),
})

/** Takes a number when the case has left its draft; the last thing a transaction does. */
async function numbered(tx: Tx, ctx: Ctx, p: Procedure, state: CaseState): Promise<string | null> {
  if (p.draftStatuses?.includes(state.status)) return null
  const year = yearOf(ctx.today)
  const { name } = await store.organ(tx, state.organId)
  const no = await store.nextNumber(tx, p.key, state.organId, year)
  const number = p.number?.(name, year, no) ?? `〔${year}〕${no}号`
  await store.setNumber(tx, state.id, number, state.organId, year, no)
  return number
}

export function procedureOf(ctx: Ctx, key: string): Procedure {
  const found = ctx.slots.all(procedures).find((p) => p.key === key)
  if (!found) throw new Error(`no module gives the procedure ${key}`)
  return found
}

// Without 0 O 1 I L: it is read out on the telephone. 31^12 codes: not to be guessed.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const trackingCode = (): string => Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
