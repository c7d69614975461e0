import { sql } from 'kysely'
import type { Ctx, Db } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import type { FacetCount, Hit, SearchQuery, SearchResult } from './contract.ts'
import type { SearchHost } from './host.ts'
import { fold, indexKey, mark, numberKey, runsOf, snippet } from './text.ts'

type Row = {
  no: string
  ref_type: string
  ref_id: string
  site_id: string
  path: string
  title: string
  body: string
  organ_id: string
  organ_name: string | null
  kind: string
  kind_name: string
  document_number: string | null
  index_number: string | null
  published_on: Day
  validity: string | null
}
const FIELDS =
  sql.raw(`e.no, e.ref_type, e.ref_id, e.site_id, e.path, e.title, e.body, e.organ_id, coalesce(nullif(o.short_name, ''), o.name) as organ_name,
  e.kind, e.kind_name, e.document_number, e.index_number, e.published_on, e.validity from search_entry e left join organs_organ_view o on o.id = e.organ_id`)

/** Searches what is public. Hits are read again from the database, so that what was withdrawn a moment ago is not shown, whatever the file says. */
export async function search(ctx: Ctx, host: SearchHost, query: SearchQuery): Promise<SearchResult> {
  const { q, page, size } = query
  const numbered = page === 1 ? await byNumber(ctx.db, query) : []
  const found = await host.search({ ...query, newest: query.sort === 'newest', limit: size, offset: (page - 1) * size })
  if (!found) return degraded(ctx.db, query, numbered)
  const rows = await byNo(ctx.db, found.nos)
  const first = new Set(numbered.map((r) => r.no))
  // A number finds its document, and with its words also what cites it; near misses would only stand in the way.
  const alone = numbered.length > 0 && (found.mode === 'similar' || numberKey(q)?.prefix === '')
  const rest = alone ? [] : found.nos.flatMap((no) => rows.get(String(no)) ?? []).filter((r) => !first.has(r.no))
  const gone = found.nos.length - rows.size
  const total = alone ? numbered.length : Math.max(found.total - gone, rest.length + numbered.length)
  const needles = [...found.needles, ...(numbered.length > 0 ? [fold(q)] : [])]
  return {
    items: [...numbered, ...rest].slice(0, size).map((r) => hitOf(r, needles)),
    total,
    totalIsFloor: found.totalIsFloor,
    page,
    size,
    mode: numbered.length > 0 ? 'number' : found.mode,
    facets: await facetsOf(ctx.db, found.groups),
    notice:
      numbered.length === 0 && found.mode === 'similar' && found.total > 0
        ? `没有找到与“${q}”完全一致的内容，以下是相近的结果`
        : null,
  }
}

const matching = (
  w: SearchQuery,
) => sql`${w.siteId ? sql`and e.site_id = ${w.siteId}` : sql``} ${w.sectionId ? sql`and ${w.sectionId} = any (e.section_ids)` : sql``}
  ${w.organId ? sql`and e.organ_id = ${w.organId}` : sql``} ${w.kind ? sql`and e.kind = ${w.kind}` : sql``}
  ${w.from ? sql`and e.published_on >= ${w.from}` : sql``} ${w.to ? sql`and e.published_on <= ${w.to}` : sql``}`

/** By 文号 in any spelling of its brackets, with or without the words before them, and by 索引号. */
async function byNumber(db: Db, query: SearchQuery): Promise<Row[]> {
  const number = numberKey(query.q)
  const index = indexKey(query.q)
  const rows: Row[] = []
  if (number)
    rows.push(
      ...(
        await sql<Row>`select ${FIELDS} where e.number_key = ${number.key} and (${number.prefix} = '' or e.number_prefix = ${number.prefix}) ${matching(query)}
      order by e.published_on desc, e.no desc limit ${query.size}`.execute(db)
      ).rows,
    )
  if (index)
    rows.push(
      ...(
        await sql<Row>`select ${FIELDS} where e.index_key = ${index} ${matching(query)} order by e.no desc limit ${query.size}`.execute(
          db,
        )
      ).rows,
    )
  return [...new Map(rows.map((r) => [r.no, r])).values()]
}

