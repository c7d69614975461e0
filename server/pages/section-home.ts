// The front page of a department, street, town or community. Few documents are no excuse for a bare page: what the section has
// stands first, then where to go from here.
import { html, type Html } from '../kernel/html.ts'
import type { Tx } from '../kernel/ctx.ts'
import { organDetail } from '../modules/organs/index.ts'
import { asset, channelsOf, icon, sectionsOf } from '../modules/sites/index.ts'
import { tag, type Channel, type PageAnswer, type PageRequest, type Section } from '../modules/sites/contract.ts'
import { lines, newestInEach, policyLines, type PublishedLine } from '../modules/publishing/index.ts'
import { card, picture, tabs } from './parts.ts'

const ROWS = 7

export async function sectionHome(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const { section, site } = request
  const channels = (await channelsOf(tx, section.id)).filter((c) => c.shown)
  const newest = await newestInEach(
    tx,
    channels.map((c) => c.id),
    ROWS,
  )
  const list = (c: Channel): readonly PublishedLine[] => newest.get(c.id) ?? []
  const filled = channels.filter(
    (c) => list(c).length > 0 && !c.slug.startsWith('zwgk/') && c.class !== 'photo' && c.class !== 'announcement',
  )
  const announced = channels.find((c) => c.class === 'announcement' && list(c).length > 0)
  const organ = await organDetail(tx, section.organId)
  const [first, ...rest] = filled
  const sections = (await sectionsOf(tx, site.id)).filter((s) => s.status === 'open')
  const photo = channels.filter((c) => c.class === 'photo').flatMap(list)[0]
  const above = section.kind === 'community' ? await fromAbove(tx, section) : ''
  const body = html`<div class="grid hero"><div class="stack">${first ? card(first.name, { href: first.path, label: '更多' }, first.class === 'policy' ? policyLines(list(first).slice(0, 5)) : lines(list(first))) : card(section.shortName, null, html`<p class="none">本站信息正在陆续公开，请先查阅下面的公开栏目。</p>`)}${above}</div>
${photo ? picture(photo, asset('lake.svg'), section.name) : about(section, organ)}</div>
${rest.length === 0 ? '' : html`<div class="grid ${rest.length > 1 ? 'two' : ''}">${rest.map((c) => block(c, c.class === 'notice' ? announced : undefined, list))}</div>`}
${section.kind === 'community' ? '' : entrances(section)}
${photo ? about(section, organ) : ''}
${neighbours(section, sections)}`
  return {
    type: 'page',
    title: section.name,
    meta: { kind: 'home' },
    body,
    crumbs: [],
    styles: ['home.css', 'lists.css'],
    tags: [
      ...channels.map((c) => tag.channel(c.id)),
      ...(section.kind === 'community' && section.parentId
        ? (await channelsOf(tx, section.parentId)).map((c) => tag.channel(c.id))
        : []),
      tag.organ(section.organId),
      tag.site(site.id),
    ],
  }
}

/** Public notices share the place of the announcements. */
function block(c: Channel, beside: Channel | undefined, list: (c: Channel) => readonly PublishedLine[]): Html {
  if (c.class === 'policy') return card(c.name, { href: c.path, label: '更多' }, policyLines(list(c).slice(0, 4)))
  return tabs(
    `in-${c.id.slice(-8)}`,
    [c, ...(beside ? [beside] : [])].map((one) => ({
      label: one.name,
      more: one.path,
      body: lines(list(one).slice(0, 6)),
    })),
  )
}

/** A small community shows what its street announces, so that a resident finds it here too. */
async function fromAbove(tx: Tx, section: Section): Promise<Html | ''> {
  const notices =
    section.parentId === null
      ? []
      : (await channelsOf(tx, section.parentId)).filter((c) => c.class === 'notice' || c.slug === 'qjtz')
  const newest = await newestInEach(
    tx,
    notices.map((c) => c.id),
    4,
  )
  return html`${notices
    .filter((c) => (newest.get(c.id) ?? []).length > 0)
    .slice(0, 1)
    .map((c) =>
      card(c.slug === 'qjtz' ? c.name : '街道（镇）通知', { href: c.path, label: '更多' }, lines(newest.get(c.id)!)),
    )}`
}

type Organ = Awaited<ReturnType<typeof organDetail>>
const about = (
  section: Section,
  organ: Organ,
): Html => html`<section class="card about"><div class="card-head"><h2>${section.kind === 'community' ? '社区名片' : '机构名片'}</h2></div>
${section.intro ? html`<p>${section.intro}</p>` : ''}<dl class="plate"><dt>名称</dt><dd>${section.name}</dd>${row('地址', organ?.address)}${row('电话', organ?.phone)}</dl>
${section.kind === 'community' ? html`<p class="about-note">${icon('info')}<span>社区（村）是基层群众性自治组织，这里公开居务（村务）信息。</span></p>` : html`<p><a class="button" href="${section.path}zwgk/">政府信息公开</a></p>`}</section>`
const row = (label: string, value: string | null | undefined): Html | '' =>
  value ? html`<dt>${label}</dt><dd>${value}</dd>` : ''

const entrances = (
  section: Section,
): Html => html`<section class="band" aria-labelledby="band-title"><div><h2 id="band-title"><a href="${section.path}zwgk/">政府信息公开</a></h2><p>${section.shortName}</p></div>
<ul><li><a href="${section.path}zwgk/jg/">${icon('building')}<span><b>机构职能</b><small>职责、地址、电话</small></span></a></li><li><a href="${section.path}zwgk/ld/">${icon('users')}<span><b>领导信息</b><small>职务和分工</small></span></a></li><li><a href="${section.path}zwgk/fdzdgknr/">${icon('list')}<span><b>法定主动公开内容</b><small>分类查阅</small></span></a></li><li><a href="${section.path}zwgk/nb/">${icon('chart')}<span><b>年报</b><small>历年报告</small></span></a></li></ul></section>`

/** A street shows its communities; a community its street and the others beside it. */
function neighbours(section: Section, all: readonly Section[]): Html | '' {
  const below = all.filter((s) => s.parentId === section.id)
  if (section.kind !== 'community')
    return below.length === 0
      ? ''
      : card(
          `辖区社区${section.kind === 'town' ? '（村）' : ''}`,
          null,
          html`<ul class="units">${below.map((s) => html`<li><a href="${s.path}">${s.shortName}</a></li>`)}</ul>`,
          'below',
        )
  const parent = all.find((s) => s.id === section.parentId)
  const others = all.filter((s) => s.parentId === section.parentId && s.id !== section.id)
  return parent === undefined
    ? ''
    : card(
        parent.shortName,
        { href: parent.path, label: `${parent.shortName}首页` },
        html`<ul class="units">${others.map((s) => html`<li><a href="${s.path}">${s.shortName}</a></li>`)}</ul>`,
        'below',
      )
}
