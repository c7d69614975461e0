import { z } from 'zod'
import type { Actor, Ctx, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import type { Fact, Recorded } from '../../kernel/events.ts'
import type { Instant } from '../../kernel/instant.ts'
import { slot } from '../../kernel/slots.ts'
import type { ClockOp, Rules } from '../deadlines/contract.ts'

/** One row of a workflow's only table: server guard, API, buttons, 待办 and flow chart read it. Safe for browsers.
 *  duty 'step': whoever the open step names. duty 'opener': the person who opened the case. Otherwise a duty over the case's organ. */
export type ActionSpec<Status extends string = string> = {
  label: string
  from: readonly Status[]
  duty: 'step' | 'opener' | (string & {})
  /** With duty 'step': only on these steps. */
  steps?: readonly string[]
  /** A reason in words: asked for and kept in the timeline. */
  reason?: 'required' | 'optional'
  /** The consequence in words, asked before it is done. */
  confirm?: string
  danger?: boolean
  /** What else the action needs. An action without it can be done from the record drawer and the 待办 list. */
  input?: z.ZodType<Record<string, unknown>>
}
export type ActionTable<Status extends string = string> = Readonly<Record<string, ActionSpec<Status>>>

type Given<T extends ActionTable> = { [K in keyof T & string]: { type: K; reason?: string } & (T[K] extends { input: z.ZodType } ? z.output<T[K]['input']> : {}) }
/** The union of actions that a table describes, parsed: `{ type: 'sendBack', reason } | …`. */
export type ActionOf<T extends ActionTable> = Given<T>[keyof T & string]

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
}
export type OpenStep = Step & { no: number; path: string; excludedPersons: readonly string[]; holderId: string | null; openedAt: Instant }

/** What the register must know of any procedure's own record. */
export type CaseState<Status extends string = string> = { id: string; organId: string; title: string; status: Status }

/** What `decide` may know besides the state and the action. */
export type Known<K extends string = string, G = unknown> = {
  rules: Rules<K>
  /** The last day in time of each clock that runs now. */
  lastDays: Readonly<Record<string, Day>>
  now: Instant
  today: Day
  by: { id: string; name: string; organId: string | null }
  step: OpenStep | undefined
  /** What the procedure's own `gather` found. */
  gathered: G
}
export type Change<S, A, E> = { before: S; after: S; action: A; events: readonly E[] }

/** A procedure: a table, a decide, a law. All of it pure but load, gather, save and afterSave, which run in act()'s transaction. */
export type Procedure<
  S extends CaseState = CaseState,
  A extends { type: string } = { type: string; reason?: string },
  E extends Fact = Fact,
  K extends string = string,
  G = unknown,
> = {
  key: string
  name: string
  statuses: Readonly<Record<S['status'], string>>
  /** Before submission: no number yet. */
  draftStatuses?: readonly S['status'][]
  finalStatuses: readonly S['status'][]
  actions: ActionTable<S['status']>
  /** Duties whose holders may read a case of their organs. */
  readers: readonly string[]
  ruleKeys: readonly K[]
  /** Reads the procedure's own record and locks it until the transaction ends. */
  load(tx: Tx, ctx: Ctx, id: string): Promise<S | undefined>
  /** A further reason against an action that the table allows; undefined when there is none. */
  objection?(state: S, action: string, actor: Actor): string | undefined
  /** Facts from the database that only this action needs (gates, checks). */
  gather?(tx: Tx, ctx: Ctx, state: S, action: A): Promise<G>
  /** What happens, or a refusal. Every event carries `at: known.now`. */
  decide(state: S, action: A, known: Known<K, G>): E[]
  evolve(state: S, event: E): S
  save(tx: Tx, ctx: Ctx, change: Change<S, A, E>): Promise<void>
  clocks(event: E, rules: Rules<K>): ClockOp<K>[]
  /** The open steps that follow from the state; none when the case is over. */
  steps(state: S): readonly Step[]
  afterSave?(tx: Tx, ctx: Ctx, change: Change<S, A, E>): Promise<void>
  /** One line of the timeline in words, without the person's name: '初审通过'. */
  narrate(event: Recorded): string
  /** Where the console shows the whole record. */
  link(id: string): string
  /** The number at submission; 'organ' is its short name. Gapless per procedure × organ × year. */
  number?(organ: string, year: number, no: number): string
}

/** `contributions: [give(procedures, procedure({...}))]` */
export const procedures = slot<Procedure>('cases.procedure')
/** Keeps a procedure's own types while it is written, and forgets them for the register. */
export const procedure = <S extends CaseState, A extends { type: string }, E extends Fact, K extends string, G = unknown>(p: Procedure<S, A, E, K, G>): Procedure =>
  p as unknown as Procedure

export const subjectOf = (id: string) => ({ type: 'case', id }) as const

/** Body of POST /api/cases/:id/actions/:action. `seen` is the version on the person's screen; `key` makes a repeat harmless. */
export const ActBody = z.object({
  reason: z.string().trim().max(1000, { error: '理由不超过1000个字' }).optional(),
  input: z.record(z.string(), z.unknown()).default({}),
  seen: z.int().min(0).optional(),
  key: z.string().min(8).max(100).optional(),
})
export type ActInput = { type: string; reason?: string; seen?: number; key?: string } & Record<string, unknown>

/** A button: open to this person now, or why not. */
export type Offer = {
  action: string
  label: string
  open: boolean
  why?: string
  reason?: 'required' | 'optional'
  confirm?: string
  danger?: boolean
  /** It needs more than a reason: done on the procedure's own screen. */
  needsForm: boolean
}

export const refusals = {
  'cases.notFound': ['notFound', '没有这件事项，或者您无权查看'],
  'cases.notNow': ['conflict', '“{label}”现在不能办理：{why}。{open}'],
  'cases.stale': ['conflict', '{who}已于{when}办理了“{what}”，请核对后再办理。{open}'],
  'cases.unknownAction': ['notFound', '没有这个操作'],
} as const
