// Lists of documents, as markup: the lines of a channel, the policy library, the pager. Pure.
import { href, html, type Html } from '../../kernel/html.ts'
import { validityTag } from './pages-document.ts'
import { validities, type PublishedLine } from './contract.ts'

const dateOf = (line: PublishedLine): Html => html`<time datetime="${line.publishedOn}">${line.publishedOn}</time>`

/** Title and day: blocks and plain channels. */
export const lines = (all: readonly PublishedLine[], long = false): Html =>
  html`<ul class="list${long ? ' long' : ''}">${all.map((l) => html`<li><a href="${href(l.path)}">${l.title}</a>${dateOf(l)}</li>`)}</ul>`

/** With 文号 and 效力: policy files. */
export const policyLines = (all: readonly PublishedLine[]): Html =>
  html`<ul class="policies">${all.map((l) => html`<li><a href="${href(l.path)}">${l.title}</a><p>${validityTag(l.validity, l.validity && validities[l.validity])}${l.documentNumber ? html`<span>${l.documentNumber}</span>` : ''}<span>${l.organName}</span><span>${dateOf(l)} 公开</span></p></li>`)}</ul>`

/** The table of the 政府信息公开 column: 索引号, 名称, 文号, 效力, 日期. */
export const disclosureTable = (
  caption: string,
  all: readonly PublishedLine[],
): Html => html`<div class="table-scroll" tabindex="0" role="region" aria-label="${caption}"><table class="disclosed"><caption class="hidden">${caption}</caption>
<thead><tr><th scope="col">名称</th><th scope="col">索引号</th><th scope="col">文号</th><th scope="col">效力</th><th scope="col">公开日期</th></tr></thead>
<tbody>${all.map((l) => html`<tr><th scope="row"><a href="${href(l.path)}">${l.title}</a></th><td>${l.indexNumber ?? '—'}</td><td>${l.documentNumber ?? '—'}</td><td>${l.validity === null ? '—' : validityTag(l.validity, validities[l.validity])}</td><td>${dateOf(l)}</td></tr>`)}</tbody></table></div>`

export const PAGE_SIZE = 20
/** Which lines a page of a channel shows, counted from the oldest. Page 0 holds the newest: what does not fill a numbered page
 *  and, so that it is never short, the whole numbered page below. */
export function slice(
  total: number,
  pageNo: number,
  size = PAGE_SIZE,
): { from: number; count: number; newer: number | null; older: number | null } | undefined {
  const full = Math.floor(total / size)
  if (pageNo === 0) {
    const from = Math.max(
      0,
      (total % size === 0 ? full - 1 : full) * size - (total % size !== 0 && full > 0 ? size : 0),
    )
    return { from, count: total - from, newer: null, older: from >= size ? from / size : null }
  }
  const newest = slice(total, 0, size)!.from / size
  return pageNo > newest
    ? undefined
    : { from: (pageNo - 1) * size, count: size, newer: pageNo + 1, older: pageNo > 1 ? pageNo - 1 : null }
}

/** Numbered pages keep their content for ever, so they say no total and link to the next newer number even before it exists
 *  (it leads to the newest page until then). */
export const pager = (base: string, at: { newer: number | null; older: number | null }): Html | '' => {
  if (at.newer === null && at.older === null) return ''
  const to = (no: number) => (no === 0 ? base : `${base}index_${no}.html`)
  return html`<nav class="pager" aria-label="翻页">${at.newer === null ? '' : html`<a href="${base}">最新</a><a href="${to(at.newer)}" rel="prev">较新的一页</a>`}${at.older === null ? html`<span>已是最早的一页</span>` : html`<a href="${to(at.older)}" rel="next">较早的一页</a>`}</nav>`
}
