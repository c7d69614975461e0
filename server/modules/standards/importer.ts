// The official table → entries, with every problem named by its cell. Pure: nothing is saved here. O(cells).
import { letters, type Grid } from '../../kernel/xlsx.ts'
import { codecs, type Column, short } from './cells.ts'
import type { ChannelRule, EntryContent, Expectation } from './contract.ts'
import { findLayout, isNote, type Layout, masters } from './layout.ts'
import { type TimeLimit, unrecognised } from './timeLimit.ts'

export type Problem = {
  severity: 'error' | 'warning'
  row: number
  address: string
  column: string
  what: string
  remedy: string
}
/** `cells` are the original texts, by column of the layout; `row` is the row of the file. */
export type ImportedEntry = { row: number; content: EntryContent; cells: string[] }
export type Imported = {
  layout: Layout | undefined
  channelRule: ChannelRule | undefined
  entries: ImportedEntry[]
  problems: Problem[]
  skipped: number[]
  repeatedHeaders: number
}

export type FieldNames = { key: string; names: readonly string[] }
export type Options = { fieldKey: string; fields: readonly FieldNames[]; skip?: ReadonlySet<number> }

const CELL_MAX = 8000
const PROBLEMS_MAX = 500

/** Reads one sheet. Errors forbid the import; warnings say what a person should look at. */
export function readCatalog(grid: Grid, options: Options): Imported {
  const found = findLayout(grid)
  if (!('layout' in found)) {
    const problem: Problem = {
      severity: 'error',
      row: 0,
      address: found.address,
      column: '',
      what: found.what,
      remedy: found.remedy,
    }
    return {
      layout: undefined,
      channelRule: undefined,
      entries: [],
      problems: [problem],
      skipped: [],
      repeatedHeaders: 0,
    }
  }
  const { layout, first, last } = found
  const out: Imported = {
    layout,
    channelRule: ruleOf(layout),
    entries: [],
    problems: [],
    skipped: [],
    repeatedHeaders: 0,
  }
  const reader = new RowReader(grid, layout.columns, options, out.problems)
  const seen = new Map<string, number>()
  for (let row = first; row <= last; row++) {
    if (masters(grid, row) === 0) continue
    if (options.skip?.has(row)) {
      out.skipped.push(row)
      continue
    }
    if (repeatsHeader(grid, row, layout.columns)) {
      out.repeatedHeaders++
      continue
    }
    if (isNote(grid, row)) {
      reader.report(
        'warning',
        row,
        0,
        `第${row}行是整行文字“${short(grid.at(row, 1).text)}”，不是事项`,
        '该行不作为事项导入；如果是事项，请拆分单元格并填入各列',
      )
      continue
    }
    const entry = reader.read(row)
    const key = identity(entry.content)
    const earlier = seen.get(key)
    if (earlier === undefined) seen.set(key, row)
    else
      reader.report(
        'error',
        row,
        layout.columns.findIndex((c) => c.key === 'level1'),
        `与第${earlier}行重复（事项、内容和公开主体都相同）`,
        '请删去重复的行，或者选择跳过本行',
      )
    out.entries.push(entry)
  }
  if (out.entries.length === 0 && out.skipped.length === 0)
    reader.report('error', first, 0, '表头之下没有事项', '请核对工作表，或者补上事项后再导入')
  return out
}

/** What makes two rows the same entry in one catalog. */
export const identity = (c: EntryContent): string =>
  JSON.stringify([c.fieldKey, c.level1, c.level2, c.level3, c.elements, c.responsible])

function ruleOf(layout: Layout): ChannelRule | undefined {
  const text = [...layout.titles.blocks, ...layout.header.blocks, ...layout.notes.blocks].map((b) => b.text).join('\n')
  if (/至少选择其一|至少选择其中一|选择其一公开/.test(text)) return 'atLeastOne'
  return /必选/.test(text) ? 'all' : undefined
}

const repeatsHeader = (grid: Grid, row: number, columns: readonly Column[]): boolean =>
  columns.filter((c, i) => c.key !== 'extra' && grid.at(row, i + 1).text.replace(/\s+/g, '') === c.label).length >= 4

/** Reads row after row, because a cell may say 同上 or stand empty under its level. */
class RowReader {
  readonly #grid: Grid
  readonly #columns: readonly Column[]
  readonly #options: Options
  readonly #problems: Problem[]
  readonly #fields: ReadonlyMap<string, string>
  #above: string[] = []
  constructor(grid: Grid, columns: readonly Column[], options: Options, problems: Problem[]) {
    this.#grid = grid
    this.#columns = columns
    this.#options = options
    this.#problems = problems
    this.#fields = new Map(options.fields.flatMap((f) => f.names.map((name) => [name, f.key])))
  }

