// Where the table stands in a sheet, and what its columns mean. All variants of rules §1.1: titles above, one to three header
// rows, merged or not, columns in any order, a third level, a column per channel or tier, columns of their own.
import type { Grid } from '../../kernel/xlsx.ts'
import type { Column, ColumnKey } from './cells.ts'
import { standardChannels } from './contract.ts'

/** Rows kept as they were (titles, header, notes), so that an export has the same form. Blocks count rows from the section's top. */
export type Block = { top: number; left: number; bottom: number; right: number; text: string }
export type Section = { rows: number; blocks: Block[] }
export type Layout = { sheet: string; titles: Section; header: Section; notes: Section; columns: Column[] }

export type Found = { layout: Layout; first: number; last: number }
export type NotFound = { address: string; what: string; remedy: string }

const HEADER_WITHIN = 20
const HEADER_ROWS = 3
export const EXTRA_MAX = 16

const norm = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[:：]$/, '')

const LEAF: readonly (readonly [RegExp, ColumnKey])[] = [
  [/^(序号|编号|No\.?)$/i, 'seq'],
  [/^(试点|重点|公开)?领域(名称)?$/, 'field'],
  [/^(一级(公开)?(事项|目录|类别)?|公开(事项)?类别|事项类别|公开大类|公开类别)$/, 'level1'],
  [/^(二级(公开)?(事项|目录|类别)?)$/, 'level2'],
  [/^(三级(公开)?(事项|目录|类别)?)$/, 'level3'],
  [/^(公开)?内容(\(?(标准)?要素\)?)?$|^公开(内容)?要素$/, 'elements'],
  [/^(公开|法律)?(政策)?依据$/, 'basis'],
  [/^(公开)?时(限|间要求)$/, 'timeLimit'],
  [/^(公开|责任|公开责任|发布)(主体|单位)$/, 'responsible'],
  [/^公开(渠道|载体)((和|及|与|或)?(载体|渠道))?(\(.*\))?$/, 'channels'],
  [/^公开对象$/, 'audience'],
  [/^(面向)?(全社会|社会公众)$/, 'everyone'],
  [/^特定(群体|群众|人群|对象)(\(.*\))?$/, 'group'],
  [/^公开方式$/, 'mode'],
  [/^主动(公开)?$/, 'proactive'],
  [/^依申请(公开)?$/, 'onRequest'],
  [/^公开层级$/, 'tiers'],
]
const TIER = /^(省|市|县|区|乡|镇|街道|村|社区)[\p{Script=Han}()/、]{0,8}级$|^级$/u
const CHANNELS = new Set(standardChannels.map((name) => norm(name)))
const PARENT_CHANNEL = /^公开(渠道|载体)/
const PARENT_TIER = /^公开层级/

/** What a column is by its heading, outermost label first. */
export function keyOf(path: readonly string[]): { key: ColumnKey; option: string } {
  const labels = path.map(norm)
  const leaf = labels.at(-1) ?? ''
  const known = LEAF.find(([pattern]) => pattern.test(leaf))?.[1]
  const parent = labels.length > 1 ? labels[0]! : ''
  if (PARENT_CHANNEL.test(parent) || (!known && CHANNELS.has(leaf)))
    return { key: 'channel', option: path.at(-1)!.replace(/\s+/g, '') }
  if (PARENT_TIER.test(parent) || (!known && TIER.test(leaf)))
    return { key: 'tier', option: path.at(-1)!.replace(/\s+/g, '') }
  if (known) return { key: known, option: '' }
  if (/^(公开)?事项(名称)?$/.test(leaf)) return { key: 'level1', option: '' }
  return { key: 'extra', option: path.map((p) => p.replace(/\s+/g, '')).join('/') }
}

const rowTexts = (grid: Grid, row: number): string[] =>
  Array.from({ length: grid.columns }, (_, i) => grid.at(row, i + 1).text)
