// The search page. Its words and filters stand in the address; nothing about the reader is kept.
import { href, html, type Html } from '../kernel/html.ts'
import { ZodError } from 'zod'
import type { Tx } from '../kernel/ctx.ts'
import { searchDocuments, type Hit, type SearchResult, type Segment } from '../modules/search/index.ts'
import { searchForm } from '../modules/sites/index.ts'
import type { PageAnswer, PageRequest } from '../modules/sites/contract.ts'
import { turn } from '../modules/publishing/index.ts'
import { column, crumbs } from './parts.ts'

const SIZE = 10

export async function search(_tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const { q = '', page: _, ...filters } = request.query
  const { result, wrong } = q === '' ? { result: undefined, wrong: undefined } : await find(request)
  const body = html`<section class="card search-head"><h1>站内搜索</h1>${searchForm('page', q)}</section>
${wrong ? html`<p class="card none" role="alert">${wrong}</p>` : result ? found(request, result, filters) : html`<section class="card below"><p class="none">输入标题里的词、正文里的一句话，或者完整的文号、索引号，例如“〔${request.day.slice(0, 4)}〕4号”。</p></section>`}`
  return {
    type: 'page',
    title: q === '' ? '站内搜索' : `“${q}”的搜索结果`,
    meta: column('站内搜索', '按标题、正文、文号和索引号查找本站公开的信息', '搜索'),
    body,
    crumbs: crumbs(request, '站内搜索'),
    fresh: true,
    styles: ['lists.css', 'search.css'],
    tags: [],
  }
}

async function find({ ctx, site, query }: PageRequest): Promise<{ result?: SearchResult; wrong?: string }> {
  const { q = '', kind, organ, from, to, sort, page } = query
  try {
    return {
      result: await searchDocuments(ctx, {
        q,
        siteId: site.id,
        ...(kind ? { kind } : {}),
        ...(organ ? { organId: organ } : {}),
        ...(from ? { from: from as never } : {}),
        ...(to ? { to: to as never } : {}),
        sort: sort === 'newest' ? 'newest' : 'relevance',
        page: page ?? 1,
        size: SIZE,
      }),
    }
  } catch (error) {
    if (error instanceof ZodError) return { wrong: error.issues[0]?.message ?? '搜索条件有误' }
    throw error
  }
}

function found(request: PageRequest, result: SearchResult, filters: Readonly<Record<string, string>>): Html {
  const { q = '' } = request.query
  const empty = html`<div class="nothing"><p><b>没有找到与“${q}”有关的信息</b></p><ul><li>换一个更短的词，或者去掉筛选条件</li><li>文号可以只写“〔年份〕序号号”</li><li>也可以从<a href="/zcwj/">政策文件库</a>或<a href="/zwgk/">政府信息公开</a>查阅</li></ul></div>`
  return html`<div class="side-by search-cols">${narrowing(request, result, filters)}<section class="card"><p class="count" role="status">${result.notice ?? html`找到 ${result.totalIsFloor ? '至少' : ''} ${result.total} 条`}${order(request)}</p>
${result.items.length === 0 ? empty : html`<ol class="results">${result.items.map(line)}</ol>`}
${turn(request, without(request.query, 'page'), result.page, Math.min(100, Math.ceil(result.total / SIZE)))}</section></div>`
}

const segments = (all: readonly Segment[]): Html =>
  html`${all.map((s) => (s.hit ? html`<mark>${s.text}</mark>` : s.text))}`
const line = (h: Hit): Html =>
  html`<li><h2><a href="${href(h.path)}">${segments(h.title)}</a></h2><p>${segments(h.snippet)}</p><p class="facts-line"><span>${h.kindName}</span>${h.documentNumber ? html`<span>${h.documentNumber}</span>` : ''}${h.validity ? html`<span>${h.validity}</span>` : ''}<span>${h.organName}</span><time datetime="${h.publishedOn}">${h.publishedOn}</time></p></li>`

const without = (query: Readonly<Record<string, string>>, ...names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([k]) => !names.includes(k)))
const to = (request: PageRequest, change: Record<string, string>, drop: string[] = []): string =>
  href(`${request.path}?${new URLSearchParams({ ...without(request.query, 'page', ...drop), ...change })}`)

const order = (request: PageRequest): Html =>
  html`<span class="order">${request.query.sort === 'newest' ? html`<a href="${to(request, {}, ['sort'])}">按相关</a><b>按时间</b>` : html`<b>按相关</b><a href="${to(request, { sort: 'newest' })}">按时间</a>`}</span>`

/** What the result itself offers; a chosen filter can always be taken back. */
function narrowing(request: PageRequest, { facets }: SearchResult, filters: Readonly<Record<string, string>>): Html {
  const years = facets.years.map((y) => ({
    ...y,
    change: { from: `${y.key}-01-01`, to: `${y.key}-12-31` } as Record<string, string>,
  }))
  const group = (
    title: string,
    chosen: string | undefined,
    drop: string[],
    all: readonly { key: string; label: string; count: number; change: Record<string, string> }[],
  ) =>
    all.length === 0 && !chosen
      ? ''
      : html`<h2>${title}</h2><ul>${chosen ? html`<li><a href="${to(request, {}, drop)}">不限</a></li>` : ''}${all.map(
          (f) =>
            html`<li><a href="${to(request, f.change)}"${chosen === f.key ? html` aria-current="true"` : ''}><span>${f.label}</span><small>${f.count}</small></a></li>`,
        )}</ul>`
  return html`<nav class="card narrowing" aria-label="筛选">${group(
    '类别',
    filters.kind,
    ['kind'],
    facets.kinds.map((f) => ({ ...f, change: { kind: f.key } })),
  )}${group(
    '发布机构',
    filters.organ,
    ['organ'],
    facets.organs.slice(0, 10).map((f) => ({ ...f, change: { organ: f.key } })),
  )}${group('年份', filters.from?.slice(0, 4), ['from', 'to'], years)}</nav>`
}
