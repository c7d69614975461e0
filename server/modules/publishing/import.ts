// Documents that were published before, with their own dates: demo, benches, migration. The same way to the public as a sign-off, in batches.
import type { Ctx } from '../../kernel/ctx.ts'
import { recordAll } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import type { Instant } from '../../kernel/instant.ts'
import { refuser } from '../../kernel/refusal.ts'
import { registerPast } from '../cases/index.ts'
import { cleaned } from './commands.ts'
import { Content, refusals } from './contract.ts'
import { notCompetent } from './kind.ts'
import { authority, kindOf } from './packs.ts'
import { Places } from './places.ts'
import { goPublic } from './publish.ts'
import { documentSubject, EDITORIAL } from './review.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
const BATCH = 500

/** `content` as in Content, absent parts as in an empty one. `publishedAt` is the original moment; oldest first gives 索引号 in order. */
export type PastDocument = {
  kind: string
  organId: string
  publishedAt: Instant
  content: Partial<Content>
  authorIds?: readonly string[]
}

/** Publishes in batches of one transaction each: a batch is wholly there or not at all. `done` tells how far it came.
 *  Competence is checked; the text's other checks are not: what once was public is kept as it was. */
export async function importPublished(
  ctx: Ctx,
  rows: readonly PastDocument[],
  done?: (count: number) => void,
): Promise<{ documentIds: string[] }> {
  const documentIds: string[] = []
  for (let i = 0; i < rows.length; i += BATCH) {
    documentIds.push(...(await importBatch(ctx, rows.slice(i, i + BATCH))))
    done?.(documentIds.length)
  }
  return { documentIds }
}

const importBatch = (ctx: Ctx, batch: readonly PastDocument[]): Promise<string[]> =>
  ctx.tx(async (tx) => {
    const places = new Places(tx)
    const rows = await Promise.all(
      batch.map(async (r) => {
        const kind = kindOf(r.kind) ?? refuse('publishing.unknownKind')
        const wrong = notCompetent(authority, kind, await places.organ(r.organId))
        if (wrong) refuse('publishing.notCompetent', wrong)
        const { content } = cleaned(Content.parse(r.content))
        return {
          id: newId(),
          documentId: newId(),
          revisionId: newId(),
          no: 1,
          status: 'live' as const,
          content,
          note: null,
          at: r.publishedAt,
          publishedAt: r.publishedAt,
          authors: r.authorIds ?? [],
          kind: kind.key,
          organId: r.organId,
        }
      }),
    )
    const made = await store.insertDocuments(tx, ctx, rows)
    const numbers = new Map(made.map((m) => [m.id, m.number]))
    await registerPast(
      tx,
      ctx,
      EDITORIAL,
      rows.map((r) => ({ id: r.id, title: r.content.title, organId: r.organId, status: r.status, at: r.publishedAt })),
    )
    await goPublic(
      tx,
      ctx,
      rows.map((r) => ({
        documentId: r.documentId,
        editionId: r.id,
        revisionId: r.revisionId,
        kind: r.kind,
        organId: r.organId,
        content: r.content,
        publishedAt: r.publishedAt,
        updatedAt: r.publishedAt,
        address: null,
        number: numbers.get(r.documentId)!,
        mark: null,
        markFrom: null,
      })),
      places,
    )
    await recordAll(
      tx,
      ctx,
      rows.map((r) => ({
        subject: documentSubject(r.documentId),
        fact: { type: 'publishing.published', at: r.publishedAt, editionId: r.id, imported: true },
      })),
    )
    return rows.map((r) => r.documentId)
  })
