import type { ComponentType } from 'react'

/** The sections of the left navigation, in the order shown; the first has no heading. */
export const sections = { work: '', service: '服务与互动', oversight: '监督', platform: '平台' } as const
export type Section = keyof typeof sections

/** One page of the console. Modules contribute them from web/console/<module>/screens.tsx. */
export type Screen = {
  /** Below /console, with TanStack parameters: '/publishing/$id'. */
  path: string
  title: string
  /** Who may open it: any of these duties, anywhere. Left out: every member of staff. The server decides; this only hides. */
  duties?: readonly string[]
  menu?: {
    label: string
    section: Section
    icon: ComponentType
    /** Place inside the section, ascending. */
    order: number
    /** A React hook that yields the number in the red badge. */
    useBadge?: () => number | undefined
  }
  /** Drawn without navigation and without asking who is there: first setup, a reset link. */
  bare?: true
  component: () => Promise<{ default: ComponentType }>
}
/** An installation without an administrator shows this screen and no other. */
export const SETUP_PATH = '/setup'

export type Found = { id: string; title: string; detail?: string; to: string }
/** A kind of thing that ⌘K looks up on the server, within the person's scope. */
export type Finder = {
  label: string
  duties?: readonly string[]
  find(text: string, signal: AbortSignal): Promise<Found[]>
}
