// Fills an empty installation with 示例市湖湾区 in one transaction: a start that is killed half-way leaves an empty installation behind.
import sharp from 'sharp'
import type { Ctx, Tx } from '../kernel/ctx.ts'
import { day, yearOf, type Day } from '../kernel/day.ts'
import { importPackIn, organPack, organTree } from '../modules/organs/index.ts'
import { putFile } from '../modules/files/index.ts'
import { closeSetup } from '../modules/people/index.ts'
import { importPublished, type PastDocument } from '../modules/publishing/index.ts'
import { channelsForOrgan, establishSite } from '../modules/sites/index.ts'
import { loadCatalogPacks, openPeriods } from '../modules/standards/index.ts'
import { makeAccounts, type DemoAccount } from './accounts.ts'
import { demoDocuments, worldOf, type DemoDocument } from './documents/index.ts'
import { assignEntries } from './entries.ts'
import { markDemo } from './facts.ts'
import { fillDesks } from './desks.ts'

const PACK = 'demo-huwan'
const DISTRICT = { name: '示例市湖湾区', code: '000000' }
const SITE = {
  name: '示例市湖湾区人民政府',
  shortName: '湖湾区政府',
  slogan: '政务零距离 · 最美湖湾城',
  domain: 'huwan.example.gov.cn',
  code: '',
  icp: '',
  police: '',
  organiser: '示例市湖湾区人民政府办公室',
  undertaker: '湖湾区大数据管理中心',
  contact: '0000-00000000',
  agencyMark: '',
  correctionUrl: '',
  emblemFileId: null,
}

/** Stages are told with their time. The accounts come back with their passwords, which are stored nowhere. */
export const seedDemo = (outer: Ctx, say: (line: string) => void): Promise<DemoAccount[]> =>
  outer.tx(async (tx) => {
    // Every command below joins this transaction.
    const ctx: Ctx = { ...outer, tx: (work) => work(tx) }
    const stage = stages(say)
    const pack = organPack(PACK)
    if (!pack) throw new Error(`缺少演示机构包 packs/organs/${PACK}.json`)
    say('首次启动：正在生成演示区“示例市湖湾区”，内容均为虚构')
    const { organs } = await importPackIn(tx, ctx, pack)
    const accounts = await makeAccounts(tx, ctx)
    stage(`机构 ${organs} 个，演示账号 ${accounts.length} 个`)
    const { catalogs, entries } = await loadCatalogPacks(ctx, since(ctx.today))
    stage(`公开目录 ${catalogs} 部，公开事项 ${entries} 项`)
    await establishSite(tx, ctx, SITE, true)
    await closeSetup(tx, ctx, DISTRICT)
    stage('门户和各级子站、栏目')
    const world = worldOf(pack, ctx.today)
    const { documents, entryIds } = await assignEntries(tx, world, demoDocuments(world))
    stage(`拟写信息 ${documents.length} 条，对应公开事项`)
    const rows = await toRows(tx, ctx, documents, entryIds)
    stage('绘制配图')
    await importPublished(ctx, rows)
    await openPeriods(tx, ctx.today)
    stage(`公开信息 ${rows.length} 条`)
    const open = await fillDesks(tx, ctx, world, accounts)
    stage(`在办稿件 ${open} 件，通知和待办`)
    await markDemo(tx, { on: true, since: ctx.today, documents: rows.length }, ctx.now)
    return accounts
  })

/** The catalogs have been in force since the new year, or for at least two months. */
const since = (today: Day): Day =>
  day(today.slice(5) >= '03-01' ? `${yearOf(today)}-01-01` : `${yearOf(today) - 1}-07-01`)

function stages(say: (line: string) => void): (what: string) => void {
  let last = Date.now()
  return (what) => {
    const now = Date.now()
    say(`  ${what}（${((now - last) / 1000).toFixed(1)} 秒）`)
    last = now
  }
}

async function toRows(
  tx: Tx,
  ctx: Ctx,
  documents: readonly DemoDocument[],
  entryIds: ReadonlyMap<string, string[]>,
): Promise<PastDocument[]> {
  const organs = new Map((await organTree(tx)).map((o) => [o.code, o]))
  const rows: PastDocument[] = []
  for (const d of documents) {
    const organ = organs.get(d.organCode)!
    const organId = organ.id
    const image = d.picture ? await illustrate(ctx, organId, d.picture) : null
    rows.push({
      kind: d.kind,
      organId,
      publishedAt: d.at,
      content: {
        title: d.title,
        summary: d.summary,
        bodyHtml: image ? `${image.html}${d.bodyHtml}` : d.bodyHtml,
        fields: d.fields,
        keywords: d.keywords.map((k) => k.slice(0, 20)),
        entryIds: entryIds.get(d.key) ?? [],
        attachments: image && d.kind === 'picture' ? [image.attachment] : [],
        channelIds: d.channels ? await ownChannels(tx, organ.path, d.channels) : [],
      },
    })
  }
  return rows
}

/** The organ's own section comes first; the portal's channels of the same class are left out. */
async function ownChannels(tx: Tx, organPath: string, classes: readonly string[]): Promise<string[]> {
  const found = await channelsForOrgan(tx, organPath, classes)
  return found.filter((c) => c.sectionId === found[0]!.sectionId).map((c) => c.id)
}

async function illustrate(ctx: Ctx, organId: string, picture: NonNullable<DemoDocument['picture']>) {
  const bytes = await sharp(Buffer.from(picture.svg)).jpeg({ quality: 80 }).toBuffer()
  const file = await putFile(ctx, { kind: 'image', organId, alt: picture.alt }, { name: picture.name, bytes })
  return {
    html: `<figure><img src="${file.url}" alt="${picture.alt}" width="960" height="600"></figure>`,
    attachment: { fileId: file.id, name: file.name, alt: picture.alt, image: true },
  }
}
