import type { Kysely, Transaction } from 'kysely'
import type { Config } from './config.ts'
import type { Day } from './day.ts'
import { dayOf, type Instant } from './instant.ts'
import type { Log } from './log.ts'
import type { Slots } from './slots.ts'
import type { Reactions } from './events.ts'

/** Both know no table: a module adds its own with `tx.withTables<Tables>()` and so sees no other's. */
export type Db = Kysely<{}>
export type Tx = Transaction<{}>

/** A duty held over an organ and all below it. `path` is the organ's place in the tree, '/root/…/organ/'. */
export type Grant = { duty: string; organId: string; path: string }
export type Actor = {
  kind: 'staff' | 'system' | 'anonymous'
  id: string
  name: string
  organId: string | null
  grants: readonly Grant[]
  sessionId: string | null
}
export type Subject = { type: string; id: string }

/** What the whole process shares; made once by app.ts. */
export type Shared = { db: Db; slots: Slots; reactions: Reactions; log: Log; config: Config; clock: () => Instant }

/** Made once a request or a job: the only way to the database, the time and the person. */
export type Ctx = Shared & {
  actor: Actor
  now: Instant
  today: Day
  requestId: string
  /** The address of the caller as far as TRUST_PROXY allows; '' for jobs. */
  ip: string
  /** What the caller's browser calls itself; '' for jobs. */
  agent: string
  /** The key under which the client may repeat this submit; see once.ts. */
  clientKey: string | null
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export const anonymous: Actor = {
  kind: 'anonymous',
  id: 'anonymous',
  name: '访客',
  organId: null,
  grants: [],
  sessionId: null,
}
export const system: Actor = { kind: 'system', id: 'system', name: '系统', organId: null, grants: [], sessionId: null }

type Call = { requestId: string; ip?: string; agent?: string; clientKey?: string | null; now?: Instant }

export function context(shared: Shared, actor: Actor, call: Call): Ctx {
  const { requestId, ip = '', agent = '', clientKey = null, now = shared.clock() } = call
  return {
    ...shared,
    actor,
    now,
    today: dayOf(now),
    requestId,
    ip,
    agent,
    clientKey,
    log: shared.log.child({ requestId }),
    tx: (work) => shared.db.transaction().execute(work),
  }
}

/** True when the actor holds one of the duties over the organ at `path`. The system may do everything. */
export const covers = (actor: Actor, duties: readonly string[], path: string): boolean =>
  actor.kind === 'system' || actor.grants.some((g) => duties.includes(g.duty) && path.startsWith(g.path))

/** The subtrees over which the actor holds one of the duties, as path prefixes; ['/'] for the system. */
export const reach = (actor: Actor, duties: readonly string[]): string[] =>
  actor.kind === 'system' ? ['/'] : [...new Set(actor.grants.filter((g) => duties.includes(g.duty)).map((g) => g.path))]
