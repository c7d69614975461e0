import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { HEADER } from '../../../test/support/catalogHeader.ts'
import { readGrid, type SheetSpec, writeSheet } from '../../kernel/xlsx.ts'
import { readList, readMarks, writeCell, writeMarks } from './cells.ts'
import type { EntryContent } from './contract.ts'
import { exportSheet, officialLayout } from './exporter.ts'
import { readCatalog } from './importer.ts'
import { keyOf } from './layout.ts'
import { parseTimeLimit } from './timeLimit.ts'

const fields = [
  { key: 'finance', names: ['财政预决算', '财政'] },
  { key: 'safety', names: ['安全生产'] },
]
const row = (no: number, over: Record<number, string> = {}) =>
  [
    '' + no,
    '政府预算',
    `事项${no}`,
    '收支总表',
    '《中华人民共和国预算法》',
    '批准后20日内',
    '区财政局',
    '■政府网站',
    '√',
    '',
    '√',
    '',
    '√',
    '',
  ].map((t, i) => over[i] ?? t)
const read = async (rows: SheetSpec['rows'], merges: SheetSpec['merges'] = [], skip?: ReadonlySet<number>) => {
  const [grid] = await readGrid(await writeSheet({ name: '目录', rows, merges }))
  return readCatalog(grid!, { fieldKey: 'finance', fields, ...(skip ? { skip } : {}) })
}
const errors = async (...args: Parameters<typeof read>) =>
  (await read(...args)).problems.filter((p) => p.severity === 'error').map((p) => `${p.address} ${p.what}`)

test('a plain table is read without a problem', async () => {
  const { entries, problems } = await read([HEADER, row(1), row(2)])
  assert.deepEqual(problems, [])
  assert.equal(entries[0]!.content.level2, '事项1')
  assert.deepEqual(entries[0]!.content.timeLimit.parts, [
    { kind: 'within', amount: 20, unit: 'days', trigger: 'approval' },
  ])
  assert.deepEqual(entries[0]!.content.channels, [{ name: '政府网站', chosen: true }])
})

test('each problem names its cell, what is wrong and what to do', async () => {
  const { problems } = await read([HEADER, row(1, { 1: '', 3: '' }), row(2, { 8: '也许', 5: '尽快' })])
  assert.deepEqual(
    problems.map((p) => [p.severity, p.address, p.column]),
    [
      ['error', 'B2', '一级事项'],
      ['error', 'D2', '公开内容（要素）'],
      ['error', 'I3', '全社会'],
      ['warning', 'F3', '公开时限'],
    ],
  )
  for (const p of problems) assert.ok(p.what && p.remedy, p.address)
})

test('a row that stands twice is an error, unless it is skipped', async () => {
  const twice = [HEADER, row(1), row(2), row(1)]
  assert.deepEqual(await errors(twice), ['B4 与第2行重复（事项、内容和公开主体都相同）'])
  const { entries, problems, skipped } = await read(twice, [], new Set([4]))
  assert.deepEqual([entries.length, problems.length, skipped], [2, 0, [4]])
})

test('a header in the wrong place is found and told', async () => {
  const filler = Array.from({ length: 25 }, () => ['一些文字'])
  assert.match((await errors([...filler, HEADER, row(1)]))[0]!, /A26 表头在第26行/)
  assert.match((await errors([row(1), row(2), HEADER]))[0]!, /A1 第1行在表头（第3行）之上/)
})

test('a table that is no catalog is refused with the columns it should have', async () => {
  assert.match(
    (
      await errors([
        ['姓名', '电话'],
        ['甲', '1'],
      ])
    )[0]!,
    /没有找到标准目录的表头/,
  )
  assert.match((await errors([HEADER.filter((h) => h !== '公开主体'), row(1)]))[0]!, /缺少“公开主体”列/)
  assert.match(
    (await errors([[...HEADER, ...Array.from({ length: 26 }, (_, i) => `附加${i}`)], row(1)]))[0]!,
    /A1 表中有26列不是标准目录的列/,
  )
  assert.match((await errors([[...HEADER, '公开依据'], row(1)]))[0]!, /“公开依据”列出现了两次/)
  assert.match((await errors([HEADER]))[0]!, /没有事项/)
})

test('同上 and an empty level take the row above, and say so', async () => {
  const { entries, problems } = await read([HEADER, row(1), row(2, { 1: '', 5: '同上' })])
  assert.equal(entries[1]!.content.level1, '政府预算')
  assert.equal(entries[1]!.content.timeLimit.original, '批准后20日内')
  assert.deepEqual(
    problems.map((p) => [p.severity, p.address]),
    [
      ['warning', 'B3'],
      ['warning', 'F3'],
    ],
  )
})

test('a field column is resolved by name and alias, an unknown field is an error', async () => {
  const { entries, problems } = await read([
    ['领域', ...HEADER],
    ['财政', ...row(1)],
    ['安全生产领域', ...row(2)],
    ['魔法', ...row(3)],
  ])
  assert.deepEqual(
    entries.map((e) => e.content.fieldKey),
    ['finance', 'safety', 'finance'],
  )
  assert.deepEqual(
    problems.map((p) => p.address),
    ['A4'],
  )
})

