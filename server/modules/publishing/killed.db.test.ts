// Publish, withdraw, take down and the imports of documents and catalogs are cut off at each of their statements: the connection dies as the statement is issued, and COMMIT
// also just after it was sent. Besides, processes are killed for real at some statements; DISTRICT_KILLS=every kills one at each.
// Whatever remains is wholly the state before or wholly the state after; what was acknowledged is there; no fact is lost or told twice.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { context } from '../../kernel/ctx.ts'
import { commandNames, commands, NOW, type CommandName } from '../../../test/support/publishing/commands.ts'
import { district, type District } from '../../../test/support/publishing/district.ts'

const CHILD = join(import.meta.dirname, '../../../test/support/publishing/killed.ts')
const STATEMENTS_MAX = 200
/** A process takes seconds to start: by default every nth statement meets a real kill, spread over the whole command. */
const SAMPLE = 24
let d: District
before(async () => {
  d = await district(3)
})
after(() => d.close())

const tables = [
  'publishing_document',
  'publishing_edition',
  'publishing_revision',
  'publishing_signature',
  'publishing_public',
  'publishing_carriage',
  'publishing_channel_count',
  'publishing_file',
  'publishing_index_counter',
  'cases_case',
  'cases_step',
  'deadlines_clock',
  'sites_path',
  'sites_page_change',
  'search_entry',
  'event',
  'event_reaction',
  'standards_fulfilment',
  'standards_catalog',
  'standards_entry',
  'standards_entry_organ',
]
/** A fingerprint of everything a command may touch: equal, or something was written. */
async function snapshot(): Promise<string> {
  const sums = tables.map(
    (name) =>
      sql`select ${name} as name, count(*) as n, md5(string_agg(t::text, '|' order by t::text)) as hash from ${sql.table(name)} t`,
  )
  return JSON.stringify((await sql`${sql.join(sums, sql` union all `)}`.execute(d.db)).rows)
}

type Cut = { at: number; sent: boolean }
/** The command over a connection of its own that dies at one statement; answers how far it came. */
async function cutOff(
  command: CommandName,
  id: string,
  cut: Cut,
): Promise<{ done: boolean; statements: number; last: string }> {
  let [statements, last] = [0, '']
  let dead: () => void = () => {}
  const died = new Promise<false>((resolve) => (dead = () => resolve(false)))
  class Mortal extends pg.Client {
    constructor(options: pg.ClientConfig) {
      super(options)
      this.on('error', () => {})
    }
    override query(...args: unknown[]): never {
      last = String((args[0] as { text?: string }).text ?? args[0])
      const now = ++statements === cut.at
      const kill = () => {
        ;(this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
        dead()
      }
      if (now && !cut.sent) return (kill(), new Promise(() => {})) as never
      const answer = (super.query as (...a: unknown[]) => unknown).apply(this, args)
      if (now) {
        Promise.resolve(answer).catch(() => {})
        kill()
        return new Promise(() => {}) as never
      }
      return answer as never
    }
  }
  const pool = new pg.Pool({ connectionString: d.url, max: 1, Client: Mortal as never, options: '-c timezone=UTC' })
  pool.on('error', () => {})
  const db = new Kysely<{}>({ dialect: new PostgresDialect({ pool }) })
  const ctx = (who: keyof typeof d.people) =>
    context({ ...d.shared, db }, d.people[who], { requestId: 'cut', now: NOW })
  const all = commands(ctx, d.organs, id)
  const done = await Promise.race([all[command]().then(() => true as const), died])
  if (done) await db.destroy()
  return { done, statements, last }
}

function kill(command: CommandName, id: string, nth: number): Promise<{ killed: boolean; error: string }> {
  const child = spawn(process.execPath, [CHILD, d.url, command, String(nth), JSON.stringify(d.organs), id], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let error = ''
  child.stderr.on('data', (chunk) => (error += chunk))
  return new Promise((resolve) =>
    child.once('close', (_code, signal) => resolve({ killed: signal === 'SIGKILL', error })),
  )
}

/** The server may still be ending the session of the dead. */
async function settled(): Promise<void> {
  for (let i = 0; i < 500; i++) {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`.execute(
      d.db,
    )
    if (rows[0]!.n === 0) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  assert.fail('a session of the dead lives on')
}

const number = async (q: ReturnType<typeof sql<{ n: number }>>) => (await q.execute(d.db)).rows[0]!.n
/** No half of a page: what is live is carried, found and counted, and numbers have no gap. */
async function consistent(): Promise<void> {
  const live = await number(sql`select count(*)::int as n from publishing_public where status = 'live'`)
  assert.deepEqual(
    [live, live, live, 0, 0],
    [
      await number(sql`select count(distinct document_id)::int as n from publishing_carriage`),
      await number(sql`select count(*)::int as n from search_entry`),
      await number(sql`select count(*)::int as n from sites_path where kind = 'publishing.document' and listed`),
      await number(
        sql`select count(*)::int as n from publishing_channel_count k where k.count <> (select count(*) from publishing_carriage c where c.channel_id = k.channel_id)`,
      ),
      await number(sql`select coalesce(max(index_serial), 0) - count(index_serial)::int as n from publishing_document`),
    ],
  )
}
const facts: Record<CommandName, string> = {
  publish: 'publishing.published',
  withdraw: 'publishing.withdrawn',
  takeDown: 'publishing.takenDown',
  import: 'publishing.published',
  catalog: 'standards.catalogImported',
}
const told = (command: CommandName, documentId: string) =>
  number(sql`select count(*)::int as n from event where type = ${facts[command]}
    and (subject_id = ${documentId} or (${documentId} = '' and (type = ${facts.catalog} or data ->> 'imported' = 'true')))`)

async function prepare(command: CommandName): Promise<{ id: string; documentId: string }> {
  if (command === 'import' || command === 'catalog') return { id: '', documentId: '' }
  if (command !== 'publish') return d.publish()
  const made = await d.draft()
  await d.review(made.id)
  return made
}

for (const command of commandNames)
  test(`${command}: cut off at every statement, all of it or nothing is there`, async () => {
    const { id, documentId } = await prepare(command)
    const start = await snapshot()
    let [nth, kills, commits] = [0, 0, 0]
    for (let end = false; !end; ) {
      assert.ok(++nth < STATEMENTS_MAX)
      const real = process.env.DISTRICT_KILLS === 'every' || nth % SAMPLE === SAMPLE / 2
      if (real) {
        const { killed, error } = await kill(command, id, nth)
        assert.ok(killed, error)
        kills++
        await settled()
        assert.equal(await snapshot(), start, `${command}, process killed at statement ${nth}`)
      }
      const { last } = await cutOff(command, id, { at: nth, sent: false })
      await settled()
      assert.equal(await snapshot(), start, `${command}, cut off before statement ${nth}: ${last}`)
      // A catalog is read in a transaction before the one that writes.
      end = /^commit/i.test(last) && ++commits === (command === 'catalog' ? 2 : 1)
    }
    await cutOff(command, id, { at: nth, sent: true })
    await settled()
    // COMMIT was sent and its answer reached nobody: either is right, a part is not.
    if ((await snapshot()) === start) assert.equal((await cutOff(command, id, { at: 0, sent: false })).done, true)
    assert.equal(await told(command, documentId), command === 'import' ? 3 : 1)
    await consistent()
    console.log(
      `  ${command}: ${nth} statements; cut off before each and once after COMMIT was sent; ${kills} processes killed`,
    )
  })
