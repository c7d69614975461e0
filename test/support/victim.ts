// A process made to be killed: embedded PostgreSQL with fsync as in production, the worker, and endless writes.
// Prints `ready <postmaster pid>`, then the number of each write after its commit was acknowledged.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { readConfig } from '../../server/kernel/config.ts'
import { context, type Shared, system } from '../../server/kernel/ctx.ts'
import { connect } from '../../server/kernel/database.ts'
import { record, Reactions } from '../../server/kernel/events.ts'
import { instant } from '../../server/kernel/instant.ts'
import { makeLog } from '../../server/kernel/log.ts'
import { migrate } from '../../server/kernel/migrate.ts'
import { startPostgres } from '../../server/kernel/postgres.ts'
import { Slots } from '../../server/kernel/slots.ts'
import { startWorker } from '../../server/kernel/worker.ts'

const WRITERS = 4
const RETRY_MS = 50

const [dataDir, mode] = process.argv.slice(2)
const log = makeLog('silent')
const postgres = await startPostgres({ dataDir: dataDir!, log })
const { db, close } = connect(postgres.url, 10)
await migrate(db)
await sql`create table if not exists counted (no bigint)`.execute(db)
/** Not idempotent on purpose: a fact that is handled twice shows as two rows. */
const count = {
  name: 'test.count',
  on: ['test.written'],
  run: async (_ctx: unknown, tx: typeof db, fact: { no: string }) =>
    void (await sql`insert into counted values (${fact.no})`.execute(tx)),
}
const shared: Shared = {
  db,
  log,
  slots: new Slots(),
  reactions: new Reactions([count]),
  clock: () => instant(new Date()),
  config: readConfig({ DATA_DIR: dataDir, SECRET_KEY: 'test-only-'.repeat(4), LOG_LEVEL: 'silent' }),
}
const worker = await startWorker(shared, postgres.url, [])
process.stdout.write(`ready ${postgres.pid}\n`)

let stopping = false
process.on('SIGTERM', async () => {
  stopping = true
  await worker.stop()
  await close()
  await postgres.stop()
  process.exit(0)
})

async function write(writer: number): Promise<void> {
  for (let i = 0; !stopping; i++) {
    const ctx = context(shared, system, { requestId: 'victim' })
    const id = `${process.pid}-${writer}-${i}`
    try {
      await ctx.tx((tx) => record(tx, ctx, { type: 'test', id }, [{ type: 'test.written', at: ctx.now }]))
      process.stdout.write(`${id}\n`)
    } catch {
      await sleep(RETRY_MS) // the database is away: this write was not acknowledged, the next one may be
    }
  }
}
if (mode === 'write') for (let writer = 0; writer < WRITERS; writer++) void write(writer)