test('a line of text between the entries is reported, a line below them is a note', async () => {
  const { entries, problems, layout } = await read([
    HEADER,
    row(1),
    ['注：以下为乡级'],
    row(2),
    ['注：本目录自印发之日起施行'],
  ])
  assert.equal(entries.length, 2)
  assert.deepEqual(
    problems.map((p) => p.address),
    ['A3'],
  )
  assert.equal(layout!.notes.blocks[0]!.text, '注：本目录自印发之日起施行')
})

test('what the heading says about channels is taken as the rule', async () => {
  assert.equal((await read([['目录（在标注范围内至少选择其一公开）'], HEADER, row(1)])).channelRule, 'atLeastOne')
  assert.equal((await read([HEADER, row(1)])).channelRule, undefined)
})

test('columns are known by their headings in every usual wording', () => {
  const known: [string[], string, string?][] = [
    [['公开事项', '一级事项'], 'level1'],
    [['公开\n事项', '二级\n事项'], 'level2'],
    [['公开内容\n(要素)'], 'elements'],
    [['公开渠道和载体', '政府网站'], 'channel', '政府网站'],
    [['公开层级', '乡(村)级'], 'tier', '乡(村)级'],
    [['县级'], 'tier', '县级'],
    [['公开对象', '特定群体（请写明）'], 'group'],
    [['公开方式'], 'mode'],
    [['责任科室'], 'extra', '责任科室'],
    [['公开渠道及载体'], 'channels'],
    [['公开形式'], 'extra', '公开形式'],
  ]
  for (const [path, key, option = ''] of known) assert.deepEqual(keyOf(path), { key, option }, path.join('/'))
})

const word = fc
  .array(fc.constantFrom(...'预算决算信息名称地址电话流程依据条件'), { minLength: 1, maxLength: 8 })
  .map((c) => c.join(''))
const content: fc.Arbitrary<EntryContent> = fc.record({
  fieldKey: fc.constant('finance'),
  level1: word,
  level2: word,
  level3: fc.constant(''),
  elements: fc.array(word, { minLength: 1, maxLength: 4 }),
  basis: fc.array(word, { minLength: 1, maxLength: 3 }),
  timeLimit: fc.constantFrom('长期公开', '批准后20日内', '尽快').map(parseTimeLimit),
  responsible: word,
  channels: fc
    .uniqueArray(fc.constantFrom('政府网站', '政府公报', '精准推送'), { maxLength: 3 })
    .map((names) => names.map((name, i) => ({ name, chosen: i % 2 === 0 }))),
  audience: fc.record({ everyone: fc.boolean(), group: fc.option(word) }),
  mode: fc.record({ proactive: fc.boolean(), onRequest: fc.boolean() }),
  tiers: fc.tuple(fc.boolean(), fc.boolean()).map(([a, b]) => [
    { name: '县级', chosen: a },
    { name: '乡级', chosen: b },
  ]),
  extra: fc.constant({}),
  verified: fc.constant(false),
  source: fc.constant(''),
  expectation: fc.constant('onEvent' as const),
})
const same = (c: EntryContent) => JSON.stringify({ ...c, expectation: '' })

test('what we export we read back as the same entries, in any order of rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(content, {
        minLength: 1,
        maxLength: 6,
        selector: (c) => c.level1 + c.level2 + c.elements + c.responsible,
      }),
      async (contents) => {
        const layout = officialLayout('目录', false)
        const back = async (list: EntryContent[]) =>
          readCatalog(
            (
              await readGrid(
                await writeSheet(
                  exportSheet(
                    layout,
                    list.map((c) => ({ content: c, cells: [] })),
                  ),
                ),
              )
            )[0]!,
            { fieldKey: 'finance', fields },
          )
        const once = await back(contents)
        assert.deepEqual(
          once.entries.map((e) => same(e.content)),
          contents.map(same),
        )
        const reversed = await back(contents.toReversed())
        assert.deepEqual(reversed.entries.map((e) => same(e.content)).toReversed(), contents.map(same))
      },
    ),
    { numRuns: 25 },
  )
})

test('a changed value is written anew, an unchanged one keeps the wording of its cell', () => {
  const column = { key: 'channels' as const, option: '', label: '', width: 0, mergeDown: false }
  const base = { channels: readMarks('■政府网站  □两微一端') } as EntryContent
  assert.equal(writeCell(column, base, '■政府网站  □两微一端'), '■政府网站  □两微一端')
  assert.equal(
    writeCell(column, { ...base, channels: [{ name: '政府网站', chosen: false }] }, '■政府网站  □两微一端'),
    '□政府网站',
  )
})

test('marks and lists in their usual forms', () => {
  assert.deepEqual(readMarks('■政府网站 □政府公报\n■其他：办税服务厅'), [
    { name: '政府网站', chosen: true },
    { name: '政府公报', chosen: false },
    { name: '其他', chosen: true, note: '办税服务厅' },
  ])
  assert.deepEqual(
    readMarks('政府网站、两微一端').map((m) => m.chosen),
    [true, true],
  )
  assert.deepEqual(readMarks(writeMarks(readMarks('□其他_____'))), [{ name: '其他', chosen: false }])
  assert.deepEqual(readList('1.机构名称；2.开放时间；3.电话'), ['机构名称', '开放时间', '电话'])
  assert.deepEqual(readList('● 名称；\n● 时间'), ['名称', '时间'])
  assert.deepEqual(readList('2019年第1号文；解释'), ['2019年第1号文', '解释'])
})
