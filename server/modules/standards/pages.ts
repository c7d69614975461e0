// The public catalog: field → entry → what was published for it, and the same by organ. No percentages, no lateness: a citizen
// looks for information, not for marks. Pure rendering over the rows in force.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import { href, html, type Html } from '../../kernel/html.ts'
import {
  type CatalogPage,
  type CatalogPath,
  channelRules,
  type EntryContent,
  type ChannelRule,
  type PublishedFor,
} from './contract.ts'

const ROOT = '/mulu/'
const TAGS = ['catalog', 'documents']
const tail = (id: string): string => id.slice(-12)
export const catalogAddress = {
  fields: ROOT,
  field: (key: string): string => `${ROOT}${key}/`,
  entry: (fieldKey: string, id: string): string => `${ROOT}${fieldKey}/${tail(id)}/`,
  organs: `${ROOT}danwei/`,
  organ: (code: string): string => `${ROOT}danwei/${code}/`,
}

type Shown = {
  id: string
  fieldKey: string
  fieldName: string
  content: EntryContent
  channelRule: ChannelRule
  position: number
}
type Bearer = { id: string; code: string; name: string }
const ROWS_MAX = 20_000

const shown = sql`e.id, e.field_key as "fieldKey", e.field_name as "fieldName", e.content, e.channel_rule as "channelRule", e.position`
const rowsWhere = async (tx: Tx, where: ReturnType<typeof sql>): Promise<Shown[]> =>
  (
    await sql<Shown>`select ${shown} from standards_entry_view e join standards_field f on f.key = e.field_key where ${where} order by f.focus desc, f.sort, e.catalog_id, e.position limit ${ROWS_MAX}`.execute(
      tx,
    )
  ).rows

async function bearers(tx: Tx): Promise<(Bearer & { entries: number })[]> {
  const { rows } = await sql<
    Bearer & { entries: number }
  >`select o.id, o.code, o.name, count(*)::int as entries from standards_entry_organ_view r join organs_organ_view o on o.id = r.organ_id and o.active and o.under_regulation
    group by o.id, o.code, o.name, o.level, o.sort order by case o.level when 'district' then 0 else 1 end, o.sort, o.code limit 5000`.execute(
    tx,
  )
  return rows
}

/** Every address of the public catalog as it stands now: for the path registry. */
export async function catalogPaths(tx: Tx): Promise<CatalogPath[]> {
  const rows = await rowsWhere(tx, sql`true`)
  return [
    { path: catalogAddress.fields, page: 'fields', ref: '' },
    { path: catalogAddress.organs, page: 'organs', ref: '' },
    ...[...new Set(rows.map((r) => r.fieldKey))].map((key) => ({
      path: catalogAddress.field(key),
      page: 'field' as const,
      ref: key,
    })),
    ...rows.map((r) => ({ path: catalogAddress.entry(r.fieldKey, r.id), page: 'entry' as const, ref: r.id })),
    ...(await bearers(tx)).map((o) => ({ path: catalogAddress.organ(o.code), page: 'organ' as const, ref: o.id })),
  ]
}

/** Undefined: nothing stands there (404). `published` are the contributions to `standards.publishedFor`. */
export async function catalogPage(
  tx: Tx,
  at: Pick<CatalogPath, 'page' | 'ref'>,
  published: readonly PublishedFor[],
): Promise<CatalogPage | undefined> {
  if (at.page === 'fields') return fieldsPage(tx)
  if (at.page === 'organs') return organsPage(tx)
  if (at.page === 'field') return fieldPage(tx, at.ref, published)
  return at.page === 'organ' ? organPage(tx, at.ref, published) : entryPage(tx, at.ref, published)
}

const HOME = { label: '首页', href: '/' }
const CATALOG = { label: '基层政务公开标准目录', href: ROOT }
const empty = html`<p class="none">目录正在编制，编制完成后在这里公布。</p>`

/** The fields that have a catalog in force. */
export async function catalogFields(tx: Tx): Promise<{ key: string; name: string; entries: number; groups: number }[]> {
  const { rows } = await sql<{
    key: string
    name: string
    entries: number
    groups: number
  }>`select f.key, f.name, count(e.id)::int as entries, count(distinct e.level1)::int as groups
    from standards_field f join standards_entry_view e on e.field_key = f.key group by f.key order by f.focus desc, f.sort limit 500`.execute(
    tx,
  )
  return rows
}

