// The composition root: what the modules give becomes one application. The only file that knows them all.
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import type { Config } from './kernel/config.ts'
import { context, system, type Db, type Shared } from './kernel/ctx.ts'
import { Reactions } from './kernel/events.ts'
import { makeWeb } from './kernel/http.ts'
import { instant, type Instant } from './kernel/instant.ts'
import type { Log } from './kernel/log.ts'
import { registry } from './kernel/metrics.ts'
import type { Module, Sweep } from './kernel/module.ts'
import { openapi } from './kernel/openapi.ts'
import { sweepOnce } from './kernel/once.ts'
import { sweepRates } from './kernel/rate.ts'
import { anyone, get, type Route } from './kernel/route.ts'
import { Slots } from './kernel/slots.ts'
import { mountConsole } from './console.ts'
import { calendarModule } from './modules/calendar/index.ts'
import { organsModule } from './modules/organs/index.ts'
import { authenticate, peopleModule } from './modules/people/index.ts'
import { filesModule } from './modules/files/index.ts'
import { noticesModule } from './modules/notices/index.ts'
import { deadlinesModule } from './modules/deadlines/index.ts'
import { casesModule } from './modules/cases/index.ts'
import { searchModule } from './modules/search/index.ts'
import { checksModule } from './modules/checks/index.ts'
import { standardsModule } from './modules/standards/index.ts'
import { sitesModule } from './modules/sites/index.ts'
import { publishingModule } from './modules/publishing/index.ts'
import { pagesModule } from './pages/index.ts'

const exact = [
  calendarModule,
  organsModule,
  peopleModule,
  filesModule,
  noticesModule,
  deadlinesModule,
  casesModule,
  searchModule,
  checksModule,
  standardsModule,
  sitesModule,
  publishingModule,
  pagesModule,
] as const
export const modules: readonly Module[] = exact

/** Every endpoint's types, for the browser's client. */
export type Api = NonNullable<(typeof exact)[number]['routes']>[number]

const kernelSweeps: readonly Sweep[] = [
  { name: 'kernel.rates', cron: '*/10 * * * *', run: sweepRates },
  { name: 'kernel.once', cron: '20 3 * * *', run: sweepOnce },
]
export const sweeps = (): readonly Sweep[] => [...kernelSweeps, ...modules.flatMap((m) => m.sweeps ?? [])]
export const routes = (): readonly Route[] => modules.flatMap((m) => m.routes ?? [])
export const locators = () => new Map(modules.flatMap((m) => m.locators ?? []).map((l) => [l.type, l]))

/** What all requests and jobs of a process share. Tests give their own clock. */
export const share = (db: Db, log: Log, config: Config, clock: () => Instant = () => instant(new Date())): Shared => ({
  db,
  log,
  clock,
  config,
  slots: new Slots(modules.flatMap((m) => m.contributions ?? [])),
  reactions: new Reactions(modules.flatMap((m) => m.reactions ?? [])),
})

/** Loads the packs that changed, module by module. Safe to repeat. */
export async function startModules(shared: Shared): Promise<void> {
  for (const m of modules) await m.start?.(context(shared, system, { requestId: `start-${m.name}` }))
}

/** The web server, ready to listen. */
export async function makeApp(shared: Shared): Promise<FastifyInstance> {
  const { config } = shared
  const all = routes()
  const described = get('/api/openapi.json', {
    summary: '接口说明（OpenAPI 3.1）',
    scope: anyone,
    run: async () => openapi([...all, described], config.PUBLIC_URL),
  }) as Route
  const web = await makeWeb({ shared, routes: [...all, described], scoping: { locators: locators() }, authenticate })
  mountHealth(web, shared)
  await mountConsole(web)
  for (const m of modules) await m.mount?.(web, shared)
  return web
}

/** For the machine room: alive, ready for traffic, and figures (figures for callers on this machine only). */
function mountHealth(web: FastifyInstance, shared: Shared): void {
  web.get('/healthz', async () => ({ ok: true }))
  web.get('/readyz', async (_request, answer) => {
    const ready = await sql`select 1`.execute(shared.db).then(
      () => true,
      () => false,
    )
    return answer.code(ready ? 200 : 503).send({ ready })
  })
  web.get('/metrics', async (request, answer) => {
    const local =
      ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '') &&
      request.headers['x-forwarded-for'] === undefined
    return local ? answer.type(registry.contentType).send(await registry.metrics()) : answer.code(404).send()
  })
}
