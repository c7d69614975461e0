import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import { day } from '../../kernel/day.ts'
import { timeline } from '../../kernel/events.ts'
import { startOf } from '../../kernel/instant.ts'
import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/db.ts'
import { preview, saveNotice } from '../calendar/commands.ts'
import { Notice } from '../calendar/contract.ts'
import { calendarModule, loadCalendar } from '../calendar/index.ts'
import { clocksByCalendar } from './commands.ts'
import { subjectTitles, type ClockOp, type Rule } from './contract.ts'
import { applyClocks, clocksOf, deadlinesModule, lastDays, putPack, rulesOn, sweepBreaches } from './index.ts'

const titled = module({
  name: 'titled',
  contributions: [
    give(subjectTitles, {
      type: 'thing',
      titles: async (_tx, ids) => new Map(ids.map((id) => [id, `题名${id.slice(0, 2)}`])),
    }),
  ],
})
let t: TestDatabase
before(async () => {
  t = await testDatabase({ modules: [calendarModule, deadlinesModule, titled] })
  await calendarModule.start!(t.ctx())
  await deadlinesModule.start!(t.ctx())
  await t.ctx().tx((tx) => putPack(tx, { pack: 'test', law: '试验', rules: [rule] }))
})
after(() => t.close())

const rule: Rule = {
  key: 'test.reply',
  version: 1,
  name: '答复',
  kind: 'duty',
  amount: 20,
  unit: 'workingDay',
  clause: '某条例第一条',
  source: '试验',
  validFrom: day('2019-05-15'),
  validTo: null,
  status: 'unverified',
}
const keys = ['test.reply'] as const
const on = (d: string) => t.ctx(undefined, startOf(day(d)))
const thing = () => ({ type: 'thing', id: newId() })
const start = (d: string): ClockOp<'test.reply'> => ({ op: 'start', rule: 'test.reply', at: startOf(day(d)) })
const turn = (subject: { type: string; id: string }, d: string, ...ops: ClockOp<'test.reply'>[]) => {
  const ctx = on(d)
  return ctx.tx(async (tx) => applyClocks(tx, ctx, subject, ops, await rulesOn(tx, keys, day(d))))
}
const events = async (subject: { type: string; id: string }) =>
  (await t.ctx().tx((tx) => timeline(tx, subject))).map((e) => e.type.replace('deadlines.', ''))

test('the law packs of the repository load, twice', async () => {
  await deadlinesModule.start!(t.ctx())
})

test('a breach is recorded once, by the sweep, and cleared when the end turns out to lie in time', async () => {
  const s = thing()
  await turn(s, '2026-11-02', start('2026-11-02'))
  assert.deepEqual(await t.ctx().tx((tx) => lastDays(tx, s)), { 'test.reply': '2026-11-30' })
  const swept = []
  for (const d of ['2026-11-30', '2026-12-01', '2026-12-02']) swept.push(await sweepBreaches(on(d)))
  assert.deepEqual(swept, [0, 1, 0])
  await turn(s, '2026-12-03', { op: 'end', rule: 'test.reply', at: startOf(day('2026-11-30')), as: 'met' })
  assert.deepEqual(await events(s), ['breached', 'breachCleared'])
})

test('ended late while no sweep ran is a breach all the same', async () => {
  const s = thing()
  await turn(s, '2026-11-02', start('2026-11-02'))
  await turn(s, '2026-12-20', { op: 'end', rule: 'test.reply', at: startOf(day('2026-12-02')), as: 'met' })
  assert.deepEqual(await events(s), ['breached'])
  assert.equal(await sweepBreaches(on('2026-12-21')), 0)
})

test('a paused clock has no last day and is never late; resumed it goes on', async () => {
  const s = thing()
  await turn(s, '2026-11-02', start('2026-11-02'), { op: 'pause', rule: 'test.reply', at: startOf(day('2026-11-05')) })
  assert.equal(await sweepBreaches(on('2027-03-01')), 0)
  assert.deepEqual(await t.ctx().tx((tx) => lastDays(tx, s)), {})
  const { rows } = await sql<{
    remaining: number
  }>`select remaining from deadlines_running_view where subject_id = ${s.id}`.execute(t.db)
  assert.equal(rows[0]!.remaining, 17)
  await turn(s, '2026-11-12', { op: 'resume', rule: 'test.reply', at: startOf(day('2026-11-12')) })
  assert.deepEqual(await t.ctx().tx((tx) => lastDays(tx, s)), { 'test.reply': '2026-12-07' })
  await turn(s, '2026-11-13', { op: 'end', rule: 'test.reply', at: startOf(day('2026-11-13')), as: 'void' })
})

