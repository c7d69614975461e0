// 政府信息公开 in its official layout (国办公开办函〔2019〕61号): 指南 → 制度 → 法定主动公开内容 → 年报, for the district and for each organ.
import { href, html, type Html } from '../../kernel/html.ts'
import type { Tx } from '../../kernel/ctx.ts'
import { channelsOf, icon, sectionsOf, type Icon } from '../sites/index.ts'
import {
  tag,
  type Channel,
  type Meta,
  type PageAnswer,
  type PageKind,
  type PageRequest,
  type Section,
} from '../sites/contract.ts'
import { validities, type Kind } from './contract.ts'
import { kinds } from './packs.ts'
import { disclosureTable } from './pages-list.ts'
import { countByKind, countWhere, linesWhere } from './pages-queries.ts'

const SIZE = 30
const COLUMN: Extract<Meta, { kind: 'column' }> = {
  kind: 'column',
  name: '政府信息公开',
  description: '政府信息公开指南、制度、法定主动公开内容和年度报告',
  keywords: '政府信息公开,主动公开',
  type: '信息公开',
}

/** Only these four, in this order; what the law lets be published by kind hangs below the third. */
const PARTS: readonly { slug: string; name: string; about: string; icon: Icon }[] = [
  { slug: 'zwgk/zn', name: '政府信息公开指南', about: '怎样获取政府信息、向谁申请、如何监督', icon: 'book' },
  { slug: 'zwgk/zd', name: '政府信息公开制度', about: '有关法律、法规和工作制度', icon: 'scale' },
  { slug: 'zwgk/fdzdgknr', name: '法定主动公开内容', about: '依照条例第二十条、第二十一条公开的信息', icon: 'list' },
  { slug: 'zwgk/nb', name: '政府信息公开年报', about: '历年政府信息公开工作年度报告', icon: 'chart' },
]
/** Channels whose entries are 法定主动公开内容 and stand below it in the navigation. */
const BELOW = ['zwgk/jg', 'zwgk/ld', 'zwgk/xx']

export function disclosureNav(section: Section, channels: readonly Channel[], path: string, kind = ''): Html {
  const here = (to: string) => (to === path && kind === '' ? html` aria-current="page"` : '')
  const below = BELOW.flatMap((slug) => channels.find((c) => c.slug === slug) ?? [])
  return html`<nav class="side-nav" aria-label="政府信息公开"><p>政府信息公开</p><ul>${PARTS.map(
    (part) =>
      html`<li><a href="${section.path}${part.slug}/"${here(`${section.path}${part.slug}/`)}>${part.name}</a>${
        part.slug === 'zwgk/fdzdgknr'
          ? html`<ul>${below.map((c) => html`<li><a href="${c.path}"${here(c.path)}>${c.slug === 'zwgk/xx' ? '结果、预决算和项目' : c.name}</a></li>`)}</ul>`
          : ''
      }</li>`,
  )}</ul></nav>`
}

const crumbs = (section: Section, last?: string) => [
  { label: section.kind === 'portal' ? '首页' : section.shortName, href: section.path },
  { label: '政府信息公开', href: `${section.path}zwgk/` },
  ...(last ? [{ label: last, href: `${section.path}zwgk/fdzdgknr/` }] : []),
]

async function front(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const { section } = request
  const channels = (await channelsOf(tx, section.id)).filter((c) => c.shown)
  const newest = await linesWhere(tx, { kinds: statutory, organPath: section.organPath }, 15)
  const body = html`<div class="side-by">${disclosureNav(section, channels, request.path)}<div>
<section class="card"><div class="page-head"><h1>政府信息公开</h1><p>${section.kind === 'portal' ? request.site.organiser : section.name}</p></div>
<ul class="parts">${PARTS.map((part) => html`<li><a href="${section.path}${part.slug}/">${icon(part.icon)}<b>${part.name}</b><span>${part.about}</span></a></li>`)}</ul></section>
<section class="card below"><div class="card-head"><h2>最新主动公开</h2><a class="more" href="${section.path}zwgk/fdzdgknr/">全部内容</a></div>${newest.length === 0 ? html`<p class="none">暂无信息。</p>` : disclosureTable('最新主动公开', newest)}</section>
${section.kind === 'portal' ? await units(tx, request) : ''}</div></div>`
  return {
    type: 'page',
    title: '政府信息公开',
    meta: COLUMN,
    body,
    crumbs: crumbs(section),
    styles: ['lists.css'],
    tags: [tag.documents],
  }
}

