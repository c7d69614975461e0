// 信息发布: what the browser, the API and later modules may know. Kinds, chains and the authority matrix are data (packs/publishing).
import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { InstantInput, type Instant } from '../../kernel/instant.ts'
import type { Tx } from '../../kernel/ctx.ts'
import { slot } from '../../kernel/slots.ts'
import type { ActionOf, ActionSpec } from '../cases/contract.ts'
import { Content } from './content.ts'
export * from './content.ts'

/** Status of an edition: whose move it is, or where the public stands with it. */
export const statuses = {
  draft:      '起草中',
  returned:   '已退回',       // sent back or recalled: the author's move
  inReview:   '审核中',       // at the current step's reviewer
  scheduled:  '待定时发布',
  live:       '已发布',
  superseded: '已被新版替代',
  withdrawn:  '已撤回',       // its address shows a public notice
  takenDown:  '已下架',       // silent: its address shows nothing
  ended:      '展示期满',
  closed:     '不予发布',     // 保密审查: not to be published proactively
  discarded:  '回收站',
} as const
export type Status = keyof typeof statuses
export const Status = z.literal(Object.keys(statuses) as Status[])
/** At most one edition of a document is in one of these at a time (kept by the database). */
export const workingStatuses = ['draft', 'returned', 'inReview', 'scheduled'] as const satisfies readonly Status[]
/** At most one edition of a document is in one of these at a time (kept by the database). */
export const publicStatuses = ['live', 'withdrawn', 'takenDown', 'ended'] as const satisfies readonly Status[]

/** 保密审查 (条例17; 保密法实施条例42: 先审查、后公开, 逐项审查). */
export const secrecyConclusions = { open: '同意公开', openAfterCuts: '删减后公开', onRequest: '依申请公开', withheld: '不予公开' } as const
export type SecrecyConclusion = keyof typeof secrecyConclusions
const Opinion = z.string().trim().max(500, { error: '意见不超过500字' })
const Reason = z.string().trim().min(2, { error: '请填写理由' }).max(500, { error: '理由不超过500字' })
export const SecrecyForm = z.object({
  conclusion: z.literal(Object.keys(secrecyConclusions) as SecrecyConclusion[], { error: '请选择审查结论' }),
  noStateSecret: z.boolean({ error: '请确认是否涉及国家秘密' }),
  noWorkSecret: z.boolean({ error: '请确认是否涉及工作秘密' }),
  noTradeSecret: z.boolean({ error: '请确认是否涉及商业秘密' }),
  noPrivacy: z.boolean({ error: '请确认是否涉及个人隐私' }),
  superiorAsked: z.boolean({ error: '请填写是否征求上级或第三方意见' }),
  superiorOpinion: Opinion.optional(),
  basis: z.string().trim().max(200).optional(),
  reason: z.string().trim().max(500).optional(),
})
export type SecrecyForm = z.infer<typeof SecrecyForm>

export const takeDownCauses = { leak: '涉密或者失泄密隐患', privacy: '侵犯个人隐私', annulled: '处罚、许可决定被撤销或者变更', other: '其他' } as const
export type TakeDownCause = keyof typeof takeDownCauses
export const settableValidities = { amended: '已修改', partlyLapsed: '部分失效', lapsed: '失效', repealed: '废止' } as const
export type SettableValidity = keyof typeof settableValidities
/** What a slip of the pen may touch without a new review: nothing that changes the kind, the disclosure or the places. */
const { title, subtitle, summary, bodyHtml, fields, keywords } = Content.shape
const Corrected = z.object({ title: title.unwrap(), subtitle: subtitle.unwrap(), summary: summary.unwrap(), bodyHtml: bodyHtml.unwrap(), fields: fields.unwrap(), keywords: keywords.unwrap() }).partial()

/** Which review step an action signs: the step's row names its verb. */
export const stepVerbs = ['approve', 'secrecyReview', 'signOff'] as const
export type StepVerb = (typeof stepVerbs)[number]

/** The one table of the workflow: guard, permission, API, buttons, 待办, the README's
 *  flow chart and the test matrix read it. The case of a review has the id of its edition. */
