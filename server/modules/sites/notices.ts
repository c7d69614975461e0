// Pages that say why there is no page: not found, withdrawn, being prepared. Pure.
import { html, type Html } from '../../kernel/html.ts'
import type { Page, Site } from './contract.ts'
import { searchForm } from './frame.ts'
import { icon } from './icons.ts'

const column = (name: string) =>
  ({ kind: 'column', name, description: name, keywords: name, type: '信息公开' }) as const

const notice = (title: string, body: Html): Html =>
  html`<section class="notice card">${icon('info')}<h1>${title}</h1>${body}</section>`

export const missingPage = (site: Site): Page => ({
  status: 404,
  title: '没有找到页面',
  meta: column('没有找到页面'),
  tags: [],
  crumbs: [],
  fresh: true,
  body: notice(
    '没有找到这个页面',
    html`<p>地址可能写错了，或者页面已经移走。可以搜索标题、文号或者索引号，也可以从下面的入口查找。</p>
${searchForm('missing')}
<ul class="notice-ways"><li><a href="/">${site.shortName}门户首页</a></li><li><a href="/zwgk/">政府信息公开</a></li><li><a href="/zcwj/">政策文件库</a></li><li><a href="/ditu/">网站地图</a></li></ul>`,
  ),
})

export const gonePage = (gone: { reason: string | null; title: string | null; tags: readonly string[] }): Page => ({
  status: 410,
  title: gone.title ?? '信息已撤回',
  meta: column('信息已撤回'),
  tags: gone.tags,
  crumbs: [],
  body: notice(
    gone.title === null ? '这条信息已撤回' : '这条信息已撤回',
    html`${gone.title === null ? '' : html`<p class="notice-title">${gone.title}</p>`}<p>${gone.reason}</p>
<ul class="notice-ways"><li><a href="/">返回首页</a></li><li><a href="/sousuo/">站内搜索</a></li></ul>`,
  ),
})

export const preparingPage = (site: Site): Page => ({
  status: 503,
  title: site.name,
  meta: { kind: 'home' },
  tags: [],
  crumbs: [],
  fresh: true,
  body: notice('网站正在筹备，尚未开通', html`<p>开通前的核对事项完成后，本站将正式对外提供服务。</p>`),
})
