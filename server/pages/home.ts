// The portal's front page: what is new, what is public, who is who. A block without content is not shown.
import { href, html, type Html } from '../kernel/html.ts'
import type { Tx } from '../kernel/ctx.ts'
import { asset, channelsOf, icon, isGovernment, linksOf, sectionsOf, type Icon } from '../modules/sites/index.ts'
import { catalogAddress, catalogFields } from '../modules/standards/index.ts'
import {
  homeBlocks,
  tag,
  type Channel,
  type HomeBlock,
  type PageAnswer,
  type PageRequest,
  type Section,
} from '../modules/sites/contract.ts'
import { lines, newestInEach, policyLines, type PublishedLine } from '../modules/publishing/index.ts'
import { card, picture, tabs } from './parts.ts'

const NEWS = 8

export async function portalHome(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const { site, section } = request
  const channels = (await channelsOf(tx, section.id)).filter((c) => c.shown)
  const shown = channels.filter((c) =>
    ['news', 'reprint', 'carried', 'notice', 'announcement', 'policy', 'photo', 'topic'].includes(c.class),
  )
  const newest = await newestInEach(
    tx,
    shown.map((c) => c.id),
    NEWS,
  )
  const filled = (c: Channel) => (newest.get(c.id) ?? []).length > 0
  const of = (...classes: string[]) => shown.filter((c) => classes.includes(c.class) && filled(c))
  const list = (c: Channel) => newest.get(c.id) ?? []
  const blocks = await contributed(tx, request)
  const sections = (await sectionsOf(tx, site.id)).filter((s) => s.status === 'open')
  const news = of('news', 'reprint', 'carried')
  const body = html`${lead(list(shown.find((c) => c.class === 'news') ?? channels[0]!)[0])}
<div class="grid hero">${picture(of('photo').flatMap(list)[0], asset('lake.svg'), site.slogan || site.shortName)}${
    news.length === 0
      ? ''
      : tabs(
          'news',
          news.map((c) => ({ label: c.name, more: c.path, body: lines(list(c).slice(0, 7)) })),
        )
  }</div>
${rows(of('notice', 'announcement'), of('policy'), list)}
${disclosureBand(section)}
${blocks.map((b) => b.body)}
${topics(of('topic'), list)}
${directory(sections)}
${friends(await linksOf(tx, site.id))}`
  return {
    type: 'page',
    title: site.name,
    meta: { kind: 'home' },
    body,
    crumbs: [],
    styles: ['home.css', 'lists.css'],
    tags: [...shown.map((c) => tag.channel(c.id)), ...blocks.flatMap((b) => b.tags)],
  }
}

async function contributed(tx: Tx, request: PageRequest): Promise<{ body: Html; tags: readonly string[] }[]> {
  const blocks = request.ctx.slots
    .all(homeBlocks)
    .filter((b) => b.on.includes(request.section.kind))
    .toSorted((a, b) => a.order - b.order)
  const made: { body: Html; tags: readonly string[] }[] = []
  for (const block of blocks) {
    const answer = await block.render(tx, request)
    if (answer) made.push(answer)
  }
  return made
}

const lead = (line: PublishedLine | undefined): Html | '' =>
  line === undefined
    ? ''
    : html`<p class="lead"><a href="${href(line.path)}">${line.title}</a>${line.summary ? html`<small>${line.summary}</small>` : ''}</p>`

function rows(
  notices: readonly Channel[],
  policies: readonly Channel[],
  list: (c: Channel) => readonly PublishedLine[],
): Html | '' {
  const left =
    notices.length === 0
      ? ''
      : tabs(
          'notice',
          notices.map((c) => ({ label: c.name, more: c.path, body: lines(list(c).slice(0, 7)) })),
        )
  const right = policies[0]
    ? card('政策文件', { href: '/zcwj/', label: '政策文件库' }, policyLines(list(policies[0]).slice(0, 4)))
    : ''
  return left === '' && right === ''
    ? ''
    : html`<div class="grid ${left !== '' && right !== '' ? 'two' : ''}">${left}${right}</div>`
}

