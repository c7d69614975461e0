import { z } from 'zod'
import { clean } from '../../kernel/clean.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { refuser } from '../../kernel/refusal.ts'
import { get, has, IdParam, over, Paging, post, put, reply, signedIn } from '../../kernel/route.ts'
import { act } from '../cases/index.ts'
import { organById } from '../organs/index.ts'
import { POLICY } from '../sites/index.ts'
import * as commands from './commands.ts'
import {
  ActionInput,
  disclosureClasses,
  DocumentList,
  NewDraft,
  refusals,
  SaveDraft,
  withholdGrounds,
  type KindView,
} from './contract.ts'
import { destinations, offeredChannels, offeredEntries, whereUsed } from './destinations.ts'
import { notCompetent } from './kind.ts'
import { authority, classes, kindOf, kinds, secrecyTexts, sources } from './packs.ts'
import { previewPage, reviewForm } from './preview.ts'
import * as queries from './queries.ts'
import { findingsOf } from './review.ts'
import { editionById, type Loaded } from './store.ts'

const refuse = refuser(refusals)
const read = has(...queries.readers)
type WithId = { params: { id: string } }
const seen = over<WithId>('edition', (i) => i.params.id, ...queries.readers)
const written = over<WithId>('edition', (i) => i.params.id, 'publishing.draft')
const RevisionParam = IdParam.extend({ revisionId: z.uuid({ error: '编号格式不正确' }) })
const ids = z
  .union([z.uuid(), z.array(z.uuid()).max(20)])
  .transform((v) => (Array.isArray(v) ? v : [v]))
  .optional()
/** `version` only makes a browser ask again after a save. */
const Fresh = z.object({ version: z.coerce.number().int().optional() })

const withEdition = <T>(
  ctx: Ctx,
  id: string,
  run: (tx: Parameters<Parameters<Ctx['tx']>[0]>[0], e: Loaded) => Promise<T>,
): Promise<T> => ctx.tx(async (tx) => run(tx, (await editionById(tx, id)) ?? refuse('publishing.notFound')))

