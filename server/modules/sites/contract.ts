// 站群: what the browser, the packs and other modules may know.
import { z } from 'zod'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import type { Html } from '../../kernel/html.ts'
import type { Instant } from '../../kernel/instant.ts'
import { slot } from '../../kernel/slots.ts'

export { freshnessStates, type FreshnessState } from './freshness.ts'

export const sectionKinds = {
  portal: '门户',
  department: '部门',
  town: '镇',
  subdistrict: '街道',
  community: '社区（村）',
} as const
export type SectionKind = keyof typeof sectionKinds
/** Only an open section is on the web; a preparing one is seen in the console. */
export const sectionStatuses = { preparing: '筹备中', open: '已开通', closed: '已关停' } as const
export type SectionStatus = keyof typeof sectionStatuses

/** The palettes of themes.css; each is checked for AA contrast. */
export const themes = { lake: '湖蓝', reed: '苇青', pine: '松绿', plum: '梅紫', brick: '砖红', slate: '岩灰' } as const
export type Theme = keyof typeof themes

export type Site = {
  id: string
  name: string
  shortName: string
  slogan: string
  domain: string
  code: string
  icp: string
  police: string
  /** 主办, 承办, 联系方式 as the footer prints them. */
  organiser: string
  undertaker: string
  contact: string
  organId: string
  emblemFileId: string | null
  agencyMark: string
  correctionUrl: string
  openedAt: Instant | null
  /** True while the installation holds invented data: every page says so and forbids indexing. */
  demo: boolean
}
export type MenuItem = { label: string; href: string }
/** A section as in force: what it does not set itself comes from its parent. */
export type Section = {
  id: string
  siteId: string
  parentId: string | null
  organId: string
  organPath: string
  kind: SectionKind
  name: string
  shortName: string
  slogan: string
  intro: string
  /** '/', '/bm/czj/', '/jd/dhjd/': always with a slash at both ends. */
  path: string
  template: string
  theme: Theme
  menu: readonly MenuItem[]
  footer: string
  status: SectionStatus
  sort: number
}
export type Channel = {
  id: string
  sectionId: string
  slug: string
  path: string
  name: string
  class: string
  description: string
  keywords: string
  columnType: string
  shown: boolean
  sort: number
}

/** What a page depends on. Whoever changes such a thing names its tags to `pageChanged` in the same transaction. */
export const tag = {
  document: (id: string) => `document:${id}`,
  /** The newest list page of a channel, its feed and the blocks that show it: on every change of what it carries. */
  channel: (id: string) => `channel:${id}`,
  /** The older, numbered list pages: only when something leaves the channel or enters among old ones. */
  channelPages: (id: string) => `channel-pages:${id}`,
  section: (id: string) => `section:${id}`,
  site: (id: string) => `site:${id}`,
  organ: (id: string) => `organ:${id}`,
  catalog: 'catalog',
  /** Anything that lists documents by other facts than their channel: the policy library, the catalog's links. */
  documents: 'documents',
  /** Stands for every tag: an import that touches thousands of them. */
  all: '*',
  /** Dropped at 00:00 Asia/Shanghai. */
  day: 'day',
} as const

export type Crumb = { label: string; href: string }
/** What the required tags of the page need (政府网站发展指引, 网页标签). */
export type Meta =
  | { kind: 'home' }
  | { kind: 'column'; name: string; description: string; keywords: string; type: string }
  | {
      kind: 'article'
      column: { name: string; description: string; keywords: string; type: string }
      title: string
      /** 'YYYY-MM-DD HH:mm' */
      pubDate: string
      source: string
      author?: string
      keywords?: string
      description?: string
      image?: string
    }