export const actions = {
  submit: { label: '提交审核', from: ['draft', 'returned'], to: ['inReview'], by: ['publishing.draft'], input: z.object({ note: Opinion.optional(), version: z.int().min(1).optional() }) },
  recall: { label: '撤回送审', from: ['inReview'], to: ['returned'], by: ['author'], reason: 'optional', input: z.object({ reason: Opinion.optional() }) },
  approve: { label: '审核通过', from: ['inReview'], to: ['inReview'], by: ['step'], steps: ['approve'], input: z.object({ opinion: Opinion.default('同意') }) },
  secrecyReview: { label: '保密审查', from: ['inReview'], to: ['inReview', 'closed', 'returned'], by: ['step'], steps: ['secrecyReview'], needsForm: true, input: SecrecyForm.extend({ opinion: Opinion.default('') }) },
  signOff: { label: '签发', from: ['inReview'], to: ['live', 'scheduled'], by: ['step'], steps: ['signOff'], confirm: '签发后将立即公开', input: z.object({ opinion: Opinion.default('同意发布'), publishAt: InstantInput.optional() }) },
  sendBack: { label: '退回修改', from: ['inReview'], to: ['returned'], by: ['step'], reason: 'required', input: z.object({ reason: Reason }) },
  reschedule: { label: '调整发布时间', from: ['scheduled'], to: ['scheduled'], by: ['publishing.manage', 'publishing.signOff'], needsForm: true, input: z.object({ publishAt: InstantInput }) },
  unschedule: { label: '取消定时', from: ['scheduled'], to: ['inReview'], by: ['publishing.manage', 'publishing.signOff'], reason: 'optional', confirm: '取消后回到签发环节，到时不会自动发布', input: z.object({ reason: Opinion.optional() }) },
  publishNow: { label: '立即发布', from: ['scheduled'], to: ['live'], by: ['publishing.manage', 'publishing.signOff'], confirm: '将不等预定时间，立即公开', input: z.object({}) },
  publishDue: { label: '到时发布', from: ['scheduled'], to: ['live', 'inReview'], by: ['system'], input: z.object({}) },
  discard: { label: '移入回收站', from: ['draft', 'returned'], to: ['discarded'], by: ['publishing.draft'], danger: true, confirm: '移入回收站，可以随时恢复', input: z.object({}) },
  restoreDraft: { label: '恢复草稿', from: ['discarded'], to: ['draft'], by: ['publishing.draft'], input: z.object({}) },
  revise: { label: '修订', from: ['live', 'withdrawn', 'ended'], to: ['live', 'withdrawn', 'ended'], by: ['publishing.draft'], confirm: '将以现有内容起草新版，审核期间现有版本保持公开', input: z.object({ note: Opinion.optional() }) },
  correct: { label: '更正差错', from: ['live'], to: ['superseded'], by: ['publishing.manage'], needsForm: true, input: z.object({ content: Corrected, note: Reason, reason: Reason }) },
  setValidity: { label: '标注效力', from: ['live'], to: ['live'], by: ['publishing.manage'], needsForm: true, input: z.object({ validity: z.literal(Object.keys(settableValidities) as SettableValidity[]).nullable(), from: Day, note: Reason }) },
  withdraw: { label: '撤回', from: ['live'], to: ['withdrawn'], by: ['publishing.manage'], needsForm: true, danger: true, input: z.object({ reason: Reason, notice: Reason }) },
  takeDown: { label: '静默下架', from: ['live', 'withdrawn', 'ended'], to: ['takenDown'], by: ['publishing.manage'], needsForm: true, danger: true, input: z.object({ cause: z.literal(Object.keys(takeDownCauses) as TakeDownCause[], { error: '请选择下架原因' }), reason: Reason }) },
  reinstate: { label: '恢复发布', from: ['withdrawn', 'takenDown', 'ended'], to: ['live'], by: ['publishing.manage'], needsForm: true, input: z.object({ reason: Reason, displayUntil: Day.optional() }) },
  endDisplay: { label: '展示期满', from: ['live'], to: ['ended'], by: ['system'], input: z.object({}) },
  supersede: { label: '由新版替代', from: ['live', 'withdrawn', 'ended'], to: ['superseded'], by: ['system'], input: z.object({}) },
} as const satisfies Record<string, ActionSpec<Status> & { to: readonly Status[] }>
export type ActionType = keyof typeof actions
export const actionTypes = Object.keys(actions) as ActionType[]
export type Action = ActionOf<typeof actions>

/** One step of a review: a row, made at submission from the kind's chain. Exactly one step of a round is open while in review. */
export type Step = { no: number; verb: StepVerb; name: string; duty: string; organId: string; organPath: string; clockKey: string | null }
/** All that `available` needs; the API gives it, the console may ask again. */
export type Standing = { status: Status; authorIds: readonly string[]; organPath: string; step: Step | null
  /** Persons who have signed a step of the present round. */ signedIds: readonly string[] }
export type Who = { kind?: string; id: string; grants: readonly { duty: string; path: string }[] }

