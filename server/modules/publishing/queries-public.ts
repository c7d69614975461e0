// What the public reads: published rows only, by index. Pages of the sites are made from these.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { dayOf, instant, type Instant } from '../../kernel/instant.ts'
import { fileById } from '../files/index.ts'
import { urlOf } from '../files/contract.ts'
import { entryNames } from '../standards/index.ts'
import { channelsByIds, sectionsOf } from '../sites/index.ts'
import { validities, type Content, type PublishedDocument, type Validity } from './contract.ts'
import { factsOf } from './kind.ts'
import { className, kindName, kindOf } from './packs.ts'

type Row = {
  document_id: string
  edition_id: string
  no: number
  status: 'live' | 'withdrawn'
  kind: string
  organ_id: string
  organ_name: string
  site_id: string
  path: string
  title: string
  summary: string
  published_at: Date
  published_on: Day
  updated_at: Date
  index_number: string | null
  document_number: string | null
  made_on: Day | null
  effective_on: Day | null
  lapses_on: Day | null
  validity: Validity | null
  display_until: Day | null
  theme: string
  genre: string
  set_code: string
  notice: string | null
  notice_on: Day | null
  content: Content
}

/** One document as the public sees it: live, or withdrawn with its notice; undefined when there is nothing to see. */
export async function publishedDocument(tx: Tx, id: string): Promise<PublishedDocument | undefined> {
  const { rows } =
    await sql<Row>`select p.*, e.no, o.name as organ_name, r.content from publishing_public p join publishing_edition e on e.id = p.edition_id
    join publishing_revision r on r.id = p.revision_id join organs_organ_view o on o.id = p.organ_id where p.document_id = ${id}`.execute(
      tx,
    )
  const r = rows[0]
  if (!r) return undefined
  const withdrawn = r.status === 'withdrawn'
  const kind = kindOf(r.kind)
  const c: Content = r.content
  const entries = withdrawn || c.entryIds.length === 0 ? [] : await entryNames(tx, c.entryIds)
  const text = (key: string) =>
    typeof c.fields[key] === 'string' && c.fields[key] !== '' ? (c.fields[key] as string) : null
  return {
    id: r.document_id,
    editionId: r.edition_id,
    editionNo: r.no,
    status: r.status,
    kind: r.kind,
    kindName: kindName(r.kind),
    title: r.title,
    path: r.path,
    organ: { id: r.organ_id, name: r.organ_name },
    subtitle: withdrawn ? '' : c.subtitle,
    summary: withdrawn ? '' : c.summary,
    bodyHtml: withdrawn ? '' : c.bodyHtml,
    keywords: withdrawn ? [] : c.keywords,
    publishedAt: instant(r.published_at),
    publishedOn: r.published_on,
    updatedAt: instant(r.updated_at),
    indexNumber: r.index_number,
    documentNumber: r.document_number,
    madeOn: r.made_on,
    effectiveOn: r.effective_on,
    lapsesOn: r.lapses_on,
    validity: r.validity,
    validityName: r.validity && validities[r.validity],
    disclosureClass: c.disclosureClass,
    display: r.display_until ? { from: (text('displayFrom') ?? r.published_on) as Day, until: r.display_until } : null,
    source: text('sourceName') ? { name: text('sourceName')!, url: text('sourceUrl') } : null,
    fields:
      withdrawn || !kind
        ? {}
        : Object.fromEntries(kind.fields.filter((f) => !f.internal).map((f) => [f.key, c.fields[f.key] ?? null])),
    facts:
      withdrawn || !kind
        ? []
        : factsOf(kind, {
            indexNumber: r.index_number,
            publisher: r.organ_name,
            publishedOn: r.published_on,
            disclosureClass: c.disclosureClass,
            theme: className('theme', r.theme),
            genre: className('genre', r.genre),
            set: className('set', r.set_code),
            validity: r.validity,
            keywords: c.keywords,
            entries: entries.map((e) => e.name),
            fields: c.fields,
          }),
    attachments: withdrawn ? [] : await attachmentsOf(tx, c),
    places: withdrawn ? [] : await placesShown(tx, id, r.site_id),
    entries: entries.map(({ id, name }) => ({ id, name })),
    corrections: await corrections(tx, id),
    withdrawal: withdrawn ? { on: r.notice_on!, notice: r.notice! } : null,
  }
}

