import { z } from 'zod'
import { del, get, has, IdParam, over, Paging, post, put } from '../../kernel/route.ts'
import { refuser } from '../../kernel/refusal.ts'
import * as commands from './commands.ts'
import {
  CarryInput,
  ChannelChange,
  ChannelInput,
  HostInput,
  LinkInput,
  RedirectInput,
  refusals,
  SectionInput,
  SectionStatusInput,
  SiteChange,
} from './contract.ts'
import { freshnessStates, type FreshnessState } from './freshness.ts'
import { checkList } from './golive.ts'
import { classes, templates } from './packs.ts'
import { linksOf, mainSite, sectionsOf, siteById } from './queries.ts'
import * as read from './queries-console.ts'
import { overrides } from './section.ts'

const refuse = refuser(refusals)
const id = (i: { params: { id: string } }) => i.params.id
const readSites = has(...read.readers)
/** The site itself belongs to the district: whoever runs it needs the duty over the root organ. */
const runSite = over<{ params: { id: string } }>('site', id, 'sites.manage', 'admin.system')
const runSection = over<{ params: { id: string } }>('section', id, 'sites.manage', 'admin.system')
const runChannel = over<{ params: { id: string } }>('channel', id, 'sites.manage', 'admin.system')
const seeSection = over<{ params: { id: string } }>('section', id, ...read.readers)
const Text = z.string().trim().max(100).optional()
const State = z.enum(Object.keys(freshnessStates) as [FreshnessState, ...FreshnessState[]]).optional()

