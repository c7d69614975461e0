// The workflow of one edition. Pure: no database, no clock of the machine, no framework.
import type { Day } from '../../kernel/day.ts'
import { plusDays } from '../../kernel/day.ts'
import { dayOf, type Instant } from '../../kernel/instant.ts'
import { refuser } from '../../kernel/refusal.ts'
import type { ClockOp } from '../deadlines/contract.ts'
import {
  disclosureClasses,
  refusals,
  secrecyConclusions,
  type Action,
  type Content,
  type Finding,
  type RuleKey,
  type SecrecyForm,
  type SettableValidity,
  type Standing,
  type Status,
  type Step,
  type StepVerb,
  type TakeDownCause,
} from './contract.ts'

const refuse = refuser(refusals)

/** `steps`: the chain of this round; `stepNo`: the open one, 0 when none is open. `publicStatus`: how the document stands with the public. */
export type Edition = {
  id: string
  documentId: string
  no: number
  organId: string
  organPath: string
  title: string
  kind: string
  status: Status
  version: number
  content: Content
  authorIds: readonly string[]
  round: number
  steps: readonly Step[]
  stepNo: number
  signedIds: readonly string[]
  publishAt: Instant | null
  publicStatus: Status | null
  displayUntil: Day | null
  note: string | null
}

type At = { at: Instant; editionId: string }
export type Event = At &
  (
    | { type: 'publishing.submitted'; round: number; steps: readonly Step[]; note: string }
    | {
        type: 'publishing.signed'
        stepNo: number
        stepName: string
        verb: StepVerb
        personId: string
        opinion: string
        form: SecrecyForm | null
        clock: RuleKey | null
        nextClock: RuleKey | null
      }
    | { type: 'publishing.closed'; conclusion: keyof typeof secrecyConclusions; reason: string }
    | { type: 'publishing.returned'; stepNo: number; stepName: string; reason: string; clock: RuleKey | null }
    | { type: 'publishing.recalled'; reason: string; clock: RuleKey | null }
    | { type: 'publishing.scheduled'; publishAt: Instant }
    | { type: 'publishing.unscheduled'; reason: string; clock: RuleKey | null }
    | { type: 'publishing.published' }
    | { type: 'publishing.discarded' }
    | { type: 'publishing.restored' }
    | { type: 'publishing.revised'; note: string }
    | { type: 'publishing.corrected'; note: string; reason: string }
    | { type: 'publishing.validitySet'; validity: SettableValidity | null; from: Day; note: string }
    | { type: 'publishing.withdrawn'; reason: string; notice: string }
    | { type: 'publishing.takenDown'; cause: TakeDownCause; reason: string }
    | { type: 'publishing.ended' }
    | { type: 'publishing.superseded' }
    | { type: 'publishing.reinstated'; reason: string; displayUntil: Day | null }
  )

/** What only the database knows, gathered before `decide`. */
export type Gathered = {
  chain: readonly Step[]
  findings: readonly Finding[]
  notCompetent: { kind: string; competent: string; basis: string } | null
  gate: string | null
  workingExists: boolean
  scheduleDaysMax: number
}
type Known = { now: Instant; by: { id: string }; gathered: Gathered }

export const openStep = (e: Pick<Edition, 'steps' | 'stepNo'>): Step | null => e.steps[e.stepNo - 1] ?? null
const clockOf = (step: Step | null | undefined): RuleKey | null => (step?.clockKey ?? null) as RuleKey | null
export const standing = (e: Edition): Standing => ({
  status: e.status,
  authorIds: e.authorIds,
  organPath: e.organPath,
  step: e.status === 'inReview' ? openStep(e) : null,
  signedIds: e.signedIds,
})

/** What only history and rules forbid, and what happens otherwise. Who may, and from which status, is the table's. */
export function decide(e: Edition, action: Action, known: Known): Event[] {
  const { now, gathered } = known
  const base = { at: now, editionId: e.id }
  switch (action.type) {
    case 'submit':
      return [submitted(e, action, known)]
    case 'recall':
      return [{ ...base, type: 'publishing.recalled', reason: action.reason ?? '', clock: clockOf(openStep(e)) }]
    case 'approve':
      return [signed(e, action.opinion, null, known)]
    case 'secrecyReview':
      return reviewed(e, action, known)
    case 'signOff':
      return signedOff(e, action, known)
    case 'sendBack':
      return [
        {
          ...base,
          type: 'publishing.returned',
          stepNo: e.stepNo,
          stepName: openStep(e)!.name,
          reason: action.reason,
          clock: clockOf(openStep(e)),
        },
      ]
    case 'reschedule':
      return [{ ...base, type: 'publishing.scheduled', publishAt: later(action.publishAt, now, gathered) }]
    case 'unschedule':
      return [{ ...base, type: 'publishing.unscheduled', reason: action.reason ?? '', clock: clockOf(e.steps.at(-1)) }]
    case 'publishNow':
      return [(ready(e, gathered), { ...base, type: 'publishing.published' })]
    case 'publishDue':
      return [due(e, known)]
    case 'discard':
      return [{ ...base, type: 'publishing.discarded' }]
    case 'restoreDraft':
      return [(alone(gathered), { ...base, type: 'publishing.restored' })]
    case 'revise':
      return [(alone(gathered), { ...base, type: 'publishing.revised', note: action.note ?? '' })]
    case 'correct':
      return [corrected(e, action, base, gathered)]
    case 'setValidity':
      return [
        { ...base, type: 'publishing.validitySet', validity: action.validity, from: action.from, note: action.note },
      ]
    case 'withdraw':
      return [{ ...base, type: 'publishing.withdrawn', reason: action.reason, notice: action.notice }]
    case 'takeDown':
      return [{ ...base, type: 'publishing.takenDown', cause: action.cause, reason: action.reason }]
    case 'reinstate':
      return [reinstated(e, action, known)]
    case 'endDisplay':
      return [{ ...base, type: 'publishing.ended' }]
    case 'supersede':
      return [{ ...base, type: 'publishing.superseded' }]
    default:
      return action satisfies never
  }
}

