import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { makeLog } from './log.ts'
import { type Embedded, startPostgres } from './postgres.ts'

const log = makeLog('silent')
const base = mkdtempSync(join(tmpdir(), 'opendistrict-postgres-'))
const started: Embedded[] = []
after(async () => {
  for (const server of started) await server.stop()
  rmSync(base, { recursive: true })
})

const dir = (name: string) => join(base, name)
async function start(dataDir: string, userNamespaces?: boolean): Promise<Embedded> {
  const server = await startPostgres({ dataDir, log, ...(userNamespaces !== undefined && { userNamespaces }) })
  started.push(server)
  return server
}
async function ask(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query({ text: query, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

test('the first start makes a cluster of UTF-8 text, and a later one finds the data', async () => {
  const first = await start(dir('plain'))
  assert.equal(await ask(first.url, 'show server_encoding'), 'UTF8')
  await ask(first.url, "create table kept as select '湖湾区' as name")
  await first.stop()
  assert.ok(!isAlive(first.pid))
  const second = await start(dir('plain'))
  assert.equal(await ask(second.url, 'select name from kept'), '湖湾区')
  await second.stop()
})

test('a wrong password is refused, and the cluster is readable by its owner only', async () => {
  const server = await start(dir('plain'))
  await assert.rejects(ask(server.url.replace(/:[^:@]+@/, ':guess@'), 'select 1'), /password authentication failed/)
  await server.stop()
})

/** Starts the server in another process and answers that process when it is up. */
async function elsewhere(dataDir: string) {
  const code = `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))}
    import { makeLog } from ${JSON.stringify(join(import.meta.dirname, 'log.ts'))}
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: makeLog('silent') })
    console.log(server.pid); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, pid: Number(line) }
}

test('a server whose process was killed is adopted, and then stopped by who adopted it', async () => {
  const { child, pid } = await elsewhere(dir('adopted'))
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.ok(isAlive(pid))
  const server = await start(dir('adopted'))
  assert.equal(server.pid, pid)
  await server.stop()
  assert.ok(!isAlive(pid))
})

test('a second process over the same directory uses the server and leaves it running', async () => {
  const { child, pid } = await elsewhere(dir('shared'))
  const guest = await start(dir('shared'))
  assert.equal(guest.pid, pid)
  await guest.stop()
  assert.ok(isAlive(pid))
  child.kill('SIGKILL')
  await once(child, 'exit')
  await (await start(dir('shared'))).stop()
})

test('two first starts at the same moment make one cluster', async () => {
  const [one, two] = await Promise.all([elsewhere(dir('race')), elsewhere(dir('race'))])
  assert.equal(one.pid, two.pid)
  for (const { child } of [one, two]) child.kill('SIGKILL')
  await (await start(dir('race'))).stop()
})

test('a server that dies is started again, with its data', async () => {
  const server = await start(dir('revived'))
  await ask(server.url, 'create table kept as select 7 as n')
  const before = server.pid
  process.kill(before, 'SIGKILL')
  for (let i = 0; i < 400 && server.pid === before; i++) await sleep(100)
  assert.equal(await ask(server.url, 'select n from kept'), 7)
  await server.stop()
})

test('a pid file whose number belongs to another program now does not keep the server from starting', async () => {
  await (await start(dir('stale'))).stop()
  writeFileSync(
    join(dir('stale'), 'postgres/postmaster.pid'),
    `${process.pid}\n${dir('stale')}/postgres\n1\n5432\n\n\n\nready\n`,
  )
  const server = await start(dir('stale'))
  assert.notEqual(server.pid, process.pid)
  await server.stop()
})

test('a directory too deep for a socket, with Chinese and spaces in its name, is served over loopback', async () => {
  const server = await start(dir(`政务 公开 ${'深'.repeat(30)}`))
  assert.match(server.url, /@127\.0\.0\.1:\d+\//)
  assert.equal(await ask(server.url, 'select 1'), 1)
  await server.stop()
})

test('a cluster of another version is refused with the reason', async () => {
  mkdirSync(join(dir('old'), 'postgres'), { recursive: true })
  writeFileSync(join(dir('old'), 'postgres/PG_VERSION'), '14\n')
  await assert.rejects(start(dir('old')), /由 PostgreSQL 14 建立，本程序内置的是 18/)
})

const demoted = process.getuid?.() === 0 ? false : '只有 root 才会用到备用账号'
test('root without user namespaces runs it as an ordinary account below /var/lib, and keeps the data', {
  skip: demoted,
}, async () => {
  const dataDir = dir('demoted')
  const inNamespace = await start(dataDir)
  await ask(inNamespace.url, 'create table kept as select 7 as n')
  await inNamespace.stop()
  const server = await start(dataDir, false)
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  assert.doesNotMatch(status, /^Uid:\s+0\s/m)
  assert.equal(await ask(server.url, 'select n from kept'), 7)
  await server.stop()
  assert.ok(!existsSync(join(dataDir, 'postgres')), 'there is one cluster, not two')
  const home = decodeURIComponent(new URL(server.url).searchParams.get('host')!)
  rmSync(join(home, '..'), { recursive: true })
})
