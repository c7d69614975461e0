import ExcelJS from 'exceljs'
import type { File } from '../../kernel/route.ts'
import { refuser } from '../../kernel/refusal.ts'
import { Notice, refusals } from './contract.ts'

const refuse = refuser(refusals)
const ROWS_MAX = 400
const HOW = '请上传 JSON 或 Excel 文件，或粘贴“日期、名称、是否放假”三列'

/** A notice from what an administrator gives: holiday-cn JSON, an Excel sheet, or a pasted table. Throws ZodError with the field of each fault. */
export async function readNotice(file: File | undefined, text: string): Promise<Notice> {
  const given = file ? file.bytes.toString('utf8') : text
  if (file?.bytes.subarray(0, 2).toString('latin1') === 'PK') return fromTable(await sheet(file.bytes))
  if (given.trim() === '') return refuse('calendar.unreadable', { reason: `内容为空，${HOW}` })
  if (given.trim().startsWith('{')) return fromJson(given)
  if (given.includes('\u0000') || given.includes('\ufffd'))
    return refuse('calendar.unreadable', { reason: `文件不是文本或 Excel（.xlsx），${HOW}` })
  return fromTable(
    given
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => line.split(/\t|,|，|\s{1,}/).map((c) => c.trim())),
  )
}

function fromJson(text: string): Notice {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('calendar.unreadable', { reason: '不是有效的 JSON，请检查文件是否完整' })
  }
  return Notice.parse(value)
}

async function sheet(bytes: Buffer): Promise<string[][]> {
  const book = new ExcelJS.Workbook()
  try {
    await book.xlsx.load(bytes as unknown as ArrayBuffer)
  } catch {
    return refuse('calendar.unreadable', { reason: '不是有效的 Excel 文件，请用 Excel 另存为 .xlsx 后再上传' })
  }
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) => {
    if (rows.length < ROWS_MAX) rows.push(Array.from({ length: 10 }, (_, i) => cell(row.getCell(i + 1).value)))
  })
  return rows
}
const cell = (value: ExcelJS.CellValue): string =>
  value instanceof Date
    ? value.toISOString().slice(0, 10)
    : typeof value === 'object' && value !== null && 'result' in value
      ? String(value.result ?? '')
      : String(value ?? '').trim()

const COLUMNS = {
  date: /^(日期|date|day)$/i,
  name: /^(名称|节日|节日名称|name)$/i,
  off: /^(是否放假|放假|isoffday|类型)$/i,
}
const YES = /^(是|true|1|放假|休|休息|y|yes|√)$/i
const NO = /^(否|false|0|上班|班|调休上班|补班|n|no|×)$/i

function fromTable(rows: readonly string[][]): Notice {
  const head = rows.findIndex((r) => r.some((c) => COLUMNS.date.test(c)))
  const at = (pattern: RegExp, otherwise: number) =>
    head < 0 ? otherwise : rows[head]!.findIndex((c) => pattern.test(c))
  const [date, name, off] = [at(COLUMNS.date, 0), at(COLUMNS.name, 1), at(COLUMNS.off, 2)]
  if (name < 0 || off < 0) return refuse('calendar.unreadable', { reason: '表头应有“日期、名称、是否放假”三列' })
  const days = rows
    .slice(head + 1)
    .filter((r) => r.some((c) => c !== ''))
    .map((r) => {
      const answer = r[off] ?? ''
      return {
        date: isoDay(r[date] ?? ''),
        name: r[name] ?? '',
        isOffDay: YES.test(answer) ? true : NO.test(answer) ? false : undefined,
      }
    })
  return Notice.parse({ year: commonYear(days.map((d) => d.date)), days })
}

/** '2027年1月1日', '2027/1/1', '2027.1.1' → '2027-01-01'; anything else is left for the schema to refuse. */
function isoDay(text: string): string {
  const [, y, m, d] = /^(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?$/.exec(text) ?? []
  return y === undefined ? text : `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}`
}

function commonYear(dates: readonly string[]): number {
  const counts = new Map<number, number>()
  for (const d of dates) counts.set(Number(d.slice(0, 4)), (counts.get(Number(d.slice(0, 4))) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}
