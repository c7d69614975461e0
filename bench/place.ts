// What every bench shares: a district of its own on the embedded PostgreSQL with fsync, and figures printed one way.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeApp, share, startModules } from '../server/app.ts'
import { readConfig } from '../server/kernel/config.ts'
import { context, system } from '../server/kernel/ctx.ts'
import { connect } from '../server/kernel/database.ts'
import { makeLog } from '../server/kernel/log.ts'
import { migrate } from '../server/kernel/migrate.ts'
import { startPostgres } from '../server/kernel/postgres.ts'

export async function place(port: number) {
  const dir = mkdtempSync(join(tmpdir(), 'opendistrict-bench-'))
  const log = makeLog('error')
  const config = readConfig({ DATA_DIR: dir, PORT: String(port), LOG_LEVEL: 'error' })
  const postgres = await startPostgres({ dataDir: dir, log })
  const { db, close } = connect(postgres.url, config.DATABASE_POOL)
  await migrate(db)
  const shared = share(db, log, config)
  await startModules(shared)
  const web = await makeApp(shared)
  return {
    shared,
    url: config.PUBLIC_URL,
    ctx: () => context(shared, system, { requestId: 'bench' }),
    listen: () => web.listen({ host: config.HOST, port }),
    close: async () => {
      await web.close()
      await close()
      await postgres.stop()
      rmSync(dir, { recursive: true })
    },
  }
}

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, load ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]}`

/** p50, p99 and the largest of times in milliseconds. */
export function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (p: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)]!)
  return `p50 ${at(0.5)} ms · p99 ${at(0.99)} ms · max ${at(1)} ms`
}
