import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Actor, type Ctx } from '../../kernel/ctx.ts'
import { day } from '../../kernel/day.ts'
import type { Reply } from '../../kernel/route.ts'
import { readGrid, type SheetSpec, writeSheet } from '../../kernel/xlsx.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/db.ts'
import { calendarModule } from '../calendar/index.ts'
import { importPackIn, organTree } from '../organs/index.ts'
import { OrganPack } from '../organs/contract.ts'
import * as commands from './commands.ts'
import { ImportInput } from './contract.ts'
import { routes } from './http.ts'
import { fulfil, standardsModule, unfulfil } from './index.ts'
import { markApplicable, markNotApplicable, openPeriods } from './owing.ts'
import { catalogPage, catalogPaths } from './pages.ts'
import { adopt, decline, propose, withdrawProposal } from './proposals.ts'
import * as queries from './queries.ts'
import { coverage, gaps, obligations } from './queries-owing.ts'

const organ = (
  code: string,
  name: string,
  parentCode: string | null,
  legalKind = 'administrativeOrgan',
  level = 'district',
) => ({ code, name, parentCode, legalKind, level })
const pack = OrganPack.parse({
  pack: 'test',
  name: '测试',
  version: '1',
  organs: [
    organ('0', '湖湾区人民政府', null),
    organ('1', '湖湾区财政局', '0'),
    organ('2', '湖湾区应急管理局', '0'),
    organ('3', '东湖街道办事处', '0', 'dispatchedOrgan', 'town'),
    organ('4', '南湾镇人民政府', '0', 'administrativeOrgan', 'town'),
    organ('5', '柳岸社区居民委员会', '3', 'selfGoverning', 'community'),
  ],
})

let at: TestDatabase
let ids: Record<string, string>
let ctx: Ctx
before(async () => {
  at = await testDatabase({ modules: [calendarModule, standardsModule] })
  ctx = at.ctx(undefined, '2026-11-23T02:00:00.000Z')
  await calendarModule.start!(ctx)
  await standardsModule.start!(ctx)
  await ctx.tx((tx) => importPackIn(tx, ctx, pack))
  ids = Object.fromEntries((await ctx.tx(organTree)).map((o) => [o.code, o.id]))
})
after(() => at.close())

const HEADER = [
  '序号',
  '一级事项',
  '二级事项',
  '公开内容（要素）',
  '公开依据',
  '公开时限',
  '公开主体',
  '公开渠道和载体',
  '全社会',
  '特定群体',
  '主动',
  '依申请',
  '县级',
  '乡级',
]
const row = (no: number, level2: string, limit: string, who: string) => [
  '' + no,
  '预算',
  level2,
  `${level2}全文`,
  '《中华人民共和国预算法》',
  limit,
  who,
  '■政府网站 □政府公报',
  '√',
  '',
  '√',
  '',
  '√',
  '',
]
const rows = [
  row(1, '年度预算', '每年3月31日前', '区财政局'),
  row(2, '半年执行情况', '半年至少更新1次', '区财政局'),
  row(3, '机构职能', '长期公开', '区财政局、乡镇人民政府（街道办事处）'),
  row(4, '规范性文件', '信息形成之日起20个工作日内', '财政部门、没有这个单位'),
]
const file = (body: readonly string[][] = rows, spec: Partial<SheetSpec> = {}) =>
  writeSheet({ name: '目录', rows: [HEADER, ...body], ...spec })
const options = (over = {}) => ImportInput.parse({ fieldKey: 'budget', name: '财政预决算领域标准目录', ...over })
const asPerson = (duty: string, code = '0'): Actor => ({
  kind: 'staff',
  id: `person-${duty}`,
  name: '测试人员',
  organId: ids[code]!,
  grants: [{ duty, organId: ids[code]!, path: '/' }],
  sessionId: null,
})
const inForce = async (body: readonly string[][], effectiveOn: string, over = {}) => {
  const { id } = await commands.importCatalog(ctx, await file(body), options(over))
  await commands.publishCatalog(ctx, id, day(effectiveOn))
  return (await ctx.tx((tx) => queries.catalogById(tx, id)))!
}
const owed = (filter = {}, now = ctx) =>
  now.tx((tx) => obligations(tx, ['/'], now.today, { page: 1, size: 200, ...filter }))
const entryNamed = async (level2: string, catalogId: string) =>
  (await ctx.tx((tx) => queries.entriesOf(tx, catalogId))).find((e) => e.content.level2 === level2)!

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

