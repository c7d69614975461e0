// 内容检查: what a check says. Rules are data (packs/checks). Safe for browsers.
import { z } from 'zod'

/** discard: nothing may be stored, the 保密员 is told · stop: must be mended before submission · warn: the author decides. */
export const severities = { discard: '不得录入', stop: '必须改正', warn: '请核对' } as const
export type Severity = keyof typeof severities

const Detector = z.enum(['idNumber', 'bankCard', 'mobile', 'missingAlt', 'foreignImage', 'vagueLink'])
export type Detector = z.infer<typeof Detector>
export const Rule = z
  .strictObject({
    key: z.string().regex(/^\w+\.\w+$/),
    severity: z.enum(['discard', 'stop', 'warn']),
    name: z.string().min(1),
    pattern: z.string().min(1).optional(),
    detector: Detector.optional(),
    message: z.string().min(1),
    remedy: z.string().min(1),
    clause: z.string().min(1),
  })
  .refine((r) => (r.pattern === undefined) !== (r.detector === undefined), {
    error: '一条规则要么写pattern，要么写detector',
  })
export type Rule = z.infer<typeof Rule>
export const RulePack = z.strictObject({
  pack: z.string(),
  version: z.int().min(1),
  owner: z.string(),
  source: z.string(),
  verified: z.boolean(),
  rules: z.array(Rule).min(1).max(500),
})
export type RulePack = z.infer<typeof RulePack>

/** One thing found: where (field and place in its plain text), why, and how to mend it. */
export type Finding = {
  rule: string
  severity: Severity
  field: string
  message: string
  remedy: string
  clause: string
  /** The words found, masked where they are personal data. */ quote: string
  /** Characters from the start of the field's plain text; null for pictures and links. */ at: number | null
}
/** A field to look at: `html` for rich text, `text` for a line. */
export type Part = { field: string; html?: string; text?: string }

export const refusals = {
  'checks.secret': ['invalid', '{message}。{remedy}'],
} as const
