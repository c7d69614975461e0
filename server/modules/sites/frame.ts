// The frame of every public page: head with the required tags, utility bar, masthead, menu, crumbs, footer. Pure.
import { inWords, weekday, type Day } from '../../kernel/day.ts'
import { href, html, type Html } from '../../kernel/html.ts'
import { asset } from './assets.ts'
import type { Meta, Page, Section, Site } from './contract.ts'
import { icon } from './icons.ts'
import { scenery } from './scenery.ts'

export type Framed = {
  site: Site
  section: Section
  portal: Section
  path: string
  day: Day
  origin: string
  page: Page
}

const WEEK = '日一二三四五六'

export function frame(f: Framed): Html {
  const { section, page } = f
  const home = page.meta.kind === 'home'
  return html`<!doctype html>
<html lang="zh-CN" class="theme-${section.theme} at-${section.kind}${home ? ' is-home' : ''}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(f)}</title>
${metaTags(f)}
${f.site.demo || page.fresh ? html`<meta name="robots" content="noindex, nofollow">` : html`<link rel="canonical" href="${f.origin}${encodeURI(f.path)}">`}
<link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${asset('frame.css')}">
${(page.styles ?? []).map(
  (s) => html`<link rel="stylesheet" href="${asset(s)}">
`,
)}<link rel="stylesheet" href="/mode.css">
${
  page.print
    ? html`<link rel="stylesheet" href="${asset('print.css')}" media="print">
`
    : ''
}${
  page.feed
    ? html`<link rel="alternate" type="application/rss+xml" title="${page.title}" href="${page.feed}rss.xml">
<link rel="alternate" type="application/atom+xml" title="${page.title}" href="${page.feed}atom.xml">
`
    : ''
}<script src="${asset('reading.js')}" defer></script>
${(page.scripts ?? []).map(
  (s) => html`<script src="${asset(s)}" defer></script>
`,
)}</head>
<body>
<a class="skip" href="#main">跳到主要内容</a>
${utility(f, home)}
${masthead(f, home)}
<main id="main" class="wrap" tabindex="-1">
${home ? '' : crumbs(page)}
${page.body}
</main>
${footer(f)}
</body>
</html>
`
}

const titleOf = ({ site, section, page }: Framed): string => {
  const place = section.kind === 'portal' ? site.name : `${section.name} - ${site.shortName}`
  return page.meta.kind === 'home' ? place : `${page.title} - ${place}`
}

/** 网页标签: 3 for a home page, 7 for a list, 10 for an article. */
function metaTags({ site, page, path, origin }: Framed): Html {
  const tags: [string, string][] = [
    ['SiteName', site.name],
    ['SiteDomain', site.domain],
    ['SiteIDCode', site.code],
  ]
  const { meta } = page
  const column = meta.kind === 'column' ? meta : meta.kind === 'article' ? meta.column : undefined
  if (column)
    tags.push(
      ['ColumnName', column.name],
      ['ColumnDescription', column.description],
      ['ColumnKeywords', column.keywords],
      ['ColumnType', column.type],
    )
  if (meta.kind === 'article') tags.push(...articleTags(meta, `${origin}${encodeURI(path)}`))
  return html`${tags.map(
    ([name, content]) => html`<meta name="${name}" content="${content}">
`,
  )}${meta.kind === 'article' && meta.description ? html`<meta name="description" content="${meta.description}">` : column ? html`<meta name="description" content="${column.description}">` : html`<meta name="description" content="${site.name}">`}`
}

const articleTags = (m: Extract<Meta, { kind: 'article' }>, url: string): [string, string][] => {
  const optional: [string, string | undefined][] = [
    ['Keywords', m.keywords],
    ['Author', m.author],
    ['Image', m.image],
    ['Url', url],
  ]
  return [
    ['ArticleTitle', m.title],
    ['PubDate', m.pubDate],
    ['ContentSource', m.source],
    ...optional.filter((o): o is [string, string] => o[1] !== undefined && o[1] !== ''),
  ]
}

const DEMO = html`<strong class="demo">演示数据</strong>`

