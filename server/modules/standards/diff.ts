// Two versions side by side: what was added, removed, changed. Pure.
import { type EntryContent, expectations } from './contract.ts'

export type Versioned = { id: string; content: EntryContent }
export const fieldLabels = {
  fieldKey: '领域',
  level1: '一级事项',
  level2: '二级事项',
  level3: '三级事项',
  elements: '公开内容（要素）',
  basis: '公开依据',
  timeLimit: '公开时限',
  responsible: '公开主体',
  channels: '公开渠道和载体',
  audience: '公开对象',
  mode: '公开方式',
  tiers: '公开层级',
  extra: '附加列',
  expectation: '公开要求',
  verified: '核对',
  source: '来源',
} as const satisfies Record<keyof EntryContent, string>
export type Change = { field: keyof EntryContent; before: unknown; after: unknown }
export type Diff = {
  added: Versioned[]
  removed: Versioned[]
  changed: { id: string; before: EntryContent; after: EntryContent; changes: Change[] }[]
}

export function diff(before: readonly Versioned[], after: readonly Versioned[]): Diff {
  const old = new Map(before.map((e) => [e.id, e.content]))
  const now = new Set(after.map((e) => e.id))
  const changed = after.flatMap(({ id, content }) => {
    const was = old.get(id)
    const changes = was ? changesOf(was, content) : []
    return changes.length > 0 ? [{ id, before: was!, after: content, changes }] : []
  })
  return { added: after.filter((e) => !old.has(e.id)), removed: before.filter((e) => !now.has(e.id)), changed }
}

export const changesOf = (a: EntryContent, b: EntryContent): Change[] =>
  (Object.keys(fieldLabels) as (keyof EntryContent)[])
    .filter((f) => canonical(a[f]) !== canonical(b[f]))
    .map((field) => ({ field, before: a[field], after: b[field] }))

/** Text that does not depend on the order of keys: the database does not keep it. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1)))
      : v,
  )

/** Gives the rows of a new table the ids they had: by what names them (事项 and 主体), else by 事项 alone where that is unambiguous. */
export function matchIds(before: readonly Versioned[], after: readonly EntryContent[], fresh: () => string): string[] {
  const ids: (string | undefined)[] = after.map(() => undefined)
  const taken = new Set<string>()
  for (const key of [strict, path]) {
    const old = grouped(
      before.filter((e) => !taken.has(e.id)),
      (e) => key(e.content),
    )
    const now = grouped(
      after.map((content, i) => ({ content, i })).filter(({ i }) => ids[i] === undefined),
      (e) => key(e.content),
    )
    for (const [k, candidates] of now) {
      const matches = old.get(k)
      if (matches?.length !== 1 || candidates.length !== 1) continue
      ids[candidates[0]!.i] = matches[0]!.id
      taken.add(matches[0]!.id)
    }
  }
  return ids.map((id) => id ?? fresh())
}
const path = (c: EntryContent): string => JSON.stringify([c.fieldKey, c.level1, c.level2, c.level3])
const strict = (c: EntryContent): string => JSON.stringify([path(c), c.responsible, c.elements])

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const list = groups.get(key(item))
    if (list) list.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

const chosen = (marks: EntryContent['channels']): string =>
  marks
    .filter((m) => m.chosen)
    .map((m) => (m.note ? `${m.name}：${m.note}` : m.name))
    .join('、')
/** A value as a person reads it. */
export function inText(c: EntryContent, field: keyof EntryContent): string {
  switch (field) {
    case 'elements':
    case 'basis':
      return c[field].join('；')
    case 'timeLimit':
      return c.timeLimit.original
    case 'channels':
    case 'tiers':
      return chosen(c[field])
    case 'audience':
      return [
        c.audience.everyone ? '全社会' : '',
        c.audience.group === null ? '' : `特定群体${c.audience.group ? `（${c.audience.group}）` : ''}`,
      ]
        .filter(Boolean)
        .join('、')
    case 'mode':
      return [c.mode.proactive ? '主动公开' : '', c.mode.onRequest ? '依申请公开' : ''].filter(Boolean).join('、')
    case 'extra':
      return Object.entries(c.extra)
        .map(([k, v]) => `${k}：${v}`)
        .join('；')
    case 'expectation':
      return expectations[c.expectation]
    case 'verified':
      return c.verified ? '已核对' : '待核对'
    default:
      return c[field]
  }
}
