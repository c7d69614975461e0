import type { Finder, Screen } from './screen.ts'
import { screens as audit } from './audit/screens.tsx'
import { screens as calendar } from './calendar/screens.tsx'
import { finders as casesFinders, screens as cases } from './cases/screens.tsx'
import { screens as notices } from './notices/screens.tsx'
import { finders as organsFinders, screens as organs } from './organs/screens.tsx'
import { finders as peopleFinders, screens as people } from './people/screens.tsx'
import { finders as publishingFinders, screens as publishing } from './publishing/screens.tsx'
import { screens as settings } from './settings/screens.tsx'
import { finders as sitesFinders, screens as sites } from './sites/screens.tsx'
import { screens as setup } from './setup/screens.tsx'
import { finders as standardsFinders, screens as standards } from './standards/screens.tsx'

/** Every page of the console. A module adds its line here and keeps its pages in web/console/<module>/screens.tsx. */
export const screens: readonly Screen[] = [
  ...cases,
  ...standards,
  ...publishing,
  ...notices,
  ...sites,
  ...organs,
  ...people,
  ...calendar,
  ...audit,
  ...settings,
  ...setup,
]

/** What ⌘K looks up, in this order. */
export const finders: readonly Finder[] = [
  ...publishingFinders,
  ...casesFinders,
  ...standardsFinders,
  ...organsFinders,
  ...peopleFinders,
  ...sitesFinders,
]
