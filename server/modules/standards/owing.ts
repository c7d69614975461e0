// Obligations: opened by the catalogs in force, met by what is published, never reported by hand.
import { audit } from '../../kernel/audit.ts'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { record } from '../../kernel/events.ts'
import { refuser } from '../../kernel/refusal.ts'
import { loadCalendar } from '../calendar/index.ts'
import { refusals } from './contract.ts'
import { lastDay, periodsOf, type Period, reconcile, type Target } from './obligation.ts'
import { standardData } from './packs.ts'
import * as store from './store-obligations.ts'

const refuse = refuser(refusals)

/** Brings the register up to `today`: opens periods that have begun, drops unmet current ones that nobody owes any more. */
export async function openPeriods(tx: Tx, today: Day): Promise<{ opened: number; dropped: number }> {
  await store.lockRegister(tx)
  const calendar = await loadCalendar(tx)
  const { rules } = standardData()
  const memory = new Map<string, Period[]>()
  const targets: Target[] = []
  for (const duty of await store.dutiesInForce(tx)) {
    const key = JSON.stringify([duty.expectation, duty.timeLimit.parts, duty.since])
    const periods = memory.get(key) ?? periodsOf(duty, duty.since, today, calendar, rules)
    memory.set(key, periods)
    for (const p of periods)
      targets.push({ ...p, entryId: duty.entryId, organId: duty.organId, fieldKey: duty.fieldKey })
  }
  const { open, drop } = reconcile(await store.existingObligations(tx), targets, today)
  await store.dropObligations(tx, drop)
  await store.openObligations(tx, open)
  await store.settle(tx, await store.attachFulfilments(tx))
  return { opened: open.length, dropped: drop.length }
}

export type PublishedForEntry = {
  entryId: string
  organId: string
  documentId: string
  publishedOn: Day
  /** 成文日期 or the day of the last change; null when the document has none. */
  formedOn: Day | null
  /** The day of the event that the limit counts from, where it is not formation (批准, 作出决定, 收到申请). */
  triggeredOn?: Day | null
  /** Which 要素 of the entry the document contains. */
  elements?: readonly string[]
}

/** Tells that a document became public for an entry. Call it in the publisher's transaction; the same publication twice is one. */
export async function fulfil(tx: Tx, p: PublishedForEntry): Promise<void> {
  const [calendar, limit, obligationId] = [
    await loadCalendar(tx),
    await store.limitOf(tx, p.entryId),
    await store.obligationOf(tx, p.entryId, p.organId, p.publishedOn),
  ]
  const dueOn = limit ? lastDay(limit, p, calendar) : null
  await store.putFulfilment(tx, {
    ...p,
    obligationId,
    dueOn,
    late: dueOn !== null && p.publishedOn > dueOn,
    elements: p.elements ?? [],
  })
  if (obligationId !== null) await store.settle(tx, [obligationId])
}

/** Tells that a document is public no more (withdrawn, taken down) since `on`: current periods and 长期公开 are owed again. Not to be
 *  called when a display period ends as planned: what was published stays done. */
export const unfulfil = async (tx: Tx, documentId: string, on: Day): Promise<void> =>
  store.settle(tx, await store.endFulfilments(tx, documentId, on))

export const markNotApplicable = (ctx: Ctx, id: string, reason: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const o = await store.lockObligation(tx, id)
    if (o.done_count > 0) refuse('standards.obligationDone')
    await store.setNotApplicable(tx, id, { reason, name: ctx.actor.name, at: ctx.now })
    await note(tx, ctx, id, 'standards.markedNotApplicable', { reason })
  })

export const markApplicable = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const o = await store.lockObligation(tx, id)
    if (o.na_at === null) return
    await store.setNotApplicable(tx, id, null)
    await note(tx, ctx, id, 'standards.markedApplicable', {})
  })

async function note(tx: Tx, ctx: Ctx, id: string, type: string, data: Record<string, unknown>): Promise<void> {
  await record(tx, ctx, { type: 'obligation', id }, [{ type, at: ctx.now, ...data }])
  await audit(ctx, { action: type, result: 'allowed', subject: { type: 'obligation', id }, detail: data }, tx)
}
