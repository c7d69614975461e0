import type { Finder, Screen } from './screen.ts'
import { finders as publishingFinders, screens as publishing } from './publishing/screens.tsx'

/** Every page of the console. A module adds its line here and keeps its pages in web/console/<module>/screens.tsx. */
export const screens: readonly Screen[] = [...publishing]

/** What ⌘K looks up, in this order. */
export const finders: readonly Finder[] = [...publishingFinders]
