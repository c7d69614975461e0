// The data of standards: fields, roles, rules, and the catalogs of the key fields. A broken pack stops the start, with the reason.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { EntryInput, standardChannels, type EntryContent } from './contract.ts'
import { defaultExpectation } from './importer.ts'
import type { Rules } from './obligation.ts'
import type { Role } from './responsible.ts'
import { parseTimeLimit } from './timeLimit.ts'

const FOLDER = join(import.meta.dirname, '../../../packs/standards')
const read = <T>(name: string, schema: z.ZodType<T>): T => {
  const found = schema.safeParse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')))
  if (!found.success) throw new Error(`packs/standards/${name}：${z.prettifyError(found.error)}`)
  return found.data
}

const Names = z.array(z.string().min(1))
const Fields = z.object({
  version: z.string(),
  source: z.string(),
  fields: z
    .array(z.object({ key: z.string().regex(/^[a-zA-Z]+$/), name: z.string(), aliases: Names, focus: z.boolean() }))
    .min(9)
    .max(100),
})
const Roles = z.object({
  version: z.string(),
  source: z.string(),
  roles: z.array(z.object({ names: Names.min(1), organs: Names.min(1) })).max(500),
})
const RulesFile = z.object({
  version: z.string(),
  rules: z.object({
    standingWithinWorkdays: z.object({
      amount: z.int().min(1).max(366),
      unit: z.literal('workdays'),
      clause: z.string(),
      from: z.iso.date(),
      note: z.string(),
    }),
  }),
})

/** A row as packs write it: `channels` are the chosen ones, `tiers` those ticked; what is left out comes from `defaults`. */
const Row = z.strictObject({
  level1: z.string(),
  level2: z.string().default(''),
  level3: z.string().default(''),
  elements: Names.min(1),
  basis: Names.optional(),
  timeLimit: z.string().optional(),
  responsible: z.string().optional(),
  channels: Names.optional(),
  group: z.string().optional(),
  onRequest: z.boolean().default(false),
  tiers: z.array(z.enum(['县级', '乡级'])).optional(),
  /** The page on which the row was seen; absent: 待核对. */
  source: z.url().optional(),
})
export const CatalogPack = z.strictObject({
  field: z.string(),
  name: z.string(),
  version: z.string(),
  channelRule: z.enum(['all', 'atLeastOne']),
  source: z.string(),
  defaults: z.strictObject({
    basis: Names,
    timeLimit: z.string(),
    responsible: z.string(),
    channels: Names,
    tiers: z.array(z.enum(['县级', '乡级'])),
  }),
  entries: z.array(Row).min(1).max(500),
})
export type CatalogPack = z.output<typeof CatalogPack>

let kept: { fields: z.output<typeof Fields>; roles: Role[]; rules: Rules } | undefined
/** Read once a process. */
export const standardData = () =>
  (kept ??= {
    fields: read('fields.json', Fields),
    roles: read('roles.json', Roles).roles,
    rules: { standingWithinWorkdays: read('rules.json', RulesFile).rules.standingWithinWorkdays.amount },
  })

/** The catalogs that lie in packs/standards/catalogs. */
export const catalogPacks = (): CatalogPack[] =>
  readdirSync(join(FOLDER, 'catalogs'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => read(join('catalogs', name), CatalogPack))

export function packEntries(pack: CatalogPack): EntryContent[] {
  return pack.entries.map((row) =>
    contentOf(
      EntryInput.parse({
        fieldKey: pack.field,
        level1: row.level1,
        level2: row.level2,
        level3: row.level3,
        elements: row.elements,
        basis: row.basis ?? pack.defaults.basis,
        timeLimit: row.timeLimit ?? pack.defaults.timeLimit,
        responsible: row.responsible ?? pack.defaults.responsible,
        channels: marks(row.channels ?? pack.defaults.channels),
        audience: { everyone: row.group === undefined, group: row.group ?? null },
        mode: { proactive: !row.onRequest, onRequest: row.onRequest },
        tiers: (['县级', '乡级'] as const).map((name) => ({
          name,
          chosen: (row.tiers ?? pack.defaults.tiers).includes(name),
        })),
        verified: row.source !== undefined,
        source: row.source ?? '',
      }),
    ),
  )
}

const marks = (chosen: readonly string[]) => [
  ...standardChannels.map((name) => ({ name: name as string, chosen: chosen.includes(name) })),
  ...chosen
    .filter((name) => !(standardChannels as readonly string[]).includes(name))
    .map((name) => ({ name, chosen: true })),
]

/** What a person or a pack wrote → what is stored: the limit typed, the expectation by the limit unless it was chosen. */
export function contentOf(input: EntryInput): EntryContent {
  const timeLimit = parseTimeLimit(input.timeLimit)
  const channels = input.channels.map(({ name, chosen, note }) => ({ name, chosen, ...(note ? { note } : {}) }))
  const tiers = input.tiers.map(({ name, chosen }) => ({ name, chosen }))
  return { ...input, timeLimit, channels, tiers, expectation: input.expectation ?? defaultExpectation(timeLimit) }
}
