import assert from 'node:assert/strict'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import { readNotice } from './reading.ts'

const lines = [
  ['2027-01-01', '元旦', '是'],
  ['2027年2月6日', '春节', '放假'],
  ['2027/5/1', '劳动节', 'true'],
  ['2027-10-01', '国庆节', '是'],
  ['2027-10-09', '国庆节', '调休上班'],
]
const days = [
  { date: '2027-01-01', name: '元旦', isOffDay: true },
  { date: '2027-02-06', name: '春节', isOffDay: true },
  { date: '2027-05-01', name: '劳动节', isOffDay: true },
  { date: '2027-10-01', name: '国庆节', isOffDay: true },
  { date: '2027-10-09', name: '国庆节', isOffDay: false },
]

test('a pasted table is read with tabs or commas, with a header or without', async () => {
  for (const [glue, head] of [
    ['\t', ''],
    ['，', ''],
    [',', 'date,name,isOffDay\n'],
    ['\t', '日期\t名称\t是否放假\n'],
  ] as const) {
    const notice = await readNotice(undefined, head + lines.map((l) => l.join(glue)).join('\n'))
    assert.equal(notice.year, 2027)
    assert.deepEqual(notice.days, days)
  }
})

test('columns in another order are found by their header', async () => {
  const text = ['名称\t是否放假\t日期', ...lines.map(([d, n, o]) => [n, o, d].join('\t'))].join('\n')
  assert.deepEqual((await readNotice(undefined, text)).days, days)
})

test('the JSON of holiday-cn is read as it is', async () => {
  assert.deepEqual(
    (
      await readNotice(
        undefined,
        JSON.stringify({ $schema: 'x', year: 2027, papers: ['https://example.gov.cn/1'], days }),
      )
    ).papers,
    ['https://example.gov.cn/1'],
  )
})

test('an Excel sheet is read, dates as dates too', async () => {
  const book = new ExcelJS.Workbook()
  const page = book.addWorksheet('2027')
  page.addRow(['日期', '名称', '是否放假'])
  for (const d of days) page.addRow([new Date(d.date), d.name, d.isOffDay ? '是' : '否'])
  const bytes = Buffer.from(await book.xlsx.writeBuffer())
  assert.deepEqual((await readNotice({ name: 'a.xlsx', mime: '', bytes }, '')).days, days)
})

test('what cannot be read is refused with a way to mend it', async () => {
  const file = (bytes: Buffer) => ({ name: 'x', mime: '', bytes })
  await assert.rejects(readNotice(undefined, '  '), { code: 'calendar.unreadable', message: /内容为空.*粘贴/ })
  await assert.rejects(readNotice(undefined, '{"year":'), { code: 'calendar.unreadable', message: /JSON/ })
  await assert.rejects(readNotice(file(Buffer.from('PK\u0003\u0004 not a zip')), ''), {
    code: 'calendar.unreadable',
    message: /另存为/,
  })
  await assert.rejects(readNotice(file(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0])), ''), {
    code: 'calendar.unreadable',
  })
  await assert.rejects(readNotice(undefined, '日期\t甲\t乙\n2027-01-01\t元旦\t是'), {
    code: 'calendar.unreadable',
    message: /三列/,
  })
  await assert.rejects(
    readNotice(
      undefined,
      lines
        .map((l) => l.join('\t'))
        .join('\n')
        .replace('是', '也许'),
    ),
    (e: { issues?: { message: string; path: unknown[] }[] }) => {
      assert.deepEqual(
        e.issues?.map((i) => [i.path.join('.'), i.message]),
        [['days.0.isOffDay', '“是否放假”应为“是”或“否”']],
      )
      return true
    },
  )
})