async function byNo(db: Db, nos: readonly number[]): Promise<Map<string, Row>> {
  if (nos.length === 0) return new Map()
  const { rows } = await sql<Row>`select ${FIELDS} where e.no = any(${[...nos]}::bigint[])`.execute(db)
  return new Map(rows.map((r) => [r.no, r]))
}

const SCANNED = 20_000

/** Until the file is there: titles of the newest entries, and it is said. */
async function degraded(db: Db, query: SearchQuery, numbered: readonly Row[]): Promise<SearchResult> {
  const needles = runsOf(query.q)
  const { rows } =
    needles.length === 0
      ? { rows: [] }
      : await sql<Row & { total: number }>`select ${FIELDS} join (
      select no, count(*) over ()::int as total from (select * from search_entry order by published_on desc, no desc limit ${SCANNED}) e
      where ${sql.join(
        needles.map((n) => sql`strpos(lower(e.title), ${n}) > 0`),
        sql` and `,
      )} ${matching(query)}
      order by published_on desc, no desc limit ${query.size} offset ${(query.page - 1) * query.size}) f on f.no = e.no order by e.published_on desc, e.no desc`.execute(
          db,
        )
  const first = new Set(numbered.map((r) => r.no))
  const all = [...numbered, ...rows.filter((r) => !first.has(r.no))].slice(0, query.size)
  return {
    items: all.map((r) => hitOf(r, needles)),
    total: all.length,
    totalIsFloor: all.length === query.size,
    page: query.page,
    size: query.size,
    mode: 'degraded',
    facets: { kinds: [], organs: [], years: [] },
    notice: '搜索索引正在生成，暂时只按标题、文号和索引号查找，请稍后再试全文搜索',
  }
}

const hitOf = (r: Row, needles: readonly string[]): Hit => ({
  ref: { type: r.ref_type, id: r.ref_id },
  siteId: r.site_id,
  path: r.path,
  title: mark(r.title, needles),
  snippet: snippet(r.body, needles),
  organId: r.organ_id,
  organName: r.organ_name ?? '',
  kind: r.kind,
  kindName: r.kind_name,
  documentNumber: r.document_number,
  indexNumber: r.index_number,
  publishedOn: r.published_on,
  validity: r.validity,
})

const FACETS_MAX = 20

async function facetsOf(
  db: Db,
  groups: readonly { kind: string; organ: string; year: string; n: number }[],
): Promise<SearchResult['facets']> {
  const top = (by: 'kind' | 'organ' | 'year') => {
    const counts = new Map<string, number>()
    for (const g of groups) counts.set(g[by], (counts.get(g[by]) ?? 0) + g.n)
    return [...counts].sort((a, b) => (by === 'year' ? (a[0] < b[0] ? 1 : -1) : b[1] - a[1])).slice(0, FACETS_MAX)
  }
  const [kinds, organs, years] = [top('kind'), top('organ'), top('year')]
  const kindNames = new Map(
    (kinds.length === 0
      ? []
      : (
          await sql<{
            kind: string
            name: string
          }>`select k as kind, (select kind_name from search_entry e where e.kind = k limit 1) as name
    from unnest(${kinds.map((k) => k[0])}::text[]) k`.execute(db)
        ).rows
    ).map((r) => [r.kind, r.name]),
  )
  const organNames = new Map(
    (organs.length === 0
      ? []
      : (
          await sql<{
            id: string
            name: string
          }>`select id, coalesce(nullif(short_name, ''), name) as name from organs_organ_view
    where id = any(${organs.map((o) => o[0])}::uuid[])`.execute(db)
        ).rows
    ).map((r) => [r.id, r.name]),
  )
  const labelled =
    (names: Map<string, string>) =>
    ([key, count]: [string, number]): FacetCount => ({ key, label: names.get(key) ?? key, count })
  return {
    kinds: kinds.map(labelled(kindNames)),
    organs: organs.map(labelled(organNames)),
    years: years.map(([key, count]) => ({ key, label: `${key}年`, count })),
  }
}
