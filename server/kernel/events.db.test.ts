import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/support/db.ts'
import { audit } from './audit.ts'
import { sql } from 'kysely'
import { record, timeline } from './events.ts'
import { once } from './once.ts'
import { Refusal } from './refusal.ts'

const database = await testDatabase()
after(() => database.close())
const subject = { type: 'document', id: 'd1' }

test('the facts of a subject are read back in order, with who, when and all their data', async () => {
  const ctx = database.ctx(undefined, '2026-11-23T01:00:00Z')
  await ctx.tx((tx) =>
    record(tx, ctx, subject, [
      { type: 'drafted', at: ctx.now, title: '通知' },
      { type: 'submitted', at: ctx.now },
    ]),
  )
  await ctx.tx((tx) => record(tx, ctx, { ...subject, id: 'd2' }, [{ type: 'drafted', at: ctx.now }]))
  const facts = await ctx.tx((tx) => timeline(tx, subject))
  assert.deepEqual(
    facts.map(({ type, at, actorName, data }) => ({ type, at, actorName, data })),
    [
      { type: 'drafted', at: '2026-11-23T01:00:00.000Z', actorName: '系统', data: { title: '通知' } },
      { type: 'submitted', at: '2026-11-23T01:00:00.000Z', actorName: '系统', data: {} },
    ],
  )
})

test('a denial is kept although nothing else was', async () => {
  const ctx = database.ctx()
  await assert.rejects(
    ctx.tx(async (tx) => {
      await audit(ctx, { action: 'x.change', result: 'allowed' }, tx)
      await audit(ctx, { action: 'x.change', result: 'denied', subject })
      throw new Error('undone')
    }),
  )
  const { rows } = await sql<{
    action: string
    result: string
    subject_id: string
  }>`select action, result, subject_id from audit`.execute(database.db)
  assert.deepEqual(rows, [{ action: 'x.change', result: 'denied', subject_id: 'd1' }])
})

test('a repeated submit gets the first answer, at the same moment too, and another request under its key is refused', async () => {
  const ctx = { ...database.ctx(), clientKey: 'k1' }
  let runs = 0
  const submit = (input: unknown) => ctx.tx((tx) => once(tx, ctx, 'x.submit', input, async () => ({ number: ++runs })))
  assert.deepEqual(await Promise.all([submit({ a: 1 }), submit({ a: 1 }), submit({ a: 1 })]), [
    { number: 1 },
    { number: 1 },
    { number: 1 },
  ])
  await assert.rejects(submit({ a: 2 }), (error) => error instanceof Refusal && error.code === 'once.otherRequest')
  assert.equal(runs, 1)
})

test('a submit that failed may be tried again under its key', async () => {
  const ctx = { ...database.ctx(), clientKey: 'k2' }
  const submit = (works: boolean) =>
    ctx.tx((tx) =>
      once(tx, ctx, 'x.submit', {}, async () => {
        if (!works) throw new Error('undone')
        return 'done'
      }),
    )
  await assert.rejects(submit(false))
  assert.equal(await submit(true), 'done')
})
