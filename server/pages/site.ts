// Pages of the whole site: who has a section, the site map, the notice before leaving, the statement on accessibility.
import { href, html, type Html } from '../kernel/html.ts'
import type { Tx } from '../kernel/ctx.ts'
import { channelsOf, icon, linksOf, sectionsOf } from '../modules/sites/index.ts'
import { tag, type PageAnswer, type PageRequest, type Section } from '../modules/sites/contract.ts'
import { friends } from './home.ts'
import { column, crumbs } from './parts.ts'

const open = async (tx: Tx, { site }: PageRequest): Promise<Section[]> =>
  (await sectionsOf(tx, site.id)).filter((s) => s.status === 'open' && s.kind !== 'portal')

export async function directory(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const sections = await open(tx, request)
  const streets = sections.filter((s) => s.kind === 'subdistrict' || s.kind === 'town')
  const departments = sections.filter((s) => s.kind === 'department')
  const below = (s: Section) => sections.filter((c) => c.parentId === s.id)
  const body = html`<section class="card"><div class="page-head"><h1>部门、街道和镇</h1><p>共 ${sections.length} 个子站</p></div><div class="tree">
<h2 id="departments">部门和单位</h2><ul class="units">${departments.map((s) => html`<li><a href="${s.path}">${s.shortName}</a></li>`)}</ul>
<h2 id="streets">街道、镇和社区（村）</h2><ul class="places">${streets.map((s) => html`<li><a href="${s.path}"><b>${s.shortName}</b></a>${below(s).length === 0 ? '' : html`<ul>${below(s).map((c) => html`<li><a href="${c.path}">${c.shortName}</a></li>`)}</ul>`}</li>`)}</ul></div></section>`
  return {
    type: 'page',
    title: '部门、街道和镇',
    meta: column('部门街道', '区政府部门、街道、镇和社区（村）的子站', '部门,街道,镇,社区', '机构职能'),
    body,
    crumbs: crumbs(request, '部门、街道和镇'),
    styles: ['lists.css'],
    tags: [tag.site(request.site.id)],
  }
}

export async function siteMap(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const channels = (await channelsOf(tx, request.section.id)).filter((c) => c.shown)
  const group = (title: string, links: readonly { label: string; href: string }[]): Html =>
    html`<h2>${title}</h2><ul class="inline">${links.map((l) => html`<li><a href="${href(l.href)}">${l.label}</a></li>`)}</ul>`
  const named = (keep: (slug: string) => boolean) =>
    channels.filter((c) => keep(c.slug)).map((c) => ({ label: c.name, href: c.path }))
  const sections = await open(tx, request)
  const of = (kinds: readonly string[]) =>
    sections.filter((s) => kinds.includes(s.kind)).map((s) => ({ label: s.shortName, href: s.path }))
  const body = html`<section class="card"><div class="page-head"><h1>网站地图</h1></div><div class="tree">
${group('常用', [
  { label: '首页', href: '/' },
  { label: '政策文件库', href: '/zcwj/' },
  { label: '公开标准目录', href: '/mulu/' },
  { label: '站内搜索', href: '/sousuo/' },
  { label: '部门、街道和镇', href: '/zizhan/' },
  { label: '无障碍声明', href: '/wzasm/' },
])}
${group(
  '新闻与公告',
  named((s) => !s.startsWith('zwgk/') && !s.startsWith('zt/')),
)}
${group('政府信息公开', [{ label: '政府信息公开', href: '/zwgk/' }, { label: '法定主动公开内容', href: '/zwgk/fdzdgknr/' }, ...named((s) => s.startsWith('zwgk/'))])}
${group(
  '专题专栏',
  named((s) => s.startsWith('zt/')),
)}
${group('部门和单位', of(['department']))}${group('街道、镇', of(['subdistrict', 'town']))}</div></section>${friends(await linksOf(tx, request.site.id))}`
  return {
    type: 'page',
    title: '网站地图',
    meta: column('网站地图', '全站栏目和子站一览', '网站地图'),
    body,
    crumbs: crumbs(request, '网站地图'),
    styles: ['lists.css', 'home.css'],
    tags: [tag.site(request.site.id)],
  }
}

/** Never a redirect by itself: the reader decides, and sees where the link goes. Only addresses that the site itself links. */
export async function leaving(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const to = request.query.to ?? ''
  const known = (await linksOf(tx, request.site.id)).find((l) => l.url === to)
  if (!known) return { type: 'gone', reason: null, title: null, tags: [] }
  const body = html`<section class="notice card">${icon('external')}<h1>您即将离开本站</h1><p>将要访问“${known.name}”，网址是 ${new URL(to).hostname}。该网站不由本站管理，请注意核实信息和保护个人信息。</p>
<ul class="notice-ways"><li><a class="button" href="${href(to)}" rel="noopener nofollow">继续访问</a></li><li><a href="/">返回首页</a></li></ul></section>`
  return {
    type: 'page',
    title: '离开本站提示',
    meta: column('离开本站提示', '即将访问外部网站', '外部链接'),
    body,
    crumbs: [],
    fresh: true,
    tags: [],
  }
}

export async function accessibility(_tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const body = html`<section class="card"><div class="page-head"><h1>无障碍声明</h1></div><div class="prose">
<p>本站按照《中华人民共和国无障碍环境建设法》的要求建设，以 WCAG 2.2 AA 级为目标，使老年人、残疾人和所有人都能方便地获取信息。</p>
<h2>可以怎样使用</h2><p>页面右上角的“长者模式”放大文字和按钮，网址不变；全部页面可以只用键盘操作，按 Tab 键可以看到当前位置；页面放大到 200% 内容不丢失；关闭脚本时各项内容仍然完整。</p>
<h2>文件和图片</h2><p>正文图片附有文字说明，表格可以被读屏软件逐格朗读；附件由原单位制作，遇到不便阅读的附件，可以向发布机构索取其他形式。</p>
<h2>遇到困难</h2><p>请通过页脚的联系方式告诉我们页面网址和遇到的问题，我们会尽快改正。</p></div></section>`
  return {
    type: 'page',
    title: '无障碍声明',
    meta: column('无障碍声明', '本站无障碍使用说明', '无障碍,长者模式'),
    body,
    crumbs: crumbs(request, '无障碍声明'),
    tags: [tag.site(request.site.id)],
  }
}