test('a row keeps its identity in the next version; the diff says what changed; one draft at a time', async () => {
  const changed = rows.map((r) => [...r])
  changed[0]![5] = '每年2月28日前'
  const { id } = await commands.importCatalog(
    ctx,
    await file([...changed.slice(0, 2), changed[3]!, row(5, '新事项', '及时公开', '区财政局')]),
    options({ seriesId: first.seriesId }),
  )
  await assert.rejects(commands.draftNext(ctx, first.seriesId, ''), /已有第2版草案/)
  const compare = routes.find((r) => r.path === '/api/standards/catalogs/:id/diff')!
  const d = (await compare.run(ctx, { params: { id }, query: { with: first.id } } as never, [])) as unknown as {
    added: { level2: string }[]
    removed: { level2: string }[]
    changed: { changes: { field: string }[] }[]
  }
  assert.deepEqual(
    [d.added.map((e) => e.level2), d.removed.map((e) => e.level2), d.changed.map((c) => c.changes.map((x) => x.field))],
    [['新事项'], ['机构职能'], [['timeLimit']]],
  )
  await assert.rejects(commands.publishCatalog(ctx, id, day('2025-01-01')), /不能早于现行第1版/)
  await assert.rejects(commands.publishCatalog(ctx, id, day('2026-12-31')), /不能晚于今天/)
  await commands.publishCatalog(ctx, id, day('2026-10-01'))
  const versions = await ctx.tx((tx) => queries.catalogs(tx, first.seriesId))
  assert.deepEqual(
    versions.map((v) => [v.version, v.status]),
    [
      [2, 'inForce'],
      [1, 'superseded'],
    ],
  )
  assert.ok(
    (await owed()).items.every((o) => o.level2 !== '机构职能' || o.status === 'done'),
    'nobody owes a row that was removed',
  )
  assert.ok(
    (await owed()).items.some((o) => o.label === '2025年下半年'),
    'what was owed in the past stays',
  )
})

test('a draft is changed row by row; a second person is told, nothing is overwritten', async () => {
  const { id } = await commands.draftNext(ctx, first.seriesId, '年度调整')
  const entry = await entryNamed('年度预算', id)
  const read = (await ctx.tx((tx) => queries.entryById(tx, entry.id, id)))!
  await commands.changeEntry(ctx, id, entry.id, read.version, {
    timeLimit: '尽快',
    verified: true,
    source: '本区政务公开科核对',
  })
  await assert.rejects(commands.changeEntry(ctx, id, entry.id, read.version, { level1: '晚了一步' }), /已被他人修改/)
  const now = (await ctx.tx((tx) => queries.entryById(tx, entry.id, id)))!
  assert.deepEqual(
    [now.content.timeLimit, now.content.verified, now.content.expectation],
    [{ original: '尽快', parts: [] }, true, 'onEvent'],
  )
  await assert.rejects(commands.changeEntry(ctx, first.id, entry.id, 1, { level1: '改旧版' }), /不能修改/)
  await commands.removeEntry(ctx, id, entry.id)
  const { id: added } = await commands.addEntry(ctx, id, {
    ...now.content,
    timeLimit: '长期公开',
    expectation: undefined,
  })
  assert.equal((await ctx.tx((tx) => queries.entryById(tx, added, id)))!.content.expectation, 'standing')
  await assert.rejects(commands.addEntry(ctx, id, { ...now.content, timeLimit: '长期公开' }), /已有相同的事项/)
  await commands.dropDraft(ctx, id)
})

