import { sql } from 'kysely'
import type { z } from 'zod'
import { reach, type Ctx, type Tx } from '../../kernel/ctx.ts'
import { inWords, type Day } from '../../kernel/day.ts'
import { timeline, type Recorded } from '../../kernel/events.ts'
import { instant } from '../../kernel/instant.ts'
import type { Paged } from '../../kernel/route.ts'
import { clocksOf } from '../deadlines/index.ts'
import { eventTypes } from '../deadlines/contract.ts'
import { duties } from '../people/contract.ts'
import { open, type Found } from './commands.ts'
import {
  procedures,
  subjectOf,
  type CaseQuery,
  type CaseRecord,
  type CaseRow,
  type Offer,
  type TimelineLine,
} from './contract.ts'
import * as offer from './offer.ts'

/** Every action of this status: open to this person now, or why not. */
export async function offersOf(tx: Tx, ctx: Ctx, id: string): Promise<Offer[]> {
  const { p, state, path, open: steps } = await open(tx, ctx, id, false)
  return offer.offersOf(p, state, path, steps, ctx.actor)
}

/** The whole record: what it is, whose move it is, by when and why, what happened, what may be done. */
export async function caseRecord(tx: Tx, ctx: Ctx, id: string): Promise<CaseRecord> {
  const found = await open(tx, ctx, id, false)
  const { row, p, state, path } = found
  return {
    id,
    procedure: { key: p.key, name: p.name },
    number: row.number,
    trackingCode: row.tracking_code,
    title: state.title,
    organ: { id: state.organId, name: found.organName },
    status: { key: state.status, label: p.statuses[state.status] ?? state.status },
    over: row.over,
    version: row.version,
    openedAt: instant(row.opened_at),
    openedByName: row.opened_by_name,
    closedAt: row.closed_at && instant(row.closed_at),
    link: p.link(id),
    steps: found.open.map((s) => ({
      no: s.no,
      label: s.label,
      organName: s.organName,
      dutyLabel: duties[s.duty as keyof typeof duties]?.label ?? s.label,
      openedAt: s.openedAt,
    })),
    clocks: await clocksOf(tx, ctx, subjectOf(id)),
    timeline: await story(tx, found),
    offers: offer.offersOf(p, state, path, found.open, ctx.actor),
  }
}

/** The procedure's facts and those of clocks and hand-overs, oldest first, in words. */
async function story(tx: Tx, { p, state }: Found): Promise<TimelineLine[]> {
  const own = subjectOf(state.id)
  const subject = p.subject?.(state) ?? own
  const facts = await timeline(tx, subject)
  if (subject.type !== own.type || subject.id !== own.id) facts.push(...(await timeline(tx, own)))
  const inOrder = facts.toSorted((a, b) => (BigInt(a.no) < BigInt(b.no) ? -1 : 1))
  return inOrder.flatMap((e) => {
    const clock = narrateClock(e)
    const text = clock ?? p.narrate(e, state.id)
    return text === undefined
      ? []
      : [
          {
            no: e.no,
            at: e.at,
            actorName: e.actorName,
            text,
            reason: typeof e.data.reason === 'string' ? e.data.reason : null,
            kind: clock ? ('clock' as const) : ('act' as const),
          },
        ]
  })
}

function narrateClock(e: Recorded): string | undefined {
  const { name, dueOn, to } = e.data as { name?: string; dueOn?: Day | null; to?: Day | null }
  switch (e.type) {
    case eventTypes.breached:
      return `${name}已超期${dueOn ? `，应于${inWords(dueOn)}前办结` : ''}`
    case eventTypes.breachCleared:
      return `${name}查实未超期，已更正`
    case eventTypes.moved:
      return `放假安排变动，${name}由${dueOn ? inWords(dueOn) : '未定'}改为${to ? inWords(to) : '未定'}`
    case 'cases.handedOver':
      return '经办工作已移交'
    default:
      return undefined
  }
}

/** The register: cases of the organs that this person may read. */
export async function listCases(tx: Tx, ctx: Ctx, query: z.output<typeof CaseQuery>): Promise<Paged<CaseRow>> {
  const all = ctx.slots.all(procedures)
  const readers = all.flatMap((p) => reach(ctx.actor, p.readers).map((path) => [p.key, path] as const))
  const { rows } = await sql<{
    id: string
    procedure: string
    number: string | null
    title: string
    organ_name: string
    status: string
    over: boolean
    opened_at: Date
    changed_at: Date
    total: number
  }>`
    select c.id, c.procedure, c.number, c.title, coalesce(nullif(o.short_name, ''), o.name) as organ_name, c.status, c.over, c.opened_at, c.changed_at, count(*) over ()::int as total
    from cases_case c join organs_organ_view o on o.id = c.organ_id
    where exists (select 1 from unnest(${readers.map((r) => r[0])}::text[], ${readers.map((r) => r[1])}::text[]) as r (procedure, path)
        where r.procedure = c.procedure and starts_with(o.path, r.path))
      ${query.procedure ? sql`and c.procedure = ${query.procedure}` : sql``}
      ${query.over === undefined ? sql`` : sql`and c.over = ${query.over}`}
      ${query.q ? sql`and (c.number = ${query.q} or c.tracking_code = upper(${query.q}) or strpos(lower(c.title), lower(${query.q})) > 0)` : sql``}
    order by c.changed_at desc, c.id limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(tx)
  const items = rows.map((r) => {
    const p = all.find((x) => x.key === r.procedure)
    return {
      id: r.id,
      procedureName: p?.name ?? r.procedure,
      number: r.number,
      title: r.title,
      organName: r.organ_name,
      statusLabel: p?.statuses[r.status] ?? r.status,
      over: r.over,
      openedAt: instant(r.opened_at),
      changedAt: instant(r.changed_at),
      link: p?.link(r.id) ?? '',
    }
  })
  return { items, total: rows[0]?.total ?? 0, page: query.page, size: query.size }
}
