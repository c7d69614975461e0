import ExcelJS from 'exceljs'
import { inflateRawSync } from 'node:zlib'
import { Refusal } from './refusal.ts'

/** What a workbook may be at most. `unpacked` bounds the sum of its inflated parts, so that a zip bomb stops early. */
export type Limits = { bytes: number; unpacked: number; rows: number; columns: number; sheets: number }
export const defaultLimits: Limits = { bytes: 10 << 20, unpacked: 96 << 20, rows: 5000, columns: 100, sheets: 30 }

/** One cell as a person sees it. In a merged range every cell carries the text of the range's first cell and names it in `master`. */
export type Cell = { text: string; address: string; master: string }
/** Rows and columns count from 1; `at` answers an empty cell outside. */
export type Grid = {
  name: string
  rows: number
  columns: number
  at(row: number, column: number): Cell
  merges: readonly Range[]
}
export type Range = { top: number; left: number; bottom: number; right: number }

const wrong = (text: string): never => {
  throw new Refusal('xlsx.unreadable', 'invalid', text, {}, { file: text })
}

/** Reads the sheets of an .xlsx file that is in memory. Refuses, in Chinese, what is no .xlsx, too large or damaged. */
export async function readGrid(bytes: Buffer, limits: Limits = defaultLimits): Promise<Grid[]> {
  if (bytes.length === 0) return wrong('文件是空的，请重新选择文件')
  if (bytes.length > limits.bytes) return wrong(`文件超过${limits.bytes >> 20}MB，请删去图片和无关的工作表后再导入`)
  const parts = unpack(bytes, limits)
  const merges = mergesBySheet(parts)
  const book = new ExcelJS.Workbook()
  try {
    // Validations and formats may span whole columns, which the library would expand cell by cell; merges we read ourselves.
    await book.xlsx.load(bytes as never, {
      ignoreNodes: [
        'dataValidations',
        'conditionalFormatting',
        'mergeCells',
        'hyperlinks',
        'drawing',
        'picture',
        'extLst',
        'tableParts',
      ],
    })
  } catch {
    return wrong('表格文件已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入')
  }
  if (book.worksheets.length > limits.sheets) return wrong(`工作表超过${limits.sheets}张，请只保留需要导入的工作表`)
  return book.worksheets
    .filter((sheet) => sheet.state === 'visible')
    .map((sheet) => grid(sheet, merges.get(sheet.name) ?? [], limits))
}

function grid(sheet: ExcelJS.Worksheet, merges: readonly Range[], limits: Limits): Grid {
  const texts = new Map<number, string>()
  let rows = 0
  let columns = 0
  sheet.eachRow((row, r) =>
    row.eachCell((cell, c) => {
      const text = textOf(cell.value)
      if (text === '') return
      rows = Math.max(rows, r)
      columns = Math.max(columns, c)
      if (rows > limits.rows) wrong(`工作表“${sheet.name}”超过${limits.rows}行（第${r}行仍有内容），请拆分后分次导入`)
      if (columns > limits.columns)
        wrong(`工作表“${sheet.name}”超过${limits.columns}列（${letters(c)}列仍有内容），请核对是否选错了表`)
      texts.set(r * 16_384 + c, text)
    }),
  )
  const master = new Map<number, Range>()
  const inside = merges
    .map((m) => ({ ...m, bottom: Math.min(m.bottom, rows), right: Math.min(m.right, columns) }))
    .filter((m) => m.top <= m.bottom && m.left <= m.right)
  for (const m of inside)
    for (let r = m.top; r <= m.bottom; r++) for (let c = m.left; c <= m.right; c++) master.set(r * 16_384 + c, m)
  const at = (row: number, column: number): Cell => {
    const m = master.get(row * 16_384 + column)
    const [r, c] = m ? [m.top, m.left] : [row, column]
    return { text: texts.get(r * 16_384 + c) ?? '', address: address(row, column), master: address(r, c) }
  }
  return { name: sheet.name, rows, columns, at, merges: inside }
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return clean(String(value))
  if ('richText' in value) return clean(value.richText.map((run) => run.text).join(''))
  if ('text' in value) return textOf(value.text as ExcelJS.CellValue)
  if ('error' in value) return clean(value.error)
  return 'result' in value ? textOf(value.result as ExcelJS.CellValue) : ''
}
const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u200b\ufeff]/g, ' ')
    .trim()

/** 'AB' for 28. */
export const letters = (column: number): string =>
  (column > 26 ? letters(Math.floor((column - 1) / 26)) : '') + String.fromCharCode(65 + ((column - 1) % 26))
export const address = (row: number, column: number): string => `${letters(column)}${row}`
const column = (text: string): number => [...text].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)

// --- the zip, read far enough to know that unpacking it is safe ------------------------------------------------------------

const OLE = 'd0cf11e0a1b11ae1'
const ENTRIES_MAX = 2000

