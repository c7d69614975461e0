// What is owed and what was published for it. The counts of an obligation are kept from its fulfilments, never written by hand.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { newId } from '../../kernel/id.ts'
import type { Instant } from '../../kernel/instant.ts'
import { refuser } from '../../kernel/refusal.ts'
import { type Expectation, refusals } from './contract.ts'
import type { Existing, Target } from './obligation.ts'
import type { TimeLimit } from './timeLimit.ts'

type Tables = {
  standards_obligation: {
    id: string
    entry_id: string
    organ_id: string
    field_key: string
    period_from: Day
    period_to: Day | null
    label: string
    due_on: Day
    needed: number
  }
}
const refuse = refuser(refusals)
const CHUNK = 1000

/** Who owes what by the catalogs in force: organs under the Regulation only. */
export type Duty = {
  entryId: string
  organId: string
  fieldKey: string
  expectation: Expectation
  timeLimit: TimeLimit
  since: Day
}
export async function dutiesInForce(tx: Tx): Promise<Duty[]> {
  const { rows } =
    await sql<Duty>`select e.id as "entryId", r.organ_id as "organId", e.field_key as "fieldKey", e.expectation, e.content->'timeLimit' as "timeLimit", c.effective_on as since
    from standards_catalog c join standards_entry e on e.catalog_id = c.id join standards_entry_organ r on r.catalog_id = c.id and r.entry_id = e.id
    join organs_organ_view o on o.id = r.organ_id and o.under_regulation and o.active
    where c.status = 'inForce' order by e.id, r.organ_id`.execute(tx)
  return rows
}

/** One person or sweep at a time opens periods. */
export const lockRegister = async (tx: Tx): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtextextended('standards:obligations', 0))`.execute(tx))

export async function existingObligations(tx: Tx): Promise<Existing[]> {
  const { rows } =
    await sql<Existing>`select id, entry_id as "entryId", organ_id as "organId", period_from as "from", period_to as "to",
    done_count > 0 or na_at is not null as touched from standards_obligation`.execute(tx)
  return rows
}

export async function openObligations(tx: Tx, targets: readonly Target[]): Promise<void> {
  for (let i = 0; i < targets.length; i += CHUNK)
    await tx
      .withTables<Tables>()
      .insertInto('standards_obligation')
      .values(
        targets.slice(i, i + CHUNK).map((t) => ({
          id: newId(),
          entry_id: t.entryId,
          organ_id: t.organId,
          field_key: t.fieldKey,
          period_from: t.from,
          period_to: t.to,
          label: t.label,
          due_on: t.dueOn,
          needed: t.needed,
        })),
      )
      .onConflict((c) => c.columns(['entry_id', 'organ_id', 'period_from']).doNothing())
      .execute()
}
export const dropObligations = async (tx: Tx, ids: readonly string[]): Promise<void> =>
  void (ids.length > 0 && (await sql`delete from standards_obligation where id = any(${ids}::uuid[])`.execute(tx)))

/** The obligation in which a publication of that day counts. */
export async function obligationOf(tx: Tx, entryId: string, organId: string, on: Day): Promise<string | null> {
  const { rows } = await sql<{
    id: string
  }>`select id from standards_obligation where entry_id = ${entryId} and organ_id = ${organId}
    and period_from <= ${on} and (period_to is null or period_to >= ${on}) order by period_to nulls last limit 1 for update`.execute(
    tx,
  )
  return rows[0]?.id ?? null
}
export async function limitOf(tx: Tx, entryId: string): Promise<TimeLimit | undefined> {
  const { rows } = await sql<{
    limit: TimeLimit
  }>`select content->'timeLimit' as limit from standards_entry_view where id = ${entryId} limit 1`.execute(tx)
  return rows[0]?.limit
}

export type Fulfilment = {
  entryId: string
  organId: string
  obligationId: string | null
  documentId: string
  publishedOn: Day
  formedOn: Day | null
  dueOn: Day | null
  late: boolean
  elements: readonly string[]
}
/** The same publication twice is one. */
export const putFulfilment = async (tx: Tx, f: Fulfilment): Promise<void> =>
  void (await sql`insert into standards_fulfilment (id, entry_id, organ_id, obligation_id, document_id, published_on, formed_on, due_on, late, elements)
    values (${newId()}, ${f.entryId}, ${f.organId}, ${f.obligationId}, ${f.documentId}, ${f.publishedOn}, ${f.formedOn}, ${f.dueOn}, ${f.late}, ${JSON.stringify(f.elements)}::jsonb)
    on conflict (document_id, entry_id, organ_id, published_on) do update set obligation_id = excluded.obligation_id, formed_on = excluded.formed_on,
      due_on = excluded.due_on, late = excluded.late, elements = excluded.elements, ended_on = null`.execute(tx))

/** Ends what a document fulfils now; what it did for a period that is over stays done. Returns the obligations to count again. */
export async function endFulfilments(tx: Tx, documentId: string, on: Day): Promise<string[]> {
  const { rows } = await sql<{ id: string | null }>`update standards_fulfilment f set ended_on = ${on}
    where f.document_id = ${documentId} and f.ended_on is null
      and not exists (select from standards_obligation o where o.id = f.obligation_id and o.period_to < ${on}) returning f.obligation_id as id`.execute(
    tx,
  )
  return rows.flatMap((r) => (r.id === null ? [] : [r.id]))
}

/** Attaches publications of the past to obligations opened later (a catalog loaded after documents). Returns those to count. */
export async function attachFulfilments(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`update standards_fulfilment f set obligation_id = o.id from standards_obligation o
    where f.obligation_id is null and f.ended_on is null and o.entry_id = f.entry_id and o.organ_id = f.organ_id
      and o.period_from <= f.published_on and (o.period_to is null or o.period_to >= f.published_on) returning o.id`.execute(
    tx,
  )
  return [...new Set(rows.map((r) => r.id))]
}

/** Counts again: how many, which day made it enough, whether that was late. */
export const settle = async (tx: Tx, ids: readonly string[]): Promise<void> =>
  void (
    ids.length > 0 &&
    (await sql`update standards_obligation o set done_count = n.count, done_on = n.enough, done_late = coalesce(n.enough > o.due_on or n.late, false)
    from (select x.id, count(f.id)::int as count, (array_agg(f.published_on order by f.published_on))[x.needed] as enough, coalesce(bool_or(f.late), false) as late
      from standards_obligation x left join standards_fulfilment f on f.obligation_id = x.id and f.ended_on is null
      where x.id = any(${ids}::uuid[]) group by x.id) n
    where o.id = n.id`.execute(tx))
  )

export async function lockObligation(
  tx: Tx,
  id: string,
): Promise<{ id: string; done_count: number; na_at: Date | null }> {
  const { rows } = await sql<{
    id: string
    done_count: number
    na_at: Date | null
  }>`select id, done_count, na_at from standards_obligation where id = ${id} for update`.execute(tx)
  return rows[0] ?? refuse('standards.obligationNotFound')
}
export const setNotApplicable = async (
  tx: Tx,
  id: string,
  by: { reason: string; name: string; at: Instant } | null,
): Promise<void> =>
  void (await sql`update standards_obligation set na_reason = ${by?.reason ?? null}, na_by = ${by?.name ?? null}, na_at = ${by?.at ?? null} where id = ${id}`.execute(
    tx,
  ))