/** Which actions are open now to this person: the same function guards the server and draws the buttons.
 *  Separation of persons: an author reviews nothing of the edition, nobody signs two steps of a round. */
export const available = (e: Standing, who: Who): ActionType[] => actionTypes.filter((type) => whyNot(e, who, type) === null)

export type Obstacle = 'status' | 'duty' | 'step' | 'author' | 'signed'
export const obstacles: Record<Obstacle, string> = {
  status: '当前状态不能办理', duty: '您没有这项职责', step: '现在不是这个环节', author: '起草人不能审核自己的稿件', signed: '同一人不能办理两个审核环节',
}
/** Null when the action is open; otherwise what stands in the way. */
export function whyNot(e: Standing, who: Who, type: ActionType): Obstacle | null {
  const row: ActionSpec<Status> = actions[type]
  if (!row.from.includes(e.status)) return 'status'
  const holds = (duty: string, path: string) => who.grants.some((g) => g.duty === duty && path.startsWith(g.path))
  if (row.by.includes('system')) return who.kind === 'system' ? null : 'duty'
  if (row.by.includes('author')) return e.authorIds.includes(who.id) ? null : 'author'
  if (!row.by.includes('step')) return who.kind === 'system' || row.by.some((duty) => holds(duty, e.organPath)) ? null : 'duty'
  if (!e.step || (type !== 'sendBack' && e.step.verb !== type)) return 'step'
  if (!holds(e.step.duty, e.step.organPath)) return 'duty'
  if (e.authorIds.includes(who.id)) return 'author'
  return e.signedIds.includes(who.id) ? 'signed' : null
}

/** Body of POST /api/publishing/editions/:id/actions: `{ type: 'withdraw', reason, notice }`. The system's actions cannot be asked for. */
export const ActionInput = z.discriminatedUnion('type', actionTypes.filter((t) => !(actions[t].by as readonly string[]).includes('system'))
  .map((t) => (actions[t].input as z.ZodObject).extend({ type: z.literal(t) })) as never) as unknown as z.ZodType<Action, Action>

/** A new draft. The organ is the one that publishes; it must be one the person drafts for. */
export const NewDraft = z.object({ kind: z.string().min(1, { error: '请选择信息类型' }), organId: z.uuid({ error: '请选择发布机构' }), content: Content.optional() })
/** Autosave: the version the writer started from. A stale one answers 409 with `params: Stale`. */
export const SaveDraft = z.object({ version: z.int().min(1), content: Content })
/** What a 409 `publishing.stale` carries: the other person's text, so that nothing is lost. */
export type Stale = { version: number; byId: string; byName: string; at: Instant; content: Content }

const many = (of: z.ZodType<string>) => z.union([of, z.array(of).max(20)]).transform((v) => (Array.isArray(v) ? v : [v])).optional()
export const DocumentList = z.object({
  status: many(Status as z.ZodType<string>), kind: many(z.string()), organId: z.uuid().optional(), q: z.string().trim().max(100).optional(),
  from: Day.optional(), to: Day.optional(), mine: z.stringbool().optional(),
  sort: z.enum(['changed', 'published', 'title']).default('changed'),
  page: z.coerce.number().int().min(1).max(10_000).default(1), size: z.coerce.number().int().min(1).max(100).default(20),
})
/** A row of 信息发布's list: the newest edition of a document. */
export type DocumentRow = {
  id: string; editionId: string; editionNo: number; status: Status; kind: string; kindName: string; title: string; organId: string; organName: string
  authorName: string; changedAt: Instant; publishedAt: Instant | null; publishAt: Instant | null; indexNumber: string | null; documentNumber: string | null
  path: string | null; stepName: string | null; liveEditionNo: number | null
}
/** A row of the one inbox over all sections: an open step this person may sign. */
export type InboxRow = {
  editionId: string; documentId: string; title: string; kind: string; kindName: string; organId: string; organName: string; authorName: string
  stepName: string; verb: StepVerb; since: Instant; dueOn: string | null; late: boolean
}
export type Signature = { round: number; stepNo: number; stepName: string; verb: StepVerb | 'submit' | 'sendBack' | 'recall'; personId: string; personName: string
  organName: string | null; at: Instant; opinion: string; form: SecrecyForm | null }
