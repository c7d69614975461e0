import { z } from 'zod'
import type { Actor, Ctx, Subject, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import type { Fact, Recorded } from '../../kernel/events.ts'
import type { Instant } from '../../kernel/instant.ts'
import { slot } from '../../kernel/slots.ts'
import type { ClockOp, ClockShown, Rules } from '../deadlines/contract.ts'

/** Who may: 'step': whoever an open step names (its duty over its organ) · 'author': one of the state's `authorIds` ·
 *  'system': sweeps only · otherwise a duty over the case's organ. */
export type By = readonly ('step' | 'author' | 'system' | (string & {}))[]

/** One row of a workflow's only table: server guard, API, buttons, 待办 and flow chart read it. Safe for browsers. */
export type ActionSpec<Status extends string = string> = {
  label: string
  from: readonly Status[]
  by: By
  /** What the action needs. It can be done from the record drawer when that is nothing, or no more than a `reason`. */
  input: z.ZodType
  /** With 'step': the keys of the steps on which it is done; all when absent. */
  steps?: readonly string[]
  /** The input has a field `reason` in words: the drawer asks for it. */
  reason?: 'required' | 'optional'
  /** The input needs more than that: done on the procedure's own screen. */
  needsForm?: boolean
  /** The consequence in words, asked before it is done. */
  confirm?: string
  danger?: boolean
}
export type ActionTable<Status extends string = string> = Readonly<Record<string, ActionSpec<Status>>>
/** The union of actions that a table describes, parsed: `{ type: 'sendBack', reason } | …`. */
export type ActionOf<T extends ActionTable> = {
  [K in keyof T & string]: { type: K } & z.output<T[K]['input']>
}[keyof T & string]

/** An open piece of work: who may take it (a duty over an organ), who may not, and whose it is when it is one person's. */
export type Step = {
  key: string
  label: string
  duty: string
  organId: string
  /** Persons who may not do it, because they did an earlier step (separation of persons). */
  excludedPersons?: readonly string[]
  /** The one person whose work it is; moved by hand-over. */
  holderId?: string | null
  /** The clock that this step must keep, by rule key; the case's earliest duty when absent. */
  clock?: string
}
export type OpenStep = Required<Step> & { no: number; organName: string; path: string; openedAt: Instant }

/** What the register must know of any procedure's own record. */
export type CaseState<Status extends string = string> = {
  id: string
  organId: string
  title: string
  status: Status
  authorIds?: readonly string[]
}

/** What `decide` may know besides the state and the action. */
export type Known<K extends string = string, G = unknown> = {
  rules: Rules<K>
  /** The last day in time of each clock that runs now. */
  lastDays: Readonly<Partial<Record<K, Day>>>
  now: Instant
  today: Day
  by: { id: string; name: string; organId: string | null }
  /** The open step that the actor takes, when the action is a step's. */
  step: OpenStep | undefined
  /** What the procedure's own `gather` found. */
  gathered: G
}
export type Change<S, A, E> = { before: S; after: S; action: A; events: readonly E[] }

/** A procedure: a table, a decide, a law. All of it pure but load, gather, save and afterSave, which run in act()'s transaction. */
export type Procedure<
  S extends CaseState = CaseState,
  A extends { type: string } = { type: string },
  E extends Fact = Fact,
  K extends string = string,
  G = unknown,
> = {
  key: string
  name: string
  statuses: Readonly<Record<S['status'], string>>
  /** Before submission: the case has no number yet. */
  draftStatuses?: readonly S['status'][]
  finalStatuses: readonly S['status'][]
  actions: ActionTable<S['status']>
  /** Duties whose holders may read a case of their organs, besides those who may act on it. */
  readers: readonly string[]
  ruleKeys: readonly K[]
  /** Where its events are recorded; `{ type: 'case', id }` when absent. Clocks always belong to the case. */
  subject?(state: S): Subject
  /** Reads the procedure's own record and locks it until the transaction ends. */
  load(tx: Tx, ctx: Ctx, id: string): Promise<S | undefined>
  /** Why this person cannot do it now, in words; null when it is open. In place of the register's own reading of the table. */
  obstacle?(state: S, actor: Actor, action: A['type'], steps: readonly OpenStep[]): string | null
  /** Facts from the database that only this action needs (gates, checks). */
  gather?(tx: Tx, ctx: Ctx, state: S, action: A): Promise<G>
  /** What happens, or a refusal. Every event carries `at: known.now`. */
  decide(state: S, action: A, known: Known<K, G>): E[]
  evolve(state: S, event: E): S
  save(tx: Tx, ctx: Ctx, change: Change<S, A, E>): Promise<void>
  clocks(event: E, rules: Rules<K>): ClockOp<K>[]
  /** The open steps that follow from the state; none when the case is over. */
  steps(state: S): readonly Step[]
  /** After clocks and timeline, before the number: what becomes public, notices. */
  afterSave?(tx: Tx, ctx: Ctx, change: Change<S, A, E>): Promise<void>
  /** One line of the timeline in words, without the person's name: '初审通过'; undefined leaves the fact out (another case's). */
  narrate(event: Recorded, id: string): string | undefined
  /** Where the console shows the whole record, as a path below the console. */
  link(id: string): string
  /** The number at submission, from the organ's short name; '〔2026〕4号' when absent. Gapless per procedure × organ × year. */
  number?(organ: string, year: number, no: number): string
}

/** `contributions: [give(procedures, procedure({...}))]` */
export const procedures = slot<Procedure>('cases.procedure')
/** Checks a procedure against its own types while it is written, and forgets them for the register. */
export const procedure = <
  S extends CaseState,
  A extends { type: string },
  E extends Fact,
  K extends string,
  G = unknown,
>(
  p: Procedure<S, A, E, K, G>,
): Procedure => p as unknown as Procedure

export const subjectOf = (id: string) => ({ type: 'case', id }) as const

/** What comes with an action: `seen` is the case's version on the person's screen (409 when someone was faster). */
export type Request = { type: string; seen?: number } & Record<string, unknown>
/** Body of POST /api/cases/:id/actions/:action. A repeat with the same Idempotency-Key header is harmless. */
export const ActBody = z.object({
  seen: z.int().min(0).optional(),
  input: z.record(z.string(), z.unknown()).default({}),
})
/** What act() answers: the case as it stands now. */
export type Acted = { id: string; status: string; version: number; number: string | null }

/** A button: open to this person now, or why not. */
export type Offer = { action: string; label: string; open: boolean; why: string | null; needsForm: boolean } & Pick<
  ActionSpec,
  'reason' | 'confirm' | 'danger'
>

/** What is left of a clock, for lists: negative when over. */
export type DueShown = {
  dueOn: Day | null
  left: number | null
  unit: 'workingDay' | 'day' | 'hour' | 'date'
  state: 'running' | 'paused' | 'none'
  late: boolean
  unpublishedYears: number[]
}
export type Task = {
  caseId: string
  procedure: string
  procedureName: string
  title: string
  number: string | null
  organId: string
  organName: string
  stepNo: number
  step: string
  stepKey: string
  fromName: string
  openedAt: Instant
  mine: boolean
  due: DueShown
  link: string
}
export const TaskQuery = z.object({
  scope: z.enum(['mine', 'organ']).default('mine'),
  overdue: z.stringbool({ error: '应为 true 或 false' }).default(false),
  procedure: z.string().max(60).optional(),
  q: z.string().trim().max(50, { error: '搜索词不超过50个字' }).optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
})
export type TaskFilter = z.output<typeof TaskQuery>

export const CaseQuery = z.object({
  procedure: z.string().max(60).optional(),
  over: z.stringbool({ error: '应为 true 或 false' }).optional(),
  q: z.string().trim().max(50, { error: '搜索词不超过50个字' }).optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
})
export type CaseRow = {
  id: string
  procedureName: string
  number: string | null
  title: string
  organName: string
  statusLabel: string
  over: boolean
  openedAt: Instant
  changedAt: Instant
  link: string
}

export type TimelineLine = {
  no: string
  at: Instant
  actorName: string
  text: string
  reason: string | null
  kind: 'act' | 'clock'
}
export type CaseRecord = {
  id: string
  procedure: { key: string; name: string }
  number: string | null
  trackingCode: string
  title: string
  organ: { id: string; name: string }
  status: { key: string; label: string }
  over: boolean
  version: number
  openedAt: Instant
  openedByName: string
  closedAt: Instant | null
  link: string
  steps: { no: number; label: string; organName: string; dutyLabel: string; openedAt: Instant }[]
  clocks: ClockShown[]
  timeline: TimelineLine[]
  offers: Offer[]
}
export type Summary = {
  tasks: number
  overdue: number
  soon: number
  paused: number
  doneThisMonth: number
  byProcedure: { key: string; name: string; count: number }[]
  unpublishedYears: number[]
}

export const refusals = {
  'cases.notFound': ['notFound', '没有这件事项，或者您无权查看'],
  'cases.unknownAction': ['notFound', '没有这个操作'],
  'cases.notNow': ['conflict', '不能“{label}”：{why}。{now}'],
  'cases.stale': ['conflict', '{who}已于{when}办理了这件事项，请看过最新情况再办理。{now}'],
} as const
