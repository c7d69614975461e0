import { createHash, randomBytes } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Actor, context, type Ctx, type Db, type Shared, system } from '../../server/kernel/ctx.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { connect } from '../../server/kernel/database.ts'
import { Reactions } from '../../server/kernel/events.ts'
import { type Instant, instant } from '../../server/kernel/instant.ts'
import { makeLog } from '../../server/kernel/log.ts'
import { migrate } from '../../server/kernel/migrate.ts'
import type { Module } from '../../server/kernel/module.ts'
import { startPostgres } from '../../server/kernel/postgres.ts'
import { Slots } from '../../server/kernel/slots.ts'

export type TestDatabase = {
  db: Db
  url: string
  shared: Shared
  /** A context of `actor` (the system unless told) at `now` (the shared clock unless told). */
  ctx(actor?: Actor, now?: Instant | string): Ctx
  close(): Promise<void>
}
/** `modules` contribute and react as in app.ts, in the given order. */
type Options = { modules?: readonly Module[]; clock?: () => Instant; pool?: number }

/** A database of one's own, freshly cloned from the migrated template; `close()` drops it. All test processes of a work
 *  tree share one embedded server (without fsync), or the server of TEST_DATABASE_URL (its superuser's URL). */
export async function testDatabase({
  modules = [],
  clock = () => instant(new Date()),
  pool = 4,
}: Options = {}): Promise<TestDatabase> {
  const admin = await server()
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await locked(admin, async (client) => {
    const template = await migratedTemplate(client, admin)
    await client.query(`create database ${name} template ${template} strategy wal_log`)
  })
  const url = on(admin, name)
  const { db, close } = connect(url, pool)
  const config = readConfig({
    DATA_DIR: mkdtempSync(join(tmpdir(), 'opendistrict-')),
    LOG_LEVEL: 'silent',
    SECRET_KEY: 'test-only-'.repeat(4),
  })
  const shared: Shared = {
    db,
    clock,
    log: makeLog('silent'),
    config,
    slots: new Slots(modules.flatMap((m) => m.contributions ?? [])),
    reactions: new Reactions(modules.flatMap((m) => m.reactions ?? [])),
  }
  return {
    db,
    url,
    shared,
    ctx: (actor = system, now) =>
      context(shared, actor, {
        requestId: 'test',
        ip: '127.0.0.1',
        ...(now === undefined ? {} : { now: instant(now) }),
      }),
    close: async () => {
      await close()
      await drop(admin, name)
      rmSync(config.DATA_DIR, { recursive: true, force: true })
      clearInterval(heartbeat)
    },
  }
}

const MIGRATIONS = join(import.meta.dirname, '../../migrations')
const LOCK = 20_260_002
const HEARTBEAT_MS = 15_000
const IDLE_SECONDS = 120

let heartbeat: NodeJS.Timeout | undefined
let known: Promise<string> | undefined

const server = (): Promise<string> =>
  (known ??= process.env.TEST_DATABASE_URL ? Promise.resolve(process.env.TEST_DATABASE_URL) : embedded())

/** The shared server stays up between test files; a small watchdog stops it when no test has given a sign for a while. */
async function embedded(): Promise<string> {
  const tree = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 12)
  const dir = join(tmpdir(), `opendistrict-test-${userInfo().uid}-${tree}`)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const sign = join(dir, 'in-use')
  writeFileSync(sign, '')
  heartbeat = setInterval(() => utimesSync(sign, new Date(), new Date()), HEARTBEAT_MS).unref()
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
    shared_buffers: '128MB',
    max_wal_size: '2GB',
  }
  const { url, pid } = await startPostgres({ dataDir: dir, log: makeLog('silent'), settings })
  const watchdog = `echo $$ > "$0.watchdog"; while sleep 10; do
    [ "$(cat "$0.watchdog")" = $$ ] && kill -0 ${pid} 2>/dev/null || exit
    [ $(( $(date +%s) - $(stat -c %Y "$0") )) -gt ${IDLE_SECONDS} ] && { kill -INT ${pid}; exit; }
  done`
  spawn('/bin/sh', ['-c', watchdog, sign], { detached: true, stdio: 'ignore', cwd: '/' }).unref()
  return on(url, 'postgres')
}

/** The name of a database migrated by exactly the files as they stand now. Called under the lock. */
async function migratedTemplate(client: pg.Client, admin: string): Promise<string> {
  const files = readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  // The files are read once: another person may be editing them while we migrate.
  const snapshot = mkdtempSync(join(tmpdir(), 'opendistrict-migrations-'))
  try {
    const sum = createHash('sha256')
    for (const file of files) {
      copyFileSync(join(MIGRATIONS, file), join(snapshot, file))
      sum.update(`${file}\0`).update(readFileSync(join(snapshot, file)))
    }
    const name = `template_${sum.digest('hex').slice(0, 16)}`
    if ((await client.query('select from pg_database where datname = $1', [name])).rowCount) return name
    await sweep(client)
    await client.query('drop database if exists making with (force)')
    await client.query(`create database making encoding 'UTF8' template template0`)
    const { db, close } = connect(on(admin, 'making'), 2)
    try {
      await migrate(db, snapshot)
    } finally {
      await close()
    }
    await client.query(`alter database making rename to ${name}`)
    return name
  } finally {
    rmSync(snapshot, { recursive: true })
  }
}

/** Drops the templates of older files and what killed tests left. */
async function sweep(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "select datname from pg_database where datname ~ '^(template_[0-9a-f]{16}|test_[0-9]+_.*)$'",
  )
  for (const { datname } of rows) {
    const owner = /^test_(\d+)_/.exec(datname)?.[1]
    if (owner === undefined || !alive(Number(owner)))
      await client.query(`drop database if exists ${datname} with (force)`)
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function drop(admin: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  await client.query(`drop database if exists ${name} with (force)`)
  await client.end()
}

async function locked(admin: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${LOCK})`)
    await work(client)
  } finally {
    await client.end()
  }
}

const on = (url: string, database: string): string => {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}
