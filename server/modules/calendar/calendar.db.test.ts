import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Ctx } from '../../kernel/ctx.ts'
import { day } from '../../kernel/day.ts'
import { timeline } from '../../kernel/events.ts'
import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/db.ts'
import { preview, removeNotice, saveNotice } from './commands.ts'
import { dependants, Notice } from './contract.ts'
import { calendarModule, isWorkingDay, loadCalendar, plusWorkingDays, type Calendar } from './index.ts'

const recounted: Calendar[] = []
const dependant = module({
  name: 'dependant',
  contributions: [
    give(dependants, {
      name: '试验',
      preview: async (_tx, _ctx, next) => [
        {
          what: '某时限',
          title: '某件',
          from: day('2027-01-11'),
          to: plusWorkingDays(next, day('2026-12-30'), 8).dueOn,
        },
      ],
      recount: async (_tx, _ctx, next) => void recounted.push(next),
    }),
  ],
})
let t: TestDatabase
let ctx: Ctx
before(async () => {
  t = await testDatabase({ modules: [calendarModule, dependant] })
  ctx = t.ctx(undefined, '2026-11-23T01:00:00.000Z')
  await calendarModule.start!(ctx)
})
after(() => t.close())

const notice = Notice.parse({
  year: 2027,
  papers: [],
  days: [
    ...['2027-01-01', '2027-01-02', '2027-01-03', '2027-05-01', '2027-10-01'].map((date) => ({
      date,
      name: '节',
      isOffDay: true,
    })),
    { date: '2026-12-26', name: '元旦', isOffDay: false },
    { date: '2026-12-31', name: '元旦', isOffDay: true },
  ],
})
const calendar = () => ctx.tx(loadCalendar)

test('the package is loaded at start, once', async () => {
  const first = await calendar()
  await calendarModule.start!(ctx)
  assert.equal(await calendar(), first)
  assert.equal(first.years.size, 23)
})

test('a preview shows what moves and saves nothing', async () => {
  const seen = await preview(ctx, notice)
  assert.deepEqual([seen.offDays, seen.workedDays, seen.replaces, seen.movesTotal], [6, 1, null, 1])
  assert.deepEqual(seen.moves[0], { what: '某时限', title: '某件', from: '2027-01-11', to: '2027-01-13' })
  assert.deepEqual(seen.changes[0], { day: '2026-12-26', before: '周末', after: '元旦调休上班' })
  assert.equal((await calendar()).years.has(2027), false)
})

test('a saved notice is counted by, also where it names days of the year before; what depends on it is counted again', async () => {
  recounted.length = 0
  const { token } = await preview(ctx, notice)
  await saveNotice(ctx, notice, token)
  const now = await calendar()
  assert.deepEqual(
    [isWorkingDay(now, day('2026-12-26')), isWorkingDay(now, day('2026-12-31')), now.years.has(2027)],
    [true, false, true],
  )
  assert.deepEqual(recounted, [now])
  assert.deepEqual(
    (await ctx.tx((tx) => timeline(tx, { type: 'calendar', id: '2027' }))).map((e) => e.type),
    ['calendar.noticeSaved'],
  )
})

test('a preview made before another change cannot be saved', async () => {
  const { token } = await preview(ctx, notice)
  await saveNotice(ctx, notice, token)
  await assert.rejects(saveNotice(ctx, notice, token), { code: 'calendar.changedSince' })
  const other = Notice.parse({ ...notice, days: notice.days.slice(1).concat(notice.days[0]!) })
  await assert.rejects(saveNotice(ctx, other, token), { code: 'calendar.changedSince' })
})

test('a notice taken back leaves the year unpublished, or the package’s year', async () => {
  await removeNotice(ctx, 2027)
  assert.equal((await calendar()).years.has(2027), false)
  assert.equal(isWorkingDay(await calendar(), day('2026-12-31')), true)
  await assert.rejects(removeNotice(ctx, 2026), { code: 'calendar.notUploaded' })
})
