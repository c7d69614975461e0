import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect } from './database.ts'
import { makeLog } from './log.ts'
import { startPostgres } from './postgres.ts'

const VICTIM = join(import.meta.dirname, '../../test/support/victim.ts')
const ROUNDS = 4

type Victim = { child: ChildProcess; postmaster: number; acknowledged: string[] }

/** Starts the victim and waits until it writes; `acknowledged` grows as commits are told. */
async function victim(dataDir: string, mode: 'write' | 'idle'): Promise<Victim> {
  const child = spawn(process.execPath, [VICTIM, dataDir, mode], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout!)
  const acknowledged: string[] = []
  const postmaster = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the victim ended by itself (${code})`)))
    lines.on('line', (line) => (line.startsWith('ready ') ? resolve(Number(line.slice(6))) : acknowledged.push(line)))
  })
  return { child, postmaster, acknowledged }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'close')
  child.kill(signal)
  await gone
}

/** The server after the crash, as the next start finds it. */
async function inspect<T>(
  dataDir: string,
  look: (read: <R>(query: ReturnType<typeof sql<R>>) => Promise<R[]>) => Promise<T>,
): Promise<T> {
  const postgres = await startPostgres({ dataDir, log: makeLog('silent') })
  const { db, close } = connect(postgres.url, 2)
  try {
    return await look(async (query) => (await query.execute(db)).rows)
  } finally {
    await close()
    await postgres.stop()
  }
}

/** Waits until the victim's worker has nothing left to do. */
async function reacted(dataDir: string): Promise<void> {
  const guest = await startPostgres({ dataDir, log: makeLog('silent') }) // a live process owns it: we only look
  const { db, close } = connect(guest.url, 1)
  for (let i = 0; i < 600; i++) {
    const { rows } = await sql`select 1 from event_reaction limit 1`.execute(db)
    if (rows.length === 0) break
    await sleep(100)
  }
  await close()
  await guest.stop()
}

test('what was acknowledged survives kill -9 of the process, of the database and of both, and no fact is lost or counted twice', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'opendistrict-durable-'))
  const promised: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { child, postmaster, acknowledged } = await victim(dataDir, 'write')
    for (let i = 0; i < 600 && acknowledged.length < 10; i++) await sleep(50)
    await sleep(Math.random() * 300)
    if (round % 2 === 1) process.kill(postmaster, 'SIGKILL')
    await kill(child, 'SIGKILL')
    assert.ok(acknowledged.length > 0, 'the round wrote something')
    promised.push(...acknowledged)
  }
  // One more start, without writes, lets the reactions finish what was left.
  const last = await victim(dataDir, 'idle')
  await reacted(dataDir)
  await kill(last.child, 'SIGTERM')
  await inspect(dataDir, async (read) => {
    const facts = await read(
      sql<{ no: string; subject_id: string }>`select no, subject_id from event where type = 'test.written'`,
    )
    const kept = new Set(facts.map((fact) => fact.subject_id))
    assert.deepEqual(
      promised.filter((id) => !kept.has(id)),
      [],
      'acknowledged and lost',
    )
    const [left] = await read(sql<{ n: number }>`select count(*)::int as n from event_reaction`)
    const [counted] = await read(
      sql<{ rows: number; facts: number }>`select count(*)::int as rows, count(distinct no)::int as facts from counted`,
    )
    assert.deepEqual({ left: left!.n, ...counted }, { left: 0, rows: facts.length, facts: facts.length })
  })
  rmSync(dataDir, { recursive: true })
})

test('the process outlives its database, and writes again when it is back', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'opendistrict-outlive-'))
  const { child, postmaster, acknowledged } = await victim(dataDir, 'write')
  process.kill(postmaster, 'SIGKILL')
  await sleep(1000)
  const before = acknowledged.length
  for (let i = 0; i < 300 && acknowledged.length === before; i++) await sleep(100)
  assert.ok(acknowledged.length > before, 'it writes again')
  assert.equal(child.exitCode, null)
  await kill(child, 'SIGTERM')
  rmSync(dataDir, { recursive: true })
})

test('on SIGTERM the process finishes what it does, stops the database cleanly, and ends with 0', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'opendistrict-stop-'))
  const { child } = await victim(dataDir, 'write')
  await sleep(200)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  assert.deepEqual((await ended)[0], 0)
  assert.ok(!existsSync(join(dataDir, 'postgres/postmaster.pid')), 'the database is stopped')
  rmSync(dataDir, { recursive: true })
})