async function fieldsPage(tx: Tx): Promise<CatalogPage> {
  const rows = await catalogFields(tx)
  const body = html`<section class="card"><div class="page-head"><h1>基层政务公开标准目录</h1><p>按领域列明公开什么、由谁公开、何时公开、依据什么</p></div>
${
  rows.length === 0
    ? empty
    : html`<ul class="fields">${rows.map((f) => html`<li><a href="${catalogAddress.field(f.key)}"><b>${f.name}</b><small>${f.groups} 类 ${f.entries} 项</small></a></li>`)}</ul>
<p class="below"><a href="${catalogAddress.organs}">按公开主体查看</a></p>`
}</section>`
  return {
    title: CATALOG.label,
    description: '本区各领域应当公开的事项、内容、依据、时限和主体',
    body,
    crumbs: [HOME, CATALOG],
    tags: ['catalog'],
  }
}

async function organsPage(tx: Tx): Promise<CatalogPage> {
  const all = await bearers(tx)
  const body = html`<section class="card"><div class="page-head"><h1>按公开主体查看</h1><p>共 ${all.length} 个单位</p></div>
${all.length === 0 ? empty : html`<ul class="units">${all.map((o) => html`<li><a href="${catalogAddress.organ(o.code)}">${o.name}</a></li>`)}</ul>`}</section>`
  return {
    title: '按公开主体查看标准目录',
    description: '各单位应当公开的事项',
    body,
    crumbs: [HOME, CATALOG, { label: '按公开主体查看', href: catalogAddress.organs }],
    tags: ['catalog'],
  }
}

async function fieldPage(tx: Tx, key: string, published: readonly PublishedFor[]): Promise<CatalogPage | undefined> {
  const rows = await rowsWhere(tx, sql`e.field_key = ${key}`)
  const name = rows[0]?.fieldName
  if (name === undefined) return undefined
  const links = await linksFor(tx, rows, published)
  const body = html`<section class="card"><div class="page-head"><h1>${name}</h1><p>${rows.length} 项</p></div>${table(rows, links)}</section>`
  return {
    title: `${name}领域标准目录`,
    description: `${name}领域应当公开的事项、内容、依据、时限和主体`,
    body,
    crumbs: [HOME, CATALOG, { label: name, href: catalogAddress.field(key) }],
    tags: TAGS,
  }
}

async function organPage(tx: Tx, id: string, published: readonly PublishedFor[]): Promise<CatalogPage | undefined> {
  const organ = (
    await sql<Bearer>`select id, code, name from organs_organ_view where id = ${id} and active and under_regulation`.execute(
      tx,
    )
  ).rows[0]
  const rows = organ
    ? await rowsWhere(
        tx,
        sql`exists (select from standards_entry_organ_view r where r.entry_id = e.id and r.organ_id = ${id})`,
      )
    : []
  if (!organ || rows.length === 0) return undefined
  const links = await linksFor(tx, rows, published, id)
  const fields = [...new Set(rows.map((r) => r.fieldName))]
  const body = html`<section class="card"><div class="page-head"><h1>${organ.name}</h1><p>${rows.length} 项</p></div>
${fields.map(
  (name) =>
    html`<h2>${name}</h2>${table(
      rows.filter((r) => r.fieldName === name),
      links,
    )}`,
)}</section>`
  return {
    title: `${organ.name}公开事项`,
    description: `${organ.name}应当公开的事项`,
    body,
    tags: [...TAGS, `organ:${id}`],
    crumbs: [
      HOME,
      CATALOG,
      { label: '按公开主体查看', href: catalogAddress.organs },
      { label: organ.name, href: catalogAddress.organ(organ.code) },
    ],
  }
}

async function entryPage(tx: Tx, id: string, published: readonly PublishedFor[]): Promise<CatalogPage | undefined> {
  const row = (await rowsWhere(tx, sql`e.id = ${id}`))[0]
  if (!row) return undefined
  const organs = (
    await sql<Bearer>`select o.id, o.code, o.name from standards_entry_organ_view r join organs_organ_view o on o.id = r.organ_id where r.entry_id = ${id} and o.active order by o.level, o.sort, o.code limit 200`.execute(
      tx,
    )
  ).rows
  const links = (await linksFor(tx, [row], published)).get(id) ?? []
  const name = nameOf(row.content)
  const names = new Map(organs.map((o) => [o.id, o.name]))
  const body = html`<section class="card"><div class="page-head"><h1>${name}</h1>${row.content.verified ? '' : html`<p><span class="tag wait">待核对</span></p>`}</div>
${facts(row, organs)}</section>
<section class="card below"><div class="card-head"><h2>已公开的信息</h2></div>
${
  links.length === 0
    ? html`<p class="none">暂无按本事项公开的信息。需要的，可以<a href="/sousuo/">搜索</a>，或者联系公开主体。</p>`
    : html`<ul class="list long dated">${links.map(
        (l) =>
          html`<li><a href="${href(l.url)}">${l.title}</a><time datetime="${l.publishedOn}">${names.get(l.organId) ? html`<small>${names.get(l.organId)!}</small> ` : ''}${l.publishedOn}</time></li>`,
      )}</ul>`
}</section>`
  return {
    title: name,
    description: `${row.fieldName}：${name}的公开内容、依据、时限和主体`,
    body,
    tags: TAGS,
    crumbs: [
      HOME,
      CATALOG,
      { label: row.fieldName, href: catalogAddress.field(row.fieldKey) },
      { label: name, href: catalogAddress.entry(row.fieldKey, id) },
    ],
  }
}

