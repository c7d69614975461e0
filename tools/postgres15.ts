import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { postgresFolder } from './needs.ts'

export type Foreign = { url: string; dir: string; version: string; stop(): Promise<void> }

const START_TRIES = 600
const STEP_MS = 50

/** Debian's own PostgreSQL on a private folder and socket, run by an ordinary account: a server we did not build. */
export async function startForeignPostgres(): Promise<Foreign> {
  const bin = postgresFolder()
  if (!bin) throw new Error('没有找到 PostgreSQL 15：请运行 apt-get install postgresql-15')
  const dir = mkdtempSync(join(tmpdir(), 'opendistrict-pg15-'))
  const as: { uid?: number; gid?: number } = process.getuid?.() === 0 ? account('postgres') : {}
  if (as.uid !== undefined) chownSync(dir, as.uid, as.gid!)
  const data = join(dir, 'data')
  const password = randomBytes(18).toString('base64url')
  writeFileSync(join(dir, 'password'), password)
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }
  const made = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '-A',
      'scram-sha-256',
      '--pwfile',
      join(dir, 'password'),
    ],
    { ...as, env, cwd: '/', encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb 失败：${made.stderr}`)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: dir,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    max_wal_size: '2GB',
  }
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    { ...as, env, cwd: '/', stdio: ['ignore', 'ignore', 'ignore'] },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let i = 0; !isReady(data); i++) {
    if (i === START_TRIES || child.exitCode !== null) throw new Error(`${bin}/postgres 没有启动`)
    await sleep(STEP_MS)
  }
  return {
    url: `postgres://postgres:${password}@localhost/postgres?host=${encodeURIComponent(dir)}`,
    dir,
    version: readFileSync(join(data, 'PG_VERSION'), 'utf8').trim(),
    stop: async () => {
      child.kill('SIGINT')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function isReady(data: string): boolean {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

function account(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith(`${name}:`))
  if (!line) throw new Error(`系统中没有账号 ${name}`)
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}
