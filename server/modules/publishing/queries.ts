// What staff read: lists, the inbox, one edition, its history. Every list is narrowed to what the person may see.
import { sql } from 'kysely'
import { reach, type Ctx, type Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { instant, startOf, type Instant } from '../../kernel/instant.ts'
import type { Paged } from '../../kernel/route.ts'
import {
  actions,
  actionTypes,
  obstacles,
  whyNot,
  type DocumentRow,
  type EditionView,
  type InboxRow,
  type Signature,
  type Status,
  type Validity,
} from './contract.ts'
import type { z } from 'zod'
import { numberKey } from '../search/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import type { DocumentList } from './contract.ts'
import { standing } from './edition.ts'
import { kindName } from './packs.ts'
import { editionById } from './store.ts'

/** Who may look at drafts at all. */
export const readers = [
  'publishing.draft',
  'publishing.firstReview',
  'publishing.secrecyReview',
  'publishing.signOff',
  'publishing.manage',
  'console.read',
] as const
const within = (paths: readonly string[], column = sql.raw('o.path')) =>
  sql`exists (select from unnest(${[...paths]}::text[]) p where starts_with(${column}, p))`

/** The organs of the paths, for an index on organ_id; null when they are all. */
const organsOf = (paths: readonly string[]) => sql`(select o.id from organs_organ_view o where ${within(paths)})`

type Row = {
  id: string
  edition_id: string
  no: number
  status: Status
  kind: string
  title: string
  organ_id: string
  organ_name: string
  author_name: string
  changed_at: Date
  published_at: Date | null
  publish_at: Date | null
  index_number: string | null
  document_number: string | null
  path: string | null
  step_name: string | null
  public_no: number | null
}

export async function documentList(tx: Tx, ctx: Ctx, q: z.output<typeof DocumentList>): Promise<Paged<DocumentRow>> {
  const like = q.q ? `%${q.q.replace(/[\\%_]/g, '\\$&')}%` : null
  const number = q.q ? numberKey(q.q) : null
  const where = sql`d.organ_id in ${organsOf(reach(ctx.actor, readers))}
    and (${q.status ?? null}::text[] is null or d.newest_status = any(${q.status ?? null}::text[])) and (${q.status ?? null}::text[] is not null or d.newest_status <> 'discarded')
    and (${q.kind ?? null}::text[] is null or d.kind = any(${q.kind ?? null}::text[])) and (${q.organId ?? null}::uuid is null or d.organ_id = ${q.organId ?? null}::uuid)
    and (${q.mine ?? false} = false or d.author_id = ${ctx.actor.id})
    and (${like}::text is null or d.title like ${like} or d.index_number like ${like}
      or (d.number_key = ${number?.key ?? null} and strpos(d.number_prefix, ${number?.prefix ?? ''}) > 0))
    and (${q.from ?? null}::date is null or d.changed_at >= ${q.from ? startOf(q.from) : null}::timestamptz)
    and (${q.to ?? null}::date is null or d.changed_at < ${q.to ? startOf(q.to) : null}::timestamptz + interval '1 day')`
  const order = {
    changed: sql`d.changed_at desc, d.id`,
    published: sql`d.first_published_at desc nulls last, d.id`,
    title: sql`d.title, d.id`,
  }[q.sort]
  const { rows } =
    await sql<Row>`select d.id, d.newest_id as edition_id, d.newest_no as no, d.newest_status as status, d.kind, d.title, d.organ_id, o.name as organ_name, d.author_name, d.changed_at,
      d.first_published_at as published_at, e.publish_at, d.index_number, p.document_number, p.path, e.steps -> (e.step_no - 1) ->> 'name' as step_name, d.public_no
    from (select * from publishing_document d where ${where} order by ${order} limit ${q.size} offset ${(q.page - 1) * q.size}) d
    join organs_organ_view o on o.id = d.organ_id join publishing_edition e on e.id = d.newest_id left join publishing_public p on p.document_id = d.id order by ${order}`.execute(
      tx,
    )
  const { rows: counted } = await sql<{
    n: number
  }>`select count(*)::int as n from (select from publishing_document d where ${where} limit ${COUNT_MAX}) c`.execute(tx)
  return { items: rows.map(toRow), total: counted[0]!.n, page: q.page, size: q.size }
}
const COUNT_MAX = 100_000
const at = (d: Date | null): Instant | null => d && instant(d)
const toRow = (r: Row): DocumentRow => ({
  id: r.id,
  editionId: r.edition_id,
  editionNo: r.no,
  status: r.status,
  kind: r.kind,
  kindName: kindName(r.kind),
  title: r.title,
  organId: r.organ_id,
  organName: r.organ_name,
  authorName: r.author_name,
  changedAt: instant(r.changed_at),
  publishedAt: at(r.published_at),
  publishAt: at(r.publish_at),
  indexNumber: r.index_number,
  documentNumber: r.document_number,
  path: r.path,
  stepName: r.status === 'inReview' ? r.step_name : null,
  liveEditionNo: r.public_no,
})

type Waiting = {
  edition_id: string
  document_id: string
  title: string
  kind: string
  organ_id: string
  organ_name: string
  author_name: string
  step_name: string
  verb: InboxRow['verb']
  changed_at: Date
}
/** The one inbox over all sections: open steps that this person may sign, the longest waiting first. */
export async function inbox(tx: Tx, ctx: Ctx, page: { page: number; size: number }): Promise<Paged<InboxRow>> {
  const grants = ctx.actor.grants
    .filter((g) => g.duty.startsWith('publishing.'))
    .map((g) => ({ duty: g.duty, path: g.path }))
  const from = sql`publishing_edition e join publishing_document d on d.id = e.document_id join organs_organ_view o on o.id = d.organ_id, lateral (select e.steps -> (e.step_no - 1) as s) step
    where e.status = 'inReview' and exists (select from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as g (duty text, path text) where g.duty = step.s ->> 'duty' and starts_with(step.s ->> 'organPath', g.path))
      and not exists (select from publishing_author a where a.edition_id = e.id and a.person_id = ${ctx.actor.id})
      and not exists (select from publishing_signature g where g.edition_id = e.id and g.round = e.round and g.person_id = ${ctx.actor.id} and g.void_at is null and g.verb in ('approve', 'secrecyReview', 'signOff'))`
  const { rows } =
    await sql<Waiting>`select e.id as edition_id, d.id as document_id, d.title, d.kind, d.organ_id, o.name as organ_name, d.author_name, step.s ->> 'name' as step_name, step.s ->> 'verb' as verb, e.changed_at
    from ${from} order by e.changed_at, e.id limit ${page.size} offset ${(page.page - 1) * page.size}`.execute(tx)
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from ${from}`.execute(tx)
  const items: InboxRow[] = []
  for (const r of rows) {
    const clock = (await clocksOf(tx, ctx, { type: 'case', id: r.edition_id })).find((c) => c.state === 'running')
    items.push({
      editionId: r.edition_id,
      documentId: r.document_id,
      title: r.title,
      kind: r.kind,
      kindName: kindName(r.kind),
      organId: r.organ_id,
      organName: r.organ_name,
      authorName: r.author_name,
      stepName: r.step_name,
      verb: r.verb,
      since: instant(r.changed_at),
      dueOn: clock?.dueOn ?? null,
      late: clock?.late ?? false,
    })
  }
  return { items, total: counted[0]!.n, ...page }
}

/** One edition as its screens show it, with the actions open to this person and why the others are not. */
export async function editionView(tx: Tx, ctx: Ctx, id: string): Promise<EditionView | undefined> {
  const e = await editionById(tx, id)
  if (!e) return undefined
  const s = standing(e)
  const relevant = actionTypes.filter(
    (type) =>
      (actions[type].from as readonly Status[]).includes(e.status) &&
      !(actions[type].by as readonly string[]).includes('system'),
  )
  const d = await publishedFacts(tx, e.documentId)
  const { rows: organ } = await sql<{
    name: string
  }>`select name from organs_organ_view where id = ${e.organId}`.execute(tx)
  const { rows: editions } = await sql<{
    id: string
    no: number
    status: Status
    published_at: Date | null
    note: string | null
  }>`select id, no, status, published_at, note from publishing_edition
    where document_id = ${e.documentId} order by no desc limit 100`.execute(tx)
  const signatures = await signaturesOf(tx, id)
  return {
    id: e.id,
    documentId: e.documentId,
    no: e.no,
    status: e.status,
    version: e.version,
    kind: e.kind,
    kindName: kindName(e.kind),
    organId: e.organId,
    organName: organ[0]?.name ?? '',
    organPath: e.organPath,
    content: e.content,
    standing: s,
    actions: relevant.filter((type) => whyNot(s, ctx.actor, type) === null),
    blocked: relevant.flatMap((type) => {
      const why = whyNot(s, ctx.actor, type)
      return why === null || why === 'step' ? [] : [{ type, why: obstacles[why] }]
    }),
    round: e.round,
    steps: e.steps.map((step) => ({
      ...step,
      done: e.status !== 'draft' && e.status !== 'returned' && (e.stepNo === 0 || step.no < e.stepNo),
    })),
    signatures,
    publishAt: e.publishAt,
    publishedAt: e.publishedAt,
    path: d.path,
    indexNumber: d.indexNumber,
    note: e.note,
    changedAt: e.changedAt,
    changedByName: e.changedByName,
    editions: editions.map((o) => ({
      id: o.id,
      no: o.no,
      status: o.status,
      publishedAt: at(o.published_at),
      note: o.note,
    })),
  }
}

type SignatureRow = {
  round: number
  step_no: number
  step_name: string
  verb: Signature['verb']
  person_id: string
  person_name: string
  organ_name: string | null
  at: Date
  opinion: string
  form: Signature['form']
}
/** Every step that was signed, oldest first; the ones that became void are left out. */
export async function signaturesOf(tx: Tx, editionId: string): Promise<Signature[]> {
  const { rows } =
    await sql<SignatureRow>`select round, step_no, step_name, verb, person_id, person_name, organ_name, at, opinion, form from publishing_signature
    where edition_id = ${editionId} and void_at is null order by at, id limit 200`.execute(tx)
  return rows.map((r) => ({
    round: r.round,
    stepNo: r.step_no,
    stepName: r.step_name,
    verb: r.verb,
    personId: r.person_id,
    personName: r.person_name,
    organName: r.organ_name,
    at: instant(r.at),
    opinion: r.opinion,
    form: r.form,
  }))
}

/** Earlier texts of an edition, newest first: what autosave kept and what reviewers saw. */
export async function revisionsOf(
  tx: Tx,
  editionId: string,
): Promise<{ id: string; at: Instant; byName: string; kept: boolean; title: string }[]> {
  const { rows } = await sql<{
    id: string
    made_at: Date
    made_by_name: string
    kept: boolean
    title: string
  }>`select id, made_at, made_by_name, kept, content ->> 'title' as title from publishing_revision
    where edition_id = ${editionId} order by made_at desc, id desc limit 100`.execute(tx)
  return rows.map((r) => ({ id: r.id, at: instant(r.made_at), byName: r.made_by_name, kept: r.kept, title: r.title }))
}
export async function revisionContent(tx: Tx, editionId: string, revisionId: string): Promise<unknown> {
  const { rows } = await sql<{
    content: unknown
  }>`select content from publishing_revision where id = ${revisionId} and edition_id = ${editionId}`.execute(tx)
  return rows[0]?.content
}

export type PublishedFacts = {
  number: string
  siteId: string | null
  path: string | null
  indexNumber: string | null
  firstPublishedAt: Instant | null
  mark: Validity | null
  markFrom: Day | null
}
/** What a document has since its first publication. */
export async function publishedFacts(tx: Tx, documentId: string): Promise<PublishedFacts> {
  const { rows } = await sql<{
    number: string
    site_id: string | null
    path: string | null
    index_number: string | null
    first_published_at: Date | null
    validity_mark: Validity | null
    validity_mark_from: Day | null
  }>`
    select number, site_id, path, index_number, first_published_at, validity_mark, validity_mark_from from publishing_document where id = ${documentId}`.execute(
    tx,
  )
  const r = rows[0]!
  return {
    number: r.number,
    siteId: r.site_id,
    path: r.path,
    indexNumber: r.index_number,
    firstPublishedAt: at(r.first_published_at),
    mark: r.validity_mark,
    markFrom: r.validity_mark_from,
  }
}
/** What the efficacy of a public text depends on; undefined when its kind has none. */
export async function validityFacts(
  tx: Tx,
  documentId: string,
): Promise<{ effectiveOn: Day | null; lapsesOn: Day | null; mark: Validity | null; markFrom: Day | null } | undefined> {
  const { rows } = await sql<{
    effectiveOn: Day | null
    lapsesOn: Day | null
    mark: Validity | null
    markFrom: Day | null
  }>`select p.effective_on as "effectiveOn", p.lapses_on as "lapsesOn", d.validity_mark as mark, d.validity_mark_from as "markFrom"
    from publishing_public p join publishing_document d on d.id = p.document_id where p.document_id = ${documentId} and p.validity is not null`.execute(
    tx,
  )
  return rows[0]
}

/** Path of the organ that a document or an edition belongs to: the scope of all that is done to it. */
export async function organPathOf(
  tx: Tx,
  type: 'document' | 'edition',
  id: string,
): Promise<readonly string[] | undefined> {
  const { rows } =
    type === 'document'
      ? await sql<{
          path: string
        }>`select o.path from publishing_document d join organs_organ_view o on o.id = d.organ_id where d.id = ${id}`.execute(
          tx,
        )
      : await sql<{
          path: string
          steps: { organPath: string }[]
        }>`select o.path, e.steps from publishing_edition e join publishing_document d on d.id = e.document_id join organs_organ_view o on o.id = d.organ_id where e.id = ${id}`.execute(
          tx,
        )
  const row = rows[0] as { path: string; steps?: { organPath: string }[] } | undefined
  return row && [...new Set([row.path, ...(row.steps ?? []).map((s) => s.organPath)])]
}

export type Statistics = {
  drafts: number
  returned: number
  inReview: number
  scheduled: number
  publishedThisMonth: number
  byOrgan: { organId: string; organName: string; count: number }[]
}
/** For the console's first screen, within the person's reach. */
export async function statistics(tx: Tx, ctx: Ctx): Promise<Statistics> {
  const organs = organsOf(reach(ctx.actor, readers))
  const { rows } = await sql<{
    status: Status
    n: number
  }>`select newest_status as status, count(*)::int as n from publishing_document d
    where newest_status in ('draft', 'returned', 'inReview', 'scheduled') and d.organ_id in ${organs} group by 1`.execute(
    tx,
  )
  const { rows: month } = await sql<{
    organId: string
    organName: string
    count: number
  }>`select p.organ_id as "organId", o.name as "organName", count(*)::int as count
    from publishing_public p join organs_organ_view o on o.id = p.organ_id where p.status = 'live' and p.published_at >= ${startOf(`${ctx.today.slice(0, 8)}01` as Day)} and p.organ_id in ${organs}
    group by 1, 2 order by 3 desc, 2 limit 200`.execute(tx)
  const n = (s: Status) => rows.find((r) => r.status === s)?.n ?? 0
  return {
    drafts: n('draft'),
    returned: n('returned'),
    inReview: n('inReview'),
    scheduled: n('scheduled'),
    publishedThisMonth: month.reduce((sum, m) => sum + m.count, 0),
    byOrgan: month,
  }
}
