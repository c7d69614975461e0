// The public pages of a channel: its list, the older numbered pages, its feeds.
import { generateAtomFeed, generateRssFeed } from 'feedsmith'
import { href, html, type Html } from '../../kernel/html.ts'
import type { Tx } from '../../kernel/ctx.ts'
import { channelsOf, icon } from '../sites/index.ts'
import {
  tag,
  type Channel,
  type Crumb,
  type Meta,
  type PageAnswer,
  type PageKind,
  type PageRequest,
} from '../sites/contract.ts'
import type { PublishedLine } from './contract.ts'
import { disclosureNav } from './pages-disclosure.ts'
import { disclosureTable, lines, pager, policyLines, slice } from './pages-list.ts'
import { countIn, newestIn, stretchOf } from './pages-queries.ts'

const FEED_LENGTH = 30

export const columnOf = (c: Channel): Extract<Meta, { kind: 'column' }> => ({
  kind: 'column',
  name: c.name,
  description: c.description,
  keywords: c.keywords,
  type: c.columnType,
})

/** From the section's home to the channel; 政府信息公开 stands between where the channel belongs to it. */
export function crumbsTo({ section, channel }: PageRequest): Crumb[] {
  const column = channel?.slug.startsWith('zwgk/') ? [{ label: '政府信息公开', href: `${section.path}zwgk/` }] : []
  return [
    { label: section.kind === 'portal' ? '首页' : section.shortName, href: section.path },
    ...column,
    ...(channel ? [{ label: channel.name, href: channel.path }] : []),
  ]
}

async function list(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const channel = request.channel!
  const total = await countIn(tx, channel.id)
  const at = slice(total, request.pageNo)
  if (!at) return { type: 'moved', to: channel.path, permanent: false, tags: [tag.channel(channel.id)] }
  const shown =
    request.pageNo === 0 ? await newestIn(tx, channel.id, at.count) : await stretchOf(tx, channel.id, at.from, at.count)
  const body = html`<div class="side-by">${await sideNav(tx, request)}<section class="card"><div class="page-head"><h1>${channel.name}</h1>${feeds(channel)}</div>
${shown.length === 0 ? html`<p class="none">本栏目暂无信息。</p>` : listOf(channel, shown)}
${pager(channel.path, at)}</section></div>`
  return {
    type: 'page',
    title: channel.name,
    meta: columnOf(channel),
    body,
    crumbs: crumbsTo(request),
    feed: channel.path,
    styles: ['lists.css'],
    tags: [request.pageNo === 0 ? tag.channel(channel.id) : tag.channelPages(channel.id)],
  }
}

const feeds = (c: Channel): Html => html`<p class="feeds"><a href="${c.path}rss.xml">${icon('rss')} RSS 订阅</a></p>`

function listOf(channel: Channel, shown: readonly PublishedLine[]): Html {
  if (channel.class === 'photo') return html`<ul class="photos">${shown.map(photo)}</ul>`
  if (channel.class === 'policy') return policyLines(shown)
  if (channel.slug.startsWith('zwgk/')) return disclosureTable(channel.name, shown)
  return lines(shown, true)
}
const photo = (l: PublishedLine): Html =>
  html`<li><a href="${href(l.path)}">${l.imageFileId ? html`<img src="/files/${l.imageFileId}/image" alt="${l.imageAlt}" width="400" height="260" loading="lazy">` : html`<span class="no-photo"></span>`}<b>${l.title}</b></a><time datetime="${l.publishedOn}">${l.publishedOn}</time></li>`

/** Siblings of the channel: the official order for 政府信息公开, the section's own channels otherwise. */
async function sideNav(tx: Tx, request: PageRequest): Promise<Html> {
  const channel = request.channel!
  const all = (await channelsOf(tx, request.section.id)).filter((c) => c.shown)
  if (channel.slug.startsWith('zwgk/')) return disclosureNav(request.section, all, channel.path)
  const topic = channel.slug.startsWith('zt/')
  const siblings = all.filter((c) => !c.slug.startsWith('zwgk/') && c.slug.startsWith('zt/') === topic)
  return html`<nav class="side-nav" aria-label="栏目"><p>${topic ? '专题专栏' : request.section.kind === 'portal' ? '新闻与公告' : request.section.shortName}</p><ul>${siblings.map(
    (c) => html`<li><a href="${c.path}"${c.id === channel.id ? html` aria-current="page"` : ''}>${c.name}</a></li>`,
  )}</ul></nav>`
}

async function feed(
  tx: Tx,
  request: PageRequest,
  make: (about: FeedAbout) => string,
  mime: string,
): Promise<PageAnswer> {
  const channel = request.channel!
  const shown = await newestIn(tx, channel.id, FEED_LENGTH)
  const title = `${request.section.kind === 'portal' ? request.site.name : request.section.name} - ${channel.name}`
  return {
    type: 'raw',
    mime: `${mime}; charset=utf-8`,
    text: make({ title, channel, origin: request.origin, self: request.path, author: request.site.name, shown }),
    tags: [tag.channel(channel.id)],
  }
}
type FeedAbout = {
  title: string
  channel: Channel
  origin: string
  self: string
  author: string
  shown: readonly PublishedLine[]
}

const rss = (f: FeedAbout): string =>
  generateRssFeed({
    title: f.title,
    link: f.origin + f.channel.path,
    description: f.channel.description,
    language: 'zh-CN',
    ...(f.shown[0] ? { lastBuildDate: new Date(f.shown[0].publishedAt) } : {}),
    atom: { links: [{ href: f.origin + f.self, rel: 'self', type: 'application/rss+xml' }] },
    items: f.shown.map((l) => ({
      title: l.title,
      link: f.origin + l.path,
      guid: { value: `urn:uuid:${l.id}`, isPermaLink: false },
      pubDate: new Date(l.publishedAt),
      description: l.summary || l.title,
    })),
  })
const atom = (f: FeedAbout): string =>
  generateAtomFeed({
    id: f.origin + f.self,
    title: { value: f.title },
    updated: new Date(f.shown[0]?.publishedAt ?? 0),
    authors: [{ name: f.author }],
    links: [
      { href: f.origin + f.self, rel: 'self', type: 'application/atom+xml' },
      { href: f.origin + f.channel.path, rel: 'alternate', type: 'text/html' },
    ],
    entries: f.shown.map((l) => ({
      id: `urn:uuid:${l.id}`,
      title: { value: l.title },
      updated: new Date(l.publishedAt),
      published: new Date(l.publishedAt),
      summary: { value: l.summary || l.title },
      links: [{ href: f.origin + l.path, rel: 'alternate', type: 'text/html' }],
      authors: [{ name: l.organName }],
    })),
  })

export const channelKinds: readonly PageKind[] = [
  { key: 'channel', render: list },
  { key: 'rss', render: (tx, request) => feed(tx, request, rss, 'application/rss+xml') },
  { key: 'atom', render: (tx, request) => feed(tx, request, atom, 'application/atom+xml') },
]
