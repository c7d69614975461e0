// Pieces that pages of several modules share. Pure.
import { href, html, type Html } from '../kernel/html.ts'
import type { Meta, PageRequest } from '../modules/sites/contract.ts'
import type { PublishedLine } from '../modules/publishing/contract.ts'

export const column = (
  name: string,
  description: string,
  keywords: string,
  type = '信息公开',
): Extract<Meta, { kind: 'column' }> => ({ kind: 'column', name, description, keywords, type })

export const crumbs = (request: PageRequest, label: string) => [
  { label: '首页', href: request.section.path },
  { label, href: request.path },
]

export const card = (title: string, more: { href: string; label: string } | null, body: Html, extra = ''): Html =>
  html`<section class="card${extra && ` ${extra}`}"><div class="card-head"><h2>${title}</h2>${more ? html`<a class="more" href="${href(more.href)}">${more.label}</a>` : ''}</div>${body}</section>`

/** Choices without a script: radio buttons that show one panel. A group of one is plain. */
export function tabs(name: string, panels: readonly { label: string; more: string; body: Html }[]): Html {
  const [only] = panels
  if (panels.length === 1) return card(only!.label, { href: only!.more, label: '更多' }, only!.body)
  return html`<section class="card tabs" role="group" aria-label="${panels.map((p) => p.label).join('、')}">
${panels.map((_, i) => html`<input type="radio" name="${name}" id="${name}-${i}" class="tab-${i}"${i === 0 ? html` checked` : ''}>`)}
<div class="card-head tab-heads">${panels.map((p, i) => html`<label for="${name}-${i}" class="for-${i}">${p.label}</label>`)}</div>
${panels.map((p, i) => html`<div class="panel panel-${i}"><h2 class="hidden">${p.label}</h2>${p.body}<p class="panel-more"><a href="${href(p.more)}">更多${p.label}</a></p></div>`)}</section>`
}

/** The picture of a home page: the newest photograph, or the lake when there is none. */
export const picture = (line: PublishedLine | undefined, fallback: string, caption: string): Html =>
  line?.imageFileId
    ? html`<figure class="picture"><img src="/files/${line.imageFileId}/image" alt="${line.imageAlt}" width="800" height="520"><figcaption><a href="${href(line.path)}">${line.title}</a></figcaption></figure>`
    : html`<figure class="picture"><img src="${fallback}" alt="" width="800" height="520">${line ? html`<figcaption><a href="${href(line.path)}">${line.title}</a></figcaption>` : html`<figcaption>${caption}</figcaption>`}</figure>`