const CORE: readonly ColumnKey[] = ['elements', 'basis', 'timeLimit', 'responsible', 'channels']

/** A row looks like a header when it names at least four known columns, two of them of the core. */
function headerScore(texts: readonly string[]): boolean {
  const keys = new Set(texts.filter(Boolean).map((t) => keyOf([t]).key))
  keys.delete('extra')
  return keys.size >= 4 && CORE.filter((k) => keys.has(k)).length >= 2
}

/** A row below the header's top belongs to it when it holds sub-labels of ours and no data. */
function isSubHeader(grid: Grid, row: number, top: number): boolean {
  let labels = 0
  for (let c = 1; c <= grid.columns; c++) {
    const cell = grid.at(row, c)
    if (cell.text === '' || cell.master === grid.at(row - 1, c).master) continue
    const above = norm(grid.at(top, c).text)
    const { key } = keyOf(above === '' || above === norm(cell.text) ? [cell.text] : [above, cell.text])
    if (key === 'extra' || key === 'seq') return false
    labels++
  }
  return labels >= 2
}

/** Finds the table, or says at which cell it looked in vain and what to do. */
export function findLayout(grid: Grid): Found | NotFound {
  const none = {
    address: 'A1',
    what: `工作表“${grid.name}”中没有找到标准目录的表头`,
    remedy: '表头应有“一级事项”“公开内容（要素）”“公开依据”“公开时限”“公开主体”等列名，请核对是否选错了表',
  }
  if (grid.rows === 0) return { address: 'A1', what: `工作表“${grid.name}”是空的`, remedy: '请选择有目录内容的工作表' }
  let top = 1
  while (top <= grid.rows && !headerScore(rowTexts(grid, top))) top++
  if (top > grid.rows) return none
  if (top > HEADER_WITHIN)
    return {
      address: `A${top}`,
      what: `表头在第${top}行，位置不对`,
      remedy: `表头应在前${HEADER_WITHIN}行，并在所有事项之前；请把表头移到事项之前`,
    }
  let depth = 1
  while (depth < HEADER_ROWS && top + depth <= grid.rows && isSubHeader(grid, top + depth, top)) depth++
  const strayData = rowsLikeData(grid, top)
  if (strayData)
    return {
      address: `A${strayData}`,
      what: `第${strayData}行在表头（第${top}行）之上，却像一条事项`,
      remedy: '请把表头移到所有事项之前',
    }
  const columns = columnsOf(grid, top, depth)
  const missing = [
    ['level1', '一级事项'],
    ['elements', '公开内容（要素）'],
    ['timeLimit', '公开时限'],
    ['responsible', '公开主体'],
  ]
    .filter(([key]) => !columns.some((c) => c.key === key))
    .map(([, name]) => `“${name}”`)
  if (missing.length > 0)
    return { address: `A${top}`, what: `表头缺少${missing.join('、')}列`, remedy: '请按标准目录的列名补上这些列' }
  const extras = columns.filter((c) => c.key === 'extra')
  if (extras.length > EXTRA_MAX)
    return {
      address: `A${top}`,
      what: `表中有${extras.length}列不是标准目录的列（${extras
        .slice(0, 3)
        .map((c) => `“${c.label}”`)
        .join('、')}等）`,
      remedy: `附加列不超过${EXTRA_MAX}列；请删去无关的列，或者核对是否选错了表`,
    }
  const twice = columns.find(
    (c, i) => c.key !== 'extra' && columns.findIndex((d) => d.key === c.key && d.option === c.option) !== i,
  )
  if (twice) return { address: `A${top}`, what: `“${twice.label}”列出现了两次`, remedy: '请删去重复的列，或者改列名' }
  const body = top + depth
  const last = lastEntryRow(grid, body)
  const layout: Layout = {
    sheet: grid.name,
    titles: section(grid, 1, top - 1),
    header: section(grid, top, body - 1),
    notes: section(grid, last + 1, grid.rows),
    columns: withMerges(grid, columns, body, last),
  }
  return { layout, first: body, last }
}

