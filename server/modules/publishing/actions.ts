// 信息发布: statuses, the one action table, and who may do what now. A part of the contract, safe for browsers.
import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { InstantInput } from '../../kernel/instant.ts'
import type { ActionOf, ActionSpec } from '../cases/contract.ts'
import { Content } from './content.ts'

/** Status of an edition: whose move it is, or where the public stands with it. */
export const statuses = {
  draft: '起草中',
  returned: '已退回', // sent back or recalled: the author's move
  inReview: '审核中', // at the current step's reviewer
  scheduled: '待定时发布',
  live: '已发布',
  superseded: '已被新版替代',
  withdrawn: '已撤回', // its address shows a public notice
  takenDown: '已下架', // silent: its address shows nothing
  ended: '展示期满',
  closed: '不予发布', // 保密审查: not to be published proactively
  discarded: '回收站',
} as const
export type Status = keyof typeof statuses
export const Status = z.literal(Object.keys(statuses) as Status[])
/** At most one edition of a document is in one of these at a time (kept by the database). */
export const workingStatuses = ['draft', 'returned', 'inReview', 'scheduled'] as const satisfies readonly Status[]
/** At most one edition of a document is in one of these at a time (kept by the database). */
export const publicStatuses = ['live', 'withdrawn', 'takenDown', 'ended'] as const satisfies readonly Status[]

/** 保密审查 (条例17; 保密法实施条例42: 先审查、后公开, 逐项审查). */
export const secrecyConclusions = {
  open: '同意公开',
  openAfterCuts: '删减后公开',
  onRequest: '依申请公开',
  withheld: '不予公开',
} as const
export type SecrecyConclusion = keyof typeof secrecyConclusions
const Opinion = z.string({ error: '意见应为文字' }).trim().max(500, { error: '意见不超过500字' })
/** The message names the field: it is all that somebody who calls the API reads. */
const Needed = (what: string) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(2, { error: `请填写${what}，不少于2个字` })
    .max(500, { error: `${what}不超过500字` })
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

export const takeDownCauses = {
  leak: '涉密或者失泄密隐患',
  privacy: '侵犯个人隐私',
  annulled: '处罚、许可决定被撤销或者变更',
  other: '其他',
} as const
export type TakeDownCause = keyof typeof takeDownCauses
export const settableValidities = {
  amended: '已修改',
  partlyLapsed: '部分失效',
  lapsed: '失效',
  repealed: '废止',
} as const
export type SettableValidity = keyof typeof settableValidities
/** What a slip of the pen may touch without a new review: nothing that changes the kind, the disclosure or the places. */
const { title, subtitle, summary, bodyHtml, fields, keywords } = Content.shape
const Corrected = z
  .object({
    title: title.unwrap(),
    subtitle: subtitle.unwrap(),
    summary: summary.unwrap(),
    bodyHtml: bodyHtml.unwrap(),
    fields: fields.unwrap(),
    keywords: keywords.unwrap(),
  })
  .partial()

/** Which review step an action signs: the step's row names its verb. */
export const stepVerbs = ['approve', 'secrecyReview', 'signOff'] as const
export type StepVerb = (typeof stepVerbs)[number]

/** The one table of the workflow: guard, permission, API, buttons, 待办, the README's
 *  flow chart and the test matrix read it. The case of a review has the id of its edition. */