function submitted(e: Edition, action: Extract<Action, { type: 'submit' }>, { now, gathered }: Known): Event {
  if (action.version !== undefined && action.version !== e.version) refuse('publishing.moved')
  compete(gathered)
  mended(gathered)
  return {
    at: now,
    editionId: e.id,
    type: 'publishing.submitted',
    round: e.round + 1,
    steps: gathered.chain,
    note: action.note ?? '',
  }
}

function signed(e: Edition, opinion: string, form: SecrecyForm | null, { now, by }: Known) {
  const step = openStep(e)!
  return {
    at: now,
    editionId: e.id,
    type: 'publishing.signed' as const,
    stepNo: step.no,
    stepName: step.name,
    verb: step.verb,
    personId: by.id,
    opinion,
    form,
    clock: clockOf(step),
    nextClock: clockOf(e.steps[step.no]),
  }
}

/** 先审查、后公开 (保密法实施条例42). What may not be published leaves the chain here; what needs cuts goes back to its author. */
function reviewed(e: Edition, action: Extract<Action, { type: 'secrecyReview' }>, known: Known): Event[] {
  const { type: _, opinion, ...form } = action
  const conclusion = form.conclusion
  if (conclusion !== 'open' && !form.reason)
    refuse('publishing.secrecyReason', { conclusion: secrecyConclusions[conclusion] }, { reason: '请写明依据和理由' })
  const unsafe = !form.noStateSecret || !form.noWorkSecret || !form.noTradeSecret || !form.noPrivacy
  if (conclusion === 'open' && unsafe)
    refuse('publishing.secrecyUnsafe', {}, { conclusion: '有事项未确认，不能选择“同意公开”' })
  if (form.superiorAsked && !form.superiorOpinion)
    refuse('publishing.secrecySuperior', {}, { superiorOpinion: '请填写征求意见的结果' })
  const sign = signed(e, opinion || secrecyConclusions[conclusion], form, known)
  const base = { at: known.now, editionId: e.id }
  if (conclusion === 'open') return [sign]
  const last = { ...sign, nextClock: null }
  if (conclusion === 'openAfterCuts')
    return [
      last,
      {
        ...base,
        type: 'publishing.returned',
        stepNo: e.stepNo,
        stepName: openStep(e)!.name,
        reason: `删减后公开：${form.reason}`,
        clock: null,
      },
    ]
  return [last, { ...base, type: 'publishing.closed', conclusion, reason: form.reason! }]
}

function signedOff(e: Edition, action: Extract<Action, { type: 'signOff' }>, known: Known): Event[] {
  ready(e, known.gathered)
  const sign = signed(e, action.opinion, null, known)
  const base = { at: known.now, editionId: e.id }
  return action.publishAt
    ? [sign, { ...base, type: 'publishing.scheduled', publishAt: later(action.publishAt, known.now, known.gathered) }]
    : [sign, { ...base, type: 'publishing.published' }]
}

/** Checked again at the moment of publication, not only at submission: organs, words and plans change meanwhile. */
function ready(e: Edition, gathered: Gathered): void {
  if (e.publicStatus === 'takenDown') refuse('publishing.takenDown')
  if (e.content.disclosureClass !== 'proactive')
    refuse('publishing.withheld', { disclosureClass: disclosureClasses[e.content.disclosureClass] })
  compete(gathered)
  mended(gathered)
  if (gathered.gate !== null) refuse('publishing.gate', { why: gathered.gate })
}

/** Nothing that must be mended stands in the text: a message at each field. */
function mended({ findings }: Gathered): void {
  const stops = findings.filter((f) => f.severity !== 'warn')
  if (stops.length > 0)
    refuse('publishing.notReady', { count: stops.length }, Object.fromEntries(stops.map((f) => [f.field, f.message])))
}

