import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from './log.ts'
import { findPlace, type Place } from './postgres-account.ts'

export type Embedded = {
  /** Of the database `district`, as its superuser. */
  url: string
  pid: number
  /** Fast shutdown. Does nothing when another live process owns the server (a second role over one DATA_DIR). */
  stop(): Promise<void>
}
export type EmbeddedOptions = {
  /** The installation's DATA_DIR; the cluster is its folder `postgres`. */
  dataDir: string
  log: Log
  /** PostgreSQL settings that beat the defaults below. */
  settings?: Record<string, string>
  /** False only in the test of the account that root falls back to. */
  userNamespaces?: boolean
}

const MAJOR = '18'
const SOCKET_MAX = 107 // bytes of sockaddr_un.sun_path, less its end
const PORT = 5432 // a name within the socket's folder, not a network port
const STEP_MS = 20
const START_MS = 600_000 // recovery after a crash may read much WAL
const STOP_MS = 60_000
const WATCH_MS = 2_000
const ORPHANS_MS = 30_000
const ORPHANS_STEP_MS = 250
const SLOW = `内置数据库在${START_MS / 60_000}分钟内未能启动，请查看数据目录中 postgres/log 的日志`

const DEFAULTS: Record<string, string> = {
  shared_buffers: '256MB',
  max_connections: '100',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  lc_messages: 'C',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  unix_socket_permissions: '0700',
}

/** Starts the embedded server of a data directory, making it on first use, or adopts the one that runs there already
 *  (our process was killed, the server was not). Restarts it should it die. Data survive kill -9 of either. */
export async function startPostgres({
  dataDir,
  log,
  settings = {},
  userNamespaces,
}: EmbeddedOptions): Promise<Embedded> {
  const place = findPlace(dataDir, userNamespaces)
  const cluster = join(place.home, 'postgres')
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(place, cluster, log)
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (version !== MAJOR)
    throw new Error(
      `数据目录 ${cluster} 由 PostgreSQL ${version} 建立，本程序内置的是 ${MAJOR}。请用原来的版本导出后再导入`,
    )

  let port = socketFits(cluster) ? PORT : await freePort()
  const start = () => obtain(place, cluster, port, { ...DEFAULTS, ...settings }, log)
  let server = await start()
  port = server.port // an adopted one has its own, which must stay: it is in our address
  const owned = takeOwnership(join(dataDir, 'postgres.owner'))
  const url = (database: string) => address(cluster, server, database)
  await createDatabase(url('postgres'))

  let reviving = false
  const revive = async () => {
    if (reviving || running(cluster)) return
    reviving = true
    log.error('内置数据库意外停止，正在重新启动')
    server = await start().catch((error: Error) => (log.fatal(error.message), server))
    reviving = false
  }
  const watch = setInterval(revive, WATCH_MS).unref()
  return {
    url: url('district'),
    get pid() {
      return server.pid
    },
    stop: async () => {
      clearInterval(watch)
      if (owned) await halt(cluster, log)
    },
  }
}

type Running = { pid: number; port: number; socketDir: string; ready: boolean }

