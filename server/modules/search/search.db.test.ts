import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { day } from '../../kernel/day.ts'
import { newId } from '../../kernel/id.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/db.ts'
import type { Entry, SearchInput } from './contract.ts'
import { SearchHost } from './host.ts'
import { hostOf, stopHost } from './hosts.ts'
import { dropEntries, putEntries, searchDocuments } from './index.ts'
import { forgetLostIndexes } from './store.ts'

let t: TestDatabase
const [site, other, street, organ] = [newId(), newId(), newId(), newId()]
before(async () => {
  t = await testDatabase()
})
after(async () => {
  await stopHost(t.shared)
  await t.close()
})

const entry = (title: string, body = '', more: Partial<Entry> = {}): Entry => ({
  ref: { type: 'document', id: newId() },
  siteId: site,
  sectionIds: [],
  organId: organ,
  kind: 'policy',
  kindName: '政策文件',
  title,
  body,
  documentNumber: null,
  indexNumber: null,
  publishedOn: day('2026-11-02'),
  validity: null,
  path: '/zcwj/1/',
  ...more,
})
const put = (...entries: Entry[]) => t.ctx().tx((tx) => putEntries(tx, entries))
const drop = (e: Entry) => t.ctx().tx((tx) => dropEntries(tx, 'document', [e.ref.id]))
const index = () => hostOf(t.shared).round()
const find = (q: string, more: Partial<SearchInput> = {}) => searchDocuments(t.ctx(), { q, ...more })
const titles = async (q: string, more: Partial<SearchInput> = {}) =>
  (await find(q, more)).items.map((i) => i.title.map((s) => s.text).join(''))
const folder = () => join(t.shared.config.DATA_DIR, 'search')

test('until there is an index, titles are searched and it is said', async () => {
  await put(entry('养老服务补贴办法', '六十周岁以上的老年人可以申请。'))
  const never = new SearchHost(t.shared)
  const found = await (await import('./queries.ts')).search(t.ctx(), never, {
    q: '服务补贴',
    sort: 'relevance',
    page: 1,
    size: 10,
  })
  assert.deepEqual([found.mode, found.items.length], ['degraded', 1])
  assert.match(found.notice!, /索引正在生成/)
})

test('any piece of a title or a body finds it, one character too', async () => {
  await put(entry('道路停车管理规定', '机动车不得占用消防通道，违者依照《消防法》处罚。附表ABC-12。'))
  await index()
  for (const q of ['停车管理', '车管', '占用消防通道', '消防法', '规', '。', 'abc', 'BC', '12', '道', '通道，违者'])
    assert.deepEqual(await titles(q), q === '。' ? [] : ['道路停车管理规定'], q)
  assert.equal((await find('停车')).mode, 'phrase')
})

test('words with a space between must all be there; when none has them as typed, the nearest are shown and it is said', async () => {
  assert.deepEqual(await titles('停车 消防'), ['道路停车管理规定'])
  const found = await find('养老补贴怎么申请')
  assert.deepEqual(
    [found.mode, found.items.map((i) => i.title.map((s) => s.text).join(''))[0]],
    ['similar', '养老服务补贴办法'],
  )
  assert.match(found.notice!, /没有找到与“养老补贴怎么申请”完全一致的内容/)
  assert.deepEqual((await find('饕餮貔貅')).items, [])
})

test('what is withdrawn is not shown, though the index file still has it', async () => {
  const e = entry('撤回的公告甲', '临时交通管制')
  await put(e)
  await index()
  assert.deepEqual(await titles('临时交通管制'), ['撤回的公告甲'])
  await drop(e)
  const found = await find('临时交通管制')
  assert.deepEqual([found.items, found.total], [[], 0])
  await index()
  assert.deepEqual((await find('临时交通管制')).facets.kinds, [])
})

test('a changed entry is found by its new words only', async () => {
  const e = entry('旧题名乙')
  await put(e)
  await index()
  await put({ ...e, title: '新题名丙' })
  await index()
  assert.deepEqual([await titles('新题名丙'), (await find('旧题名乙')).mode], [['新题名丙'], 'similar'])
})

test('文号 in any bracket and 索引号 are found exactly, and at once', async () => {
  const e = entry('印发工作要点的通知', '正文', {
    documentNumber: '湖政发〔2026〕4号',
    indexNumber: '014006438/2026-00123',
  })
  await put(
    e,
    entry('另一件', '提到湖政发〔2026〕4号', { documentNumber: '湖财〔2026〕4号' }),
    entry('再一件', '', { documentNumber: '湖政发〔2026〕14号' }),
  )
  for (const q of [
    '湖政发〔2026〕4号',
    '湖政发[2026]4',
    '湖政发2026-4',
    '湖政发（2026）4号',
    '014006438/2026-00123',
    '014006438202600123',
  ]) {
    const found = await find(q) // before the index has it
    assert.deepEqual([found.mode, found.items[0]?.documentNumber], ['number', '湖政发〔2026〕4号'], q)
  }
  await index()
  assert.deepEqual((await titles('2026-4')).toSorted(), ['印发工作要点的通知', '另一件'].toSorted())
  assert.equal((await titles('湖政发〔2026〕4号'))[0], '印发工作要点的通知')
})

