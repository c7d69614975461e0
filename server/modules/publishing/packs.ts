// The data of publishing: kinds, chains, who may publish what. Read once; a broken pack stops the start, with the reason.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fieldTypes, stepVerbs, type Kind } from './contract.ts'

const FOLDER = join(import.meta.dirname, '../../../packs/publishing')
const read = <T>(name: string, schema: z.ZodType<T>): T => {
  const found = schema.safeParse(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')))
  if (!found.success) throw new Error(`packs/publishing/${name}.json：${z.prettifyError(found.error)}`)
  return found.data
}
const Key = z.string().regex(/^[a-z]\w{0,40}$/i)
const head = { version: z.string(), source: z.string(), status: z.string() }

const Field = z.strictObject({
  key: Key,
  label: z.string(),
  type: z.enum(fieldTypes),
  required: z.boolean(),
  help: z.string().optional(),
  choices: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  patternHelp: z.string().optional(),
  fact: z.boolean().optional(),
  internal: z.boolean().optional(),
})
const KindSchema = z.strictObject({
  key: Key,
  name: z.string(),
  about: z.string(),
  fields: z.array(Field).max(40),
  facts: z.array(Key).max(30),
  chain: Key,
  needs: z.strictObject({ body: z.boolean(), summary: z.boolean(), entry: z.boolean(), image: z.boolean() }),
  hasValidity: z.boolean(),
  hasDisplay: z.boolean(),
  minDisplayWorkdays: z.int().optional(),
  reprint: z.boolean(),
  indexed: z.boolean(),
  classes: z.strictObject({ theme: z.string(), genre: z.string(), set: z.string() }),
  channels: z
    .array(z.strictObject({ at: z.enum(['own', 'portal']), class: z.string(), slug: z.string().optional() }))
    .min(1),
  basis: z.string(),
})
const StepSchema = z.strictObject({
  verb: z.enum(stepVerbs),
  name: z.string(),
  duty: z.string(),
  organ: z.enum(['own', 'parent']),
  clockKey: z.string().nullable(),
})
export type ChainStep = z.infer<typeof StepSchema>
const Rule = z.strictObject({
  kinds: z.array(Key),
  competent: z.string(),
  basis: z.string(),
  status: z.string(),
  may: z.strictObject({
    legalKinds: z.array(z.string()).optional(),
    nameEnds: z.array(z.string()).optional(),
    underRegulation: z.boolean().optional(),
  }),
})
export type AuthorityRule = z.infer<typeof Rule>
const Code = z.object({ code: z.string(), name: z.string() })

export const kinds: ReadonlyMap<string, Kind> = new Map(
  read('kinds', z.object({ ...head, kinds: z.array(KindSchema).min(12).max(100) })).kinds.map((k) => [
    k.key,
    k as Kind,
  ]),
)
export const chains: ReadonlyMap<string, { steps: ChainStep[]; community: ChainStep[] }> = new Map(
  read(
    'chains',
    z.object({
      ...head,
      chains: z.array(
        z.strictObject({
          key: Key,
          name: z.string(),
          steps: z.array(StepSchema).min(2).max(4),
          community: z.array(StepSchema).min(2).max(4),
        }),
      ),
    }),
  ).chains.map((c) => [c.key, c]),
)
export const authority = read('authority', z.object({ ...head, note: z.string(), rules: z.array(Rule) })).rules
export const indexTemplate = read(
  'index-number',
  z.object({
    ...head,
    template: z.string().includes('{serial'),
    organCode: z.enum(['creditCode', 'code']),
    alternatives: z.array(z.string()),
  }),
)
export const classes = read(
  'classes',
  z.object({ ...head, theme: z.array(Code), genre: z.array(Code), set: z.array(Code) }),
)
export const sources = read('sources', z.object({ ...head, hosts: z.array(z.string()), names: z.array(z.string()) }))
export const secrecyTexts = read(
  'secrecy',
  z.object({
    ...head,
    title: z.string(),
    approvalTitle: z.string(),
    superior: z.string(),
    note: z.string(),
    items: z.array(
      z.object({ key: z.enum(['noStateSecret', 'noWorkSecret', 'noTradeSecret', 'noPrivacy']), label: z.string() }),
    ),
  }),
)
export const limits = read(
  'limits',
  z.object({
    version: z.string(),
    source: z.string(),
    penaltyDisplayMonths: z.record(z.string(), z.int()),
    scheduleDaysMax: z.int(),
    draftHistory: z.int().min(1),
  }),
)

for (const k of kinds.values()) {
  if (!chains.has(k.chain)) throw new Error(`packs/publishing/kinds.json：“${k.name}”的审核链 ${k.chain} 不存在`)
}
export const kindOf = (key: string): Kind | undefined => kinds.get(key)
export const kindName = (key: string): string => kinds.get(key)?.name ?? key
export const className = (of: 'theme' | 'genre' | 'set', code: string): string =>
  classes[of].find((c) => c.code === code)?.name ?? ''