/** Inflates every part under the common budget; keeps the texts of the workbook and its sheets. */
function unpack(bytes: Buffer, limits: Limits): Map<string, string> {
  if (bytes.subarray(0, 8).toString('hex') === OLE)
    return wrong('这是旧版 .xls 或者设了密码的表格，请去掉密码并另存为 .xlsx 再导入')
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (bytes.readUInt16LE(0) !== 0x4b50 || end < 0 || end + 20 > bytes.length)
    return wrong('这不是 .xlsx 文件，请选择 Excel 或 WPS 另存的 .xlsx 表格')
  const kept = new Map<string, string>()
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  let left = limits.unpacked
  try {
    if (count > ENTRIES_MAX) return wrong(`文件内部部件超过${ENTRIES_MAX}个，请另存为新的 .xlsx 再导入`)
    for (let i = 0; i < count; i++) {
      const [method, packed, nameLength] = [
        bytes.readUInt16LE(at + 10),
        bytes.readUInt32LE(at + 20),
        bytes.readUInt16LE(at + 28),
      ]
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, '')
      const local = bytes.readUInt32LE(at + 42)
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      const data = bytes.subarray(from, from + packed)
      const plain = method === 8 ? inflateRawSync(data, { maxOutputLength: Math.max(left, 1) }) : data
      left -= plain.length
      if (left < 0) return wrong('表格展开后过大，请删去图片、隐藏的工作表和大片空白格式后再导入')
      if (/^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(name))
        kept.set(name, plain.toString('utf8'))
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    return wrong(
      (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
        ? '表格展开后过大，请删去图片、隐藏的工作表和大片空白格式后再导入'
        : '表格文件已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入',
    )
  }
  return kept.has('xl/workbook.xml')
    ? kept
    : wrong('这不是 .xlsx 文件（可能是 Word 或其他压缩文件），请选择 .xlsx 表格')
}

const attribute = (tag: string, name: string): string =>
  unescapeXml(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
const unescapeXml = (text: string): string =>
  text.replace(
    /&(?:lt|gt|quot|apos|amp);/g,
    (e) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' })[e]!,
  )

function mergesBySheet(parts: ReadonlyMap<string, string>): Map<string, Range[]> {
  const targets = new Map<string, string>()
  for (const [tag] of (parts.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<Relationship\s[^>]*>/g))
    targets.set(attribute(tag, 'Id'), attribute(tag, 'Target').replace(/^\/?(xl\/)?/, 'xl/'))
  const found = new Map<string, Range[]>()
  for (const [tag] of parts.get('xl/workbook.xml')!.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)) {
    const xml = parts.get(targets.get(attribute(tag, '\\w+:id')) ?? '') ?? ''
    found.set(
      attribute(tag, 'name'),
      [...xml.matchAll(/<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].map(([, l, t, r, b]) => ({
        top: Number(t),
        left: column(l!),
        bottom: Number(b),
        right: column(r!),
      })),
    )
  }
  return found
}

// --- writing ----------------------------------------------------------------------------------------------------------------

/** A sheet to be written: texts by row, merges over them, widths in characters. Rows up to `headerRows` are styled and frozen. */
export type SheetSpec = {
  name: string
  rows: readonly (readonly (string | number | null)[])[]
  merges?: readonly Range[]
  widths?: readonly number[]
  /** Rows above the header: the first is the title. */
  titleRows?: number
  headerRows?: number
  /** Fill colour ('RRGGBB') of single cells, e.g. a heat map. */
  fill?: (row: number, column: number) => string | undefined
}

const thin = { style: 'thin', color: { argb: 'FFB8C2CC' } } as const
const border = { top: thin, left: thin, bottom: thin, right: thin }

/** An .xlsx with one sheet per spec. Texts are never taken for formulas. */
export async function writeSheet(...specs: readonly SheetSpec[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  for (const spec of specs) {
    const frozen = (spec.titleRows ?? 0) + (spec.headerRows ?? 0)
    const sheet = book.addWorksheet(sheetName(spec.name), {
      views: [{ state: 'frozen', ySplit: frozen }],
      pageSetup: { orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    })
    spec.widths?.forEach((width, i) => {
      sheet.getColumn(i + 1).width = width
    })
    spec.rows.forEach((texts, i) => writeRow(sheet, spec, texts, i + 1))
    for (const m of spec.merges ?? [])
      if (m.bottom > m.top || m.right > m.left) sheet.mergeCells(m.top, m.left, m.bottom, m.right)
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

function writeRow(
  sheet: ExcelJS.Worksheet,
  spec: SheetSpec,
  texts: readonly (string | number | null)[],
  at: number,
): void {
  const titles = spec.titleRows ?? 0
  const header = at > titles && at <= titles + (spec.headerRows ?? 0)
  const row = sheet.getRow(at)
  texts.forEach((text, i) => {
    const cell = row.getCell(i + 1)
    cell.value = text === '' ? null : text
    if (at <= titles)
      return void (cell.style = {
        font: { bold: at === 1, size: at === 1 ? 16 : 11 },
        alignment: { horizontal: at === 1 ? 'center' : 'left', vertical: 'middle' },
      })
    const fill = header ? 'EAF1F8' : spec.fill?.(at, i + 1)
    cell.style = {
      border,
      font: { bold: header },
      alignment: {
        wrapText: true,
        vertical: 'middle',
        horizontal: header || typeof text === 'number' ? 'center' : 'left',
      },
      ...(fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: `FF${fill}` } } } : {}),
    }
  })
}

/** Excel refuses some characters and more than 31 of them. */
const sheetName = (name: string): string => name.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31) || '工作表'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
