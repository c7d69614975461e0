// Out of the public's sight: withdrawn with a notice, taken down silently, or at the end of its display. Every copy in the same transaction.
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { listPaths, pageChanged, releasePaths } from '../sites/index.ts'
import { tag } from '../sites/contract.ts'
import { documentPageKey } from './contract.ts'
import { removeElsewhere } from './elsewhere.ts'
import type { Event } from './edition.ts'
import { validityOn } from './kind.ts'
import { validityFacts } from './queries.ts'
import * as store from './store-public.ts'
import type { Loaded } from './store.ts'

/** With a notice its address stays and says why (410); without one nothing remains (404). `planned`: its display ran out as intended. */
export async function hide(
  tx: Tx,
  ctx: Ctx,
  documentId: string,
  { notice, planned = false }: { notice: string | null; planned?: boolean },
): Promise<void> {
  const { lost } = await store.putCarriages(tx, [documentId], [])
  await store.putFiles(tx, [documentId], [])
  await removeElsewhere(tx, ctx, documentId, !planned)
  if (notice !== null) {
    await store.noticePublic(tx, documentId, notice, ctx.today, ctx.now)
    await listPaths(tx, documentPageKey, documentId, false)
  } else {
    await store.dropPublic(tx, documentId)
    await releasePaths(tx, documentPageKey, documentId)
  }
  await pageChanged(tx, [
    tag.document(documentId),
    tag.documents,
    tag.catalog,
    ...lost.flatMap((c) => [tag.channel(c), tag.channelPages(c)]),
  ])
}

export async function setValidity(
  tx: Tx,
  ctx: Ctx,
  e: Loaded,
  event: Extract<Event, { type: 'publishing.validitySet' }>,
): Promise<void> {
  const facts = await validityFacts(tx, e.documentId)
  if (!facts) return
  const turned = validityOn({ ...facts, mark: event.validity, markFrom: event.from }, ctx.today)
  await store.markValidity(tx, e.documentId, { mark: event.validity, from: event.from, ...turned }, ctx.now)
  await pageChanged(tx, [tag.document(e.documentId), tag.documents])
}
