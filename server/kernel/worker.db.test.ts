import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../test/support/db.ts'
import { context, system } from './ctx.ts'
import { record } from './events.ts'
import { instant, plusMs } from './instant.ts'
import { module } from './module.ts'
import { reactOnce } from './worker.ts'

let now = instant('2026-11-23T01:00:00.000Z')
const seen: string[] = []
let failing = 0
const heard = module({
  name: 'heard',
  reactions: [
    {
      name: 'heard.note',
      on: ['thing.happened'],
      async run(ctx, tx, fact) {
        await sql`insert into installation (key, value, at) values (${`seen-${fact.no}`}, 'true', ${ctx.now})`.execute(
          tx,
        )
        if (failing-- > 0) throw new Error('not today')
        seen.push(`${fact.subject.id}:${fact.data.n}`)
      },
    },
  ],
})
const db = await testDatabase({ modules: [heard], clock: () => now })
after(() => db.close())
const happen = (id: string, n: number) =>
  db.ctx().tx((tx) =>
    record(tx, db.ctx(), { type: 'thing', id }, [
      { type: 'thing.happened', at: now, n },
      { type: 'thing.unheard', at: now },
    ]),
  )
const effects = async () =>
  Number(
    (await sql<{ n: string }>`select count(*) as n from installation where key like 'seen-%'`.execute(db.db)).rows[0]!
      .n,
  )
const later = (seconds: number) => {
  now = plusMs(now, seconds * 1000)
}

test('a fact is handled once, in the order of its subject, and only by those who hear it', async () => {
  await happen('a', 1)
  await happen('b', 1)
  await happen('a', 2)
  assert.equal(await reactOnce(db.shared), 3)
  assert.equal(await reactOnce(db.shared), 0)
  assert.deepEqual(seen, ['a:1', 'b:1', 'a:2'])
  assert.equal(await effects(), 3)
})

test('a failure undoes its effects, waits, and holds back later facts of its subject only', async () => {
  seen.length = 0
  failing = 1
  await happen('a', 3)
  await happen('a', 4)
  await happen('b', 2)
  await reactOnce(db.shared)
  assert.deepEqual(seen, ['b:2'])
  assert.equal(await effects(), 4)
  later(3)
  await reactOnce(db.shared)
  assert.deepEqual(seen, ['b:2', 'a:3', 'a:4'])
  assert.equal(await effects(), 6)
})

test('after five failures the subject is parked, and others go on', async () => {
  seen.length = 0
  failing = 5
  await happen('a', 5)
  for (let i = 0; i < 5; i++) {
    await reactOnce(db.shared)
    later(60)
  }
  await happen('a', 6)
  await happen('b', 3)
  await reactOnce(db.shared)
  assert.deepEqual(seen, ['b:3'])
  const { rows } = await sql<{
    tries: number
    error: string
  }>`select tries, error from event_reaction where parked_at is not null`.execute(db.db)
  assert.deepEqual(rows, [{ tries: 5, error: 'not today' }])
})

test('two workers at once handle nothing twice', async () => {
  await sql`delete from event_reaction`.execute(db.db)
  seen.length = 0
  for (let i = 0; i < 20; i++) await happen(`c${i % 4}`, i)
  await Promise.all([reactOnce(db.shared), reactOnce(db.shared), reactOnce(db.shared)])
  assert.equal(await reactOnce(db.shared), 0)
  assert.equal(new Set(seen).size, 20)
  assert.equal(seen.length, 20)
  for (const subject of ['c0', 'c1', 'c2', 'c3']) {
    const order = seen.filter((s) => s.startsWith(`${subject}:`)).map((s) => Number(s.split(':')[1]))
    assert.deepEqual(
      order,
      [...order].sort((x, y) => x - y),
    )
  }
})

test('a fact is neither seen nor queued when its transaction fails', async () => {
  const ctx = context(db.shared, system, { requestId: 'x' })
  await assert.rejects(
    ctx.tx(async (tx) => {
      await record(tx, ctx, { type: 'thing', id: 'z' }, [{ type: 'thing.happened', at: now, n: 1 }])
      throw new Error('undone')
    }),
  )
  assert.equal(await reactOnce(db.shared), 0)
})