test('the 课题组 proposes; adopted it stands in the draft, declined it carries the reason', async () => {
  const expert = at.ctx(asPerson('standards.draft', '1'))
  const facts = {
    provider: '区财政局',
    what: '三公经费说明',
    how: '门户网站随决算公开',
    content: { level1: '决算', timeLimit: '批准后20日内' },
  }
  const one = await propose(expert, first.seriesId, { ...facts, kind: 'add' })
  const two = await propose(expert, first.seriesId, { ...facts, kind: 'add', what: '不合适的' })
  const three = await propose(expert, first.seriesId, { ...facts, kind: 'add', what: '提错了' })
  await assert.rejects(propose(expert, first.seriesId, { ...facts, kind: 'remove' }), /请选择要修改或者删除的事项/)
  await assert.rejects(adopt(ctx, one.id, ''), /请先起草新版/)
  const { id } = await commands.draftNext(ctx, first.seriesId, '')
  await adopt(ctx, one.id, '同意')
  await decline(ctx, two.id, '不属于本领域')
  await withdrawProposal(expert, three.id)
  await assert.rejects(withdrawProposal(ctx, one.id), /不能再办理/)
  const added = await ctx.tx((tx) => queries.entryPage(tx, { page: 1, size: 50, catalogId: id, q: '三公' }))
  assert.deepEqual(
    added.items.map((e) => [e.content.level1, e.content.timeLimit.parts.length, e.organs.map((o) => o.name)]),
    [['决算', 1, ['湖湾区财政局']]],
  )
  const all = await ctx.tx((tx) => queries.proposalsOf(tx, { page: 1, size: 20, seriesId: first.seriesId }))
  assert.deepEqual(
    all.items.map((p) => [p.what, p.status, p.comment]).sort(),
    [
      ['三公经费说明', 'adopted', '同意'],
      ['不合适的', 'declined', '不属于本领域'],
      ['提错了', 'withdrawn', ''],
    ].sort(),
  )
  await commands.dropDraft(ctx, id)
})

test('an export from the database is the file that came in', async () => {
  const bytes = await file(rows, {
    rows: [['某区标准目录'], [], HEADER, ...rows, ['注：本目录由财政局解释']],
    merges: [{ top: 1, left: 1, bottom: 1, right: 14 }],
  })
  const { id } = await commands.importCatalog(ctx, bytes, options({ name: '另一份目录' }))
  const answer = (await routes
    .find((r) => r.path === '/api/standards/catalogs/:id/export')!
    .run(ctx, { params: { id } } as never, [])) as unknown as Reply
  const [came] = await readGrid(bytes)
  const [went] = await readGrid(answer.bytes as Buffer)
  for (let r = 1; r <= came!.rows; r++)
    for (let c = 1; c <= came!.columns; c++)
      assert.equal(went!.at(r, c).text, came!.at(r, c).text, came!.at(r, c).address)
})

test('an import that fails half-way leaves nothing behind', async () => {
  const earlier = await ctx.tx((tx) => queries.catalogs(tx))
  await assert.rejects(
    commands.importCatalog(
      { ...ctx, actor: { ...ctx.actor, name: null as never } },
      await file(),
      options({ name: '断在半路' }),
    ),
  )
  assert.deepEqual(
    (await ctx.tx((tx) => queries.catalogs(tx))).map((c) => c.id),
    earlier.map((c) => c.id),
  )
})

test('the public catalog names every row in force, links what was published, and escapes what was typed', async () => {
  const rowsNow = (await ctx.tx((tx) => queries.entryPage(tx, { page: 1, size: 200 }))).items
  const link = {
    title: '<script>alert(1)</script>',
    url: 'javascript:alert(1)',
    publishedOn: day('2026-11-01'),
    organId: ids['1']!,
  }
  const published = [async (_tx: unknown, entryIds: readonly string[]) => new Map(entryIds.map((id) => [id, [link]]))]
  const places = await ctx.tx(catalogPaths)
  assert.equal(new Set(places.map((p) => p.path)).size, places.length)
  assert.deepEqual(
    places
      .filter((p) => p.page === 'entry')
      .map((p) => p.ref)
      .sort(),
    rowsNow.map((r) => r.id).sort(),
  )
  for (const place of places) {
    const page = await ctx.tx((tx) => catalogPage(tx, place, published as never))
    assert.ok(page, place.path)
    assert.ok(!/<script>alert|href="javascript:|%<|覆盖|逾期/.test(page.body.text), place.path)
  }
  assert.equal(
    await ctx.tx((tx) => catalogPage(tx, { page: 'entry', ref: '01a00000-0000-7000-8000-000000000000' }, [])),
    undefined,
  )
  assert.equal(await ctx.tx((tx) => catalogPage(tx, { page: 'field', ref: 'culture' }, [])), undefined)
})

test('a pack is loaded once, and what it says of bodies meets the tree', async () => {
  const loaded = await commands.loadCatalogPacks(ctx, day('2026-01-01'))
  assert.ok(loaded.catalogs >= 7 && loaded.entries > 100)
  assert.deepEqual(await commands.loadCatalogPacks(ctx, day('2026-01-01')), { catalogs: 0, entries: 0 })
  const safety = await ctx.tx((tx) =>
    queries.entryPage(tx, { page: 1, size: 50, fieldKey: 'workSafety', organId: ids['2']! }),
  )
  assert.ok(safety.total >= 10)
})
