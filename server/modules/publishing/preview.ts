// An edition as its public page will be, by the same markup and frame; and the printed form of its review.
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { dayOf, wallClock, type Instant } from '../../kernel/instant.ts'
import { html, raw, type Html } from '../../kernel/html.ts'
import { asset, channelById, frame, mainSite, sectionsOf } from '../sites/index.ts'
import type { Meta } from '../sites/contract.ts'
import {
  disclosureClasses,
  secrecyConclusions,
  statuses,
  validities,
  withholdGrounds,
  type PublishedDocument,
  type Signature,
} from './contract.ts'
import { whereUsed } from './destinations.ts'
import { factsOf } from './kind.ts'
import { documentBody } from './pages-document.ts'
import { className, kindName, kindOf, secrecyTexts } from './packs.ts'
import { Places } from './places.ts'
import { publicationOf } from './publish.ts'
import { publicRow } from './publicRow.ts'
import { entryNames } from '../standards/index.ts'
import { attachmentsOf } from './queries-public.ts'
import { signaturesOf } from './queries.ts'
import { hashOf, type Loaded } from './store.ts'

/** The edition with the facts it would have if it were published now. */
export async function previewDocument(tx: Tx, ctx: Ctx, e: Loaded): Promise<PublishedDocument> {
  const kind = kindOf(e.kind)!
  const p = await publicationOf(tx, ctx, e)
  const organ = await new Places(tx).organ(e.organId)
  const r = publicRow(kind, p, p.address ?? { siteId: '', path: '', indexNumber: null }, ctx.today)
  const c = e.content
  const entries = await entryNames(tx, c.entryIds)
  const text = (key: string) =>
    typeof c.fields[key] === 'string' && c.fields[key] !== '' ? (c.fields[key] as string) : null
  const indexNumber = r.index_number ?? (kind.indexed ? '发布时生成' : null)
  return {
    id: e.documentId,
    editionId: e.id,
    editionNo: e.no,
    status: 'live',
    kind: e.kind,
    kindName: kind.name,
    title: c.title || '（未填写标题）',
    subtitle: c.subtitle,
    summary: c.summary,
    bodyHtml: c.bodyHtml,
    keywords: c.keywords,
    path: r.path,
    organ: { id: organ.id, name: organ.name },
    publishedAt: p.publishedAt,
    publishedOn: dayOf(p.publishedAt),
    updatedAt: p.updatedAt,
    indexNumber,
    documentNumber: r.document_number,
    madeOn: r.made_on,
    effectiveOn: r.effective_on,
    lapsesOn: r.lapses_on,
    validity: r.validity,
    validityName: r.validity && validities[r.validity],
    disclosureClass: c.disclosureClass,
    display: r.display_until ? { from: (text('displayFrom') ?? ctx.today) as never, until: r.display_until } : null,
    source: text('sourceName') ? { name: text('sourceName')!, url: text('sourceUrl') } : null,
    fields: c.fields,
    facts: factsOf(kind, {
      indexNumber,
      publisher: organ.name,
      publishedOn: dayOf(p.publishedAt),
      disclosureClass: c.disclosureClass,
      theme: className('theme', r.theme),
      genre: className('genre', r.genre),
      set: className('set', r.set_code),
      validity: r.validity,
      keywords: c.keywords,
      entries: entries.map((n) => n.name),
      fields: c.fields,
    }),
    attachments: await attachmentsOf(tx, c),
    places: (await whereUsed(tx, e.documentId)).map((w) => ({
      channelId: w.channelId,
      name: w.channelName,
      sectionName: w.sectionName,
      path: w.path,
    })),
    entries: entries.map(({ id, name }) => ({ id, name })),
    corrections: [],
    withdrawal: null,
  }
}

