import { sql } from 'kysely'
import type { Ctx, Tx } from './ctx.ts'

/** One line of the security record: what was attempted, on what, and whether it was allowed. Holds no personal data beyond ids. */
export type AuditLine = {
  action: string
  result: 'allowed' | 'denied' | 'failed'
  subject?: { type: string; id: string }
  detail?: Record<string, unknown>
}

/** In a transaction when the line belongs to a change; without one (denials) it commits by itself. */
export async function audit(ctx: Ctx, line: AuditLine, tx?: Tx): Promise<void> {
  const write = (on: Tx) =>
    sql`insert into audit (at, actor_id, actor_name, organ_id, session_id, ip, request_id, action, result, subject_type, subject_id, detail)
    values (${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.actor.organId}, ${ctx.actor.sessionId}, ${ctx.ip}, ${ctx.requestId},
      ${line.action}, ${line.result}, ${line.subject?.type ?? null}, ${line.subject?.id ?? null}, ${JSON.stringify(line.detail ?? {})}::jsonb)`.execute(
      on,
    )
  await (tx ? write(tx) : ctx.tx(write))
}