/** At the set time: published, or back to the signer with the reason, never silently forgotten. */
function due(e: Edition, { now, gathered }: Known): Event {
  try {
    ready(e, gathered)
  } catch (error) {
    return {
      at: now,
      editionId: e.id,
      type: 'publishing.unscheduled',
      reason: `到时未能发布：${(error as Error).message}`,
      clock: clockOf(e.steps.at(-1)),
    }
  }
  return { at: now, editionId: e.id, type: 'publishing.published' }
}

/** 条例10, 11: the body that made or is charged with the information discloses it. */
function compete({ notCompetent }: Gathered): void {
  if (notCompetent) refuse('publishing.notCompetent', notCompetent)
}

/** A document has one edition in the making; two would overwrite each other at publication. */
function alone({ workingExists }: Gathered): void {
  if (workingExists) refuse('publishing.workingExists')
}

const later = (at: Instant, now: Instant, { scheduleDaysMax }: Gathered): Instant => {
  if (at <= now) refuse('publishing.past', {}, { publishAt: '发布时间应晚于现在' })
  if (dayOf(at) > plusDays(dayOf(now), scheduleDaysMax))
    refuse('publishing.tooFar', { days: scheduleDaysMax }, { publishAt: `不能超过${scheduleDaysMax}天以后` })
  return at
}

function corrected(e: Edition, action: Extract<Action, { type: 'correct' }>, base: At, gathered: Gathered): Event {
  const changed = Object.entries(action.content).some(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(e.content[key as keyof Content]),
  )
  if (!changed) refuse('publishing.nothingChanged')
  mended(gathered)
  return { ...base, type: 'publishing.corrected', note: action.note, reason: action.reason }
}

function reinstated(e: Edition, action: Extract<Action, { type: 'reinstate' }>, { now, gathered }: Known): Event {
  const until = action.displayUntil ?? e.displayUntil
  if (until !== null && until < dayOf(now))
    refuse('publishing.displayOver', {}, { displayUntil: '请填写新的展示截止日期' })
  compete(gathered)
  return {
    at: now,
    editionId: e.id,
    type: 'publishing.reinstated',
    reason: action.reason,
    displayUntil: action.displayUntil ?? null,
  }
}

export function evolve(e: Edition, event: Event): Edition {
  const to = (status: Status, more: Partial<Edition> = {}): Edition => ({ ...e, status, ...more })
  switch (event.type) {
    case 'publishing.submitted':
      return to('inReview', { round: event.round, steps: event.steps, stepNo: 1, signedIds: [] })
    case 'publishing.signed':
      return {
        ...e,
        signedIds: [...e.signedIds, event.personId],
        stepNo: event.stepNo < e.steps.length ? event.stepNo + 1 : 0,
      }
    case 'publishing.closed':
      return to('closed', { stepNo: 0 })
    case 'publishing.returned':
      return to('returned', { stepNo: 0 })
    case 'publishing.recalled':
      return to('returned', { stepNo: 0 })
    case 'publishing.scheduled':
      return to('scheduled', { publishAt: event.publishAt, stepNo: 0 })
    // The signature of the last step is void: the signer decides anew, knowing why.
    case 'publishing.unscheduled':
      return to('inReview', { publishAt: null, stepNo: e.steps.length, signedIds: e.signedIds.slice(0, -1) })
    case 'publishing.published':
      return to('live', { publishAt: null, stepNo: 0, publicStatus: 'live' })
    case 'publishing.discarded':
      return to('discarded')
    case 'publishing.restored':
      return to('draft')
    case 'publishing.revised':
    case 'publishing.validitySet':
      return e
    case 'publishing.corrected':
    case 'publishing.superseded':
      return to('superseded')
    case 'publishing.withdrawn':
      return to('withdrawn', { publicStatus: 'withdrawn' })
    case 'publishing.takenDown':
      return to('takenDown', { publicStatus: 'takenDown' })
    case 'publishing.ended':
      return to('ended', { publicStatus: 'ended' })
    case 'publishing.reinstated':
      return to('live', { publicStatus: 'live', displayUntil: event.displayUntil ?? e.displayUntil })
    default:
      return event satisfies never
  }
}

/** Events → clock operations: a clock a step, from the moment it opens to the moment it is signed or left. */
export function clocks(event: Event): ClockOp<RuleKey>[] {
  const start = (rule: RuleKey | null): ClockOp<RuleKey>[] => (rule ? [{ op: 'start', rule, at: event.at }] : [])
  const end = (rule: RuleKey | null, as: 'met' | 'void'): ClockOp<RuleKey>[] =>
    rule ? [{ op: 'end', rule, at: event.at, as }] : []
  switch (event.type) {
    case 'publishing.submitted':
      return start((event.steps[0]?.clockKey ?? null) as RuleKey | null)
    case 'publishing.signed':
      return [...end(event.clock, 'met'), ...start(event.nextClock)]
    case 'publishing.returned':
      return end(event.clock, 'met')
    case 'publishing.recalled':
      return end(event.clock, 'void')
    case 'publishing.unscheduled':
      return start(event.clock)
    default:
      return []
  }
}
