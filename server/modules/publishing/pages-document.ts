// The public page of a document, as markup. Pure: takes what the public may know, gives Html.
import { inWords, type Day } from '../../kernel/day.ts'
import { href, html, raw, type Html } from '../../kernel/html.ts'
import { wallClock } from '../../kernel/instant.ts'
import { icon } from '../sites/index.ts'
import type { Meta } from '../sites/contract.ts'
import { disclosureClasses } from './contract.ts'
import type { Fact, PublishedAttachment, PublishedDocument, PublishedLine, Validity } from './contract.ts'

/** `related`: others of the same catalog entry, or of the same channel when there is none. `entryUrl` finds an entry in the public catalog. */
export type DocumentView = {
  doc: PublishedDocument
  related: readonly PublishedLine[]
  relatedBy: string
  entryUrl: (id: string) => string | undefined
  column: Extract<Meta, { kind: 'column' }>
}

const TONE: Record<Validity, string> = {
  inForce: 'good',
  notYetInForce: 'wait',
  amended: 'wait',
  partlyLapsed: 'wait',
  lapsed: 'over',
  repealed: 'over',
}
export const validityTag = (validity: Validity | null, name: string | null): Html | '' =>
  validity === null ? '' : html`<span class="tag ${TONE[validity]}">${name}</span>`

export const documentBody = (view: DocumentView): Html => {
  const { doc } = view
  const official = doc.indexNumber !== null
  return html`<div class="doc-cols"><article class="doc">
${alert(doc)}
${official ? factsTable(view) : ''}
<h1>${doc.title}</h1>
${doc.subtitle ? html`<p class="sub">${doc.subtitle}</p>` : ''}
${doc.documentNumber ? html`<p class="number">${doc.documentNumber}</p>` : ''}
${official ? '' : byline(doc)}
${tools}
<div class="doc-body">${raw(wideTables(levelled(doc.bodyHtml)))}</div>
${files(doc.attachments)}
${corrections(doc)}
</article>
<aside class="doc-side" aria-label="与本文有关">${side(view)}</aside></div>`
}

/** The reader must not miss that a text is not in force, or that a public notice ends. */
function alert(doc: PublishedDocument): Html | '' {
  const say = (tone: string, text: string) =>
    html`<p class="doc-alert ${tone}" role="note">${icon('info')}<span>${text}</span></p>`
  switch (doc.validity) {
    case 'notYetInForce':
      return say('', `本文件尚未施行${doc.effectiveOn ? `，自${inWords(doc.effectiveOn)}起施行` : ''}。`)
    case 'amended':
      return say('', '本文件已经修改，请同时查阅修改它的文件。')
    case 'partlyLapsed':
      return say('', '本文件部分内容已经失效，请同时查阅有关文件。')
    case 'lapsed':
      return say('over', `本文件已经失效${doc.lapsesOn ? `（有效期至${inWords(doc.lapsesOn)}）` : ''}，仅供查阅。`)
    case 'repealed':
      return say('over', '本文件已经废止，仅供查阅。')
    default:
      return doc.display ? say('', `公示期：${inWords(doc.display.from)}至${inWords(doc.display.until)}。`) : ''
  }
}

const factsTable = (view: DocumentView): Html =>
  html`<dl class="facts">${view.doc.facts.filter((f) => f.value !== '').map((f) => html`<dt>${f.label}</dt><dd>${factValue(view, f)}</dd>`)}</dl>`

function factValue({ doc, entryUrl }: DocumentView, fact: Fact): Html | string {
  if (fact.key === 'validity')
    return html`${validityTag(doc.validity, doc.validityName)}${doc.validity === 'notYetInForce' && doc.effectiveOn ? ` ${doc.effectiveOn} 起施行` : ''}`
  if (fact.key === 'entry')
    return html`${doc.entries.map((e, i) => html`${i > 0 ? '；' : ''}${linked(entryUrl(e.id), e.name)}`)}`
  if (fact.key === 'sourceUrl') return html`<a href="${href(fact.value)}" rel="noopener">${fact.value}</a>`
  return fact.value
}
const linked = (url: string | undefined, text: string): Html =>
  url === undefined ? html`${text}` : html`<a href="${href(url)}">${text}</a>`

const byline = (doc: PublishedDocument): Html => {
  const author = doc.facts.find((f) => f.key === 'author')?.value
  return html`<p class="byline"><span>发布时间：<time datetime="${doc.publishedAt}">${wallClock(doc.publishedAt)}</time></span><span>来源：${sourceOf(doc)}</span>${author ? html`<span>作者：${author}</span>` : ''}</p>`
}
export const sourceOf = (doc: PublishedDocument): string => doc.source?.name || doc.organ.name

