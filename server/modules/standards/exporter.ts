// Entries → the official table, in the form they came in: the same columns, order, marks, titles and notes.
import type { Range, SheetSpec } from '../../kernel/xlsx.ts'
import { type Column, type ColumnKey, writeCell } from './cells.ts'
import { type EntryContent, standardChannels } from './contract.ts'
import { type Layout, type Section, widths } from './layout.ts'

export type ExportedEntry = { content: EntryContent; cells: readonly string[] }

const column = (key: ColumnKey, label: string, option = ''): Column => ({
  key,
  option,
  label,
  width: widths[key] ?? 8,
  mergeDown: key === 'level1',
})

/** The official form of rules §1.1, for catalogs that were not imported. */
export function officialLayout(title: string, threeLevels: boolean): Layout {
  const columns = [
    column('seq', '序号'),
    column('level1', '一级事项'),
    column('level2', '二级事项'),
    ...(threeLevels ? [column('level3', '三级事项')] : []),
    column('elements', '公开内容（要素）'),
    column('basis', '公开依据'),
    column('timeLimit', '公开时限'),
    column('responsible', '公开主体'),
    column('channels', '公开渠道和载体'),
    column('everyone', '全社会'),
    column('group', '特定群体（请写明）'),
    column('proactive', '主动'),
    column('onRequest', '依申请公开'),
    column('tier', '县级', '县级'),
    column('tier', '乡级', '乡级'),
  ]
  const parents: Partial<Record<ColumnKey, string>> = {
    level1: '公开事项',
    everyone: '公开对象',
    proactive: '公开方式',
    tier: '公开层级',
  }
  const blocks = columns.flatMap((c, i) => {
    const parent = c.key === 'tier' && c.option !== '县级' ? undefined : parents[c.key]
    const span = c.key === 'level1' ? columns.filter((d) => d.key.startsWith('level')).length : 2
    if (parent)
      return [
        { top: 1, left: i + 1, bottom: 1, right: i + span, text: parent },
        { top: 2, left: i + 1, bottom: 2, right: i + 1, text: c.label },
      ]
    const under = /^(level|group|onRequest|tier)/.test(c.key)
    return [{ top: under ? 2 : 1, left: i + 1, bottom: 2, right: i + 1, text: c.label }]
  })
  return {
    sheet: title.slice(0, 31),
    titles: { rows: 1, blocks: [{ top: 1, left: 1, bottom: 1, right: columns.length, text: title }] },
    header: { rows: 2, blocks },
    notes: { rows: 0, blocks: [] },
    columns,
  }
}

/** The check-list of channels as the official form prints it: all options, the chosen ones marked. */
export const withAllChannels = (content: EntryContent): EntryContent => ({
  ...content,
  channels: [
    ...standardChannels.map((name) => content.channels.find((c) => c.name === name) ?? { name, chosen: false }),
    ...content.channels.filter((c) => !(standardChannels as readonly string[]).includes(c.name)),
  ],
})

export function exportSheet(layout: Layout, entries: readonly ExportedEntry[]): SheetSpec {
  const seq = layout.columns.findIndex((c) => c.key === 'seq')
  const keepSeq = entries.every((e) => (e.cells[seq] ?? '') !== '')
  const body = entries.map((e, n) =>
    layout.columns.map((c, i) => (c.key === 'seq' && !keepSeq ? String(n + 1) : writeCell(c, e.content, e.cells[i]))),
  )
  const first = layout.titles.rows + layout.header.rows + 1
  const last = first + body.length - 1
  return {
    name: layout.sheet,
    titleRows: layout.titles.rows,
    headerRows: layout.header.rows,
    widths: layout.columns.map((c) => c.width),
    rows: [
      ...texts(layout.titles, layout.columns.length),
      ...texts(layout.header, layout.columns.length),
      ...body,
      ...texts(layout.notes, layout.columns.length),
    ],
    merges: [
      ...ranges(layout.titles, 0),
      ...ranges(layout.header, layout.titles.rows),
      ...bodyMerges(layout.columns, body, first),
      ...ranges(layout.notes, last),
    ],
  }
}

function texts(section: Section, columns: number): string[][] {
  const rows = Array.from({ length: section.rows }, () => Array<string>(columns).fill(''))
  for (const b of section.blocks) rows[b.top - 1]![b.left - 1] = b.text
  return rows
}
const ranges = (section: Section, above: number): Range[] =>
  section.blocks.map((b) => ({ top: b.top + above, left: b.left, bottom: b.bottom + above, right: b.right }))

/** Equal neighbours of a merged column, never across a change of a level to its left. */
function bodyMerges(columns: readonly Column[], body: readonly (readonly string[])[], first: number): Range[] {
  const merges: Range[] = []
  const levels = columns.flatMap((c, i) => (c.key === 'field' || c.key.startsWith('level') ? [i] : []))
  columns.forEach((c, i) => {
    if (!c.mergeDown) return
    const same = (a: number, b: number) =>
      body[a]![i] === body[b]![i] &&
      body[a]![i] !== '' &&
      levels.filter((l) => l < i && columns[l]!.mergeDown).every((l) => body[a]![l] === body[b]![l])
    let start = 0
    for (let r = 1; r <= body.length; r++) {
      if (r < body.length && same(start, r)) continue
      if (r - 1 > start) merges.push({ top: first + start, left: i + 1, bottom: first + r - 1, right: i + 1 })
      start = r
    }
  })
  return merges
}
