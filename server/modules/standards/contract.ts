// 标准目录: what browsers, packs and other modules may know. Safe for browsers.
import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { slot } from '../../kernel/slots.ts'
import type { TimeLimit } from './timeLimit.ts'
import type { Html } from '../../kernel/html.ts'
import type { Tx } from '../../kernel/ctx.ts'

export const catalogStatuses = { draft: '草案', inForce: '现行', superseded: '已被替代' } as const
export type CatalogStatus = keyof typeof catalogStatuses

export const channelRules = { all: '已选渠道全部公开', atLeastOne: '已选渠道至少选择其一公开' } as const
export type ChannelRule = keyof typeof channelRules

/** When an entry owes something (docs/decisions/0101): each period · when an event happens, asked as 有无 once a year · one that stays up. */
export const expectations = {
  perPeriod: '按周期更新',
  onEvent: '发生即公开（按年计有无）',
  standing: '长期公开',
} as const
export type Expectation = keyof typeof expectations

/** `late` is what is still owed after its day; a publication that came late is `done` with `doneLate`. */
export const obligationStatuses = {
  due: '待公开',
  done: '已公开',
  late: '逾期未公开',
  notApplicable: '不适用',
} as const
export type ObligationStatus = keyof typeof obligationStatuses

export const proposalKinds = { add: '增加事项', change: '修改事项', remove: '删除事项' } as const
export type ProposalKind = keyof typeof proposalKinds
export const proposalStatuses = {
  proposed: '待采纳',
  adopted: '已采纳',
  declined: '未采纳',
  withdrawn: '已撤回',
} as const
export type ProposalStatus = keyof typeof proposalStatuses

/** The 13 channels of the official check-list; other fields add their own. */
export const standardChannels = [
  '政府网站',
  '政府公报',
  '两微一端',
  '发布会/听证会',
  '广播电视',
  '纸质媒体',
  '公开查阅点',
  '政务服务中心',
  '便民服务站',
  '入户/现场',
  '社区/企事业单位/村公示栏（电子屏）',
  '精准推送',
  '其他',
] as const

/** An option of a check-list. `note` is what stands on the line after 其他. */
export type Mark = { name: string; chosen: boolean; note?: string }

/** What one row says. `''` stands for an empty cell; `group` is null when the row is for everyone only. */
export type EntryContent = {
  fieldKey: string
  level1: string
  level2: string
  level3: string
  elements: string[]
  basis: string[]
  timeLimit: TimeLimit
  responsible: string
  channels: Mark[]
  audience: { everyone: boolean; group: string | null }
  mode: { proactive: boolean; onRequest: boolean }
  tiers: Mark[]
  /** Columns of a local variant, by their heading. */
  extra: Record<string, string>
  verified: boolean
  /** Where the row was read: an address or a document. */
  source: string
  expectation: Expectation
}

const Text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: `不超过${max}个字` })
const Line = Text(500)
const MarkInput = z.object({ name: Text(100).min(1), chosen: z.boolean(), note: Text(200).optional() })
/** A row as people and packs write it: the time limit is its wording. */
export const EntryInput = z.object({
  fieldKey: z.string().min(1, { error: '请选择领域' }),
  level1: Line.min(1, { error: '请填写一级事项' }),
  level2: Line.default(''),
  level3: Line.default(''),
  elements: z.array(Text(2000).min(1)).min(1, { error: '请填写公开内容（要素）' }).max(100),
  basis: z.array(Text(1000).min(1)).max(60).default([]),
  timeLimit: Text(500),
  responsible: Text(500),
  channels: z.array(MarkInput).max(60).default([]),
  audience: z.object({ everyone: z.boolean(), group: Text(200).nullable() }).default({ everyone: true, group: null }),
  mode: z.object({ proactive: z.boolean(), onRequest: z.boolean() }).default({ proactive: true, onRequest: false }),
  tiers: z.array(MarkInput).max(10).default([]),
  extra: z.record(z.string().max(100), Text(2000)).default({}),
  verified: z.boolean().default(false),
  source: Text(500).default(''),
  expectation: z.enum(Object.keys(expectations) as [Expectation, ...Expectation[]]).optional(),
})
export type EntryInput = z.output<typeof EntryInput>

