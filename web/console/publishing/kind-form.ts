import type { Content, FieldDef, Kind } from '../../../server/modules/publishing/content.ts'

/** Fields that need the whole width. */
export const wide = (f: Pick<FieldDef, 'type'>): boolean =>
  f.type === 'longText' || f.type === 'list' || f.type === 'url'
export const sourceChoices = (names: readonly string[]) => names.map((n) => ({ value: n, label: n }))

/** Everything the writer still owes, in the order of the form; `field` is the finding's field name. The server has the last word. */
export function missing(kind: Pick<Kind, 'fields' | 'needs'>, c: Content): { field: string; label: string }[] {
  const list: { field: string; label: string }[] = []
  if (c.title.trim() === '') list.push({ field: 'title', label: '标题' })
  for (const f of kind.fields)
    if (f.required && empty(c.fields[f.key])) list.push({ field: `fields.${f.key}`, label: f.label })
  if (kind.needs.summary && c.summary.trim() === '') list.push({ field: 'summary', label: '内容概述' })
  if (kind.needs.body && blank(c.bodyHtml)) list.push({ field: 'bodyHtml', label: '正文' })
  if (kind.needs.entry && c.entryIds.length === 0) list.push({ field: 'entryIds', label: '公开事项' })
  if (kind.needs.image && !c.attachments.some((a) => a.image) && !c.bodyHtml.includes('<img'))
    list.push({ field: 'attachments', label: '图片' })
  if (c.disclosureClass !== 'proactive' && c.withholdGround === null)
    list.push({ field: 'withholdGround', label: '不主动公开的理由' })
  return list
}

const empty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) ? value.length === 0 : String(value).trim() === '')
const blank = (html: string): boolean => html.replace(/<(?!img|table)[^>]*>|&nbsp;|\s/g, '') === ''

/** What the form holds merged over what it does not (body, attachments, entries): cleared fields become null, as the schema wants. */
export function merged(content: Content, form: Partial<Content>): Content {
  const fields = Object.fromEntries(
    Object.entries({ ...content.fields, ...form.fields }).map(([k, v]) => [k, v === undefined || v === '' ? null : v]),
  )
  const own = Object.fromEntries(
    Object.entries(form).filter(([k, v]) => k !== 'fields' && v !== undefined),
  ) as Partial<Content>
  const classes = Object.fromEntries(
    Object.entries({ ...content.classes, ...form.classes }).map(([k, v]) => [k, v ?? '']),
  ) as Content['classes']
  return {
    ...content,
    ...own,
    classes,
    fields,
    withholdGround:
      (form.disclosureClass ?? content.disclosureClass) === 'proactive'
        ? null
        : (form.withholdGround ?? content.withholdGround),
  }
}

export type Difference = { key: string; label: string; mine: string; theirs: string }
const names: Record<string, string> = {
  title: '标题',
  subtitle: '副标题',
  summary: '内容概述',
  bodyHtml: '正文',
  keywords: '关键词',
  disclosureClass: '公开属性',
  withholdGround: '不公开理由',
  entryIds: '公开事项',
  channelIds: '栏目',
  attachments: '附件',
  classes: '分类',
}

/** Where two texts of one document differ, a line per field; the body as plain text. */
export function differences(kind: Pick<Kind, 'fields'>, mine: Content, theirs: Content): Difference[] {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
  const own = (Object.keys(names) as (keyof Content)[])
    .filter((k) => !same(mine[k], theirs[k]))
    .map((k) => ({ key: k, label: names[k]!, mine: shown(k, mine[k]), theirs: shown(k, theirs[k]) }))
  const keys = [...new Set([...Object.keys(mine.fields), ...Object.keys(theirs.fields)])].filter(
    (k) => !same(mine.fields[k], theirs.fields[k]),
  )
  return [
    ...own,
    ...keys.map((k) => ({
      key: `fields.${k}`,
      label: kind.fields.find((f) => f.key === k)?.label ?? k,
      mine: shown(k, mine.fields[k]),
      theirs: shown(k, theirs.fields[k]),
    })),
  ]
}

function shown(key: string, value: unknown): string {
  if (key === 'bodyHtml')
    return String(value ?? '')
      .replace(/<\/(?:p|h\d|li|tr)>/g, '\n')
      .replace(/<\/t[dh]>/g, '\t')
      .replace(/<[^>]+>/g, '')
      .replaceAll('&nbsp;', ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .trim()
  if (key === 'attachments') return (value as { name: string }[]).map((a) => a.name).join('、')
  if (key === 'entryIds' || key === 'channelIds') return `${(value as string[]).length} 项`
  if (Array.isArray(value)) return value.join('、')
  return value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? Object.values(value).filter(Boolean).join('、')
      : String(value)
}
