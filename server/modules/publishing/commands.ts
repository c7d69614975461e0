// What writers do: begin, save, take over an earlier text. Everything after that is an action of the table (cases.act).
import { audit } from '../../kernel/audit.ts'
import { clean } from '../../kernel/clean.ts'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/id.ts'
import { wallClock, type Instant } from '../../kernel/instant.ts'
import { refuser } from '../../kernel/refusal.ts'
import type { z } from 'zod'
import { once } from '../../kernel/once.ts'
import { openCase, retitle } from '../cases/index.ts'
import { screen } from '../checks/index.ts'
import { organById } from '../organs/index.ts'
import { Content, emptyContent, refusals, statuses, type Stale, type NewDraft, type SaveDraft } from './contract.ts'
import { notCompetent } from './kind.ts'
import { authority, kindOf, limits } from './packs.ts'
import { revisionContent } from './queries.ts'
import { EDITORIAL, partsOf } from './review.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
export type Saved = { version: number; changedAt: Instant; dropped: string[] }

/** A new document with its first draft. Who may not publish the kind learns it here, with the body that may, not after an hour of writing. */
export async function createDraft(
  ctx: Ctx,
  input: z.output<typeof NewDraft>,
): Promise<{ id: string; documentId: string }> {
  const kind = kindOf(input.kind) ?? refuse('publishing.unknownKind', {}, { kind: '请重新选择信息类型' })
  const { content } = cleaned(input.content ?? emptyContent())
  await screen(ctx, input.organId, partsOf(kind, content))
  return ctx.tx((tx) =>
    once(tx, ctx, 'publishing.create', input, async () => {
      const organ = (await organById(tx, input.organId)) ?? refuse('publishing.notFound')
      const wrong = notCompetent(authority, kind, organ)
      if (wrong) refuse('publishing.notCompetent', wrong)
      const [id, documentId] = [newId(), newId()]
      await store.insertDocuments(tx, ctx, [
        {
          id,
          documentId,
          no: 1,
          status: 'draft',
          content,
          note: null,
          at: ctx.now,
          publishedAt: null,
          authors: [ctx.actor.id],
          kind: kind.key,
          organId: organ.id,
        },
      ])
      await openCase(tx, ctx, EDITORIAL, id, [
        { type: 'publishing.drafted', at: ctx.now, editionId: id, kind: kind.key },
      ])
      return { id, documentId }
    }),
  )
}

/** Autosave. Looked at in memory first: what bears a secret mark is never stored. A stale version answers 409 with the other's text. */
export async function saveDraft(ctx: Ctx, id: string, input: z.output<typeof SaveDraft>): Promise<Saved> {
  const { content, dropped } = cleaned(input.content)
  const e = (await ctx.tx((tx) => store.editionById(tx, id))) ?? refuse('publishing.notFound')
  await screen(ctx, e.organId, partsOf(kindOf(e.kind), content))
  return ctx.tx(async (tx) => ({ ...(await keep(tx, ctx, id, input.version, content)), dropped }))
}

async function keep(tx: Tx, ctx: Ctx, id: string, version: number, content: Content): Promise<Omit<Saved, 'dropped'>> {
  await retitle(tx, id, content.title, (await store.editionById(tx, id))!.organId) // locks the case first, as act() does
  const e = (await store.lockEdition(tx, id)) ?? refuse('publishing.notFound')
  if (e.status !== 'draft' && e.status !== 'returned') refuse('publishing.notEditable', { status: statuses[e.status] })
  if (store.hashOf(e.content) === store.hashOf(content)) return { version: e.version, changedAt: e.changedAt }
  if (e.version !== version) {
    const theirs: Stale = {
      version: e.version,
      byId: e.changedBy,
      byName: e.changedByName,
      at: e.changedAt,
      content: e.content,
    }
    refuse('publishing.stale', { ...theirs, time: wallClock(e.changedAt) })
  }
  return { version: await store.saveDraft(tx, ctx, e, content, limits.draftHistory), changedAt: ctx.now }
}

/** An earlier text of the same edition becomes the newest one; what stood before stays in the history. */
export const restoreRevision = (
  ctx: Ctx,
  id: string,
  revisionId: string,
  version: number,
): Promise<Omit<Saved, 'dropped'>> =>
  ctx.tx(async (tx) => {
    const found = (await revisionContent(tx, id, revisionId)) ?? refuse('publishing.notFound')
    return keep(tx, ctx, id, version, Content.parse(found))
  })

/** What the editor pasted, made fit to be stored, and what was taken out of it. */
export function cleaned(content: Content): { content: Content; dropped: string[] } {
  const { html, dropped } = clean(content.bodyHtml)
  return { content: { ...content, bodyHtml: html }, dropped }
}

/** Who looks at the review record is remembered: it holds opinions of persons. */
export const readRecord = (tx: Tx, ctx: Ctx, editionId: string) =>
  audit(ctx, { action: 'publishing.recordRead', result: 'allowed', subject: { type: 'edition', id: editionId } }, tx)