  report(severity: Problem['severity'], row: number, column: number, what: string, remedy: string): void {
    if (this.#problems.length >= PROBLEMS_MAX) return
    this.#problems.push({
      severity,
      row,
      address: `${letters(column + 1)}${row}`,
      column: this.#columns[column]?.label ?? '',
      what,
      remedy,
    })
  }

  read(row: number): ImportedEntry {
    const cells = this.#columns.map((_, i) => this.#text(row, i))
    const content = blank(this.#options.fieldKey)
    this.#columns.forEach((column, i) => this.#take(content, column, cells[i]!, row, i))
    content.expectation = defaultExpectation(content.timeLimit)
    this.#complain(content, row)
    this.#above = cells
    return { row, content, cells }
  }

  /** The text of a cell; 同上 and an empty level take what stands above, and say so. */
  #text(row: number, i: number): string {
    const text = this.#grid.at(row, i + 1).text
    const column = this.#columns[i]!
    const above = this.#above[i] ?? ''
    if (text.length > CELL_MAX)
      this.report('error', row, i, `内容超过${CELL_MAX}字`, '请核对是否粘贴错误，或者拆成几条事项')
    if (text === '同上' && above !== '') {
      this.report('warning', row, i, '单元格写的是“同上”', `已按上一行“${short(above)}”填入，请核对`)
      return above
    }
    const level =
      column.key === 'level1' ||
      (column.key === 'level2' && this.#sameAbove(row, 'level1') && this.#columns.some((c) => c.key === 'level3'))
    if (text === '' && level && above !== '') {
      this.report('warning', row, i, `${column.label}为空`, `已按上一行“${short(above)}”填入，请核对`)
      return above
    }
    return text
  }

  #sameAbove(row: number, key: Column['key']): boolean {
    const i = this.#columns.findIndex((c) => c.key === key)
    const text = i < 0 ? '' : this.#grid.at(row, i + 1).text
    return text === '' || text === this.#above[i]
  }

  #take(content: EntryContent, column: Column, text: string, row: number, i: number): void {
    if (column.key === 'seq') return
    const { value, problem } = codecs[column.key].read(text, column.option)
    if (problem) this.report('error', row, i, problem.what, problem.remedy)
    switch (column.key) {
      case 'field':
        return this.#field(content, text, row, i)
      case 'channel':
        return void content.channels.push({ name: column.option, chosen: value as boolean })
      case 'tier':
        return void content.tiers.push({ name: column.option, chosen: value as boolean })
      case 'everyone':
        return void (content.audience.everyone = value as boolean)
      case 'group':
        return this.#group(content, value as string | null, row, i)
      case 'proactive':
        return void (content.mode.proactive = value as boolean)
      case 'onRequest':
        return void (content.mode.onRequest = value as boolean)
      case 'extra':
        return void (text !== '' && (content.extra[column.option] = text))
      default:
        return void Object.assign(content, { [column.key]: value })
    }
  }

  #field(content: EntryContent, text: string, row: number, i: number): void {
    const key = this.#fields.get(text.replace(/领域$/, '')) ?? this.#fields.get(text)
    if (key) content.fieldKey = key
    else if (text !== '') this.report('error', row, i, `没有名为“${short(text)}”的领域`, '请改为领域列表中的名称或别名')
  }

  #group(content: EntryContent, group: string | null, row: number, i: number): void {
    content.audience.group = group
    if (group === '')
      this.report('warning', row, i, '勾选了特定群体，但没有写明是谁', '请在单元格中写明特定群体，例如“教师”')
  }

  #complain(c: EntryContent, row: number): void {
    const at = (key: Column['key']) =>
      Math.max(
        0,
        this.#columns.findIndex((column) => column.key === key),
      )
    if (c.level1 === '') this.report('error', row, at('level1'), '一级事项为空', '请填写一级事项，或者选择跳过本行')
    if (c.elements.length === 0)
      this.report('error', row, at('elements'), '公开内容（要素）为空', '请填写公开内容（要素），或者选择跳过本行')
    if (c.basis.length === 0)
      this.report('warning', row, at('basis'), '公开依据为空', '请补充公开依据；没有依据的事项将标为“待核对”')
    if (c.responsible === '')
      this.report('warning', row, at('responsible'), '公开主体为空', '请补充公开主体；没有主体的事项不计入应公开')
    if (c.timeLimit.original === '') this.report('warning', row, at('timeLimit'), '公开时限为空', '请补充公开时限')
    else if (unrecognised(c.timeLimit))
      this.report(
        'warning',
        row,
        at('timeLimit'),
        `时限“${short(c.timeLimit.original)}”未能识别`,
        '原文照存，不据此计算期限；如有笔误请更正',
      )
  }
}

const blank = (fieldKey: string): EntryContent => ({
  fieldKey,
  level1: '',
  level2: '',
  level3: '',
  elements: [],
  basis: [],
  timeLimit: { original: '', parts: [] },
  responsible: '',
  channels: [],
  audience: { everyone: false, group: null },
  mode: { proactive: false, onRequest: false },
  tiers: [],
  extra: {},
  verified: false,
  source: '',
  expectation: 'onEvent',
})

/** A limit that names a period is owed each period; one that says 长期 stays up; all others come with their event. */
export function defaultExpectation(limit: TimeLimit): Expectation {
  const kinds = limit.parts.filter((p) => p.appliesTo === undefined).map((p) => p.kind)
  return kinds.includes('frequency') || kinds.includes('yearlyBy')
    ? 'perPeriod'
    : kinds.includes('permanent')
      ? 'standing'
      : 'onEvent'
}
