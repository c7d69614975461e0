// One cell of the official table ↔ its value. `read` never guesses: what it cannot read it reports; `write` is its inverse.
import type { EntryContent, Mark } from './contract.ts'
import { parseTimeLimit } from './timeLimit.ts'

export const columnKeys = [
  'seq',
  'field',
  'level1',
  'level2',
  'level3',
  'elements',
  'basis',
  'timeLimit',
  'responsible',
  'channels',
  'channel',
  'audience',
  'everyone',
  'group',
  'mode',
  'proactive',
  'onRequest',
  'tiers',
  'tier',
  'extra',
] as const
export type ColumnKey = (typeof columnKeys)[number]
/** A column of a table. `option` names the channel, tier or extra heading that the column stands for. */
export type Column = { key: ColumnKey; option: string; label: string; width: number; mergeDown: boolean }

export type Read = { value: unknown; problem?: { what: string; remedy: string } }
type Codec = {
  read(text: string, option: string): Read
  get(c: EntryContent, option: string): unknown
  write(value: never, c: EntryContent): string
}

const TICK = /^[√✓✔☑■●◼▣✅vV]$|^是$/
const NO_TICK = /^[□☐×✗✘○\-—–/\\]*$|^否$/
const tick = (text: string): Read =>
  TICK.test(text)
    ? { value: true }
    : NO_TICK.test(text)
      ? { value: false }
      : { value: false, problem: { what: `“${short(text)}”不是勾选标记`, remedy: '应填“√”或者留空' } }

export const short = (text: string, max = 24): string => (text.length > max ? `${text.slice(0, max)}…` : text)

const MARKED = /([■☑√✓✔●◼▣□☐○◻])\s*([^■☑√✓✔●◼▣□☐○◻]*)/g
const CHOSEN = /[■☑√✓✔●◼▣]/

/** `■政府网站 □两微一端 ■其他：办税服务厅`, or a plain list, in which everything named is chosen. */
export function readMarks(text: string): Mark[] {
  const marks = [...text.matchAll(MARKED)].map(([, box, name]) => mark(name!, CHOSEN.test(box!)))
  const found = marks.length > 0 ? marks : text.split(/[、，,；;\n]+/).map((name) => mark(name, true))
  return found.filter((m) => m.name !== '')
}

function mark(text: string, chosen: boolean): Mark {
  const name = text
    .replace(/[\s_＿]+$/g, '')
    .replace(/^[\s、，；,;]+|[\s、，；,;]+$/g, '')
    .replace(/\s*\n\s*/g, '')
  const other = /^其他[：:_\s（(]*([^）)_]*)[）)_]*$/.exec(name)
  const note = other?.[1]?.trim()
  return other ? { name: '其他', chosen, ...(note ? { note } : {}) } : { name, chosen }
}
export const writeMarks = (marks: readonly Mark[]): string =>
  marks.map((m) => `${m.chosen ? '■' : '□'}${m.name}${m.note ? `：${m.note}` : ''}`).join('\n')

const NUMBERING = /(?:^|(?<=[\s；;。，,、]))(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[●•·▪◆■])\s*/g

const LEADING = new RegExp(`^(?:${NUMBERING.source})`)

/** A list in a cell: by line, else by its numbering, else by semicolons. */
export function readList(text: string): string[] {
  const lines = text
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean)
  const numbered = LEADING.test(text) || (text.match(NUMBERING)?.length ?? 0) > 1
  const items = lines.length > 1 ? lines : numbered ? text.split(NUMBERING) : text.split(/[；;]/)
  return items.map((item) => item.replace(LEADING, '').replace(/^[；;、，,\s]+|[；;，,\s]+$/g, '')).filter(Boolean)
}
/** One item a line; a single item that holds a semicolon is numbered, or it would be read as two. */
const writeList = (items: readonly string[]): string =>
  items.length === 1 && /[；;]/.test(items[0]!) ? `1.${items[0]}` : items.join('\n')

const plain = (get: (c: EntryContent) => string): Codec => ({
  read: (text) => ({ value: text }),
  get,
  write: (value: string) => value,
})
const box = (get: (c: EntryContent, option: string) => boolean): Codec => ({
  read: tick,
  get,
  write: (value: boolean) => (value ? '√' : ''),
})
const chosen = (marks: readonly Mark[], name: string): boolean => marks.some((m) => m.name === name && m.chosen)

