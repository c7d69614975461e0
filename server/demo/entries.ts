// Which catalog entries each document fulfils: by organ, field and period, so that most is done, some late, some missing.
import type { Tx } from '../kernel/ctx.ts'
import { plusDays, type Day } from '../kernel/day.ts'
import { organTree } from '../modules/organs/index.ts'
import { entryPage, obligations } from '../modules/standards/index.ts'
import { catalogDocuments, corpusField, type Wanted } from './documents/catalog.ts'
import type { DemoDocument, World } from './documents/document.ts'
import { random } from './documents/random.ts'

const PAGE = 200
const PAGES_MAX = 50
/** Shares of the groups of entries: published in time, published late; the rest is missing. */
const DONE = 0.77
const LATE = 0.07
const PER_DOCUMENT = 5

type Owed = {
  entryId: string
  organCode: string
  fieldKey: string
  fieldName: string
  level1: string
  name: string
  elements: readonly string[]
  from: Day
  to: Day | null
  dueOn: Day
}
type Assigned = { documents: DemoDocument[]; entryIds: Map<string, string[]> }

/** The documents together with those that the catalog still wants, and the entries of each by its key. */
export async function assignEntries(tx: Tx, world: World, documents: readonly DemoDocument[]): Promise<Assigned> {
  const today = world.calendar.today
  const entryIds = new Map<string, string[]>()
  const wanted: (Wanted & { ids: readonly string[] })[] = []
  const perOrgan = new Map<string, DemoDocument[]>()
  for (const d of documents)
    if (d.field) perOrgan.set(`${d.organCode}|${d.field}`, [...(perOrgan.get(`${d.organCode}|${d.field}`) ?? []), d])
  for (const [key, group] of groups(await owed(tx, today))) {
    const first = group[0]!
    const r = random(`${world.seed}/fate/${key}`)
    const fate = r.next()
    const last = [first.dueOn, plusDays(today, -1)].sort()[0]!
    if (fate > DONE + LATE || last < first.from) continue
    const ids = group.map((o) => o.entryId)
    const fit =
      fate < DONE
        ? existing(perOrgan.get(`${first.organCode}|${corpusField(first.fieldKey)}`) ?? [], group, last, entryIds)
        : undefined
    if (fit) {
      entryIds.set(fit.key, ids)
      continue
    }
    const span = Math.max(0, Math.round((Date.parse(last) - Date.parse(first.from)) / 86_400_000))
    const on = plusDays(
      first.from,
      Math.min(span, first.to === null ? r.int(3, 24) : r.int(Math.floor(span / 5), span)),
    )
    wanted.push({
      key,
      organCode: first.organCode,
      fieldKey: first.fieldKey,
      fieldName: first.fieldName,
      level1: first.level1,
      entries: group,
      on,
      ids,
      madeOn: plusDays(on, fate < DONE ? -r.int(1, 8) : -r.int(48, 80)),
    })
  }
  const made = catalogDocuments(world, wanted)
  made.forEach((d, i) => entryIds.set(d.key, [...wanted[i]!.ids]))
  return {
    documents: [...documents, ...made].sort((a, b) => a.at.localeCompare(b.at) || a.key.localeCompare(b.key)),
    entryIds,
  }
}

const KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/许可/, ['licence']],
  [/处罚/, ['penalty']],
  [/预算|决算|三公|收支/, ['budget']],
  [/规划/, ['plan', 'publicNotice']],
  [/政策|法规|规章|规范性|文件/, ['normative', 'policy']],
  [/批准|施工|招标|竣工|项目/, ['majorProject', 'publicNotice']],
  [/抽检|监督检查|检查/, ['publicNotice', 'dynamics']],
  [/活动|服务|宣传|提示/, ['dynamics', 'announcement']],
]
/** A document of the organ in the field and period that says such things and fulfils nothing yet. */
function existing(
  of: readonly DemoDocument[],
  group: readonly Owed[],
  last: Day,
  taken: ReadonlyMap<string, unknown>,
): DemoDocument | undefined {
  const first = group[0]!
  const text = group.map((o) => o.level1 + o.name).join(' ')
  const kinds = KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? []
  return of.find((d) => kinds.includes(d.kind) && d.on >= first.from && d.on <= last && !taken.has(d.key))
}

/** Entries of one 一级事项 that one document can tell together, in steps of a few. */
function groups(all: readonly Owed[]): Map<string, Owed[]> {
  const found = new Map<string, Owed[]>()
  for (const o of all) {
    const base = `${o.organCode}|${o.fieldKey}|${o.level1}|${o.from}|${o.dueOn}`
    for (let no = 0; ; no++) {
      const group = found.get(`${base}|${no}`) ?? []
      if (group.length >= PER_DOCUMENT) continue
      found.set(`${base}|${no}`, [...group, o])
      break
    }
  }
  return found
}

async function owed(tx: Tx, today: Day): Promise<Owed[]> {
  const codes = new Map((await organTree(tx)).map((o) => [o.id, o.code]))
  const elements = new Map<string, readonly string[]>()
  for (let page = 1; page <= PAGES_MAX; page++) {
    const { items } = await entryPage(tx, { page, size: PAGE })
    for (const e of items) elements.set(e.id, e.content.elements)
    if (items.length < PAGE) break
  }
  const all: Owed[] = []
  for (let page = 1; page <= PAGES_MAX; page++) {
    const { items } = await obligations(tx, ['/'], today, { page, size: PAGE })
    for (const o of items)
      all.push({
        entryId: o.entryId,
        organCode: codes.get(o.organId)!,
        fieldKey: o.fieldKey,
        fieldName: o.fieldName,
        level1: o.level1,
        name: [o.level2, o.level3].filter(Boolean).join('：') || o.level1,
        elements: elements.get(o.entryId) ?? [o.level1],
        from: o.periodFrom,
        to: o.periodTo,
        dueOn: o.dueOn,
      })
    if (items.length < PAGE) break
  }
  // The register's own order may hang on random ids; the demo must not.
  return all.sort((a, b) => sortKey(a).localeCompare(sortKey(b)))
}
const sortKey = (o: Owed): string => [o.from, o.organCode, o.fieldKey, o.level1, o.name, ...o.elements].join('|')
