// What the installation remembers of the demo: that it is one, since when, and that somebody chose an empty start.
import type { Tx } from '../kernel/ctx.ts'
import type { Day } from '../kernel/day.ts'
import { installationFact, sayInstallationFact } from '../kernel/installation.ts'
import type { Instant } from '../kernel/instant.ts'

export type DemoFact = { on: true; since: Day; documents: number }

export const demoFact = (tx: Tx): Promise<DemoFact | undefined> => installationFact(tx, 'demo')
export const markDemo = (tx: Tx, fact: DemoFact, now: Instant): Promise<boolean> =>
  sayInstallationFact(tx, 'demo', fact, now, false)
/** An installation that was begun empty stays empty when it is started without the flag. */
export const begunEmpty = async (tx: Tx): Promise<boolean> => (await installationFact(tx, 'begunEmpty')) !== undefined
export const markEmpty = (tx: Tx, now: Instant): Promise<boolean> =>
  sayInstallationFact(tx, 'begunEmpty', true, now, false)
