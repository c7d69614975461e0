import { sql } from 'kysely'
import type { Ctx, Subject, Tx } from './ctx.ts'
import type { Instant } from './instant.ts'

/** A past fact about a subject. Everything besides `type` and `at` is its data. */
export type Fact = { type: string; at: Instant } & Record<string, unknown>
/** A fact as read back from the table. `no` grows, but commit order may differ from it. */
export type Recorded = {
  no: string
  subject: Subject
  type: string
  actorId: string
  actorName: string
  organId: string | null
  at: Instant
  data: Record<string, unknown>
}
/** Runs after the fact's transaction has committed, in a transaction of its own that also marks it done:
 *  its effects on our database happen once. Facts of one subject arrive in order. Nothing remote inside. */
export type Reaction = { name: string; on: readonly string[]; run(ctx: Ctx, tx: Tx, fact: Recorded): Promise<void> }

/** Which reactions hear which type of fact. */
export class Reactions {
  readonly all: readonly Reaction[]
  readonly #byType = new Map<string, string[]>()
  constructor(all: readonly Reaction[] = []) {
    this.all = all
    for (const r of all) for (const type of r.on) this.#byType.set(type, [...(this.#byType.get(type) ?? []), r.name])
  }
  hearing(type: string): readonly string[] {
    return this.#byType.get(type) ?? []
  }
}

type Tables = {
  event: {
    no: string
    subject_type: string
    subject_id: string
    type: string
    actor_id: string
    actor_name: string
    organ_id: string | null
    at: string
    data: string
    request_id: string
  }
  event_reaction: { reaction: string; event_no: string; subject_type: string; subject_id: string }
}

/** Writes facts to the one table that is both timeline and outbox, and queues them for the reactions that hear them. */
export const record = (tx: Tx, ctx: Ctx, subject: Subject, facts: readonly Fact[]): Promise<void> =>
  recordAll(
    tx,
    ctx,
    facts.map((fact) => ({ subject, fact })),
  )

const BATCH = 1000

/** The same for facts of many subjects at once: imports. */
export async function recordAll(tx: Tx, ctx: Ctx, lines: readonly { subject: Subject; fact: Fact }[]): Promise<void> {
  const on = tx.withTables<Tables>()
  for (let i = 0; i < lines.length; i += BATCH) {
    const rows = await on
      .insertInto('event')
      .values(
        lines.slice(i, i + BATCH).map(({ subject, fact: { type, at, ...data } }) => ({
          subject_type: subject.type,
          subject_id: subject.id,
          type,
          at,
          actor_id: ctx.actor.id,
          actor_name: ctx.actor.name,
          organ_id: ctx.actor.organId,
          data: JSON.stringify(data),
          request_id: ctx.requestId,
        })) as never,
      )
      .returning(['no', 'type', 'subject_type', 'subject_id'])
      .execute()
    const queue = rows.flatMap((row) =>
      ctx.reactions.hearing(row.type).map((reaction) => ({
        reaction,
        event_no: row.no,
        subject_type: row.subject_type,
        subject_id: row.subject_id,
      })),
    )
    if (queue.length > 0) await on.insertInto('event_reaction').values(queue).execute()
    if (queue.length > 0) await sql`select pg_notify('event', '')`.execute(tx)
  }
}

const TIMELINE_MAX = 1000

/** The facts of one subject, oldest first. */
export async function timeline(tx: Tx, subject: Subject): Promise<Recorded[]> {
  const { rows } =
    await sql<Row>`select no, subject_type, subject_id, type, actor_id, actor_name, organ_id, at, data from event
    where subject_type = ${subject.type} and subject_id = ${subject.id} order by no limit ${TIMELINE_MAX}`.execute(tx)
  return rows.map(recorded)
}

export type Row = {
  no: string
  subject_type: string
  subject_id: string
  type: string
  actor_id: string
  actor_name: string
  organ_id: string | null
  at: Date
  data: Record<string, unknown>
}
export const recorded = (r: Row): Recorded => ({
  no: r.no,
  subject: { type: r.subject_type, id: r.subject_id },
  type: r.type,
  actorId: r.actor_id,
  actorName: r.actor_name,
  organId: r.organ_id,
  at: r.at.toISOString() as Instant,
  data: r.data,
})
