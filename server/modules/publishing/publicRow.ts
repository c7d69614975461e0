// What of a text the public tables keep in columns. Pure.
import type { Day } from '../../kernel/day.ts'
import { dayOf } from '../../kernel/instant.ts'
import type { Content, Kind } from './contract.ts'
import { validityOn } from './kind.ts'
import type { PublicRow } from './store-public.ts'
import type { Publication } from './publication.ts'

const dayField = (c: Content, key: string): Day | null => {
  const value = c.fields[key]
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? (value as Day) : null
}
const textField = (c: Content, key: string): string | null => {
  const value = c.fields[key]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
const SUMMARY_MAX = 200
const plain = (html: string) =>
  html
    .replace(/<\/(p|div|h\d|li|tr)>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
/** The body as words, for search and for the summary of a text that has none. */
export const bodyText = (c: Content): string => plain(c.bodyHtml)

export function publicRow(
  kind: Kind,
  p: Publication,
  address: { siteId: string; path: string; indexNumber: string | null },
  today: Day,
): PublicRow {
  const c = p.content
  const [effective_on, lapses_on] = kind.hasValidity
    ? [dayField(c, 'effectiveOn'), dayField(c, 'lapsesOn')]
    : [null, null]
  const v = kind.hasValidity
    ? validityOn({ effectiveOn: effective_on, lapsesOn: lapses_on, mark: p.mark, markFrom: p.markFrom }, today)
    : null
  const image = firstImage(c)
  return {
    document_id: p.documentId,
    edition_id: p.editionId,
    revision_id: p.revisionId,
    kind: p.kind,
    organ_id: p.organId,
    site_id: address.siteId,
    path: address.path,
    title: c.title,
    summary: c.summary || bodyText(c).slice(0, SUMMARY_MAX),
    published_at: p.publishedAt,
    published_on: dayOf(p.publishedAt),
    updated_at: p.updatedAt,
    index_number: address.indexNumber,
    document_number: textField(c, 'documentNumber'),
    made_on: dayField(c, 'madeOn'),
    effective_on,
    lapses_on,
    validity: v?.validity ?? null,
    validity_turns_on: v?.turnsOn ?? null,
    display_until: kind.hasDisplay ? dayField(c, 'displayUntil') : null,
    theme: c.classes.theme || kind.classes.theme,
    genre: c.classes.genre || kind.classes.genre,
    set_code: c.classes.set || kind.classes.set,
    image_file_id: image?.fileId ?? null,
    image_alt: image?.alt ?? '',
    entry_ids: c.entryIds,
  }
}

function firstImage(c: Content): { fileId: string; alt: string } | null {
  const attached = c.attachments.find((a) => a.image)
  if (attached) return { fileId: attached.fileId, alt: attached.alt }
  const tag = /<img\b[^>]*\/files\/([0-9a-f-]{36})\/[^>]*>/.exec(c.bodyHtml)
  return tag ? { fileId: tag[1]!, alt: /alt="([^"]*)"/.exec(tag[0])?.[1] ?? '' } : null
}