export type PageRequest = {
  site: Site
  section: Section
  channel: Channel | null
  path: string
  ref: string
  /** 0 is the newest page; 1, 2, … count from the oldest, so that a new entry changes page 0 only. */
  pageNo: number
  /** Only the parameters that the kind declares, each at most 100 characters. */
  query: Readonly<Record<string, string>>
  /** 'https://www.example.gov.cn', for addresses that leave the site: feeds, e-mail. */
  origin: string
  day: Day
  now: Instant
  /** An anonymous visitor's: for what is contributed and for the search. Pages read the database through their transaction only. */
  ctx: Ctx
}
export type Page = {
  status?: number
  title: string
  meta: Meta
  body: Html
  tags: readonly string[]
  crumbs: readonly Crumb[]
  /** Feeds of the page, told in its head. */
  feed?: string
  print?: boolean
  /** Stylesheets beside the frame's, from web/public/. */
  styles?: readonly string[]
  scripts?: readonly string[]
  /** Never kept, never indexed: answers to a reader's own words. */
  fresh?: boolean
}
export type PageAnswer =
  | ({ type: 'page' } & Page)
  | { type: 'moved'; to: string; permanent: boolean; tags: readonly string[] }
  /** A withdrawal with its reason (410), or a silent take-down (404, no word about what stood there). */
  | { type: 'gone'; reason: string | null; title: string | null; tags: readonly string[] }
  | { type: 'raw'; mime: string; text: string; tags: readonly string[] }

/** Answers the paths that were registered with its key. It reads published data only, in a read-only transaction. */
export type PageKind = {
  key: string
  query?: readonly string[]
  render(tx: Tx, request: PageRequest): Promise<PageAnswer>
}
export const pageKinds = slot<PageKind>('sites.pageKind')

/** A block of the portal's or a section's home page; `undefined` when it has nothing to show. */
export type HomeBlock = {
  key: string
  order: number
  on: readonly SectionKind[]
  render(tx: Tx, request: PageRequest): Promise<{ body: Html; tags: readonly string[] } | undefined>
}
export const homeBlocks = slot<HomeBlock>('sites.homeBlock')

/** What was published to channels, told by the module that publishes: freshness and empty channels are computed from it. */
export type ChannelActivity = {
  activity(tx: Tx, channelIds: readonly string[]): Promise<ReadonlyMap<string, { count: number; lastAt: Instant }>>
}
export const channelActivity = slot<ChannelActivity>('sites.channelActivity')

/** Facts of a document by which channels choose to carry it. */
export type Carried = { channelIds: readonly string[]; kind: string; organPath: string; fields: readonly string[] }

/** A path of a document: '<channel path>202611/<number>.html'; `number` is the document's own short, lasting one. */
export const documentPath = (channelPath: string, publishedOn: Day, number: string): string =>
  `${channelPath}${publishedOn.slice(0, 7).replace('-', '')}/${number}.html`

export const SITE_CODE = /^(\d{10}|bm\d{8})$/
const Text = (max: number, what: string) =>
  z
    .string()
    .trim()
    .max(max, { error: `${what}不超过${max}个字` })
const Needed = (max: number, what: string) => Text(max, what).min(1, { error: `请填写${what}` })
const Host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/, {
    error: '域名应写成“www.example.gov.cn”的样子，不含协议和端口',
  })
const Path = z
  .string()
  .trim()
  .max(300, { error: '路径不超过300个字符' })
  .regex(/^\/(?:[\w.~-]+\/?)*$/, { error: '路径以“/”开头，只含字母、数字、“-”“_”“.”' })
/** A target inside the site, or a whole http(s) address. */
export const Target = z.union(
  [Path, z.url({ protocol: /^https?$/, error: '链接应是站内路径，或以 http:// 或 https:// 开头的网址' })],
  { error: '链接应是站内路径，或以 http:// 或 https:// 开头的网址' },
)
const Sort = z.coerce.number({ error: '排序应为整数' }).int().min(0).max(1_000_000)

export const SiteInput = z.object({
  name: Needed(60, '网站名称'),
  shortName: Needed(20, '简称'),
  slogan: Text(40, '标语'),
  domain: Host,
  code: z.union([z.literal(''), z.string().trim().regex(SITE_CODE, { error: '标识码为10位数字，或“bm”加8位数字' })], {
    error: '标识码为10位数字，或“bm”加8位数字',
  }),
  icp: Text(40, 'ICP备案号'),
  police: Text(40, '公安备案号'),
  organiser: Needed(60, '主办单位'),
  undertaker: Text(60, '承办单位'),
  contact: Text(100, '联系方式'),
  agencyMark: z.union([z.literal(''), z.url({ protocol: /^https$/, error: '应是 https 网址' })], {
    error: '应是 https 网址',
  }),
  correctionUrl: z.union([z.literal(''), z.url({ protocol: /^https$/, error: '应是 https 网址' })], {
    error: '应是 https 网址',
  }),
  emblemFileId: z.uuid().nullable(),
})
export const SiteChange = SiteInput.extend({ version: z.int().min(1) })
export const HostInput = z.object({ host: Host, registration: Needed(100, '登记（备案）文号') })
export const MenuItems = z
  .array(z.object({ label: Needed(12, '菜单名称'), href: Target }))
  .max(9, { error: '菜单不超过9项' })