export const routes = [
  get('/api/publishing/kinds', {
    summary: '信息类型，含字段、审核链和能否发布',
    query: z.object({ organId: z.uuid({ error: '编号格式不正确' }).optional() }),
    scope: has(...queries.readers, 'sites.manage', 'admin.system'), // channels choose by kind
    run: (ctx, { query }) =>
      ctx.tx(async (tx) => {
        const organ = query.organId ? await organById(tx, query.organId) : undefined
        const all: KindView[] = [...kinds.values()].map((k) => {
          const wrong = organ ? notCompetent(authority, k, organ) : null
          return { ...k, mayPublish: wrong === null, competent: wrong?.competent ?? null }
        })
        return {
          kinds: all,
          classes: { theme: classes.theme, genre: classes.genre, set: classes.set },
          sources: sources.names,
          disclosureClasses,
          withholdGrounds,
          secrecy: secrecyTexts,
        }
      }),
  }),
  get('/api/publishing/documents', {
    summary: '信息列表',
    query: DocumentList,
    scope: read,
    run: (ctx, { query }) => ctx.tx((tx) => queries.documentList(tx, ctx, query)),
  }),
  post('/api/publishing/documents', {
    summary: '起草信息',
    body: NewDraft,
    limit: 4 * 1024 * 1024,
    scope: over('organ', (i) => i.body.organId, 'publishing.draft'),
    run: (ctx, { body }) => commands.createDraft(ctx, body),
  }),
  get('/api/publishing/documents/:id/places', {
    summary: '信息现在出现在哪些栏目',
    params: IdParam,
    scope: over('document', (i) => i.params.id, ...queries.readers),
    run: (ctx, { params }) => ctx.tx(async (tx) => ({ places: await whereUsed(tx, params.id) })),
  }),
  get('/api/publishing/inbox', {
    summary: '待我审核的信息，全部子站',
    query: Paging,
    scope: signedIn,
    run: (ctx, { query }) => ctx.tx((tx) => queries.inbox(tx, ctx, query)),
  }),
  get('/api/publishing/statistics', {
    summary: '信息发布情况',
    scope: read,
    run: (ctx) => ctx.tx((tx) => queries.statistics(tx, ctx)),
  }),
  get('/api/publishing/entries', {
    summary: '可对应的公开事项',
    query: z.object({
      organId: z.uuid({ error: '编号格式不正确' }),
      q: z.string().trim().max(100).optional(),
      id: ids,
    }),
    scope: read,
    run: (ctx, { query }) =>
      ctx.tx(async (tx) => ({ entries: await offeredEntries(tx, query.organId, query.q, query.id ?? []) })),
  }),
  /** What the editor pastes, made fit; nothing is stored. */
  post('/api/publishing/clean', {
    summary: '清理粘贴的内容',
    body: z.object({ html: z.string().max(5_000_000, { error: '粘贴的内容过长' }) }),
    limit: 6 * 1024 * 1024,
    scope: has('publishing.draft', 'publishing.manage'),
    run: async (_ctx, { body }) => clean(body.html),
  }),
  get('/api/publishing/editions/:id', {
    summary: '一个版本：内容、环节、可办操作',
    params: IdParam,
    scope: seen,
    run: (ctx, { params }) =>
      ctx.tx(async (tx) => (await queries.editionView(tx, ctx, params.id)) ?? refuse('publishing.notFound')),
  }),
  put('/api/publishing/editions/:id', {
    summary: '保存草稿',
    params: IdParam,
    body: SaveDraft,
    limit: 4 * 1024 * 1024,
    scope: written,
    run: (ctx, { params, body }) => commands.saveDraft(ctx, params.id, body),
  }),
  post('/api/publishing/editions/:id/actions', {
    summary: '办理：提交、审核、签发、退回、撤回、更正等',
    params: IdParam,
    body: ActionInput,
    limit: 4 * 1024 * 1024,
    scope: signedIn,
    run: (ctx, { params, body }) => act(ctx, params.id, body),
  }),
  get('/api/publishing/editions/:id/findings', {
    summary: '提交前的检查',
    params: IdParam,
    query: Fresh,
    scope: seen,
    run: (ctx, { params }) =>
      withEdition(ctx, params.id, async (tx, e) => {
        const kind = kindOf(e.kind)
        return { findings: kind ? await findingsOf(tx, ctx, kind, e.organPath, e.content) : [] }
      }),
  }),
  get('/api/publishing/editions/:id/destinations', {
    summary: '将出现在哪些栏目、将从哪些栏目撤下',
    params: IdParam,
    query: Fresh,
    scope: seen,
    run: (ctx, { params }) => withEdition(ctx, params.id, destinations),
  }),
  get('/api/publishing/editions/:id/channels', {
    summary: '可选的栏目',
    params: IdParam,
    scope: seen,
    run: (ctx, { params }) =>
      withEdition(ctx, params.id, async (tx, e) => ({ channels: await offeredChannels(tx, e.organPath) })),
  }),
  get('/api/publishing/editions/:id/revisions', {
    summary: '历次保存的内容',
    params: IdParam,
    scope: seen,
    run: (ctx, { params }) => ctx.tx(async (tx) => ({ revisions: await queries.revisionsOf(tx, params.id) })),
  }),
  get('/api/publishing/editions/:id/revisions/:revisionId', {
    summary: '某次保存的内容',
    params: RevisionParam,
    scope: seen,
    run: (ctx, { params }) =>
      ctx.tx(async (tx) => ({
        content: (await queries.revisionContent(tx, params.id, params.revisionId)) ?? refuse('publishing.notFound'),
      })),
  }),
  post('/api/publishing/editions/:id/revisions/:revisionId/restore', {
    summary: '恢复到某次保存的内容',
    params: RevisionParam,
    body: z.object({ version: z.int().min(1) }),
    scope: written,
    run: (ctx, { params, body }) => commands.restoreRevision(ctx, params.id, params.revisionId, body.version),
  }),
  get('/api/publishing/editions/:id/preview', {
    summary: '按公开页面的样子预览',
    params: IdParam,
    query: Fresh,
    scope: seen,
    run: (ctx, { params }) =>
      withEdition(ctx, params.id, async (tx, e) =>
        page((await previewPage(tx, ctx, e)) ?? refuse('publishing.noSite')),
      ),
  }),
  get('/api/publishing/editions/:id/form', {
    summary: '打印发布审批表和保密审查表',
    params: IdParam,
    scope: seen,
    run: (ctx, { params }) =>
      withEdition(ctx, params.id, async (tx, e) => {
        await commands.readRecord(tx, ctx, e.id)
        return page(await reviewForm(tx, e, (await organById(tx, e.organId))?.name ?? ''))
      }),
  }),
] as const

/** Our own console frames the preview; nobody else may. */
const page = (markup: { text: string }) =>
  reply('text/html; charset=utf-8', markup.text, {
    headers: { 'content-security-policy': POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'") },
  })