/** Every unit's own column, of the same form. */
async function units(tx: Tx, { site }: PageRequest): Promise<Html> {
  const open = (await sectionsOf(tx, site.id)).filter(
    (s) => s.status === 'open' && ['department', 'subdistrict', 'town'].includes(s.kind),
  )
  const group = (name: string, of: readonly Section[]) =>
    of.length === 0
      ? ''
      : html`<h3>${name}</h3><ul class="units">${of.map((s) => html`<li><a href="${s.path}zwgk/">${s.shortName}</a></li>`)}</ul>`
  return html`<section class="card below"><div class="card-head"><h2>各单位政府信息公开</h2></div>${group(
    '部门和单位',
    open.filter((s) => s.kind === 'department'),
  )}${group(
    '街道、镇',
    open.filter((s) => s.kind !== 'department'),
  )}</section>`
}

const all: readonly Kind[] = [...kinds.values()]
const statutory: string[] = all.filter((k) => k.basis !== '' && k.indexed).map((k) => k.key)

async function tree(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const { section, query } = request
  const channels = (await channelsOf(tx, section.id)).filter((c) => c.shown)
  const counts = await countByKind(tx, section.organPath)
  const kind = all.find((k) => k.key === query.kind && statutory.includes(k.key))
  const validity = query.validity && query.validity in validities ? query.validity : undefined
  const page = Math.min(10_000, Math.max(1, Number(query.page) || 1))
  const wanted = {
    kinds: kind ? [kind.key] : statutory,
    organPath: section.organPath,
    ...(validity ? { validity } : {}),
  }
  const total = await countWhere(tx, wanted)
  const shown = await linesWhere(tx, wanted, SIZE, (page - 1) * SIZE)
  const body = html`<div class="side-by">${disclosureNav(section, channels, request.path)}<section class="card">
<div class="page-head"><h1>法定主动公开内容</h1><p>共 ${total} 条</p></div>
<ul class="kinds"><li><a href="${request.path}"${kind ? '' : html` aria-current="page"`}>全部</a></li>${all
    .filter((k) => statutory.includes(k.key) && (counts.get(k.key) ?? 0) > 0)
    .map(
      (k) =>
        html`<li><a href="${request.path}?kind=${k.key}"${k.key === kind?.key ? html` aria-current="page"` : ''} title="${k.basis}">${k.name}<small>${counts.get(k.key)!}</small></a></li>`,
    )}</ul>
${shown.length === 0 ? html`<p class="none">没有符合条件的信息。</p>` : disclosureTable(kind?.name ?? '法定主动公开内容', shown)}
${turn(request, query, page, Math.ceil(total / SIZE))}</section></div>`
  return {
    type: 'page',
    title: kind?.name ?? '法定主动公开内容',
    meta: { ...COLUMN, name: '法定主动公开内容' },
    body,
    crumbs: crumbs(section, '法定主动公开内容'),
    styles: ['lists.css'],
    tags: [tag.documents],
  }
}

/** Pages by number for lists that a reader narrowed; they stand in no index. */
export function turn(
  request: { path: string },
  query: Readonly<Record<string, string>>,
  page: number,
  last: number,
): Html | '' {
  if (last <= 1) return ''
  const to = (n: number) => href(`${request.path}?${new URLSearchParams({ ...query, page: String(n) })}`)
  return html`<nav class="pager" aria-label="翻页">${page > 1 ? html`<a href="${to(page - 1)}" rel="prev">上一页</a>` : ''}<span>第 ${page} 页，共 ${last} 页</span>${page < last ? html`<a href="${to(page + 1)}" rel="next">下一页</a>` : ''}</nav>`
}

export const disclosureKinds: readonly PageKind[] = [
  { key: 'disclosure', render: front },
  { key: 'disclosureTree', query: ['kind', 'validity', 'page'], render: tree },
]