export type Place = { channelId: string; channelName: string; sectionName: string; path: string }
/** What the editor, the drawer and the review screen show. `actions`: open now; `blocked`: the others of this status with the reason in words. */
export type EditionView = {
  id: string; documentId: string; no: number; status: Status; version: number; kind: string; kindName: string; organId: string; organName: string; organPath: string
  content: Content; standing: Standing; actions: ActionType[]; blocked: { type: ActionType; why: string }[]
  round: number; steps: (Step & { done: boolean })[]; signatures: Signature[]; publishAt: Instant | null; publishedAt: Instant | null; path: string | null
  indexNumber: string | null; note: string | null; changedAt: Instant; changedByName: string
  editions: { id: string; no: number; status: Status; publishedAt: Instant | null; note: string | null }[]
}
/** For confirmation dialogs: 将出现在 N 个栏目 / 将从 N 个栏目撤下. */
export type Destinations = { add: Place[]; remove: Place[] }
/** What stands against submitting (stop), or what the author should look at (warn); field as in Content: 'title', 'fields.madeOn'. */
export type Finding = { severity: 'discard' | 'stop' | 'warn'; field: string; message: string; remedy?: string; clause?: string; quote?: string }

/** Contributed by later modules (interpretation's plan, for one): says what still stands against signing off, in words; null lets it pass. */
export type SignOffGate = { name: string; check(tx: Tx, edition: { id: string; documentId: string; kind: string; organId: string; content: Content }): Promise<string | null> }
export const signOffGate = slot<SignOffGate>('publishing.signOffGate')

/** Key of the page kind that answers a document's address; the registry's `ref` is the document's id. */
export const documentPageKey = 'publishing.document'

/** Facts recorded about a document (subject type 'document'); each carries editionId. */
export const eventTypes = {
  drafted: 'publishing.drafted', submitted: 'publishing.submitted', signed: 'publishing.signed', returned: 'publishing.returned', recalled: 'publishing.recalled',
  closed: 'publishing.closed', scheduled: 'publishing.scheduled', unscheduled: 'publishing.unscheduled', published: 'publishing.published',
  corrected: 'publishing.corrected', withdrawn: 'publishing.withdrawn', takenDown: 'publishing.takenDown', ended: 'publishing.ended', reinstated: 'publishing.reinstated',
  validitySet: 'publishing.validitySet', validityTurned: 'publishing.validityTurned', discarded: 'publishing.discarded', restored: 'publishing.restored', revised: 'publishing.revised',
} as const

/** A clock per review step: rules of packs/law/publishing.json. */
export const ruleKeys = ['publishing.firstReview', 'publishing.secrecyReview', 'publishing.signOff'] as const
export type RuleKey = (typeof ruleKeys)[number]

export const refusals = {
  'publishing.notFound':       ['notFound', '没有这条信息，或者您无权查看'],
  'publishing.takenDown':      ['conflict', '这条信息已静默下架，不能发布新版；请先恢复发布，或者另行起草'],
  'publishing.moved':          ['conflict', '这条信息刚被他人办理，请刷新后再试'],
  'publishing.stale':          ['conflict', '{byName}已于{time}修改了内容，请比对后再保存'],
  'publishing.notEditable':    ['conflict', '{status}的信息不能修改，请先撤回送审或者修订'],
  'publishing.unknownKind':    ['invalid', '没有这种信息类型，请重新选择'],
  'publishing.notCompetent':   ['forbidden', '“{kind}”应由{competent}发布（{basis}），请移交主管机构'],
  'publishing.notReady':       ['invalid', '还有{count}处需要补正，请按提示修改后再提交'],
  'publishing.withheld':       ['conflict', '公开属性为“{disclosureClass}”的信息不能发布'],
  'publishing.noSite':         ['conflict', '还没有建立网站，不能预览'],
  'publishing.gate':           ['conflict', '暂不能签发：{why}'],
  'publishing.past':           ['invalid', '发布时间应晚于现在'],
  'publishing.tooFar':         ['invalid', '发布时间不能超过{days}天以后'],
  'publishing.workingExists':  ['conflict', '这条信息已有一个正在起草或审核的版本，请先办完'],
  'publishing.displayOver':    ['invalid', '展示期已经结束，请填写新的展示截止日期'],
  'publishing.secrecyReason':  ['invalid', '结论为“{conclusion}”时应写明依据和理由'],
  'publishing.secrecyUnsafe': ['invalid', '有审查事项未确认，不能选择“同意公开”'],
  'publishing.secrecySuperior':['invalid', '已征求上级或者第三方意见的，请填写结果'],
  'publishing.noChannel':      ['invalid', '“{organ}”没有可以发布“{kind}”的栏目，请选择栏目'],
  'publishing.secretFound':    ['invalid', '内容中有涉密或内部标志，已丢弃且未保存，请联系保密员'],
  'publishing.nothingChanged': ['invalid', '没有改动，不需要更正'],
  'publishing.sourceNotListed':['invalid', '稿源“{source}”不在可转载范围内，请核对来源'],
} as const
