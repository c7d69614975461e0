import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../test/support/db.ts'
import { system } from './ctx.ts'
import { sweepRates, take } from './rate.ts'
import { Refusal } from './refusal.ts'

const database = await testDatabase()
after(() => database.close())
const at = (time: string) => database.ctx(system, `2026-11-23T01:00:${time}Z`)
const LIMIT = { count: 3, seconds: 20 }

const outcome = (work: Promise<void>) =>
  work.then(
    () => 'taken',
    (error) => (error instanceof Refusal ? error.kind : Promise.reject(error)),
  )

test('one more than the limit is refused until the window is over, for that key only', async () => {
  const first = await Promise.all([1, 2, 3, 4].map(() => outcome(take(at('00.000'), 'a', LIMIT))))
  assert.deepEqual(first.sort(), ['taken', 'taken', 'taken', 'tooMany'])
  assert.equal(await outcome(take(at('19.999'), 'a', LIMIT)), 'tooMany')
  assert.equal(await outcome(take(at('19.999'), 'b', LIMIT)), 'taken')
  assert.equal(await outcome(take(at('20.000'), 'a', LIMIT)), 'taken')
})

test('buckets that are over are swept, others stay', async () => {
  await sweepRates(at('30.000'))
  const { rows } = await sql<{ key: string }>`select key from rate_limit`.execute(database.db)
  assert.deepEqual(rows, [{ key: 'a' }])
})
