// Templates, channel classes and links as packs/sites gives them. Read once; a wrong pack stops the start with its reason.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { sectionKinds, themes, type SectionKind, type Theme } from './contract.ts'

const FOLDER = join(import.meta.dirname, '../../../packs/sites')
const read = <S extends z.ZodType>(file: string, schema: S): z.output<S> => {
  const result = schema.safeParse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))
  if (!result.success) throw new Error(`packs/sites/${file} 有误：${z.prettifyError(result.error)}`)
  return result.data
}
const Key = z.string().regex(/^[a-zA-Z0-9-]{1,40}$/)
const Kind = z.enum(Object.keys(sectionKinds) as [SectionKind, ...SectionKind[]])

/** `limit` is the longest a channel may go without something new; null: it is updated when it changes. */
const Class = z.object({
  key: Key,
  name: z.string().min(1),
  columnType: z.string().min(1),
  basis: z.string(),
  limit: z.union([z.object({ days: z.int().min(1) }), z.object({ months: z.int().min(1) })]).nullable(),
})
export type ChannelClass = z.output<typeof Class>
/** `organ: own` narrows to the section's own organ and those below; `sourcePortal` names a channel of the portal. */
const Carry = z.object({
  sourcePortal: z.string().optional(),
  sourceClass: Key.optional(),
  sourceKinds: z.array(Kind).default([]),
  kinds: z.array(z.string()).default([]),
  organ: z.literal('own').optional(),
  fields: z.array(z.string()).default([]),
})
const ChannelTemplate = z.object({
  slug: z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/),
  name: z.string().min(1).max(20),
  class: Key,
  description: z.string().min(1),
  keywords: z.string().min(1),
  carry: z.array(Carry).default([]),
})
export type ChannelTemplate = z.output<typeof ChannelTemplate>
const Template = z.object({
  key: Key,
  name: z.string().min(1),
  theme: z.enum(Object.keys(themes) as [Theme, ...Theme[]]).optional(),
  root: z.string(),
  /** Takes menu and channels of another template, with words replaced. */
  like: Key.optional(),
  words: z.array(z.tuple([z.string(), z.string()])).default([]),
  menu: z.array(z.object({ label: z.string(), href: z.string() })),
  channels: z.array(ChannelTemplate),
})
export type Template = z.output<typeof Template>

export const classes: readonly ChannelClass[] = read('classes.json', z.object({ classes: z.array(Class) })).classes
const byClass = new Map(classes.map((c) => [c.key, c]))
/** The class, or a plain one when a pack was changed under an old channel. */
export const classOf = (key: string): ChannelClass =>
  byClass.get(key) ?? { key, name: key, columnType: '信息公开', limit: null, basis: '待核对' }

const drawn = read('templates.json', z.object({ templates: z.array(Template) })).templates
export const templates: readonly Template[] = drawn.map((t) =>
  t.like === undefined ? t : reworded(t, drawn.find((o) => o.key === t.like)!),
)
const byTemplate = new Map(templates.map((t) => [t.key, t]))
export const templateOf = (key: string): Template => byTemplate.get(key) ?? byTemplate.get('department')!

function reworded(t: Template, from: Template): Template {
  const say = (text: string): string => t.words.reduce((said, [a, b]) => said.replaceAll(a, b), text)
  return {
    ...t,
    menu: from.menu.map((m) => ({ ...m, label: say(m.label) })),
    channels: from.channels.map((c) => ({
      ...c,
      name: say(c.name),
      description: say(c.description),
      keywords: say(c.keywords),
    })),
  }
}

const linkPack = read(
  'links.json',
  z.object({
    governmentHosts: z.array(z.string()),
    links: z.array(z.object({ group: z.string(), name: z.string(), url: z.url() })),
  }),
)
export const links = linkPack.links
/** True for government sites; everything else gets a notice before the reader leaves. */
export const isGovernment = (host: string): boolean =>
  linkPack.governmentHosts.some((end) => host === end || host.endsWith(`.${end}`))
