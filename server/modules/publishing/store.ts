// What is being written and reviewed: documents, editions, revisions, signatures. With public.ts the only SQL of the module that writes.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { newId } from '../../kernel/id.ts'
import type { Instant } from '../../kernel/instant.ts'
import { instant } from '../../kernel/instant.ts'
import { refuser } from '../../kernel/refusal.ts'
import { holdCases } from '../cases/index.ts'
import { numberKey } from '../search/index.ts'
import {
  publicStatuses,
  refusals,
  workingStatuses,
  type Content,
  type SecrecyForm,
  type Signature,
  type Status,
  type Step,
} from './contract.ts'
import type { Edition } from './edition.ts'

const refuse = refuser(refusals)
const json = (value: unknown) => JSON.stringify(value)

/** The canonical text of a revision: same content, same hash, whatever the order of its fields. */
export const hashOf = (content: Content): string => createHash('sha256').update(canonical(content)).digest('hex')
const canonical = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(',')}]`
    : value !== null && typeof value === 'object'
      ? `{${Object.entries(value)
          .filter(([, v]) => v !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, v]) => `${json(k)}:${canonical(v)}`)
          .join(',')}}`
      : json(value)

/** 文号 as the list of documents finds it. */
function numbered(content: Content): { number_prefix: string; number_key: string | null } {
  const { documentNumber } = content.fields
  const found = typeof documentNumber === 'string' ? numberKey(documentNumber) : null
  return { number_prefix: found?.prefix ?? '', number_key: found?.key ?? null }
}

/** `revisionId`: given when the caller needs it. */
export type NewEdition = {
  id: string
  revisionId?: string
  documentId: string
  no: number
  status: Status
  content: Content
  note: string | null
  at: Instant
  publishedAt: Instant | null
  authors: readonly string[]
}
export type NewDocument = NewEdition & { kind: string; organId: string }

/** Documents with their first edition, many at a time: one statement a table. Constraints between them are checked at commit. */
export async function insertDocuments(
  tx: Tx,
  ctx: Ctx,
  rows: readonly NewDocument[],
): Promise<{ id: string; number: string }[]> {
  const { rows: made } = await sql<{
    id: string
    number: string
  }>`insert into publishing_document (id, kind, organ_id, newest_id, newest_no, newest_status, title, number_prefix, number_key, author_id, author_name, changed_at)
    select r.id, r.kind, r.organ_id, r.newest_id, 1, r.status, r.title, r.number_prefix, r.number_key, ${ctx.actor.id}, ${ctx.actor.name}, r.at
    from jsonb_to_recordset(${json(rows.map((r) => ({ id: r.documentId, kind: r.kind, organ_id: r.organId, newest_id: r.id, status: r.status, title: r.content.title, at: r.at, ...numbered(r.content) })))}::jsonb)
      as r (id uuid, kind text, organ_id uuid, newest_id uuid, status text, title text, at timestamptz, number_prefix text, number_key text) returning id, number`.execute(
    tx,
  )
  await insertEditions(tx, ctx, rows)
  return made
}

export async function insertEditions(tx: Tx, ctx: Ctx, rows: readonly NewEdition[]): Promise<void> {
  const revisions = rows.map((r) => ({
    id: r.revisionId ?? newId(),
    edition_id: r.id,
    content: r.content,
    hash: hashOf(r.content),
    made_at: r.at,
    kept: r.publishedAt !== null,
  }))
  await sql`insert into publishing_edition (id, document_id, no, status, revision_id, published_at, note, changed_at, changed_by, changed_by_name)
    select r.*, ${ctx.actor.id}, ${ctx.actor.name} from jsonb_to_recordset(${json(
      rows.map((r, i) => ({
        id: r.id,
        document_id: r.documentId,
        no: r.no,
        status: r.status,
        revision_id: revisions[i]!.id,
        published_at: r.publishedAt,
        note: r.note,
        changed_at: r.at,
      })),
    )}::jsonb)
      as r (id uuid, document_id uuid, no int, status text, revision_id uuid, published_at timestamptz, note text, changed_at timestamptz)`.execute(
    tx,
  )
  await sql`insert into publishing_revision (id, edition_id, content, hash, made_at, made_by, made_by_name, kept)
    select r.id, r.edition_id, r.content, r.hash, r.made_at, ${ctx.actor.id}, ${ctx.actor.name}, r.kept from jsonb_to_recordset(${json(revisions)}::jsonb)
      as r (id uuid, edition_id uuid, content jsonb, hash text, made_at timestamptz, kept boolean)`.execute(tx)
  const authors = rows.flatMap((r) => r.authors.map((person_id) => ({ edition_id: r.id, person_id })))
  if (authors.length > 0)
    await sql`insert into publishing_author select * from jsonb_to_recordset(${json(authors)}::jsonb) as r (edition_id uuid, person_id text)`.execute(
      tx,
    )
}

type Row = {
  id: string
  document_id: string
  no: number
  status: Status
  version: number
  revision_id: string
  content: Content
  round: number
  steps: Step[]
  step_no: number
  publish_at: Date | null
  published_at: Date | null
  note: string | null
  changed_at: Date
  changed_by: string
  changed_by_name: string
  organ_id: string
  organ_path: string
  kind: string
  authors: string[]
  signed: string[]
  public_status: Status | null
  display_until: Day | null
}
/** An edition with what its screens and its workflow need. */
export type Loaded = Edition & {
  revisionId: string
  publishedAt: Instant | null
  changedAt: Instant
  changedBy: string
  changedByName: string
}

const columns = sql`e.id, e.document_id, e.no, e.status, e.version, e.revision_id, r.content, e.round, e.steps, e.step_no, e.publish_at, e.published_at, e.note, e.changed_at, e.changed_by, e.changed_by_name,
  d.organ_id, o.path as organ_path, d.kind, array(select person_id from publishing_author a where a.edition_id = e.id) as authors,
  array(select person_id from publishing_signature s where s.edition_id = e.id and s.round = e.round and s.verb in ('approve', 'secrecyReview', 'signOff') and s.void_at is null order by s.step_no) as signed,
  (select p.status from publishing_edition p where p.document_id = e.document_id and p.status in ('live', 'withdrawn', 'takenDown', 'ended')) as public_status, r.content -> 'fields' ->> 'displayUntil' as display_until`
const joined = sql`publishing_edition e join publishing_document d on d.id = e.document_id join organs_organ_view o on o.id = d.organ_id join publishing_revision r on r.id = e.revision_id`

const toEdition = (r: Row): Loaded => ({
  id: r.id,
  documentId: r.document_id,
  no: r.no,
  organId: r.organ_id,
  organPath: r.organ_path,
  title: r.content.title,
  kind: r.kind,
  status: r.status,
  version: r.version,
  content: r.content,
  authorIds: r.authors,
  round: r.round,
  steps: r.steps,
  stepNo: r.step_no,
  signedIds: r.signed,
  publishAt: r.publish_at && instant(r.publish_at),
  publicStatus: r.public_status,
  displayUntil: /^\d{4}-\d{2}-\d{2}$/.test(r.display_until ?? '') ? r.display_until : null,
  note: r.note,
  revisionId: r.revision_id,
  publishedAt: r.published_at && instant(r.published_at),
  changedAt: instant(r.changed_at),
  changedBy: r.changed_by,
  changedByName: r.changed_by_name,
})

export async function editionById(tx: Tx, id: string): Promise<Loaded | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} where e.id = ${id}`.execute(tx)
  return rows[0] && toEdition(rows[0])
}