export async function attachmentsOf(tx: Tx, c: Content): Promise<PublishedDocument['attachments']> {
  const found = []
  for (const a of c.attachments) {
    const file = await fileById(tx, a.fileId)
    if (file)
      found.push({
        fileId: a.fileId,
        name: a.name,
        mime: file.mime,
        size: file.size,
        url: urlOf(file),
        image: a.image,
        alt: a.alt,
      })
  }
  return found
}

async function placesShown(tx: Tx, documentId: string, siteId: string): Promise<PublishedDocument['places']> {
  const { rows } = await sql<{
    channel_id: string
  }>`select channel_id from publishing_carriage where document_id = ${documentId} order by own desc, channel_id limit 500`.execute(
    tx,
  )
  const sections = new Map((await sectionsOf(tx, siteId)).map((s) => [s.id, s.name]))
  return (
    await channelsByIds(
      tx,
      rows.map((r) => r.channel_id),
    )
  ).map((c) => ({ channelId: c.id, name: c.name, sectionName: sections.get(c.sectionId) ?? '', path: c.path }))
}

/** Public notes of editions that replaced an earlier public one, newest first. */
async function corrections(tx: Tx, documentId: string): Promise<{ on: Day; note: string }[]> {
  const { rows } = await sql<{ published_at: Date; note: string }>`select published_at, note from publishing_edition
    where document_id = ${documentId} and no > 1 and note is not null and published_at is not null order by no desc limit 50`.execute(
    tx,
  )
  return rows.map((r) => ({ on: dayOf(instant(r.published_at)), note: r.note }))
}

/** What was published for catalog entries: the public catalog links every entry to it. */
export async function publishedForEntries(
  tx: Tx,
  entryIds: readonly string[],
  limit = 20,
): Promise<Map<string, { title: string; url: string; publishedOn: Day; organId: string }[]>> {
  const { rows } = await sql<{
    entry_id: string
    title: string
    url: string
    published_on: Day
    organ_id: string
  }>`select k.id as entry_id, p.title, p.path as url, p.published_on, p.organ_id from unnest(${[...entryIds]}::uuid[]) k (id)
    cross join lateral (select * from publishing_public p where p.status = 'live' and p.entry_ids @> array[k.id] order by p.published_at desc limit ${limit}) p`.execute(
    tx,
  )
  const by = new Map<string, { title: string; url: string; publishedOn: Day; organId: string }[]>()
  for (const r of rows)
    by.set(r.entry_id, [
      ...(by.get(r.entry_id) ?? []),
      { title: r.title, url: r.url, publishedOn: r.published_on, organId: r.organ_id },
    ])
  return by
}

/** Whether something public carries the file now: its address answers only then. */
export async function carriesFile(tx: Tx, fileId: string): Promise<boolean> {
  const { rows } = await sql`select from publishing_file where file_id = ${fileId} limit 1`.execute(tx)
  return rows.length > 0
}

export async function channelActivityOf(
  tx: Tx,
  channelIds: readonly string[],
): Promise<Map<string, { count: number; lastAt: Instant }>> {
  const { rows } = await sql<{
    channel_id: string
    count: number
    last_at: Date
  }>`select k.channel_id, k.count, c.published_at as last_at from publishing_channel_count k
    cross join lateral (select published_at from publishing_carriage c where c.channel_id = k.channel_id order by published_at desc limit 1) c where k.channel_id = any(${[...channelIds]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map((r) => [r.channel_id, { count: r.count, lastAt: instant(r.last_at) }]))
}
