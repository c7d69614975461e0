// What publication means to search and to the standards, in the publisher's transaction.
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { dropEntries, putEntries } from '../search/index.ts'
import { fulfil, unfulfil } from '../standards/index.ts'
import { validities } from './contract.ts'
import { kindName } from './packs.ts'
import type { Channel } from '../sites/contract.ts'
import type { Publication } from './publication.ts'
import type { PublicRow } from './store-public.ts'
import { bodyText } from './publicRow.ts'

/** One entry a document: title, body, attachment names, numbers. */
export const addEntries = (
  tx: Tx,
  items: readonly Pick<Publication, 'documentId' | 'organId' | 'kind' | 'content'>[],
  rows: readonly Pick<
    PublicRow,
    'site_id' | 'path' | 'title' | 'document_number' | 'index_number' | 'published_on' | 'validity'
  >[],
  places: ReadonlyMap<string, readonly Channel[]>,
): Promise<void> =>
  putEntries(
    tx,
    items.map((i, n) => {
      const r = rows[n]!
      return {
        ref: { type: 'document', id: i.documentId },
        siteId: r.site_id,
        sectionIds: [...new Set(places.get(i.documentId)!.map((c) => c.sectionId))],
        organId: i.organId,
        kind: i.kind,
        kindName: kindName(i.kind),
        title: r.title,
        body: [i.content.summary, bodyText(i.content), ...i.content.attachments.map((a) => a.name)]
          .filter(Boolean)
          .join('\n'),
        documentNumber: r.document_number,
        indexNumber: r.index_number,
        publishedOn: r.published_on,
        validity: r.validity && validities[r.validity],
        path: r.path,
      }
    }),
  )

/** The day from which a typed limit counts when it is not the forming: 批准, 作出决定. */
const TRIGGERS = ['decidedOn', 'approvedOn']
const dayOrNull = (value: unknown): Day | null =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? (value as Day) : null

export async function fulfilAll(tx: Tx, items: readonly Publication[], rows: readonly PublicRow[]): Promise<void> {
  for (const [n, i] of items.entries())
    for (const entryId of i.content.entryIds)
      await fulfil(tx, {
        entryId,
        organId: i.organId,
        documentId: i.documentId,
        publishedOn: rows[n]!.published_on,
        formedOn: rows[n]!.made_on,
        triggeredOn: TRIGGERS.map((key) => dayOrNull(i.content.fields[key])).find((d) => d !== null) ?? null,
      })
}

/** What was published and has run its time stays done; what was withdrawn is owed again. */
export async function removeElsewhere(tx: Tx, ctx: Ctx, documentId: string, owedAgain: boolean): Promise<void> {
  await dropEntries(tx, 'document', [documentId])
  if (owedAgain) await unfulfil(tx, documentId, ctx.today)
}
