import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import type { Tx } from '../../kernel/ctx.ts'
import type { Instant } from '../../kernel/instant.ts'
import { slot } from '../../kernel/slots.ts'

/** A legal limit always has its unit. `date`: until a named day, given when the clock starts. */
export const units = { workingDay: '个工作日', day: '日', hour: '小时', date: '' } as const
export type Unit = keyof typeof units

export const kinds = {
  duty: '义务期限', // must be done by then; passing it is a breach
  window: '窗口期限', // may be done until then; passing it closes the window and nobody is late
  extension: '延长上限', // by how much a duty may grow
} as const
export type Kind = keyof typeof kinds

/** verified: read in the text of the law; 待核对: from memory or the district's own choice, and shown so. */
export const standings = { verified: '已核对', unverified: '待核对' } as const

export const Rule = z
  .strictObject({
    key: z.string().regex(/^[a-z]\w*(\.\w+)+$/),
    version: z.int().min(1),
    name: z.string().min(1).max(40),
    kind: z.enum(['duty', 'window', 'extension']),
    amount: z.int().min(0).max(2000),
    unit: z.enum(['workingDay', 'day', 'hour', 'date']),
    clause: z.string().min(1).max(200),
    source: z.string().min(1).max(300),
    validFrom: Day,
    validTo: Day.nullable(),
    status: z.enum(['verified', 'unverified']),
    note: z.string().max(500).optional(),
  })
  .refine((r) => (r.unit === 'date') === (r.amount === 0), { error: 'amount is 0 for the unit date, and for no other' })
export type Rule = z.infer<typeof Rule>
export type Rules<K extends string = string> = Readonly<Record<K, Rule>>
/** A file of packs/law/. */
export const LawPack = z.strictObject({ pack: z.string(), law: z.string(), rules: z.array(Rule).min(1).max(500) })

/** What an event does to a clock. `amount` on start: a period that the organ set within the rule's; `until`: for the unit `date`.
 *  `cause` tells pauses apart that overlap: what stands still is their union. */
export type ClockOp<K extends string = string> =
  | { op: 'start'; rule: K; at: Instant; amount?: number; until?: Day }
  | { op: 'pause' | 'resume'; rule: K; at: Instant; cause?: string }
  | { op: 'extend'; rule: K; amount: number; at: Instant }
  | { op: 'end'; rule: K; at: Instant; as: 'met' | 'void' }

/** '20个工作日' */
export const limit = (r: Pick<Rule, 'amount' | 'unit'>): string =>
  r.unit === 'date' ? '指定日期' : `${r.amount}${units[r.unit]}`

/** The one rule of each key on that day. None, or two, is a broken pack and nobody's fault who uses it. */
export function inForce<K extends string>(rules: readonly Rule[], keys: readonly K[], on: Day): Rules<K> {
  const one = (key: K): [K, Rule] => {
    const found = rules.filter((r) => r.key === key && r.validFrom <= on && (r.validTo === null || on <= r.validTo))
    if (found.length !== 1) throw new Error(`${found.length} rules for ${key} on ${on}`)
    return [key, found[0]!]
  }
  return Object.fromEntries(keys.map(one)) as Record<K, Rule>
}

/** One day of a clock: `n` counts up, `why` is read by people. */
export type ClockDay = { day: Day; counted: boolean; n: number; why: string }
/** A clock as people see it. `days` and `sentence` explain it. */
export type ClockShown = {
  no: number
  rule: string
  name: string
  kind: Kind
  limit: string
  clause: string
  source: string
  standing: keyof typeof standings
  startedAt: Instant
  state: 'running' | 'paused' | 'met' | 'void'
  dueOn: Day | null
  lateFrom: Instant | null
  late: boolean
  /** What is left while it runs: working days or days, negative when over; hours for an hour clock; null when ended. */
  left: { amount: number; unit: Unit } | null
  endedAt: Instant | null
  unpublishedYears: number[]
  sentence: string
  days: ClockDay[]
}

/** Names of subjects for people, given by the module that owns the type. */
export type SubjectTitles = {
  type: string
  titles(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
}
export const subjectTitles = slot<SubjectTitles>('deadlines.subjectTitles')

/** Facts about the subject of a clock; each carries rule, name and dueOn. */
export const eventTypes = {
  breached: 'deadlines.breached',
  breachCleared: 'deadlines.breachCleared',
  moved: 'deadlines.moved',
} as const
