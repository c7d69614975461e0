// What editors set in the console, in a database: the emblem, topics, subscriptions.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { testDatabase, type TestDatabase } from '../../../test/support/db.ts'
import { newId } from '../../kernel/id.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { fileCarrier } from '../files/contract.ts'
import { putFile } from '../files/index.ts'
import { importPackIn } from '../organs/index.ts'
import { OrganPack } from '../organs/contract.ts'
import { changeSite, createChannel, openSite, subscribe, unsubscribe } from './commands.ts'
import { CarryInput, SiteInput } from './contract.ts'
import { establishSite, sitesModule } from './index.ts'
import { checkList } from './golive.ts'
import { carriesOf, carrySources } from './queries-console.ts'
import { channelById, channelsOf, ownSections, siteById } from './queries.ts'

const pack = OrganPack.parse({
  pack: 'small',
  name: '小区',
  version: '1',
  organs: [
    ['Q', '甲区人民政府', null],
    ['Q-MZ', '甲区民政局', 'Q'],
  ].map(([code, name, parentCode]) => ({
    code,
    name,
    shortName: name,
    legalKind: 'administrativeOrgan',
    level: 'district',
    parentCode,
  })),
})
const facts = SiteInput.parse({
  name: '甲区人民政府',
  shortName: '甲区',
  slogan: '',
  domain: 'www.jia.gov.cn',
  code: '1234567890',
  icp: '备1号',
  police: '公安备1号',
  organiser: '区政府办公室',
  undertaker: '',
  contact: '办公室',
  agencyMark: 'https://mark.example.cn/',
  correctionUrl: 'https://correct.example.cn/',
  emblemFileId: null,
})
const topic = { name: '防汛', class: 'topic', description: '防汛工作', keywords: '防汛', shown: true, sort: 30 }
const rule = { sourceChannelId: null, sourceClass: null, sourceKinds: [], kinds: [], organId: null, fields: [] }
const refused = (code: string) => (e: Refusal) => e.code === code

let d: TestDatabase
let siteId = ''
before(async () => {
  d = await testDatabase({ modules: [sitesModule] })
  siteId = await d.ctx().tx(async (tx) => {
    await importPackIn(tx, d.ctx(), pack)
    return establishSite(tx, d.ctx(), facts, false)
  })
})
after(() => d.close())

const site = () => d.ctx().tx(async (tx) => (await siteById(tx, siteId))!)
const portal = () => d.ctx().tx(async (tx) => (await ownSections(tx, siteId)).find((s) => s.kind === 'portal')!)
const upload = async (organId: string, kind: 'image' | 'attachment' = 'image') => {
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#a3121f' } })
    .png()
    .toBuffer()
  const input = { kind, organId, alt: '' } as const
  return (await putFile(d.ctx(), input, { name: 'emblem.png', bytes })).id
}
const isPublic = (fileId: string) =>
  d
    .ctx()
    .tx(async (tx) => (await Promise.all(d.shared.slots.all(fileCarrier).map((c) => c(tx, fileId)))).includes(true))

test('the emblem completes the list, and is public from the opening of the site until it is removed', async () => {
  const missing = async () =>
    d.ctx().tx(async (tx) => (await checkList(tx, await site())).filter((c) => c.needed && !c.done).map((c) => c.key))
  assert.deepEqual(await missing(), ['emblem'])
  await assert.rejects(openSite(d.ctx(), siteId), refused('sites.notReady'))
  const emblemFileId = await upload((await site()).organId)
  await changeSite(d.ctx(), siteId, { ...facts, emblemFileId, version: 1 })
  assert.deepEqual(await missing(), [])
  assert.equal(await isPublic(emblemFileId), false, 'nobody sees it before the site opens')
  await openSite(d.ctx(), siteId)
  assert.equal(await isPublic(emblemFileId), true)
  assert.equal(await isPublic(await upload((await site()).organId)), false, 'another image of the organ stays inside')
  await changeSite(d.ctx(), siteId, { ...facts, version: 2 })
  assert.equal(await isPublic(emblemFileId), false)
})

test("the emblem is an image of the site's own organ, and no demo shows it", async () => {
  const { organId } = await site()
  const other = (await d.ctx().tx((tx) => ownSections(tx, siteId))).find((s) => s.kind === 'department')!
  const set = (emblemFileId: string) => changeSite(d.ctx(), siteId, { ...facts, emblemFileId, version: 3 })
  await assert.rejects(set(newId()), refused('sites.emblemNotImage'))
  await assert.rejects(set(await upload(other.organId)), refused('sites.emblemNotImage'))
  const own = await upload(organId)
  await sql`insert into installation (key, value, at) values ('demo', 'true', now())`.execute(d.db)
  await assert.rejects(set(own), refused('sites.emblemInDemo'))
  await sql`delete from installation where key = 'demo'`.execute(d.db)
})

test('a topic stands below zt/ with its feeds; another channel stands where its word says', async () => {
  const section = await portal()
  const path = async (id: string) => (await d.ctx().tx((tx) => channelById(tx, id)))?.path
  const { id } = await createChannel(d.ctx(), section.id, { ...topic, slug: 'fangxun' })
  assert.equal(await path(id), '/zt/fangxun/')
  const { rows } = await sql<{
    path: string
  }>`select path from sites_path where ref = ${id} order by length(path)`.execute(d.db)
  assert.deepEqual(
    rows.map((r) => r.path),
    ['/zt/fangxun/', '/zt/fangxun/rss.xml', '/zt/fangxun/atom.xml'],
  )
  const plain = await createChannel(d.ctx(), section.id, { ...topic, class: 'notice', slug: 'fangxun' })
  assert.equal(await path(plain.id), '/fangxun/')
  await assert.rejects(createChannel(d.ctx(), section.id, { ...topic, slug: 'fangxun' }), refused('sites.pathTaken'))
})

test('a rule is told by what it names, and removed only through its own channel', async () => {
  const channels = await d.ctx().tx(async (tx) => channelsOf(tx, (await portal()).id))
  const target = channels.find((c) => c.slug === 'zt/fangxun')!
  const source = channels.find((c) => c.slug === 'tzgg')!
  const carry = (more: object) => subscribe(d.ctx(), target.id, CarryInput.parse({ ...rule, ...more }))
  await assert.rejects(carry({ sourceChannelId: target.id }), refused('sites.carrySelf'))
  await assert.rejects(carry({ sourceChannelId: newId() }), refused('sites.notFound'))
  const { id } = await carry({ sourceChannelId: source.id, organId: (await site()).organId })
  const rules = () => d.ctx().tx((tx) => carriesOf(tx, target.id))
  assert.deepEqual(
    (await rules()).map((r) => [r.sourceChannel, r.organ]),
    [['甲区·通知公告', '甲区人民政府']],
  )
  await assert.rejects(unsubscribe(d.ctx(), source.id, id), refused('sites.notFound'))
  assert.equal((await rules()).length, 1)
  await unsubscribe(d.ctx(), target.id, id)
  assert.deepEqual(await rules(), [])
})

test('sources to subscribe to are the channels on the web, found by section or name', async () => {
  const found = await d.ctx().tx((tx) => carrySources(tx, siteId, '甲区·通知'))
  assert.deepEqual(
    found.map((c) => c.name),
    ['通知公告'],
  )
  assert.deepEqual(await d.ctx().tx((tx) => carrySources(tx, siteId, '民政')), [], 'its section is not open')
})
