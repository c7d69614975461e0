import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { day } from '../../kernel/day.ts'
import type { Reply } from '../../kernel/route.ts'
import { readGrid } from '../../kernel/xlsx.ts'
import { HEADER } from '../../../test/support/catalogHeader.ts'
import { file, options, row, rows, standardsIn } from '../../../test/support/standards.ts'
import * as commands from './commands.ts'
import { routes } from './http.ts'
import { catalogPage, catalogPaths } from './pages.ts'
import { adopt, decline, propose, withdrawProposal } from './proposals.ts'
import * as queries from './queries.ts'

const { at, ctx, ids, asPerson, inForce, owed, entryNamed } = await standardsIn()
after(() => at.close())
const first = await inForce(rows, '2025-06-01')

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
