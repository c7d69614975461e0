import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { day } from '../../kernel/day.ts'
import { file, options, rows, standardsIn } from '../../../test/support/standards.ts'
import { organTree } from '../organs/index.ts'
import * as commands from './commands.ts'
import { fulfil, unfulfil } from './index.ts'
import { markApplicable, markNotApplicable, openPeriods } from './owing.ts'
import * as queries from './queries.ts'
import { coverage, gaps } from './queries-owing.ts'

const { at, ctx, ids, inForce, owed, entryNamed } = await standardsIn()
after(() => at.close())

let first: Awaited<ReturnType<typeof inForce>>

test('a preview says what is wrong and saves nothing', async () => {
  const preview = await commands.previewImport(
    ctx,
    await file([...rows, ['5', '预算', '', '', '', '', '', '', '', '', '', '', '', '']]),
    options(),
  )
  assert.equal(preview.errors, 1)
  assert.deepEqual(preview.unknownBodies, [{ name: '没有这个单位', rows: [5] }])
  assert.equal((await ctx.tx((tx) => queries.catalogs(tx))).length, 0)
  await assert.rejects(
    commands.importCatalog(
      ctx,
      await file([...rows, ['5', '预算', '', '', '', '', '', '', '', '', '', '', '', '']]),
      options(),
    ),
    /还有1处错误/,
  )
  assert.equal((await ctx.tx((tx) => queries.catalogs(tx))).length, 0)
})

test('an imported table becomes a draft, and in force it opens what is owed', async () => {
  first = await inForce(rows, '2025-06-01')
  assert.deepEqual([first.entries, first.status, first.version], [4, 'inForce', 1])
  const all = (await owed()).items
  const of = (level2: string, code: string) =>
    all
      .filter((o) => o.level2 === level2 && o.organId === ids[code])
      .map((o) => `${o.label} ${o.dueOn} ${o.status}`)
      .sort()
  assert.deepEqual(
    of('年度预算', '1'),
    ['2026年 2026-03-31 late'],
    'the day of 2025 lay before the catalog was in force',
  )
  assert.deepEqual(of('半年执行情况', '1'), [
    '2025年上半年 2025-06-30 late',
    '2025年下半年 2025-12-31 late',
    '2026年上半年 2026-06-30 late',
    '2026年下半年 2026-12-31 due',
  ])
  assert.deepEqual(of('规范性文件', '1'), ['2025年 2025-12-31 late', '2026年 2026-12-31 due'])
  assert.deepEqual(
    all
      .filter((o) => o.level2 === '机构职能')
      .map((o) => o.organName)
      .sort(),
    ['东湖街道办事处', '南湾镇人民政府', '湖湾区财政局'].sort(),
    'communities owe nothing',
  )
})

test('what is published meets it; what came late is done, and said to be late', async () => {
  const half = await entryNamed('半年执行情况', first.id)
  const text = await entryNamed('规范性文件', first.id)
  await ctx.tx((tx) =>
    fulfil(tx, {
      entryId: half.id,
      organId: ids['1']!,
      documentId: 'd1',
      publishedOn: day('2026-07-20'),
      formedOn: day('2026-07-15'),
    }),
  )
  await ctx.tx((tx) =>
    fulfil(tx, {
      entryId: text.id,
      organId: ids['1']!,
      documentId: 'd2',
      publishedOn: day('2026-11-20'),
      formedOn: day('2026-09-01'),
    }),
  )
  const all = (await owed({ status: 'done' })).items.map((o) => [o.level2, o.label, o.doneOn, o.doneLate])
  assert.deepEqual(
    all.sort(),
    [
      ['半年执行情况', '2026年下半年', '2026-07-20', false],
      ['规范性文件', '2026年', '2026-11-20', true],
    ].sort(),
  )
})