const OFFICIAL: readonly [slug: string, name: string, about: string, icon: Icon][] = [
  ['zwgk/zn/', '指南', '怎样获取政府信息', 'book'],
  ['zwgk/zd/', '制度', '法律法规和工作制度', 'scale'],
  ['zwgk/fdzdgknr/', '法定主动公开内容', '按条例规定分类查阅', 'list'],
  ['zwgk/nb/', '年报', '历年公开工作报告', 'chart'],
]
const disclosureBand = (
  section: Section,
): Html => html`<section class="band" aria-labelledby="band-title"><div><h2 id="band-title"><a href="${section.path}zwgk/">政府信息公开</a></h2><p>以公开为常态、不公开为例外</p></div>
<ul>${OFFICIAL.map(([slug, name, about, sign]) => html`<li><a href="${section.path}${slug}">${icon(sign)}<span><b>${name}</b><small>${about}</small></span></a></li>`)}</ul></section>`

/** The fields of the catalog in force, with how much each makes public. */
export const catalogBlock: HomeBlock = {
  key: 'catalog',
  order: 10,
  on: ['portal'],
  async render(tx) {
    const fields = await catalogFields(tx)
    if (fields.length === 0) return undefined
    return {
      tags: [tag.catalog],
      body: card(
        '公开标准目录',
        { href: catalogAddress.fields, label: '全部目录' },
        html`<ul class="fields">${fields
          .slice(0, 9)
          .map(
            (f) =>
              html`<li><a href="${catalogAddress.field(f.key)}"><b>${f.name}</b><small>${f.entries} 个公开事项</small></a></li>`,
          )}</ul>`,
        'below',
      ),
    }
  },
}

const topics = (channels: readonly Channel[], list: (c: Channel) => readonly PublishedLine[]): Html | '' =>
  channels.length === 0
    ? ''
    : html`<section class="below"><h2 class="h2">专题专栏</h2><ul class="topics">${channels.map(
        (c) => html`<li><a href="${c.path}"><b>${c.name}</b><span>${list(c)[0]!.title}</span></a></li>`,
      )}</ul></section>`

function directory(sections: readonly Section[]): Html | '' {
  const streets = sections.filter((s) => s.kind === 'subdistrict' || s.kind === 'town')
  const departments = sections.filter((s) => s.kind === 'department')
  const communities = sections.filter((s) => s.kind === 'community')
  if (streets.length + departments.length === 0) return ''
  const below = (s: Section) => communities.filter((c) => c.parentId === s.id).length
  return html`<section class="card below directory"><div class="card-head"><h2>部门、街道和镇</h2><a class="more" href="/zizhan/">全部 ${sections.length - 1} 个子站</a></div>
${streets.length === 0 ? '' : html`<ul class="streets">${streets.map((s) => html`<li class="theme-${s.theme}"><a href="${s.path}"><b>${s.shortName}</b>${below(s) > 0 ? html`<small>${below(s)} 个${s.kind === 'town' ? '社区（村）' : '社区'}</small>` : ''}</a></li>`)}</ul>`}
${departments.length === 0 ? '' : html`<ul class="units">${departments.map((s) => html`<li><a href="${s.path}">${s.shortName}</a></li>`)}</ul>`}</section>`
}

export const friends = (links: readonly { group: string; name: string; url: string }[]): Html | '' => {
  const groups = [...new Set(links.map((l) => l.group))]
  return links.length === 0
    ? ''
    : html`<section class="friends below"><h2 class="hidden">友情链接</h2>${groups.map((g) => html`<p><b>${g}</b>${links.filter((l) => l.group === g).map((l) => html`<a href="${href(outward(l.url))}" rel="noopener">${l.name}</a>`)}</p>`)}</section>`
}

/** Government sites are linked directly; before any other the reader is told that this site ends. */
export const outward = (url: string): string => (isOfficial(url) ? url : `/likai/?to=${encodeURIComponent(url)}`)
const isOfficial = (url: string): boolean => isGovernment(new URL(url).hostname)
