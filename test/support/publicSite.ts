// A district with one of everything the public can open: for judges of pages, feeds and sitemaps.
import { sql } from 'kysely'
import { plusDays } from '../../server/kernel/day.ts'
import type { Ctx } from '../../server/kernel/ctx.ts'
import type { Instant } from '../../server/kernel/instant.ts'
import { importPackIn, organByCode, organPack } from '../../server/modules/organs/index.ts'
import { importPublished, type PastDocument } from '../../server/modules/publishing/index.ts'
import { establishSite } from '../../server/modules/sites/index.ts'
import { loadCatalogPacks } from '../../server/modules/standards/index.ts'
import { testApp, type TestApp } from './app.ts'

const BODY = `<p class="no-indent">各镇人民政府，各街道办事处：</p><h3>第一章　总则</h3><p><strong>第一条</strong>　为规范补贴的申请、审核和发放，制定本办法。A &amp; B &lt; C。</p>
<table><thead><tr><th rowspan="2">对象</th><th colspan="2">标准</th></tr><tr><th>轻度</th><th>重度</th></tr></thead><tbody><tr><td>低保家庭</td><td>300</td><td>800</td></tr></tbody></table>
<ol><li>受理</li><li>审核</li></ol><blockquote><p>此件公开发布</p></blockquote><p class="signature">示例市湖湾区人民政府</p>`

type Draft = Omit<PastDocument, 'organId' | 'publishedAt'> & { organ: string; daysAgo: number }
const doc = (
  kind: string,
  organ: string,
  daysAgo: number,
  title: string,
  fields: Record<string, string> = {},
): Draft => ({
  kind,
  organ,
  daysAgo,
  content: { title, summary: `${title}的主要内容`, bodyHtml: BODY, fields, keywords: ['养老', '补贴'] },
})

const drafts = (today: string): Draft[] => [
  doc('normative', 'HW-MZJ', 2, '湖湾区居家养老服务补贴实施办法 <试行> & 说明', {
    documentNumber: '示民规〔2026〕4号',
    madeOn: today,
    effectiveOn: plusDays(today as never, 30),
    lapsesOn: plusDays(today as never, 1000),
    issuedBy: '湖湾区民政局',
  }),
  doc('policy', 'HW-MZJ', 40, '关于做好冬季救助工作的通知', {
    documentNumber: '示民发〔2026〕8号',
    madeOn: today,
    issuedBy: '湖湾区民政局',
  }),
  doc('publicNotice', 'HW-MZJ', 3, '最低生活保障对象公示', {
    displayFrom: today,
    displayUntil: plusDays(today as never, 20),
  }),
  doc('announcement', 'HW-ZFB', 4, '关于调整通行方式的公告', { madeOn: today }),
  doc('functions', 'HW-MZJ', 5, '区民政局机构职能'),
  doc('foiReport', 'HW-MZJ', 6, '2025年政府信息公开工作年度报告', { reportYear: '2025' }),
  doc('foiGuide', 'HW-ZFB', 7, '政府信息公开指南'),
  doc('picture', 'HW-ZFB', 1, '湖湾之滨步道贯通'),
  doc('dynamics', 'HW-DH', 2, '东湖街道开展安全检查'),
  doc('dynamics', 'HW-DH-01', 2, '湖光社区关爱独居老人'),
  ...Array.from({ length: 45 }, (_, i) => doc('news', 'HW-ZFB', i, `区政府召开第${i + 1}次常务会议`)),
]

export async function publicSite(): Promise<TestApp> {
  const app = await testApp({ seed })
  await app.react() // the catalog's pages get their addresses
  return app
}

async function seed(outer: Ctx): Promise<void> {
  await outer.tx(async (tx) => {
    const ctx: Ctx = { ...outer, tx: (work) => work(tx) }
    await importPackIn(tx, ctx, organPack('demo-huwan')!)
    await sql`insert into installation (key, value, at) values ('demo', '{"on": true}', ${ctx.now})`.execute(tx)
    await loadCatalogPacks(ctx, ctx.today)
    await establishSite(
      tx,
      ctx,
      {
        name: '示例市湖湾区人民政府',
        shortName: '湖湾区政府',
        slogan: '政务零距离',
        domain: 'huwan.example.gov.cn',
        code: '',
        icp: '',
        police: '',
        organiser: '示例市湖湾区人民政府办公室',
        undertaker: '',
        contact: '',
        agencyMark: '',
        correctionUrl: '',
        emblemFileId: null,
      },
      true,
    )
  })
  const rows: PastDocument[] = []
  for (const { organ, daysAgo, ...d } of drafts(outer.today)) {
    const found = await outer.tx((tx) => organByCode(tx, organ))
    rows.push({
      ...d,
      organId: found!.id,
      publishedAt: new Date(Date.parse(outer.now) - daysAgo * 86_400_000 - 60_000).toISOString() as Instant,
    })
  }
  await importPublished(outer, rows)
}

/** Every kind of public page once: the first address of each kind, and the forms that a query or a number gives them. */
export async function everyPage(app: TestApp): Promise<string[]> {
  const { rows } = await sql<{
    path: string
  }>`select distinct on (p.kind, s.kind, c.class) p.path from sites_path p join sites_section s on s.id = p.section_id left join sites_channel c on c.id = p.channel_id
    where p.kind not in ('rss', 'atom', 'elder') order by p.kind, s.kind, c.class, p.path`.execute(app.shared.db)
  return [
    ...rows.map((r) => r.path),
    '/xwdt/index_1.html',
    '/zwgk/fdzdgknr/?kind=normative',
    '/zcwj/?validity=notYetInForce&year=2026',
    '/zcwj/?number=none',
    '/sousuo/?q=%E5%85%BB%E8%80%81',
    '/sousuo/?q=%3Cscript%3E',
    '/no-such-page',
  ]
}