test('the same publication told twice counts once, and a withdrawal opens the gap again', async () => {
  const stands = await entryNamed('机构职能', first.id)
  const p = { entryId: stands.id, organId: ids['3']!, documentId: 'd3', publishedOn: day('2026-01-05'), formedOn: null }
  await ctx.tx((tx) => fulfil(tx, p))
  await ctx.tx((tx) => fulfil(tx, p))
  assert.deepEqual(
    (await owed({ entryId: stands.id, organId: ids['3'] })).items.map((o) => [o.doneCount, o.status]),
    [[1, 'done']],
  )
  await ctx.tx((tx) => unfulfil(tx, 'd3', day('2026-11-23')))
  assert.deepEqual(
    (await owed({ entryId: stands.id, organId: ids['3'] })).items.map((o) => [o.doneCount, o.status]),
    [[0, 'late']],
  )
})

test('a period that is over stays done when its document is withdrawn later', async () => {
  const half = await entryNamed('半年执行情况', first.id)
  await ctx.tx((tx) =>
    fulfil(tx, {
      entryId: half.id,
      organId: ids['1']!,
      documentId: 'd4',
      publishedOn: day('2026-05-20'),
      formedOn: null,
    }),
  )
  await ctx.tx((tx) => unfulfil(tx, 'd4', day('2026-11-23')))
  assert.equal(
    (await owed({ entryId: half.id, year: 2026 })).items.find((o) => o.label === '2026年上半年')!.status,
    'done',
  )
})

test('not applicable needs a reason, takes it out of the count, and can be undone', async () => {
  const o = (await owed({ status: 'late' })).items.find((x) => x.label === '2025年上半年')!
  await markNotApplicable(ctx, o.id, '该单位当时尚未成立')
  const marked = (await owed({ status: 'notApplicable' })).items[0]!
  assert.deepEqual([marked.id, marked.naReason, marked.naBy], [o.id, '该单位当时尚未成立', '系统'])
  await markApplicable(ctx, o.id)
  assert.equal((await owed({ status: 'notApplicable' })).total, 0)
  const done = (await owed({ status: 'done' })).items[0]!
  await assert.rejects(markNotApplicable(ctx, done.id, '试试看'), /已有公开的信息/)
})

test('coverage adds up to the register, and narrows to the reader’s organs', async () => {
  const whole = await ctx.tx((tx) => coverage(tx, ['/'], { today: ctx.today }))
  const all = (await owed({ year: 2026 })).items
  assert.equal(whole.total.due + whole.total.done + whole.total.late + whole.total.na, all.length)
  assert.deepEqual(
    whole.fields.map((f) => f.name),
    ['财政预决算'],
  )
  const path = (await ctx.tx(organTree)).find((o) => o.id === ids['3'])!.path
  const part = await ctx.tx((tx) => coverage(tx, [path], { today: ctx.today }))
  assert.deepEqual(
    part.organs.map((o) => o.id),
    [ids['3']],
  )
  assert.equal((await ctx.tx((tx) => coverage(tx, [], { today: ctx.today }))).cells.length, 0)
  const next = await ctx.tx((tx) => gaps(tx, ['/'], ctx.today, 3))
  assert.deepEqual(
    next.map((g) => g.status),
    ['late', 'late', 'late'],
  )
})

test('a new year opens its periods, once, however often the sweep runs', async () => {
  const later = at.ctx(undefined, '2027-01-02T02:00:00.000Z')
  const earlier = (await owed()).total
  assert.ok((await later.tx((tx) => openPeriods(tx, later.today))).opened > 0)
  assert.deepEqual(await later.tx((tx) => openPeriods(tx, later.today)), { opened: 0, dropped: 0 })
  assert.ok((await owed()).total > earlier)
  assert.ok(
    (await owed({}, later)).items.some((o) => o.label === '2026年' && o.status === 'late'),
    'what was not met by the end of the year is late',
  )
  await at.ctx().tx((tx) => openPeriods(tx, ctx.today))
})