const nameOf = (c: EntryContent): string => [c.level2, c.level3].filter(Boolean).join('：') || c.level1

type Link = { title: string; url: string; publishedOn: string; organId: string }
async function linksFor(
  tx: Tx,
  rows: readonly Shown[],
  published: readonly PublishedFor[],
  organId?: string,
): Promise<Map<string, Link[]>> {
  const links = new Map<string, Link[]>()
  for (const ask of published)
    for (const [id, found] of await ask(
      tx,
      rows.map((r) => r.id),
    ))
      links.set(id, [...(links.get(id) ?? []), ...found.filter((l) => organId === undefined || l.organId === organId)])
  return links
}

const LATEST = 2
const table = (
  rows: readonly Shown[],
  links: ReadonlyMap<string, Link[]>,
): Html => html`<div class="table-scroll"><table class="disclosed">
<thead><tr><th scope="col">公开事项</th><th scope="col">公开时限</th><th scope="col">公开主体</th><th scope="col">最近公开</th></tr></thead>
<tbody>${rows.map(
  (
    r,
  ) => html`<tr><th scope="row">${r.content.level2 && r.content.level1 !== r.fieldName && r.content.level1 !== r.content.level2 ? html`<small>${r.content.level1}</small> ` : ''}<a href="${catalogAddress.entry(r.fieldKey, r.id)}">${nameOf(r.content)}</a></th>
<td>${r.content.timeLimit.original || '—'}</td><td>${r.content.responsible || '—'}</td>
<td>${(links.get(r.id) ?? []).slice(0, LATEST).map((l) => html`<p><a href="${href(l.url)}">${l.title}</a> <time datetime="${l.publishedOn}">${l.publishedOn}</time></p>`)}</td></tr>
`,
)}</tbody></table></div>`

const listOf = (items: readonly string[]): Html =>
  items.length === 1 ? html`${items[0]!}` : html`<ul>${items.map((i) => html`<li>${i}</li>`)}</ul>`
function facts(row: Shown, organs: readonly Bearer[]): Html {
  const c = row.content
  const chosen = (marks: EntryContent['channels']) =>
    marks.filter((m) => m.chosen).map((m) => (m.note ? `${m.name}：${m.note}` : m.name))
  const lines: [string, Html | string][] = [
    ['领域', html`<a href="${catalogAddress.field(row.fieldKey)}">${row.fieldName}</a>`],
    ['事项', [c.level1, c.level2, c.level3].filter(Boolean).join(' / ')],
    ['公开内容（要素）', listOf(c.elements)],
    ['公开依据', listOf(c.basis)],
    ['公开时限', c.timeLimit.original],
    [
      '公开主体',
      organs.length === 0
        ? c.responsible
        : html`${organs.map((o, i) => html`${i > 0 ? '、' : ''}<a href="${catalogAddress.organ(o.code)}">${o.name}</a>`)}`,
    ],
    [
      '公开渠道',
      chosen(c.channels).length === 0 ? '' : `${chosen(c.channels).join('、')}（${channelRules[row.channelRule]}）`,
    ],
    [
      '公开对象',
      [c.audience.everyone ? '全社会' : '', c.audience.group ? `特定群体（${c.audience.group}）` : '']
        .filter(Boolean)
        .join('、'),
    ],
    ['公开方式', [c.mode.proactive ? '主动公开' : '', c.mode.onRequest ? '依申请公开' : ''].filter(Boolean).join('、')],
    ['公开层级', chosen(c.tiers).join('、')],
  ]
  return html`<dl class="facts">${lines.filter(([, value]) => value !== '' && String(value) !== '').map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`
}
