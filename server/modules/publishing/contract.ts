// 信息发布: what the browser, the API and later modules may know. Kinds, chains and the authority matrix are data (packs/publishing).
import { z } from 'zod'
import type { Tx } from '../../kernel/ctx.ts'
import { Day } from '../../kernel/day.ts'
import type { Instant } from '../../kernel/instant.ts'
import { slot } from '../../kernel/slots.ts'
import { Status, type ActionType, type SecrecyForm, type Standing, type Step, type StepVerb } from './actions.ts'
import { Content } from './content.ts'
export * from './actions.ts'
export * from './content.ts'

/** A new draft. The organ is the one that publishes; it must be one the person drafts for. */
export const NewDraft = z.object({
  kind: z.string().min(1, { error: '请选择信息类型' }),
  organId: z.uuid({ error: '请选择发布机构' }),
  content: Content.optional(),
})
/** Autosave: the version the writer started from. A stale one answers 409 with `params: Stale`. */
export const SaveDraft = z.object({ version: z.int().min(1), content: Content })
/** What a 409 `publishing.stale` carries: the other person's text, so that nothing is lost. */
export type Stale = { version: number; byId: string; byName: string; at: Instant; content: Content }

const many = (of: z.ZodType<string>) =>
  z
    .union([of, z.array(of).max(20)])
    .transform((v) => (Array.isArray(v) ? v : [v]))
    .optional()
export const DocumentList = z.object({
  status: many(Status as z.ZodType<string>),
  kind: many(z.string()),
  organId: z.uuid().optional(),
  q: z.string().trim().max(100).optional(),
  from: Day.optional(),
  to: Day.optional(),
  mine: z.stringbool().optional(),
  sort: z.enum(['changed', 'published', 'title']).default('changed'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
})
/** A row of 信息发布's list: the newest edition of a document. */
export type DocumentRow = {
  id: string
  editionId: string
  editionNo: number
  status: Status
  kind: string
  kindName: string
  title: string
  organId: string
  organName: string
  authorName: string
  changedAt: Instant
  publishedAt: Instant | null
  publishAt: Instant | null
  indexNumber: string | null
  documentNumber: string | null
  path: string | null
  stepName: string | null
  liveEditionNo: number | null
}
/** A row of the one inbox over all sections: an open step this person may sign. */
export type InboxRow = {
  editionId: string
  documentId: string
  title: string
  kind: string
  kindName: string
  organId: string
  organName: string
  authorName: string
  stepName: string
  verb: StepVerb
  since: Instant
  dueOn: string | null
  late: boolean
}
export type Signature = {
  round: number
  stepNo: number
  stepName: string
  verb: StepVerb | 'submit' | 'sendBack' | 'recall'
  personId: string
  personName: string
  organName: string | null
  at: Instant
  opinion: string
  form: SecrecyForm | null
}
export type Place = { channelId: string; channelName: string; sectionName: string; path: string }
/** What the editor, the drawer and the review screen show. `actions`: open now; `blocked`: the others of this status with the reason in words. */
export type EditionView = {
  id: string
  documentId: string
  no: number
  status: Status
  version: number
  kind: string
  kindName: string
  organId: string
  organName: string
  organPath: string
  content: Content
  standing: Standing
  actions: ActionType[]
  blocked: { type: ActionType; why: string }[]
  round: number
  steps: (Step & { done: boolean })[]
  signatures: Signature[]
  publishAt: Instant | null
  publishedAt: Instant | null
  path: string | null
  indexNumber: string | null
  note: string | null
  changedAt: Instant
  changedByName: string
  editions: { id: string; no: number; status: Status; publishedAt: Instant | null; note: string | null }[]
}
/** For confirmation dialogs: 将出现在 N 个栏目 / 将从 N 个栏目撤下. */
export type Destinations = { add: Place[]; remove: Place[] }
/** What stands against submitting (stop), or what the author should look at (warn); field as in Content: 'title', 'fields.madeOn'. */
export type Finding = {
  severity: 'discard' | 'stop' | 'warn'
  field: string
  message: string
  remedy?: string
  clause?: string
  quote?: string
}

/** Contributed by later modules (interpretation's plan, for one): says what still stands against signing off, in words; null lets it pass. */
export type SignOffGate = {
  name: string
  check(
    tx: Tx,
    edition: { id: string; documentId: string; kind: string; organId: string; content: Content },
  ): Promise<string | null>
}
export const signOffGate = slot<SignOffGate>('publishing.signOffGate')

/** Key of the page kind that answers a document's address; the registry's `ref` is the document's id. */
export const documentPageKey = 'publishing.document'

/** A clock per review step: rules of packs/law/publishing.json. */
export const ruleKeys = ['publishing.firstReview', 'publishing.secrecyReview', 'publishing.signOff'] as const
export type RuleKey = (typeof ruleKeys)[number]

export const refusals = {
  'publishing.notFound': ['notFound', '没有这条信息，或者您无权查看'],
  'publishing.takenDown': ['conflict', '这条信息已静默下架，不能发布新版；请先恢复发布，或者另行起草'],
  'publishing.moved': ['conflict', '这条信息刚被他人办理，请刷新后再试'],
  'publishing.stale': ['conflict', '{byName}已于{time}修改了内容，请比对后再保存'],
  'publishing.notEditable': ['conflict', '{status}的信息不能修改，请先撤回送审或者修订'],
  'publishing.unknownKind': ['invalid', '没有这种信息类型，请重新选择'],
  'publishing.notCompetent': ['forbidden', '“{kind}”应由{competent}发布（{basis}），请移交主管机构'],
  'publishing.notReady': ['invalid', '还有{count}处需要补正，请按提示修改后再提交'],
  'publishing.withheld': ['conflict', '公开属性为“{disclosureClass}”的信息不能发布'],
  'publishing.noSite': ['conflict', '还没有建立网站，不能预览'],
  'publishing.gate': ['conflict', '暂不能签发：{why}'],
  'publishing.past': ['invalid', '发布时间应晚于现在'],
  'publishing.tooFar': ['invalid', '发布时间不能超过{days}天以后'],
  'publishing.workingExists': ['conflict', '这条信息已有一个正在起草或审核的版本，请先办完'],
  'publishing.displayOver': ['invalid', '展示期已经结束，请填写新的展示截止日期'],
  'publishing.secrecyReason': ['invalid', '结论为“{conclusion}”时应写明依据和理由'],
  'publishing.secrecyUnsafe': ['invalid', '有审查事项未确认，不能选择“同意公开”'],
  'publishing.secrecySuperior': ['invalid', '已征求上级或者第三方意见的，请填写结果'],
  'publishing.noChannel': ['invalid', '“{organ}”没有可以发布“{kind}”的栏目，请选择栏目'],
  'publishing.secretFound': ['invalid', '内容中有涉密或内部标志，已丢弃且未保存，请联系保密员'],
  'publishing.nothingChanged': ['invalid', '没有改动，不需要更正'],
  'publishing.sourceNotListed': ['invalid', '稿源“{source}”不在可转载范围内，请核对来源'],
} as const