const utility = (
  { site, section, portal, day, path }: Framed,
  home: boolean,
): Html => html`<div class="util"><div class="wrap">
<p>${site.demo ? DEMO : ''}${home ? html`<time datetime="${day}">${inWords(day)} 星期${WEEK[weekday(day)]!}</time>` : html`<a href="${portal.path}">${site.name}</a>`}</p>
<ul>${section.kind !== 'portal' && home ? html`<li><a href="${portal.path}">${site.shortName}门户</a></li>` : ''}
<li><a href="/zizhan/">部门街道</a></li><li><a href="/ditu/">网站地图</a></li>
<li><a class="elder-on" rel="nofollow" href="/zzmoshi/?on=1&amp;back=${encodeURIComponent(path)}">长者模式</a><a class="elder-off" rel="nofollow" href="/zzmoshi/?on=0&amp;back=${encodeURIComponent(path)}">退出长者模式</a></li></ul>
</div></div>`

const masthead = (f: Framed, home: boolean): Html => {
  const { site, section } = f
  const emblem = section.kind === 'portal' && home && site.emblemFileId !== null
  const name = html`${emblem ? html`<img class="emblem" src="/files/${site.emblemFileId!}/emblem" alt="中华人民共和国国徽" width="64" height="64">` : ''}<span><b>${section.kind === 'portal' ? site.name : section.name}</b>${home ? html`<small>${section.slogan || (section.kind === 'portal' ? site.slogan : site.name)}</small>` : ''}</span>`
  return html`<header class="mast"><div class="wrap">
${home ? html`<h1 class="brand">${name}</h1>` : html`<p class="brand"><a href="${section.path}">${name}</a></p>`}
${searchForm('masthead')}
</div>${home ? scenery(section.kind) : ''}</header>
<nav class="nav wrap" aria-label="主导航"><ul>${section.menu.map((m) => html`<li><a href="${href(m.href)}"${current(f, m.href) ? html` aria-current="page"` : ''}>${m.label}</a></li>`)}</ul></nav>`
}

const current = ({ path, section }: Framed, target: string): boolean =>
  target === path || (target !== section.path && target !== '/' && target.length > 1 && path.startsWith(target))

/** Two of them on a page have different ids. */
export const searchForm = (
  id: string,
  q = '',
): Html => html`<form class="search" role="search" action="/sousuo/" method="get">
<label class="hidden" for="q-${id}">站内搜索</label><input id="q-${id}" name="q" type="search" maxlength="100" value="${q}" placeholder="搜标题、正文、文号、索引号" autocomplete="off" enterkeyhint="search">
<button type="submit">${icon('search')}<span>搜索</span></button></form>`

const crumbs = (page: Page): Html | '' =>
  page.crumbs.length === 0
    ? ''
    : html`<nav class="crumbs" aria-label="当前位置"><ol>${page.crumbs.map(
        (c, i) =>
          html`<li>${i === page.crumbs.length - 1 ? html`<span aria-current="page">${c.label}</span>` : html`<a href="${href(c.href)}">${c.label}</a>`}</li>`,
      )}</ol></nav>`

/** A mark that is not registered yet says so; none is invented. */
const mark = (label: string, value: string): Html =>
  html`<li>${label} ${value === '' ? html`<span class="pending">待填</span>` : value}</li>`

const footer = ({ site, section }: Framed): Html => html`<footer class="foot"><div class="wrap">
<div class="foot-who"><p><b>${site.name}</b></p>
<p>主办单位：${site.organiser || '待填'}${site.undertaker ? html`　承办单位：${site.undertaker}` : ''}</p>
<p>联系方式：${site.contact || '待填'}</p>${section.footer ? html`<p>${section.footer}</p>` : ''}
${site.demo ? html`<p class="foot-demo">本站为演示站点，机构、人员、文件和数字均为虚构。</p>` : ''}</div>
<ul class="foot-links"><li><a href="/ditu/">网站地图</a></li><li><a href="/zizhan/">部门街道</a></li><li><a href="/wzasm/">无障碍声明</a></li>${site.correctionUrl ? html`<li><a href="${href(site.correctionUrl)}">我为政府网站找错</a></li>` : ''}</ul>
<ul class="foot-marks">${mark('政府网站标识码', site.code)}${mark('ICP备案号', site.icp)}${mark('公安机关备案号', site.police)}${site.agencyMark ? html`<li><a href="${href(site.agencyMark)}">党政机关网站标识</a></li>` : mark('党政机关网站标识', '')}</ul>
</div></footer>`