/** Shown by the script that serves them: without it there are no buttons that do nothing. */
const tools = html`<div class="doc-tools"><span hidden id="size-label">字号</span><span hidden role="group" aria-labelledby="size-label"><button type="button" data-size="large">大</button><button type="button" data-size="medium">中</button><button type="button" data-size="small">小</button></span>
<button type="button" hidden data-print>${icon('printer')}打印</button><button type="button" hidden data-copy>${icon('link')}复制链接</button><span hidden role="status" data-copied></span></div>`

/** Headings of the text begin below the title and skip no level, whatever levels the writer's program used: screen readers go by them. */
export function levelled(body: string): string {
  const open: number[] = []
  const given: number[] = []
  return body.replace(/<(\/?)h([2-6])(?=[\s>])/g, (_, end: string, source: string) => {
    if (end) return `</h${given.pop() ?? source}`
    const level = Number(source)
    while (open.length > 0 && open.at(-1)! >= level) open.pop()
    open.push(level)
    given.push(open.length + 1)
    return `<h${open.length + 1}`
  })
}

/** A wide table scrolls by itself; the page does not. Focusable, so that the keyboard reaches its end. */
const wideTables = (body: string): string =>
  body
    .replace(/<table(?=[\s>])/g, '<div class="table-scroll" tabindex="0" role="region" aria-label="表格"><table')
    .replaceAll('</table>', '</table></div>')

const files = (attachments: readonly PublishedAttachment[]): Html | '' => {
  const shown = attachments.filter((a) => !a.image)
  return shown.length === 0
    ? ''
    : html`<section class="doc-files"><h2>附件</h2>${shown.map((a) => html`<a href="${href(a.url)}"><b>${extension(a.name)}</b><span>${a.name}</span><small>${size(a.size)}</small></a>`)}</section>`
}
const extension = (name: string): string => (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? '文件').toUpperCase()
const size = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

const corrections = (doc: PublishedDocument): Html | '' =>
  doc.corrections.length === 0
    ? ''
    : html`<section class="doc-notes"><h2>更正说明</h2><ul>${doc.corrections.map((c) => html`<li><time datetime="${c.on}">${c.on}</time>　${c.note}</li>`)}</ul></section>`

function side({ doc, related, relatedBy }: DocumentView): Html {
  const steps = milestones(doc)
  return html`${steps.length > 1 ? html`<section class="card"><h2>本文件的日期</h2><ol class="steps">${steps.map((s) => html`<li${s.next ? html` class="next"` : ''}>${s.label}<time datetime="${s.on}">${s.on}</time></li>`)}</ol></section>` : ''}
${related.length === 0 ? '' : html`<section class="card"><h2>${relatedBy}</h2><ul>${related.map((r) => html`<li><a href="${href(r.path)}">${r.title}</a><time datetime="${r.publishedOn}">${r.publishedOn}</time></li>`)}</ul></section>`}
<section class="card"><h2>本文信息</h2><ul><li>发布机构：${doc.organ.name}</li><li>公开方式：${disclosureClasses[doc.disclosureClass]}</li>${doc.places.length === 0 ? '' : html`<li>所在栏目：${doc.places.slice(0, 6).map((p, i) => html`${i > 0 ? '、' : ''}<a class="under" href="${href(p.path)}">${p.sectionName}·${p.name}</a>`)}</li>`}<li>最近更新：<time datetime="${doc.updatedAt}">${wallClock(doc.updatedAt)}</time></li></ul></section>`
}

type Milestone = { label: string; on: Day; next: boolean }
/** 成文、公开、施行、失效 in the order of their days. */
function milestones(doc: PublishedDocument): Milestone[] {
  const future = doc.validity === 'notYetInForce'
  const all: (Milestone | null)[] = [
    doc.madeOn && { label: '成文', on: doc.madeOn, next: false },
    { label: '公开', on: doc.publishedOn, next: false },
    doc.effectiveOn && { label: '施行', on: doc.effectiveOn, next: future },
    doc.lapsesOn && {
      label: '有效期届满',
      on: doc.lapsesOn,
      next: doc.validity !== 'lapsed' && doc.validity !== 'repealed',
    },
  ]
  return all.filter((m): m is Milestone => m !== null).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