/** What postmaster.pid says, if that process is alive and is the server of this cluster. */
function running(cluster: string): Running | undefined {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Math.abs(Number(lines[0]))
  if (!pid || !alive(pid)) return
  const commandLine = readCommandLine(pid)
  if (commandLine !== undefined && !commandLine.includes(cluster)) {
    rmSync(file, { force: true }) // left by a crash; its number now belongs to another program
    return
  }
  return { pid, port: Number(lines[3]), socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
}

function initialise(place: Place, cluster: string, log: Log): void {
  log.info('首次启动，正在建立内置数据库')
  // Made aside and renamed, so that a kill or a second process never leaves half a cluster.
  const made = `${cluster}.new-${process.pid}`
  const passwordFile = `${cluster}.password-${process.pid}`
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  place.own(passwordFile)
  mkdirSync(made, { mode: 0o700 })
  place.own(made)
  const result = run(place, 'initdb', [
    '-D',
    made,
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-instructions',
  ])
  rmSync(passwordFile)
  if (result.status !== 0) {
    rmSync(made, { recursive: true, force: true })
    throw new Error(`内置数据库建立失败：${reason(result)}`)
  }
  writeFileSync(join(made, 'district.password'), password, { mode: 0o600 })
  try {
    renameSync(made, cluster)
  } catch (error) {
    rmSync(made, { recursive: true, force: true })
    if (!existsSync(join(cluster, 'PG_VERSION'))) throw error
  }
}

const reason = (result: { error?: Error; stderr: string }): string =>
  result.error?.message ?? result.stderr.trim().split('\n').slice(-3).join(' ')

/** The server of the cluster, ready: the one that runs or is just starting, or a new one. A server that was killed leaves
 *  children for a moment, who still hold its memory: then we wait for them. */
async function obtain(...args: Parameters<typeof launch>): Promise<Running> {
  const pidFile = join(args[1], 'postmaster.pid')
  const crashed = existsSync(pidFile)
  for (let waited = 0; ; waited += ORPHANS_STEP_MS) {
    const found = running(args[1])
    if (found?.ready) return found
    try {
      if (!found) return await launch(...args)
      if (waited >= START_MS) throw new Error(SLOW)
    } catch (error) {
      const another = existsSync(pidFile) // a second process that started the server while we tried to
      if (waited >= ORPHANS_MS || !(crashed || another)) throw error
    }
    await sleep(ORPHANS_STEP_MS)
  }
}

async function launch(
  place: Place,
  cluster: string,
  port: number,
  settings: Record<string, string>,
  log: Log,
): Promise<Running> {
  const onSocket = port === PORT
  const all = {
    ...settings,
    port: String(port),
    listen_addresses: onSocket ? '' : '127.0.0.1',
    unix_socket_directories: onSocket ? `"${cluster.replaceAll('"', '""')}"` : '',
  }
  const output = join(place.home, 'postgres.log')
  const fd = openSync(output, 'w', 0o600)
  const { file, args, uid, gid } = place.command(join(place.native, 'bin/postgres'), [
    '-D',
    cluster,
    ...Object.entries(all).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ])
  // Detached: Ctrl-C in the terminal must reach us only, who stop it after the last request.
  const child = spawn(file, args, {
    detached: true,
    stdio: ['ignore', fd, fd],
    env: environment(place),
    cwd: '/',
    uid,
    gid,
  })
  closeSync(fd)
  let ended: string | true | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('exit', () => (ended ??= true))
  child.unref()
  for (let waited = 0; waited < START_MS; waited += STEP_MS) {
    const found = running(cluster)
    if (found?.ready) return found
    if (ended !== undefined && !found)
      throw new Error(`内置数据库启动失败：${ended === true ? lastWords(cluster, output) : ended}`)
    if (waited > 0 && waited % 5_000 === 0) log.info('内置数据库正在启动')
    await sleep(STEP_MS)
  }
  throw new Error(SLOW)
}

/** Why the server ended: its last lines, on its own output before its log collector runs, in the newest log file after. */
function lastWords(cluster: string, output: string): string {
  const folder = join(cluster, 'log')
  const logs = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  const newest = logs.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs).slice(0, 1)
  const lines = [output, ...newest].flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(-8))
  return (
    lines
      .filter((line) => /FATAL|PANIC|DETAIL|error/.test(line))
      .slice(-3)
      .join(' ') || lines.slice(-3).join(' ')
  )
}

async function halt(cluster: string, log: Log): Promise<void> {
  const found = running(cluster)
  if (!found) return
  process.kill(found.pid, 'SIGINT')
  for (let waited = 0; waited < STOP_MS; waited += STEP_MS) {
    if (!running(cluster)) return
    await sleep(STEP_MS)
  }
  log.warn('内置数据库未能按时停止，强制停止；下次启动时将自动恢复')
  process.kill(found.pid, 'SIGQUIT')
}

/** True when this process is to stop the server: no other live process said so before. */
function takeOwnership(file: string): boolean {
  const [pid, started] = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ') : []
  const other = Number(pid)
  if (other && other !== process.pid && alive(other) && startOf(other) === started) return false
  writeFileSync(file, `${process.pid} ${startOf(process.pid)}\n`)
  return true
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'district'")
    if (rowCount === 0) await client.query('create database district')
  } catch (error) {
    if ((error as pg.DatabaseError).code !== '23505' && (error as pg.DatabaseError).code !== '42P04') throw error // made by another process just now
  } finally {
    await client.end()
  }
}

function address(cluster: string, server: Running, database: string): string {
  const password = readFileSync(join(cluster, 'district.password'), 'utf8')
  return server.socketDir === ''
    ? `postgres://postgres:${password}@127.0.0.1:${server.port}/${database}`
    : `postgres://postgres:${password}@localhost:${server.port}/${database}?host=${encodeURIComponent(server.socketDir)}`
}

const run = (place: Place, program: string, programArgs: string[]) => {
  const { file, args, uid, gid } = place.command(join(place.native, 'bin', program), programArgs)
  return spawnSync(file, args, { env: environment(place), cwd: '/', uid, gid, encoding: 'utf8' })
}

const environment = (place: Place): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LD_LIBRARY_PATH: join(place.native, 'lib'),
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
})

const socketFits = (cluster: string): boolean => Buffer.byteLength(join(cluster, `.s.PGSQL.${PORT}.lock`)) <= SOCKET_MAX

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as { port: number }
        probe.close(() => resolve(port))
      })
  })

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const proc = (pid: number, file: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
const readCommandLine = (pid: number) => proc(pid, 'cmdline')
/** The kernel's start time of a process: together with the number it is never used twice. */
const startOf = (pid: number): string => proc(pid, 'stat')?.split(') ').at(-1)?.split(' ')[19] ?? '0'