test('filters narrow, facets count, newest first on request, pages do not overlap', async () => {
  const many = Array.from({ length: 23 }, (_, i) =>
    entry(`噪声治理简报第${i}期`, '噪声治理', {
      siteId: i < 3 ? other : site,
      sectionIds: i % 2 ? [street] : [],
      kind: i < 5 ? 'news' : 'policy',
      kindName: i < 5 ? '要闻' : '政策文件',
      publishedOn: day(`20${i < 10 ? 25 : 26}-0${1 + (i % 9)}-11`),
    }),
  )
  await put(...many)
  await index()
  const found = await find('噪声治理')
  assert.deepEqual(
    [found.total, found.items.length, found.facets.kinds, found.facets.years],
    [
      23,
      10,
      [
        { key: 'policy', label: '政策文件', count: 18 },
        { key: 'news', label: '要闻', count: 5 },
      ],
      [
        { key: '2026', label: '2026年', count: 13 },
        { key: '2025', label: '2025年', count: 10 },
      ],
    ],
  )
  const total = async (more: Partial<SearchInput>) => (await find('噪声治理', more)).total
  assert.deepEqual(
    [
      await total({ siteId: other }),
      await total({ sectionId: street }),
      await total({ kind: 'news' }),
      await total({ from: '2026-01-01', to: '2026-12-31' }),
      await total({ siteId: other, kind: 'policy' }),
    ],
    [3, 11, 5, 13, 0],
  )
  const pages = [
    ...(await titles('噪声治理', { page: 1 })),
    ...(await titles('噪声治理', { page: 2 })),
    ...(await titles('噪声治理', { page: 3 })),
  ]
  assert.equal(new Set(pages).size, 23)
  const days = (await find('噪声治理', { sort: 'newest', size: 50 })).items.map((i) => i.publishedOn)
  assert.deepEqual(days, days.toSorted().reverse())
})

test('what looks like the index’s own syntax is only text', async () => {
  for (const q of [
    '"',
    '" OR "',
    'title:停车',
    '停车 NOT 消防',
    'NEAR(停车 消防)',
    '停车*',
    '^停车',
    '-停车',
    '{title}',
    "'; drop table entry; --",
    's_1',
    '(((',
    '%',
    '\\',
    '\u0000',
    '𠮷',
    '👍',
    'AND',
    '停车 AND',
  ])
    assert.equal(typeof (await find(q)).total, 'number', q)
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), async (q) => {
      if (q.trim() !== '') await find(q)
    }),
    { numRuns: 100 },
  )
  assert.deepEqual(await titles('停车管理'), ['道路停车管理规定'])
})

test('property: every piece of what was put is found', async () => {
  const char = fc.constantFrom(...'湖湾区养老服务补贴公开目录水环境噪声abc123')
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: char, minLength: 4, maxLength: 40 }),
      fc.nat(),
      fc.integer({ min: 1, max: 12 }),
      async (body, at, length) => {
        const e = entry(`随机${newId()}`, body)
        await put(e)
        await index()
        const from = at % (body.length - 1)
        const q = body.slice(from, from + length)
        const found = await find(q, { size: 50, sort: 'newest' })
        assert.ok(found.mode !== 'similar', `${q} in ${body}`)
        await drop(e)
      },
    ),
    { numRuns: 40 },
  )
})

test('a lost file, a damaged file, and a file that nobody feeds are made anew', async () => {
  const ready = async () => {
    await index()
    return (await find('停车管理')).mode
  }
  const file = () => join(folder(), `index-${readFileSync(join(folder(), 'current'), 'utf8')}.sqlite`)
  const first = file()
  rmSync(first)
  assert.equal((await find('停车管理')).mode, 'degraded')
  assert.equal(await ready(), 'phrase')
  assert.notEqual(file(), first)
  await stopHost(t.shared)
  writeFileSync(file(), Buffer.alloc(statSync(file()).size, 7))
  hostOf(t.shared)
  assert.equal((await find('停车管理')).mode, 'degraded')
  assert.equal(await ready(), 'phrase')
  await forgetLostIndexes(t.db, '2099-01-01T00:00:00.000Z' as never)
  await stopHost(t.shared)
  await put(entry('无人喂养期间的文件'))
  assert.equal(await ready(), 'phrase')
  assert.deepEqual(await titles('喂养期间'), ['无人喂养期间的文件'])
  assert.equal(readdirSync(folder()).filter((f) => f.endsWith('.sqlite')).length, 1)
})

test('of several processes on one host one writes; when it ends another takes its place', async () => {
  const second = new SearchHost(t.shared)
  await put(entry('选举期间的文件'))
  assert.equal(await second.round(), 0)
  await index()
  assert.deepEqual(await titles('选举期间'), ['选举期间的文件'])
  await stopHost(t.shared)
  await put(entry('接替之后的文件'))
  assert.ok((await second.round()) >= 1)
  await second.stop()
  await index()
  assert.deepEqual(await titles('接替之后'), ['接替之后的文件'])
})

test('an entry that commits while a new file is being filled is not lost', async () => {
  await stopHost(t.shared)
  rmSync(folder(), { recursive: true })
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const late = t.ctx().tx(async (tx) => {
    await putEntries(tx, [entry('迟到提交的文件')])
    await held
  })
  const made = (async () => {
    await new Promise((r) => setTimeout(r, 50))
    await index()
  })()
  setTimeout(release, 400)
  await Promise.all([late, made])
  await index()
  assert.deepEqual(await titles('迟到提交'), ['迟到提交的文件'])
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from search_queue where index_id = ${readFileSync(join(folder(), 'current'), 'utf8')}`.execute(
    t.db,
  )
  assert.equal(rows[0]!.n, 0)
})

test('bad input is refused in Chinese', async () => {
  const bad: [Partial<SearchInput> & { q: string }, RegExp][] = [
    [{ q: '  ' }, /请输入/],
    [{ q: '字'.repeat(101) }, /不超过100个字/],
    [{ q: '字', from: '2026-02-01', to: '2026-01-01' }, /不能晚于/],
    [{ q: '字', siteId: 'x' }, /编号/],
    [{ q: '字', page: 101 }, /第100页/],
  ]
  for (const [input, message] of bad) await assert.rejects(async () => searchDocuments(t.ctx(), input), message)
})
