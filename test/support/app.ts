// The whole product on a database of its own, in this process: the real routes, pages, reactions and sweeps.
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { makeApp, modules, share, startModules, sweeps } from '../../server/app.ts'
import { context, system, type Ctx, type Shared } from '../../server/kernel/ctx.ts'
import { type Instant, instant } from '../../server/kernel/instant.ts'
import { makeLog } from '../../server/kernel/log.ts'
import { reactOnce, startWorker, type Worker } from '../../server/kernel/worker.ts'
import { testDatabase } from './db.ts'

export type TestApp = {
  url: string
  web: FastifyInstance
  shared: Shared
  ctx(): Ctx
  /** Works off what reactions have to do, in place of waiting for a worker. */
  react(): Promise<number>
  close(): Promise<void>
}
type Options = {
  clock?: () => Instant
  /** Fills the installation before it listens. */
  seed?: (ctx: Ctx) => Promise<unknown>
  /** True where an errand needs reactions and schedules to run by themselves. */
  worker?: boolean
  /** False: routes are called by `web.inject`, and nothing listens. */
  listen?: boolean
}

export async function testApp({
  clock = () => instant(new Date()),
  seed,
  worker = false,
  listen = true,
}: Options = {}): Promise<TestApp> {
  const database = await testDatabase({ modules, clock, pool: 8 })
  const port = listen ? await freePort() : 80
  const url = `http://localhost:${port}`
  const config = { ...database.shared.config, PORT: port, HOST: 'localhost', PUBLIC_URL: url }
  const shared = share(database.db, makeLog(process.env.LOG_LEVEL ?? 'silent'), config, clock)
  await startModules(shared)
  const ctx = () => context(shared, system, { requestId: 'test' })
  await seed?.(ctx())
  const web = await makeApp(shared)
  if (listen) await web.listen({ host: 'localhost', port })
  else await web.ready()
  let working: Worker | undefined
  if (worker) working = await startWorker(shared, database.url, sweeps())
  return {
    url,
    web,
    shared,
    ctx,
    react: () => reactOnce(shared),
    close: async () => {
      await web.close()
      await working?.stop()
      await database.close()
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