/** The whole page in its section's frame; undefined before there is a site. */
export async function previewPage(tx: Tx, ctx: Ctx, e: Loaded): Promise<Html | undefined> {
  const site = await mainSite(tx)
  const kind = kindOf(e.kind)
  if (!site || !kind) return undefined
  const doc = await previewDocument(tx, ctx, e)
  const sections = await sectionsOf(tx, site.id)
  const portal = sections.find((s) => s.kind === 'portal')!
  const home = (await new Places(tx).standing(kind, e.organId, e.content)).own[0]
  const channel = home && (await channelById(tx, home.id))
  const section = sections.find((s) => s.id === home?.sectionId) ?? portal
  const column: Extract<Meta, { kind: 'column' }> = {
    kind: 'column',
    name: channel?.name ?? '',
    description: channel?.description ?? '',
    keywords: channel?.keywords ?? '',
    type: channel?.columnType ?? '',
  }
  const body = documentBody({ doc, related: [], relatedBy: '', entryUrl: () => undefined, column })
  const page = frame({
    site,
    section,
    portal,
    path: doc.path || section.path,
    day: ctx.today,
    origin: ctx.config.PUBLIC_URL,
    page: {
      title: doc.title,
      meta: column,
      body,
      tags: [],
      crumbs: [{ label: channel?.name ?? section.name, href: channel?.path ?? section.path }],
      fresh: true,
      styles: ['doc.css'],
    },
  })
  // The preview's frame runs no scripts, and a browser would complain of each.
  return raw(page.text.replace(/<script\b[^>]*><\/script>\s*/g, ''))
}

const tick = (yes: boolean) => (yes ? '☑' : '□')
/** 发布审批表 and 保密审查表 as they are filed: every step with its signer, moment and opinion. */
export async function reviewForm(tx: Tx, e: Loaded, organName: string): Promise<Html> {
  const signatures = await signaturesOf(tx, e.id)
  const secrecy = signatures.filter((s) => s.form !== null).at(-1)
  const demo = (await mainSite(tx))?.demo === true
  return html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${secrecyTexts.approvalTitle}</title><meta name="robots" content="noindex"><link rel="stylesheet" href="${asset('review-form.css')}"></head>
<body><main>${demo && html`<p class="demo">演示数据，机构、人员和内容均为虚构</p>`}<section class="sheet"><h1>${secrecyTexts.approvalTitle}</h1>${facts(e, organName)}${chain(signatures)}</section>
${secrecy ? secrecySheet(e, organName, secrecy) : ''}</main></body></html>`
}
const row = (label: string, value: string | Html) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`
const facts = (e: Loaded, organName: string): Html =>
  html`<table class="facts"><tbody>${[
    row('信息名称', e.content.title),
    row('信息类型', kindName(e.kind)),
    row('文号', String(e.content.fields.documentNumber ?? '—') || '—'),
    row('制作（发布）部门', organName),
    row(
      '拟公开方式',
      disclosureClasses[e.content.disclosureClass] +
        (e.content.withholdGround ? `：${withholdGrounds[e.content.withholdGround]}` : ''),
    ),
    row('版本', `第${e.no}版`),
    row('现状', statuses[e.status]),
    row('内容摘要（SHA-256）', html`<code>${hashOf(e.content)}</code>`),
  ]}</tbody></table>`
const at = (when: Instant) => wallClock(when)
const chain = (
  signatures: readonly Signature[],
): Html => html`<table class="steps"><thead><tr><th scope="col">环节</th><th scope="col">意见</th><th scope="col">签名</th><th scope="col">时间</th></tr></thead><tbody>
${signatures.map((s) => html`<tr><th scope="row">${s.stepName}${s.verb === 'sendBack' ? '（退回）' : ''}</th><td>${s.opinion || '—'}</td><td>${s.personName}${s.organName ? html`<br><small>${s.organName}</small>` : ''}</td><td>${at(s.at)}</td></tr>`)}
</tbody></table>`
const secrecySheet = (e: Loaded, organName: string, s: Signature): Html => {
  const f = s.form!
  return html`<section class="sheet"><h1>${secrecyTexts.title}</h1><table class="facts"><tbody>${[
    row('信息名称', e.content.title),
    row('制作部门', organName),
    row('审查事项', html`${secrecyTexts.items.map((i) => html`<p>${tick(f[i.key])} ${i.label}</p>`)}`),
    row(secrecyTexts.superior, f.superiorAsked ? `是：${f.superiorOpinion ?? ''}` : '否'),
    row(
      '审查结论',
      html`${Object.entries(secrecyConclusions).map(([key, label]) => html`<p>${tick(f.conclusion === key)} ${label}</p>`)}`,
    ),
    row('依据和理由', [f.basis, f.reason].filter(Boolean).join('；') || '—'),
    row('审查意见', s.opinion || '—'),
    row('审查人', `${s.personName}　${at(s.at)}`),
  ]}</tbody></table><p class="note">${secrecyTexts.note}</p></section>`
}