/** null: as the parent has it. */
export const SectionInput = z.object({
  name: Needed(60, '子站名称'),
  shortName: Needed(20, '简称'),
  slogan: Text(40, '标语'),
  intro: Text(500, '简介'),
  template: z.string().max(40).nullable(),
  theme: z.enum(Object.keys(themes) as [Theme, ...Theme[]], { error: '请选择配色' }).nullable(),
  menu: MenuItems.nullable(),
  footer: Text(200, '页脚文字').nullable(),
  sort: Sort,
  version: z.int().min(1),
})
export const SectionStatusInput = z.object({
  status: z.enum(['preparing', 'open', 'closed']),
  reason: Text(200, '原因'),
})
/** `slug` is one word; that of a topic is put below 'zt/' (`slugOf`). */
export const ChannelInput = z.object({
  slug: z
    .string()
    .trim()
    .regex(/^[a-z0-9-]{1,40}$/, { error: '栏目路径由小写字母、数字和短横线组成' }),
  name: Needed(20, '栏目名称'),
  class: Needed(40, '栏目类别'),
  description: Needed(200, '栏目描述'),
  keywords: Needed(100, '栏目关键词'),
  shown: z.boolean(),
  sort: Sort,
})
/** The address of a channel never changes. */
export const ChannelChange = ChannelInput.omit({ slug: true })
/** Topics (专题专栏) stand together below 'zt/'. */
export const TOPIC = 'topic'
export const slugOf = (c: { slug: string; class: string }): string => (c.class === TOPIC ? `zt/${c.slug}` : c.slug)
export const CarryInput = z
  .object({
    sourceChannelId: z.uuid().nullable(),
    sourceClass: z.string().max(40).nullable(),
    sourceKinds: z.array(z.enum(Object.keys(sectionKinds) as [SectionKind, ...SectionKind[]])).max(5),
    kinds: z.array(z.string().max(60)).max(30),
    organId: z.uuid().nullable(),
    fields: z.array(z.string().max(60)).max(30),
  })
  .refine(
    (r) =>
      r.sourceChannelId !== null ||
      r.sourceClass !== null ||
      r.kinds.length > 0 ||
      r.organId !== null ||
      r.fields.length > 0,
    { error: '请至少选择一个条件，否则全部信息都会进入本栏目', path: ['sourceChannelId'] },
  )
export const RedirectInput = z.object({ from: Path, to: Target, permanent: z.boolean(), note: Text(100, '说明') })
export const LinkInput = z.object({
  group: Needed(20, '分组'),
  name: Needed(30, '名称'),
  url: z.url({ protocol: /^https?$/, error: '链接应以 http:// 或 https:// 开头' }),
  sort: Sort,
})

export const refusals = {
  'sites.notFound': ['notFound', '没有这个站点或子站，或者不在您的管理范围内'],
  'sites.emblemNotImage': ['invalid', '国徽图案应是图片，请重新上传'],
  'sites.emblemInDemo': ['conflict', '演示安装不使用国徽图案，请在正式安装中上传'],
  'sites.carrySelf': ['conflict', '栏目不能订阅自己，请选择其他栏目'],
  'sites.stale': ['conflict', '内容已被他人修改。您填写的内容仍在，请核对最新内容后再保存'],
  'sites.pathTaken': ['conflict', '路径“{path}”已被占用，请换一个'],
  'sites.redirectLoop': ['conflict', '“{from}”最终会跳回自己，请改正跳转目标'],
  'sites.redirectLong': ['conflict', '从“{from}”出发要跳转超过{max}次，请直接指向最终页面'],
  'sites.channelInUse': ['conflict', '栏目“{name}”中还有{count}条信息，请先移走或撤下，再删除栏目'],
  'sites.hasOpenChildren': ['conflict', '“{name}”下面还有{count}个已开通的子站，请先关停它们'],
  'sites.hostTaken': ['conflict', '域名“{host}”已登记给其他站点'],
  'sites.notReady': ['conflict', '还不能开通，缺少：{what}'],
  'sites.rootStays': ['conflict', '门户首页所在的子站不能关停'],
} as const