function rowsLikeData(grid: Grid, top: number): number | undefined {
  for (let r = 1; r < top; r++) if (masters(grid, r) >= 6) return r
  return undefined
}

function columnsOf(grid: Grid, top: number, depth: number): Column[] {
  const columns = Array.from({ length: grid.columns }, (_, i): Column => {
    const path: string[] = []
    for (let r = top; r < top + depth; r++) {
      const { text } = grid.at(r, i + 1)
      if (text !== '' && path.at(-1) !== text) path.push(text)
    }
    const label = path.at(-1)?.replace(/\s+/g, '') ?? ''
    return {
      ...(path.length === 0 ? { key: 'extra' as const, option: `第${i + 1}列` } : keyOf(path)),
      label: label || `第${i + 1}列`,
      width: 0,
      mergeDown: false,
    }
  })
  // “公开类别 | 公开事项” without levels named: the second is the second level.
  const firsts = columns.filter((c) => c.key === 'level1')
  if (firsts.length === 2 && !columns.some((c) => c.key === 'level2')) firsts[1]!.key = 'level2'
  while (columns.length > 0 && columns.at(-1)!.label === `第${columns.length}列`) columns.pop()
  return columns
}

const withMerges = (grid: Grid, columns: readonly Column[], first: number, last: number): Column[] => {
  const down = new Set(
    grid.merges
      .filter((m) => m.left === m.right && m.bottom > m.top && m.top >= first && m.bottom <= last)
      .map((m) => m.left),
  )
  return columns.map((c, i) => ({ ...c, width: widths[c.key] ?? 8, mergeDown: down.has(i + 1) }))
}
export const widths: Partial<Record<ColumnKey, number>> = {
  seq: 6,
  level1: 14,
  level2: 18,
  level3: 18,
  elements: 40,
  basis: 40,
  timeLimit: 20,
  responsible: 18,
  channels: 36,
  group: 12,
  extra: 14,
}

/** How many different filled cells a row has; a merged title counts once. */
export function masters(grid: Grid, row: number): number {
  const seen = new Set<string>()
  for (let c = 1; c <= grid.columns; c++) {
    const cell = grid.at(row, c)
    if (cell.text !== '') seen.add(cell.master)
  }
  return seen.size
}

const NOTE = /^(注|备注|说明|填表|填报|本表|审核|制表|联系|填写|※|\*)/
/** Notes stand below the last entry: rows of one or two cells that begin like a note or are merged over most of the table. */
function lastEntryRow(grid: Grid, first: number): number {
  let last = grid.rows
  while (last >= first && (masters(grid, last) === 0 || isNote(grid, last))) last--
  return last
}
export function isNote(grid: Grid, row: number): boolean {
  if (masters(grid, row) > 2) return false
  const from = Array.from({ length: grid.columns }, (_, i) => i + 1).find((c) => grid.at(row, c).text !== '')
  if (from === undefined) return false
  const wide = grid.merges.some((m) => m.top <= row && m.bottom >= row && m.right - m.left + 1 > grid.columns / 2)
  return wide || NOTE.test(norm(grid.at(row, from).text))
}

function section(grid: Grid, from: number, to: number): Section {
  const blocks: Block[] = []
  for (let r = from; r <= to; r++)
    for (let c = 1; c <= grid.columns; c++) {
      const cell = grid.at(r, c)
      if (cell.text === '' || cell.address !== cell.master) continue
      const merge = grid.merges.find((m) => m.top === r && m.left === c)
      blocks.push({
        top: r - from + 1,
        left: c,
        bottom: Math.min(merge?.bottom ?? r, to) - from + 1,
        right: merge?.right ?? c,
        text: cell.text,
      })
    }
  return { rows: Math.max(0, to - from + 1), blocks }
}