test('a new notice: the preview names what moves, saving moves it and says so once', async () => {
  const s = thing()
  await turn(s, '2026-12-14', start('2026-12-14'))
  const shown = async () => (await t.ctx().tx((tx) => clocksOf(tx, on('2026-12-15'), s)))[0]!
  assert.deepEqual([(await shown()).dueOn, (await shown()).unpublishedYears], ['2027-01-11', [2027]])
  const notice = Notice.parse({
    year: 2027,
    days: ['2027-01-01', '2027-01-04', '2027-05-01', '2027-10-01', '2027-10-02'].map((date) => ({
      date,
      name: '节',
      isOffDay: true,
    })),
  })
  const ctx = on('2026-12-15')
  const { token, moves } = await preview(ctx, notice)
  assert.deepEqual(moves, [{ what: '答复', title: `题名${s.id.slice(0, 2)}`, from: '2027-01-11', to: '2027-01-13' }])
  await saveNotice(ctx, notice, token)
  assert.deepEqual([(await shown()).dueOn, (await shown()).unpublishedYears], ['2027-01-13', []])
  await ctx.tx(async (tx) => clocksByCalendar.recount(tx, ctx, await loadCalendar(tx)))
  assert.deepEqual(await events(s), ['moved'])
})

test('the law changes: a running clock carries its rule, a new one gets the new', async () => {
  const [old, young] = [thing(), thing()]
  await turn(old, '2026-11-02', start('2026-11-02'))
  await t.ctx().tx((tx) =>
    putPack(tx, {
      pack: 'test',
      law: '试验',
      rules: [
        { ...rule, validTo: '2026-11-05' },
        { ...rule, version: 2, amount: 10, clause: '新条例第一条', validFrom: '2026-11-06' },
      ],
    }),
  )
  await turn(young, '2026-11-09', start('2026-11-09'))
  const limits = async (s: { type: string; id: string }) =>
    (await t.ctx().tx((tx) => clocksOf(tx, on('2026-11-10'), s))).map((c) => `${c.limit} ${c.clause}`)
  assert.deepEqual([await limits(old), await limits(young)], [['20个工作日 某条例第一条'], ['10个工作日 新条例第一条']])
  await assert.rejects(
    t.ctx().tx((tx) => putPack(tx, { pack: 'test', law: '试验', rules: [{ ...rule, amount: 15 }] })),
    /不能改动/,
  )
})

test('property: counting again changes nothing and records nothing, whatever happened before', async () => {
  const op = fc.tuple(fc.constantFrom('pause', 'resume', 'extend'), fc.integer({ min: 1, max: 40 }))
  await fc.assert(
    fc.asyncProperty(fc.array(op, { maxLength: 5 }), async (steps) => {
      const s = thing()
      const at = (n: number) => startOf(day(`2026-0${1 + Math.floor(n / 20)}-${String(1 + (n % 20)).padStart(2, '0')}`))
      await turn(
        s,
        '2026-01-05',
        start('2026-01-05'),
        ...steps.map(
          ([op, n]): ClockOp<'test.reply'> =>
            op === 'extend'
              ? { op, rule: 'test.reply', amount: n, at: at(n) }
              : { op: op as 'pause', rule: 'test.reply', at: at(n) },
        ),
      )
      const read = async () =>
        JSON.stringify((await sql`select * from deadlines_clock where subject_id = ${s.id}`.execute(t.db)).rows)
      const [before, told] = [await read(), (await events(s)).length]
      const ctx = on('2026-01-06')
      await ctx.tx(async (tx) => clocksByCalendar.recount(tx, ctx, await loadCalendar(tx)))
      assert.equal(await read(), before)
      assert.equal((await events(s)).length, told)
    }),
    { numRuns: 20 },
  )
})