const ALL = /全社会|社会公众|全体/
const audienceCell: Codec = {
  read(text) {
    const marks = readMarks(text)
    const rest = marks
      .filter((m) => m.chosen && !ALL.test(m.name))
      .map((m) => m.name.replace(/^特定(?:群体|群众|人群)(?:（请写明）|\(请写明\))?[：:]?/, ''))
    return {
      value: {
        everyone: marks.some((m) => m.chosen && ALL.test(m.name)),
        group: rest.length > 0 ? rest.join('、') : null,
      },
    }
  },
  get: (c) => c.audience,
  write: ({ everyone, group }: EntryContent['audience']) =>
    [everyone ? '■全社会' : '□全社会', group === null ? '□特定群体' : `■特定群体：${group}`].join('\n'),
}
const modeCell: Codec = {
  read(text) {
    const names = readMarks(text)
      .filter((m) => m.chosen)
      .map((m) => m.name)
    const value = { proactive: names.some((n) => /^主动/.test(n)), onRequest: names.some((n) => /^依申请/.test(n)) }
    const odd = names.find((n) => !/^(主动|依申请)/.test(n))
    return {
      value,
      ...(odd ? { problem: { what: `公开方式“${short(odd)}”不能识别`, remedy: '应为“主动”或者“依申请公开”' } } : {}),
    }
  },
  get: (c) => c.mode,
  write: ({ proactive, onRequest }: EntryContent['mode']) =>
    `${proactive ? '■' : '□'}主动\n${onRequest ? '■' : '□'}依申请公开`,
}
/** √ alone says that there is a group without naming it; any other text is its name. */
const groupCell: Codec = {
  read: (text) => ({
    value: TICK.test(text)
      ? ''
      : NO_TICK.test(text)
        ? null
        : text.replace(/^[√■☑]\s*/, '').replace(/^[（(](.*)[）)]$/, '$1'),
  }),
  get: (c) => c.audience.group,
  write: (group: string | null) => (group === null ? '' : group === '' ? '√' : group),
}

export const codecs: Record<Exclude<ColumnKey, 'seq'>, Codec> = {
  field: { read: (text) => ({ value: text }), get: (c) => c.fieldKey, write: (value: string) => value },
  level1: plain((c) => c.level1),
  level2: plain((c) => c.level2),
  level3: plain((c) => c.level3),
  elements: { read: (text) => ({ value: readList(text) }), get: (c) => c.elements, write: writeList },
  basis: { read: (text) => ({ value: readList(text) }), get: (c) => c.basis, write: writeList },
  timeLimit: {
    read: (text) => ({ value: text === '' ? parseTimeLimit('') : parseTimeLimit(text) }),
    get: (c) => c.timeLimit,
    write: (_: never, c) => c.timeLimit.original,
  },
  responsible: plain((c) => c.responsible),
  channels: { read: (text) => ({ value: readMarks(text) }), get: (c) => c.channels, write: writeMarks },
  channel: box((c, option) => chosen(c.channels, option)),
  audience: audienceCell,
  everyone: box((c) => c.audience.everyone),
  group: groupCell,
  mode: modeCell,
  proactive: box((c) => c.mode.proactive),
  onRequest: box((c) => c.mode.onRequest),
  tiers: { read: (text) => ({ value: readMarks(text) }), get: (c) => c.tiers, write: writeMarks },
  tier: box((c, option) => chosen(c.tiers, option)),
  extra: {
    read: (text) => ({ value: text }),
    get: (c, option) => c.extra[option] ?? '',
    write: (value: string) => value,
  },
}

/** The cell of an entry in a column: the wording it came with while that still says the same, else our own. */
export function writeCell(column: Column, content: EntryContent, original: string | undefined): string {
  if (column.key === 'seq') return original ?? ''
  const codec = codecs[column.key]
  const value = codec.get(content, column.option)
  if (original !== undefined && JSON.stringify(codec.read(original, column.option).value) === JSON.stringify(value))
    return original
  return codec.write(value as never, content)
}
