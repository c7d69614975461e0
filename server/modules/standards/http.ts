import { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import { type Ctx, reach } from '../../kernel/ctx.ts'
import { Refusal, refuser } from '../../kernel/refusal.ts'
import { del, download, type File, get, has, IdParam, over, Paging, post, put } from '../../kernel/route.ts'
import { type SheetSpec, XLSX, writeSheet } from '../../kernel/xlsx.ts'
import * as commands from './commands.ts'
import {
  ChannelRuleInput,
  EntryInput,
  EntryPatch,
  type Expectation,
  expectations,
  ImportInput,
  NewDraft,
  NotApplicable,
  obligationStatuses,
  type ObligationStatus,
  ProposalAnswer,
  ProposalInput,
  ProposalRefusal,
  proposalStatuses,
  type ProposalStatus,
  Publish,
  refusals,
} from './contract.ts'
import { diff, fieldLabels, inText, type Versioned } from './diff.ts'
import { exportSheet, officialLayout } from './exporter.ts'
import { markApplicable, markNotApplicable } from './owing.ts'
import { adopt, decline, propose, withdrawProposal } from './proposals.ts'
import * as queries from './queries.ts'
import * as owing from './queries-owing.ts'

const refuse = refuser(refusals)
const READERS = [
  'standards.manage',
  'standards.draft',
  'console.read',
  'publishing.draft',
  'publishing.firstReview',
  'publishing.secrecyReview',
  'publishing.signOff',
  'publishing.manage',
  'sites.manage',
]
const readers = has(...READERS)
const manage = has('standards.manage')
const draft = has('standards.draft', 'standards.manage')
const UPLOAD_MAX = 10 * 1024 * 1024 + 65_536

const Id = z.uuid({ error: '编号格式不正确' })
const one = <K extends string>(table: Record<K, unknown>) => z.enum(Object.keys(table) as [K, ...K[]]).optional()
const EntryQuery = Paging.extend({
  q: z.string().trim().max(100).optional(),
  catalogId: Id.optional(),
  fieldKey: z.string().max(40).optional(),
  organId: Id.optional(),
  check: z.enum(['unverified', 'untyped', 'unassigned']).optional(),
  expectation: one<Expectation>(expectations),
})
const Year = z.coerce.number({ error: '年份应为四位数字' }).int().min(2000).max(2100).optional()
const ObligationQuery = Paging.extend({
  q: z.string().trim().max(100).optional(),
  organId: Id.optional(),
  fieldKey: z.string().max(40).optional(),
  entryId: Id.optional(),
  status: one<ObligationStatus>(obligationStatuses),
  year: Year,
})
const CatalogEntry = z.object({ id: Id, entryId: Id })

const bytesOf = (files: readonly File[]): Buffer => {
  if (!files[0])
    throw new Refusal('input.invalid', 'invalid', '请选择要导入的表格文件', {}, { file: '请选择要导入的表格文件' })
  return files[0].bytes
}
const named = ({ id, content: c }: Versioned) => ({
  id,
  level1: c.level1,
  level2: c.level2,
  level3: c.level3,
  responsible: c.responsible,
  limit: c.timeLimit.original,
})
const mine = (ctx: Ctx): string[] => reach(ctx.actor, READERS)
const found = <T>(value: T | undefined, code: 'standards.notFound' | 'standards.entryNotFound'): T =>
  value ?? refuse(code)

/** The standard is the district's own rule book: whoever works with it reads all of it. What is owed narrows to the reader's organs. */
export const routes = [
  get('/api/standards/fields', {
    summary: '领域及其现行事项数',
    scope: has(...READERS, 'admin.system'), // channels choose by field
    run: (ctx) => ctx.tx(async (tx) => ({ fields: await queries.allFields(tx) })),
  }),
  put('/api/standards/fields', {
    summary: '选定本区重点领域',
    scope: manage,
    body: z.object({ focus: z.array(z.string().max(40)).max(100) }),
    run: (ctx, { body }) => commands.chooseFields(ctx, body.focus),
  }),
  get('/api/standards/catalogs', {
    summary: '目录：草案与现行版',
    scope: readers,
    query: z.object({ seriesId: Id.optional() }),
    run: (ctx, { query }) => ctx.tx(async (tx) => ({ catalogs: await queries.catalogs(tx, query.seriesId) })),
  }),
  get('/api/standards/catalogs/:id', {
    summary: '一个版本的目录',
    params: IdParam,
    scope: readers,
    run: (ctx, { params }) =>
      ctx.tx(async (tx) => {
        const { layout, ...catalog } = found(await queries.catalogById(tx, params.id), 'standards.notFound')
        return { ...catalog, imported: layout !== null, versions: await queries.catalogs(tx, catalog.seriesId) }
      }),
  }),
  get('/api/standards/catalogs/:id/export', {
    summary: '导出为原格式表格',
    params: IdParam,
    scope: readers,
    run: (ctx, { params }) => exportCatalog(ctx, params.id),
  }),
  get('/api/standards/catalogs/:id/diff', {
    summary: '与另一版本比较',
    params: IdParam,
    query: z.object({ with: Id }),
    scope: readers,
    run: (ctx, { params, query }) =>
      ctx.tx(async (tx) => {
        const [after, before] = [
          found(await queries.catalogById(tx, params.id), 'standards.notFound'),
          found(await queries.catalogById(tx, query.with), 'standards.notFound'),
        ]
        const d = diff(await queries.entriesOf(tx, before.id), await queries.entriesOf(tx, after.id))
        return {
          before: before.version,
          after: after.version,
          added: d.added.map(named),
          removed: d.removed.map(named),
          changed: d.changed.map((c) => ({
            ...named({ id: c.id, content: c.after }),
            changes: c.changes.map(({ field }) => ({
              field,
              label: fieldLabels[field],
              before: inText(c.before, field),
              after: inText(c.after, field),
            })),
          })),
        }
      }),
  }),
  post('/api/standards/imports/preview', {
    summary: '预览要导入的目录表格，不保存',
    scope: manage,
    upload: true,
    limit: UPLOAD_MAX,
    body: ImportInput,
    run: (ctx, { body }, files) => commands.previewImport(ctx, bytesOf(files), body),
  }),
  post('/api/standards/imports', {
    summary: '导入目录表格，成为草案',
    scope: manage,
    upload: true,
    limit: UPLOAD_MAX,
    body: ImportInput,
    run: (ctx, { body }, files) => commands.importCatalog(ctx, bytesOf(files), body),
  }),
  post('/api/standards/series/:id/drafts', {
    summary: '由现行版起草新版',
    params: IdParam,
    body: NewDraft,
    scope: manage,
    run: (ctx, { params, body }) => commands.draftNext(ctx, params.id, body.note),
  }),
  put('/api/standards/catalogs/:id', {
    summary: '修改草案的名称和渠道要求',
    params: IdParam,
    body: z.object({
      name: z.string().trim().min(1, { error: '请填写目录名称' }).max(100),
      channelRule: ChannelRuleInput,
    }),
    scope: manage,
    run: (ctx, { params, body }) => commands.changeDraft(ctx, params.id, body),
  }),
  del('/api/standards/catalogs/:id', {
    summary: '删除草案',
    params: IdParam,
    scope: manage,
    run: (ctx, { params }) => commands.dropDraft(ctx, params.id),
  }),
  post('/api/standards/catalogs/:id/publish', {
    summary: '发布草案，替代现行版',
    params: IdParam,
    body: Publish,
    scope: manage,
    run: (ctx, { params, body }) => commands.publishCatalog(ctx, params.id, body.effectiveOn ?? ctx.today),
  }),

  get('/api/standards/entries', {
    summary: '公开事项',
    query: EntryQuery,
    scope: readers,
    run: (ctx, { query }) => ctx.tx((tx) => queries.entryPage(tx, query)),
  }),
  get('/api/standards/entries/:id', {
    summary: '公开事项详情：事实、应公开、已公开',
    params: IdParam,
    query: z.object({ catalogId: Id.optional() }),
    scope: readers,
    run: (ctx, { params, query }) =>
      ctx.tx(async (tx) => ({
        entry: found(await queries.entryById(tx, params.id, query.catalogId), 'standards.entryNotFound'),
        obligations: (await owing.obligations(tx, mine(ctx), ctx.today, { page: 1, size: 100, entryId: params.id }))
          .items,
        published: await owing.fulfilmentsOf(tx, params.id, mine(ctx)),
      })),
  }),
  post('/api/standards/catalogs/:id/entries', {
    summary: '在草案中增加事项',
    params: IdParam,
    body: EntryInput,
    scope: manage,
    run: (ctx, { params, body }) => commands.addEntry(ctx, params.id, body),
  }),
  put('/api/standards/catalogs/:id/entries/:entryId', {
    summary: '修改草案中的事项',
    params: CatalogEntry,
    body: z.object({ version: z.int().min(1), change: EntryPatch }),
    scope: manage,
    run: (ctx, { params, body }) => commands.changeEntry(ctx, params.id, params.entryId, body.version, body.change),
  }),
  del('/api/standards/catalogs/:id/entries/:entryId', {
    summary: '从草案中删除事项',
    params: CatalogEntry,
    scope: manage,
    run: (ctx, { params }) => commands.removeEntry(ctx, params.id, params.entryId),
  }),

  get('/api/standards/proposals', {
    summary: '课题组的建议',
    query: Paging.extend({ seriesId: Id.optional(), status: one<ProposalStatus>(proposalStatuses) }),
    scope: draft,
    run: (ctx, { query }) => ctx.tx((tx) => queries.proposalsOf(tx, query)),
  }),
  post('/api/standards/series/:id/proposals', {
    summary: '提出建议：谁提供、提供什么、怎么提供',
    params: IdParam,
    body: ProposalInput,
    scope: draft,
    run: (ctx, { params, body }) => propose(ctx, params.id, body),
  }),
  post('/api/standards/proposals/:id/adopt', {
    summary: '采纳到新版草案',
    params: IdParam,
    body: ProposalAnswer,
    scope: manage,
    run: (ctx, { params, body }) => adopt(ctx, params.id, body.comment),
  }),
  post('/api/standards/proposals/:id/decline', {
    summary: '不采纳，说明理由',
    params: IdParam,
    body: ProposalRefusal,
    scope: manage,
    run: (ctx, { params, body }) => decline(ctx, params.id, body.comment),
  }),
  post('/api/standards/proposals/:id/withdraw', {
    summary: '撤回自己的建议',
    params: IdParam,
    scope: draft,
    run: (ctx, { params }) => withdrawProposal(ctx, params.id),
  }),

  get('/api/standards/coverage', {
    summary: '目录覆盖：机构 × 领域',
    query: z.object({ year: Year }),
    scope: readers,
    run: (ctx, { query }) => ctx.tx((tx) => owing.coverage(tx, mine(ctx), { today: ctx.today, ...query })),
  }),
  get('/api/standards/coverage/export', {
    summary: '导出目录覆盖',
    query: z.object({ year: Year }),
    scope: readers,
    run: (ctx, { query }) => exportCoverage(ctx, query.year),
  }),
  get('/api/standards/obligations', {
    summary: '应公开清单',
    query: ObligationQuery,
    scope: readers,
    run: (ctx, { query }) => ctx.tx((tx) => owing.obligations(tx, mine(ctx), ctx.today, query)),
  }),
  get('/api/standards/gaps', {
    summary: '逾期和临近的应公开事项',
    query: z.object({ size: z.coerce.number().int().min(1).max(50).default(10) }),
    scope: readers,
    run: (ctx, { query }) => ctx.tx(async (tx) => ({ items: await owing.gaps(tx, mine(ctx), ctx.today, query.size) })),
  }),
  post('/api/standards/obligations/:id/not-applicable', {
    summary: '标为不适用，说明理由',
    params: IdParam,
    body: NotApplicable,
    scope: over('obligation', (i: { params: { id: string } }) => i.params.id, 'standards.manage'),
    run: (ctx, { params, body }) => markNotApplicable(ctx, params.id, body.reason),
  }),
  post('/api/standards/obligations/:id/applicable', {
    summary: '撤销不适用',
    params: IdParam,
    scope: over('obligation', (i: { params: { id: string } }) => i.params.id, 'standards.manage'),
    run: (ctx, { params }) => markApplicable(ctx, params.id),
  }),
] as const

const exportCatalog = (ctx: Ctx, id: string) =>
  ctx.tx(async (tx) => {
    const catalog = found(await queries.catalogById(tx, id), 'standards.notFound')
    const entries = await queries.entriesOf(tx, id)
    const layout =
      catalog.layout ??
      officialLayout(
        catalog.name,
        entries.some((e) => e.content.level3 !== ''),
      )
    const fields = new Map((await queries.allFields(tx)).map((f) => [f.key, f]))
    const at = layout.columns.findIndex((c) => c.key === 'field')
    // A field column shows the field's name, or the alias that the file used.
    const nameOf = (key: string, written: string | undefined) => {
      const field = fields.get(key)
      return field && written && [field.name, ...field.aliases].includes(written.replace(/领域$/, ''))
        ? written
        : (field?.name ?? key)
    }
    const named = entries.map((e) => ({
      ...e,
      content: { ...e.content, fieldKey: nameOf(e.content.fieldKey, e.cells[at]) },
    }))
    await audit(
      ctx,
      { action: 'standards.catalogExported', result: 'allowed', subject: { type: 'catalog', id: catalog.seriesId } },
      tx,
    )
    return download(
      XLSX,
      `${catalog.name}（第${catalog.version}版）.xlsx`,
      await writeSheet(exportSheet(layout, named)),
    )
  })

const exportCoverage = (ctx: Ctx, year: number | undefined) =>
  ctx.tx(async (tx) => {
    const c = await owing.coverage(tx, mine(ctx), { today: ctx.today, ...(year === undefined ? {} : { year }) })
    const cell = new Map(c.cells.map((x) => [`${x.organId}|${x.fieldKey}`, x]))
    const rate = (x: owing.Cell | undefined) =>
      x && x.due + x.done + x.late > 0 ? Math.round((x.done / (x.due + x.done + x.late)) * 100) : undefined
    const text = (x: owing.Cell | undefined) =>
      x ? `已公开${x.done}，待公开${x.due}，逾期${x.late}，不适用${x.na}` : '—'
    const head = [[`${c.year}年目录覆盖（截至${ctx.today}）`], ['机构', ...c.fields.map((f) => f.name)]]
    const spec: SheetSpec = {
      name: `${c.year}年目录覆盖`,
      titleRows: 1,
      headerRows: 1,
      widths: [22, ...c.fields.map(() => 20)],
      merges: [{ top: 1, left: 1, bottom: 1, right: c.fields.length + 1 }],
      rows: [...head, ...c.organs.map((o) => [o.name, ...c.fields.map((f) => text(cell.get(`${o.id}|${f.key}`)))])],
      fill: (row, column) => {
        const x = cell.get(`${c.organs[row - 3]?.id}|${c.fields[column - 2]?.key}`)
        const share = rate(x)
        return share === undefined ? undefined : x!.late > 0 ? 'F8D7D4' : share >= 90 ? 'CDE9E1' : 'FBEFD0'
      },
    }
    await audit(ctx, { action: 'standards.coverageExported', result: 'allowed' }, tx)
    return download(XLSX, `${c.year}年目录覆盖.xlsx`, await writeSheet(spec))
  })