export const routes = [
  get('/api/sites', {
    summary: '站群一览：网站、子站树、模板和栏目类别',
    scope: readSites,
    run: (ctx) =>
      ctx.tx(async (tx) => {
        const site = await mainSite(tx)
        if (!site) return { site: null, version: 0, hosts: [], sections: [], templates: [], classes: [] }
        const seen = await read.visibleSections(tx, ctx, site.id)
        const inForce = new Map((await sectionsOf(tx, site.id)).map((s) => [s.id, s]))
        return {
          site,
          version: await read.siteVersion(tx, site.id),
          hosts: await read.hostsOf(tx, site.id),
          sections: seen.map((s) => ({
            ...inForce.get(s.id)!,
            changed: [s.template, s.theme, s.menu, s.footer].filter((v) => v !== null).length,
          })),
          templates: templates.map((t) => ({ key: t.key, name: t.name })),
          classes: classes.map((c) => ({ key: c.key, name: c.name, limit: c.limit })),
        }
      }),
  }),
  put('/api/sites/:id', {
    summary: '修改网站信息',
    params: IdParam,
    body: SiteChange,
    scope: runSite,
    run: (ctx, { params, body }) => commands.changeSite(ctx, params.id, body),
  }),
  get('/api/sites/:id/check-list', {
    summary: '开通核对单',
    params: IdParam,
    scope: runSite,
    run: (ctx, { params }) =>
      ctx.tx(async (tx) => ({
        items: await checkList(tx, (await siteById(tx, params.id)) ?? refuse('sites.notFound')),
      })),
  }),
  post('/api/sites/:id/open', {
    summary: '开通网站',
    params: IdParam,
    scope: runSite,
    run: (ctx, { params }) => commands.openSite(ctx, params.id),
  }),
  post('/api/sites/:id/complete', {
    summary: '为尚无子站的机构建立子站',
    params: IdParam,
    scope: runSite,
    run: (ctx, { params }) => commands.addMissingSections(ctx, params.id),
  }),
  post('/api/sites/:id/hosts', {
    summary: '登记其他域名',
    params: IdParam,
    body: HostInput,
    scope: runSite,
    run: (ctx, { params, body }) => commands.registerHost(ctx, params.id, body),
  }),
  del('/api/sites/:id/hosts/:host', {
    summary: '取消其他域名',
    params: IdParam.extend({ host: z.string().max(253) }),
    scope: runSite,
    run: (ctx, { params }) => commands.removeHost(ctx, params.id, params.host),
  }),
  get('/api/sites/:id/overrides', {
    summary: '覆盖报告：子站自行设置、不随上级的项目',
    params: IdParam,
    scope: readSites,
    run: (ctx, { params }) =>
      ctx.tx(async (tx) => ({ items: overrides(await read.visibleSections(tx, ctx, params.id)) })),
  }),
  get('/api/sites/:id/freshness', {
    summary: '栏目更新情况',
    params: IdParam,
    query: Paging.extend({ state: State, text: Text }),
    scope: readSites,
    run: (ctx, { params, query }) => ctx.tx((tx) => read.freshnessTable(tx, ctx, params.id, query)),
  }),
  get('/api/sites/:id/channels', {
    summary: '可供订阅的栏目',
    params: IdParam,
    query: z.object({ text: Text }),
    scope: readSites,
    run: (ctx, { params, query }) =>
      ctx.tx(async (tx) => ({ items: await read.carrySources(tx, params.id, query.text) })),
  }),
  get('/api/sites/:id/redirects', {
    summary: '跳转规则',
    params: IdParam,
    query: Paging.extend({ text: Text }),
    scope: readSites,
    run: (ctx, { params, query }) => ctx.tx((tx) => read.redirectList(tx, params.id, query)),
  }),
  post('/api/sites/:id/redirects', {
    summary: '设置跳转，拒绝循环',
    params: IdParam,
    body: RedirectInput,
    scope: runSite,
    run: (ctx, { params, body }) => commands.setRedirect(ctx, params.id, body),
  }),
  del('/api/sites/:id/redirects', {
    summary: '删除跳转',
    params: IdParam,
    query: z.object({ from: z.string().max(300) }),
    scope: runSite,
    run: (ctx, { params, query }) => commands.removeRedirect(ctx, params.id, query.from),
  }),
  get('/api/sites/:id/paths', {
    summary: '按路径查页面',
    params: IdParam,
    query: z.object({ prefix: z.string().trim().max(300).regex(/^\//, { error: '路径以“/”开头' }) }),
    scope: readSites,
    run: (ctx, { params, query }) =>
      ctx.tx(async (tx) => ({ items: await read.pathsLike(tx, params.id, query.prefix) })),
  }),
  get('/api/sites/:id/links', {
    summary: '友情链接',
    params: IdParam,
    scope: readSites,
    run: (ctx, { params }) => ctx.tx(async (tx) => ({ items: await linksOf(tx, params.id) })),
  }),
  post('/api/sites/:id/links', {
    summary: '新增友情链接',
    params: IdParam,
    body: LinkInput,
    scope: runSite,
    run: (ctx, { params, body }) => commands.createLink(ctx, params.id, body),
  }),
  del('/api/sites/:id/links/:linkId', {
    summary: '删除友情链接',
    params: IdParam.extend({ linkId: z.uuid() }),
    scope: runSite,
    run: (ctx, { params }) => commands.removeLink(ctx, params.id, params.linkId),
  }),

  get('/api/sites/sections/:id', {
    summary: '子站：自行设置的和实际生效的',
    params: IdParam,
    scope: seeSection,
    run: (ctx, { params }) =>
      ctx.tx(async (tx) => ({
        ...((await read.sectionBoth(tx, params.id)) ?? refuse('sites.notFound')),
        channels: await read.channelViews(tx, ctx, params.id),
      })),
  }),
  put('/api/sites/sections/:id', {
    summary: '修改子站',
    params: IdParam,
    body: SectionInput,
    scope: runSection,
    run: (ctx, { params, body }) => commands.changeSection(ctx, params.id, body),
  }),
  post('/api/sites/sections/:id/status', {
    summary: '开通、关停子站',
    params: IdParam,
    body: SectionStatusInput,
    scope: runSection,
    run: (ctx, { params, body }) => commands.changeSectionStatus(ctx, params.id, body),
  }),
  post('/api/sites/sections/:id/channels', {
    summary: '新增栏目',
    params: IdParam,
    body: ChannelInput,
    scope: runSection,
    run: (ctx, { params, body }) => commands.createChannel(ctx, params.id, body),
  }),
  put('/api/sites/channels/:id', {
    summary: '修改栏目',
    params: IdParam,
    body: ChannelChange,
    scope: runChannel,
    run: (ctx, { params, body }) => commands.changeChannel(ctx, params.id, body),
  }),
  del('/api/sites/channels/:id', {
    summary: '删除空栏目',
    params: IdParam,
    scope: runChannel,
    run: (ctx, { params }) => commands.removeChannel(ctx, params.id),
  }),
  post('/api/sites/channels/:id/carry', {
    summary: '栏目订阅其他栏目',
    params: IdParam,
    body: CarryInput,
    scope: runChannel,
    run: (ctx, { params, body }) => commands.subscribe(ctx, params.id, body),
  }),
  del('/api/sites/channels/:id/carry/:ruleId', {
    summary: '取消订阅',
    params: IdParam.extend({ ruleId: z.uuid() }),
    scope: runChannel,
    run: (ctx, { params }) => commands.unsubscribe(ctx, params.id, params.ruleId),
  }),
] as const
