// What a section has of its own and what it takes from above. Pure.
import type { MenuItem, Section, Theme } from './contract.ts'
import { templateOf } from './packs.ts'

/** A section as it stands in the table: null means "as the parent has it". */
export type OwnSection = Omit<Section, 'template' | 'theme' | 'menu' | 'footer'> & {
  template: string | null
  theme: Theme | null
  menu: readonly MenuItem[] | null
  footer: string | null
  version: number
}
export const inherited = ['template', 'theme', 'menu', 'footer'] as const
export type Inherited = (typeof inherited)[number]

/** All sections as in force. Parents must stand before their children. A section of another kind than its parent takes the
 *  template and the menu of its own kind: a community does not show the portal's menu. */
export function resolve(own: readonly OwnSection[]): Section[] {
  const done = new Map<string, Section>()
  for (const s of own) {
    const parent = s.parentId === null ? undefined : done.get(s.parentId)
    const sameKind = parent?.kind === s.kind
    const template = templateOf(s.template ?? (sameKind ? parent.template : s.kind))
    const { version: _, ...facts } = s
    done.set(s.id, {
      ...facts,
      template: template.key,
      theme: s.theme ?? template.theme ?? parent?.theme ?? 'lake',
      menu: s.menu ?? (sameKind ? parent.menu : menuOf(template.menu, s.path)),
      footer: s.footer ?? parent?.footer ?? '',
    })
  }
  return [...done.values()]
}

/** A template names addresses relative to the section ('./zwgk/') or of the whole site ('/mulu/'). */
const menuOf = (menu: readonly MenuItem[], path: string): MenuItem[] =>
  menu.map((m) => ({ label: m.label, href: m.href.startsWith('./') ? path + m.href.slice(2) : m.href }))

export type Override = {
  sectionId: string
  name: string
  path: string
  what: Inherited
  own: string
  inherited: string
}

/** Everything a section sets for itself, beside what it would have had: the override report. */
export function overrides(own: readonly OwnSection[]): Override[] {
  const plain = new Map(
    resolve(own.map((s) => ({ ...s, template: null, theme: null, menu: null, footer: null }))).map((s) => [s.id, s]),
  )
  return own.flatMap((s) =>
    inherited
      .filter((what) => s[what] !== null)
      .map((what) => ({
        sectionId: s.id,
        name: s.name,
        path: s.path,
        what,
        own: shown(s[what]),
        inherited: shown(plain.get(s.id)![what]),
      })),
  )
}
const shown = (value: string | readonly MenuItem[] | null): string =>
  value === null || value === '' ? '（空）' : typeof value === 'string' ? value : value.map((m) => m.label).join('、')