/** Locks the document, so that whatever is done to any of its editions waits in one line. The case of the edition that the public stands
 *  with is taken before it: publishing a successor moves that case too, and two transactions must not hold one each. */
export async function lockEdition(tx: Tx, id: string): Promise<Loaded | undefined> {
  const { rows } = await sql<{
    id: string
  }>`select p.id from publishing_edition e join publishing_edition p on p.document_id = e.document_id and p.status in ('live', 'withdrawn', 'takenDown', 'ended')
    where e.id = ${id} and p.id <> e.id`.execute(tx)
  await holdCases(
    tx,
    rows.map((r) => r.id),
  )
  await sql`select id from publishing_document where id = (select document_id from publishing_edition where id = ${id}) for update`.execute(
    tx,
  )
  return editionById(tx, id)
}

/** Autosave: another revision; older ones that nobody but the author saw are kept up to a bound. */
export async function saveDraft(tx: Tx, ctx: Ctx, e: Loaded, content: Content, history: number): Promise<number> {
  const revisionId = newId()
  await sql`insert into publishing_revision (id, edition_id, content, hash, made_at, made_by, made_by_name, kept)
    values (${revisionId}, ${e.id}, ${json(content)}::jsonb, ${hashOf(content)}, ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name}, false)`.execute(
    tx,
  )
  const { rows } = await sql<{
    version: number
  }>`update publishing_edition set revision_id = ${revisionId}, version = version + 1, changed_at = ${ctx.now}, changed_by = ${ctx.actor.id}, changed_by_name = ${ctx.actor.name}
    where id = ${e.id} and version = ${e.version} returning version`.execute(tx)
  if (rows.length === 0) refuse('publishing.moved')
  await sql`insert into publishing_author (edition_id, person_id) values (${e.id}, ${ctx.actor.id}) on conflict do nothing`.execute(
    tx,
  )
  const n = numbered(content)
  await sql`update publishing_document set title = ${content.title}, number_prefix = ${n.number_prefix}, number_key = ${n.number_key}, changed_at = ${ctx.now} where id = ${e.documentId} and newest_id = ${e.id}`.execute(
    tx,
  )
  await sql`delete from publishing_revision where not kept and id in (
    select id from publishing_revision where edition_id = ${e.id} and id <> ${revisionId} and not kept order by made_at desc, id desc offset ${history})`.execute(
    tx,
  )
  return rows[0]!.version
}

