import type { FastifyInstance } from 'fastify'
import type { Ctx, Shared } from './ctx.ts'
import type { Reaction } from './events.ts'
import type { Locator, Route } from './route.ts'
import type { Contribution } from './slots.ts'

/** Work found by a query at intervals, never by a timer per item: safe to repeat, safe to miss. `cron` is Asia/Shanghai.
 *  Remote work (mail, another system) belongs here, on rows that a command left. */
export type Sweep = { name: string; cron: string; run(ctx: Ctx): Promise<unknown> }

/** What a module gives to app.ts. All parts are optional but the name. */
export type Module<R extends readonly Route[] = readonly Route[]> = {
  name: string
  routes?: R
  locators?: readonly Locator[]
  reactions?: readonly Reaction[]
  sweeps?: readonly Sweep[]
  contributions?: readonly Contribution[]
  /** Runs once after migrations and before listening: loads packs that changed. Idempotent. */
  start?: (ctx: Ctx) => Promise<void>
  /** Answers that are not JSON endpoints: public pages, assets. Mounted after all routes. */
  mount?: (web: FastifyInstance, shared: Shared) => Promise<void> | void
}

/** Keeps the exact routes in the type, so that the browser's client knows them. */
export const module = <const R extends readonly Route[]>(m: Module<R>): Module<R> => m