const Reason = z.string().trim().min(2, { error: '请填写理由' }).max(500, { error: '理由不超过500个字' })
const Id = z.uuid({ error: '编号格式不正确' })
export const ChannelRuleInput = z.enum(Object.keys(channelRules) as [ChannelRule, ...ChannelRule[]], {
  error: '请选择渠道要求',
})

/** What accompanies the uploaded file, for the preview and again for the import. */
export const ImportInput = z.object({
  fieldKey: z.string().min(1, { error: '请选择领域' }),
  name: Text(100).min(1, { error: '请填写目录名称' }),
  channelRule: ChannelRuleInput.default('all'),
  sourceDocument: Text(200).default(''),
  sheet: Text(31).optional(),
  /** The catalog of which this becomes the next version; absent: a new catalog. */
  seriesId: Id.optional(),
  /** Row numbers of the file that are left out by decision of the person importing, '12,15'. */
  skip: z
    .string()
    .regex(/^(\d+(,\d+)*)?$/, { error: '行号应以逗号分隔' })
    .default(''),
})
export const EntryPatch = EntryInput.partial().extend({ organIds: z.array(Id).max(300).optional() })
export const NewDraft = z.object({ note: Text(200).default('') })
export const Publish = z.object({ effectiveOn: Day.optional() })
export const ProposalInput = z.object({
  kind: z.enum(Object.keys(proposalKinds) as [ProposalKind, ...ProposalKind[]]),
  entryId: Id.optional(),
  provider: Text(500).min(1, { error: '请写明谁提供' }),
  what: Text(2000).min(1, { error: '请写明提供什么' }),
  how: Text(2000).min(1, { error: '请写明怎么提供' }),
  content: EntryInput.partial().default({}),
})
export const ProposalAnswer = z.object({ comment: Text(1000).default('') })
export const ProposalRefusal = z.object({ comment: Reason })
export const NotApplicable = z.object({ reason: Reason })

/** What a later module shows under an entry: what was published for it. */
export type PublishedFor = (
  tx: Tx,
  entryIds: readonly string[],
) => Promise<ReadonlyMap<string, readonly { title: string; url: string; publishedOn: Day; organId: string }[]>>
export const publishedFor = slot<PublishedFor>('standards.publishedFor')

/** One page of the public catalog; the later module that owns the addresses frames it. */
export type CatalogPage = {
  title: string
  description: string
  body: Html
  crumbs: { label: string; href: string }[]
  tags: string[]
}
/** Where a page of the public catalog stands; `ref` is the field's key, the organ's or the entry's id, '' for the two overviews. */
export type CatalogPath = { path: string; page: 'fields' | 'field' | 'organs' | 'organ' | 'entry'; ref: string }

export const refusals = {
  'standards.notFound': ['notFound', '没有这个目录'],
  'standards.entryNotFound': ['notFound', '没有这个公开事项'],
  'standards.proposalNotFound': ['notFound', '没有这条建议'],
  'standards.obligationNotFound': ['notFound', '没有这条应公开记录'],
  'standards.stale': ['conflict', '内容已被他人修改。您填写的内容仍在，请核对最新内容后再保存'],
  'standards.notDraft': ['conflict', '“{name}”第{version}版是{status}，不能修改；请先由它起草新版'],
  'standards.draftExists': ['conflict', '“{name}”已有第{version}版草案，请在该草案上修改，或先删除该草案'],
  'standards.emptyCatalog': ['conflict', '目录中没有事项，不能发布'],
  'standards.effectiveTooEarly': ['conflict', '施行日期不能早于现行第{version}版的施行日期{day}'],
  'standards.effectiveInFuture': ['invalid', '施行日期不能晚于今天，请到施行之日再发布'],
  'standards.unknownField': ['invalid', '没有这个领域，请从领域列表中选择'],
  'standards.importBlocked': [
    'invalid',
    '表中还有{count}处错误没有解决，没有导入任何内容。请更正表格，或者选择跳过有错误的行',
  ],
  'standards.proposalClosed': ['conflict', '这条建议已经{status}，不能再办理'],
  'standards.draftNeeded': ['conflict', '请先起草新版，再采纳建议'],
  'standards.proposalNeedsEntry': ['invalid', '请选择要修改或者删除的事项'],
  'standards.obligationDone': ['conflict', '已有公开的信息，不需要标为不适用'],
  'standards.sameEntry': ['conflict', '目录中已有相同的事项（{path}，{responsible}）'],
} as const