const isWorking = (s: Status) => (workingStatuses as readonly string[]).includes(s)
const isPublic = (s: Status) => (publicStatuses as readonly string[]).includes(s)

/** Writes what the workflow moved. A draft that a reviewer or the public sees is kept for good. */
export async function saveEdition(tx: Tx, ctx: Ctx, before: Edition, after: Edition): Promise<void> {
  const published = after.status === 'live' && before.status !== 'live' && !isPublic(before.status)
  await sql`update publishing_edition set status = ${after.status}, round = ${after.round}, steps = ${json(after.steps)}::jsonb, step_no = ${after.stepNo}, publish_at = ${after.publishAt},
    published_at = case when ${published} then ${ctx.now}::timestamptz else published_at end, changed_at = ${ctx.now}, changed_by = ${ctx.actor.id}, changed_by_name = ${ctx.actor.name} where id = ${after.id}`.execute(
    tx,
  )
  if (before.status !== after.status && after.status === 'inReview')
    await sql`update publishing_revision set kept = true where id = (select revision_id from publishing_edition where id = ${after.id}) and not kept`.execute(
      tx,
    )
  await sql`update publishing_document set changed_at = ${ctx.now},
    newest_id = case when ${isWorking(after.status)} or newest_no <= ${after.no} then ${after.id}::uuid else newest_id end,
    newest_status = case when ${isWorking(after.status)} or newest_no <= ${after.no} then ${after.status} else newest_status end,
    newest_no = case when ${isWorking(after.status)} then ${after.no} else greatest(newest_no, ${after.no}) end,
    public_no = case when ${isPublic(after.status)} then ${after.no} when public_no = ${after.no} then null else public_no end where id = ${after.documentId}`.execute(
    tx,
  )
}

export type NewSignature = {
  editionId: string
  revisionId: string
  round: number
  stepNo: number
  stepName: string
  verb: Signature['verb']
  organName: string | null
  opinion: string
  form: SecrecyForm | null
}
export async function sign(tx: Tx, ctx: Ctx, s: NewSignature): Promise<void> {
  await sql`insert into publishing_signature (id, edition_id, revision_id, round, step_no, step_name, verb, person_id, person_name, organ_name, at, opinion, form)
    values (${newId()}, ${s.editionId}, ${s.revisionId}, ${s.round}, ${s.stepNo}, ${s.stepName}, ${s.verb}, ${ctx.actor.id}, ${ctx.actor.name}, ${s.organName}, ${ctx.now}, ${s.opinion}, ${s.form && json(s.form)}::jsonb)`.execute(
    tx,
  )
}
/** A timed publication was called off: its signer signs anew. */
export const voidSignature = (tx: Tx, ctx: Ctx, editionId: string, round: number, stepNo: number) =>
  sql`update publishing_signature set void_at = ${ctx.now} where edition_id = ${editionId} and round = ${round} and step_no = ${stepNo} and verb in ('approve', 'secrecyReview', 'signOff') and void_at is null`.execute(
    tx,
  )

/** Another edition of a document becomes the newest of it. */
export async function newestIs(tx: Tx, e: NewEdition): Promise<void> {
  const n = numbered(e.content)
  await sql`update publishing_document set newest_id = ${e.id}, newest_no = ${e.no}, newest_status = ${e.status}, title = ${e.content.title}, number_prefix = ${n.number_prefix}, number_key = ${n.number_key}, changed_at = ${e.at} where id = ${e.documentId}`.execute(
    tx,
  )
}
export async function nextNo(tx: Tx, documentId: string): Promise<number> {
  const { rows } = await sql<{
    no: number
  }>`select max(no) + 1 as no from publishing_edition where document_id = ${documentId}`.execute(tx)
  return rows[0]!.no
}
export async function hasWorking(tx: Tx, documentId: string): Promise<boolean> {
  const { rows } =
    await sql`select from publishing_edition where document_id = ${documentId} and status in ('draft', 'returned', 'inReview', 'scheduled') limit 1`.execute(
      tx,
    )
  return rows.length > 0
}
/** The edition that the public stands with, if any. */
export async function publicEdition(tx: Tx, documentId: string): Promise<{ id: string; status: Status } | undefined> {
  const { rows } = await sql<{
    id: string
    status: Status
  }>`select id, status from publishing_edition where document_id = ${documentId} and status in ('live', 'withdrawn', 'takenDown', 'ended')`.execute(
    tx,
  )
  return rows[0]
}
/** Editions whose time has come, oldest first; safe to repeat. */
export async function dueEditions(tx: Tx, now: Instant, limit: number): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from publishing_edition where status = 'scheduled' and publish_at <= ${now} order by publish_at limit ${limit}`.execute(
    tx,
  )
  return rows.map((r) => r.id)
}
/** A person who leaves hands over what they draft. */
export const handOver = (tx: Tx, fromId: string, toId: string, toName: string) =>
  sql`update publishing_document set author_id = ${toId}, author_name = ${toName} where author_id = ${fromId} and newest_status in ('draft', 'returned')`.execute(
    tx,
  )