export const actions = {
  submit: {
    label: '提交审核',
    from: ['draft', 'returned'],
    to: ['inReview'],
    by: ['publishing.draft'],
    input: z.object({ note: Opinion.optional(), version: z.int().min(1).optional() }),
  },
  recall: {
    label: '撤回送审',
    from: ['inReview'],
    to: ['returned'],
    by: ['author'],
    reason: 'optional',
    input: z.object({ reason: Opinion.optional() }),
  },
  approve: {
    label: '审核通过',
    from: ['inReview'],
    to: ['inReview'],
    by: ['step'],
    steps: ['approve'],
    input: z.object({ opinion: Opinion.default('同意') }),
  },
  secrecyReview: {
    label: '保密审查',
    from: ['inReview'],
    to: ['inReview', 'closed', 'returned'],
    by: ['step'],
    steps: ['secrecyReview'],
    needsForm: true,
    input: SecrecyForm.extend({ opinion: Opinion.default('') }),
  },
  signOff: {
    label: '签发',
    from: ['inReview'],
    to: ['live', 'scheduled'],
    by: ['step'],
    steps: ['signOff'],
    confirm: '签发后将立即公开',
    input: z.object({ opinion: Opinion.default('同意发布'), publishAt: InstantInput.optional() }),
  },
  sendBack: {
    label: '退回修改',
    from: ['inReview'],
    to: ['returned'],
    by: ['step'],
    reason: 'required',
    input: z.object({ reason: Needed('退回理由') }),
  },
  reschedule: {
    label: '调整发布时间',
    from: ['scheduled'],
    to: ['scheduled'],
    by: ['publishing.manage', 'publishing.signOff'],
    needsForm: true,
    input: z.object({ publishAt: InstantInput }),
  },
  unschedule: {
    label: '取消定时',
    from: ['scheduled'],
    to: ['inReview'],
    by: ['publishing.manage', 'publishing.signOff'],
    reason: 'optional',
    confirm: '取消后回到签发环节，到时不会自动发布',
    input: z.object({ reason: Opinion.optional() }),
  },
  publishNow: {
    label: '立即发布',
    from: ['scheduled'],
    to: ['live'],
    by: ['publishing.manage', 'publishing.signOff'],
    confirm: '将不等预定时间，立即公开',
    input: z.object({}),
  },
  publishDue: { label: '到时发布', from: ['scheduled'], to: ['live', 'inReview'], by: ['system'], input: z.object({}) },
  discard: {
    label: '移入回收站',
    from: ['draft', 'returned'],
    to: ['discarded'],
    by: ['publishing.draft'],
    danger: true,
    confirm: '移入回收站，可以随时恢复',
    input: z.object({}),
  },
  restoreDraft: {
    label: '恢复草稿',
    from: ['discarded'],
    to: ['draft'],
    by: ['publishing.draft'],
    input: z.object({}),
  },
  revise: {
    label: '修订',
    from: ['live', 'withdrawn', 'ended'],
    to: ['live', 'withdrawn', 'ended'],
    by: ['publishing.draft'],
    confirm: '将以现有内容起草新版，审核期间现有版本保持公开',
    input: z.object({ note: Opinion.optional() }),
  },
  correct: {
    label: '更正差错',
    from: ['live'],
    to: ['superseded'],
    by: ['publishing.manage'],
    needsForm: true,
    input: z.object({
      content: z.object(Corrected.shape, { error: '请填写更正后的内容' }),
      note: Needed('对外说明'),
      reason: Needed('更正理由'),
    }),
  },
  setValidity: {
    label: '标注效力',
    from: ['live'],
    to: ['live'],
    by: ['publishing.manage'],
    needsForm: true,
    input: z.object({
      validity: z.literal(Object.keys(settableValidities) as SettableValidity[]).nullable(),
      from: Day,
      note: Needed('标注依据'),
    }),
  },
  withdraw: {
    label: '撤回',
    from: ['live'],
    to: ['withdrawn'],
    by: ['publishing.manage'],
    needsForm: true,
    danger: true,
    input: z.object({ reason: Needed('撤回理由'), notice: Needed('对外说明') }),
  },
  takeDown: {
    label: '静默下架',
    from: ['live', 'withdrawn', 'ended'],
    to: ['takenDown'],
    by: ['publishing.manage'],
    needsForm: true,
    danger: true,
    input: z.object({
      cause: z.literal(Object.keys(takeDownCauses) as TakeDownCause[], { error: '请选择下架原因' }),
      reason: Needed('下架理由'),
    }),
  },
  reinstate: {
    label: '恢复发布',
    from: ['withdrawn', 'takenDown', 'ended'],
    to: ['live'],
    by: ['publishing.manage'],
    needsForm: true,
    input: z.object({ reason: Needed('恢复理由'), displayUntil: Day.optional() }),
  },
  endDisplay: { label: '展示期满', from: ['live'], to: ['ended'], by: ['system'], input: z.object({}) },
  supersede: {
    label: '由新版替代',
    from: ['live', 'withdrawn', 'ended'],
    to: ['superseded'],
    by: ['system'],
    input: z.object({}),
  },
} as const satisfies Record<string, ActionSpec<Status> & { to: readonly Status[] }>
export type ActionType = keyof typeof actions
export const actionTypes = Object.keys(actions) as ActionType[]
export type Action = ActionOf<typeof actions>

/** One step of a review: a row, made at submission from the kind's chain. Exactly one step of a round is open while in review. */
export type Step = {
  no: number
  verb: StepVerb
  name: string
  duty: string
  organId: string
  organPath: string
  clockKey: string | null
}
/** All that `available` needs; the API gives it, the console may ask again. */
export type Standing = {
  status: Status
  authorIds: readonly string[]
  organPath: string
  step: Step | null
  /** Persons who have signed a step of the present round. */ signedIds: readonly string[]
}
export type Who = { kind?: string; id: string; grants: readonly { duty: string; path: string }[] }

/** Which actions are open now to this person: the same function guards the server and draws the buttons.
 *  Separation of persons: an author reviews nothing of the edition, nobody signs two steps of a round. */
export const available = (e: Standing, who: Who): ActionType[] =>
  actionTypes.filter((type) => whyNot(e, who, type) === null)

export type Obstacle = 'status' | 'duty' | 'step' | 'others' | 'author' | 'signed'
export const obstacles: Record<Obstacle, string> = {
  status: '当前状态不能办理',
  duty: '您没有这项职责',
  step: '现在不是这个环节',
  others: '由起草人办理',
  author: '起草人不能审核自己的稿件',
  signed: '同一人不能办理两个审核环节',
}
/** Null when the action is open; otherwise what stands in the way. */
export function whyNot(e: Standing, who: Who, type: ActionType): Obstacle | null {
  const row: ActionSpec<Status> = actions[type]
  if (!row.from.includes(e.status)) return 'status'
  const holds = (duty: string, path: string) => who.grants.some((g) => g.duty === duty && path.startsWith(g.path))
  if (row.by.includes('system')) return who.kind === 'system' ? null : 'duty'
  if (row.by.includes('author')) return e.authorIds.includes(who.id) ? null : 'others'
  if (!row.by.includes('step'))
    return who.kind === 'system' || row.by.some((duty) => holds(duty, e.organPath)) ? null : 'duty'
  if (!e.step || (type !== 'sendBack' && e.step.verb !== type)) return 'step'
  if (!holds(e.step.duty, e.step.organPath)) return 'duty'
  if (e.authorIds.includes(who.id)) return 'author'
  return e.signedIds.includes(who.id) ? 'signed' : null
}

/** Body of POST /api/publishing/editions/:id/actions: `{ type: 'withdraw', reason, notice }`. The system's actions cannot be asked for. */
export const ActionInput = z.discriminatedUnion(
  'type',
  actionTypes
    .filter((t) => !(actions[t].by as readonly string[]).includes('system'))
    .map((t) => (actions[t].input as z.ZodObject).extend({ type: z.literal(t) })) as never,
) as unknown as z.ZodType<Action, Action>
