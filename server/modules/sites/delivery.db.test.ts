import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { html } from '../../kernel/html.ts'
import { day } from '../../kernel/day.ts'
import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { newId } from '../../kernel/id.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { importPackIn } from '../organs/index.ts'
import { OrganPack } from '../organs/contract.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/db.ts'
import { changeSectionStatus, registerHost, setRedirect } from './commands.ts'
import { pageKinds } from './contract.ts'
import { makeDelivery } from './delivery.ts'
import { completeSections, establishSite } from './store-establish.ts'
import { changesAfter, pageChanged, registerPath } from './store-registry.ts'
import { channelsCarrying, channelsForOrgan, channelsOf, mainSite, sectionsOf } from './queries.ts'

const organ = (
  code: string,
  name: string,
  parentCode: string | null,
  level: string,
  legalKind = 'administrativeOrgan',
) => ({ code, name, shortName: name, legalKind, level, parentCode })
const pack = OrganPack.parse({
  pack: 'small',
  name: '小区',
  version: '1',
  organs: [
    organ('Q', '甲区人民政府', null, 'district'),
    organ('Q-MZ', '甲区民政局', 'Q', 'district'),
    organ('Q-KE', '民政局某科', 'Q-MZ', 'district', 'internalOffice'),
    organ('Q-DH', '东湖街道办事处', 'Q', 'town', 'dispatchedOrgan'),
    organ('Q-DH-01', '湖光社区', 'Q-DH', 'community', 'selfGoverning'),
    organ('Q-HT', '荷塘镇人民政府', 'Q', 'town'),
  ],
})
/** A page that counts its renders and waits when told. */
let renders = 0
let hold: Promise<void> | undefined
let words = '第一版'
const page = module({
  name: 'page',
  contributions: [
    give(pageKinds, {
      key: 'home',
      query: ['page'],
      async render(_tx, request) {
        renders++
        const said = words
        await hold
        return {
          type: 'page',
          title: '首页',
          meta: { kind: 'home' },
          body: html`<p>${said}</p>`,
          tags: [`section:${request.ref}`, 'thing:1'],
          crumbs: [],
        }
      },
    }),
  ],
})

let d: TestDatabase
let siteId = ''
before(async () => {
  d = await testDatabase({ modules: [page] })
  await d.ctx().tx(async (tx) => {
    await importPackIn(tx, d.ctx(), pack)
    siteId = await establishSite(
      tx,
      d.ctx(),
      {
        name: '甲区人民政府',
        shortName: '甲区',
        slogan: '',
        domain: 'www.jia.gov.cn',
        code: '',
        icp: '',
        police: '',
        organiser: '办公室',
        undertaker: '',
        contact: '',
        agencyMark: '',
        correctionUrl: '',
        emblemFileId: null,
      },
      true,
    )
  })
})
after(() => d.close())

const today = day('2026-11-23')
const wanted = (path = '/', host = 'www.jia.gov.cn') => ({
  host,
  loopback: false,
  path,
  pageNo: 0,
  search: new URLSearchParams(),
  day: today,
})
const change = (...tags: string[]) => d.ctx().tx((tx) => pageChanged(tx, tags))
const ask = async (delivery: ReturnType<typeof makeDelivery>, path = '/') =>
  (await delivery.cache.getOrMake(path, today, async () => (await delivery.render(wanted(path)))!)).plain.toString()
const sections = () => d.ctx().tx((tx) => sectionsOf(tx, siteId))

test('every organ but inner offices gets a section under the paths of the one site, and a second run adds none', async () => {
  assert.deepEqual((await sections()).map((s) => `${s.kind} ${s.path}`).sort(), [
    'community /jd/dh/01/',
    'department /bm/mz/',
    'portal /',
    'subdistrict /jd/dh/',
    'town /zhen/ht/',
  ])
  await d.ctx().tx((tx) => completeSections(tx, d.ctx(), siteId, true))
  assert.equal((await sections()).length, 5)
})

test('an unknown host has no site; a registered one has, and needs its record', async () => {
  const delivery = makeDelivery(d.shared)
  assert.equal(await delivery.render(wanted('/', 'evil.example')), undefined)
  await registerHost(d.ctx(), siteId, { host: 'www.jia2.gov.cn', registration: '甲政办登〔2026〕1号' })
  assert.equal((await delivery.render(wanted('/', 'www.jia2.gov.cn')))?.bytes.status, 200)
  await assert.rejects(
    registerHost(d.ctx(), siteId, { host: 'www.jia.gov.cn', registration: 'x' }),
    (e: Refusal) => e.code === 'sites.hostTaken',
  )
})

test('changes are numbered in the order of commits: a late commit is not overlooked', async () => {
  const start = (await d.ctx().tx((tx) => changesAfter(tx, 0))).at(-1)?.no ?? 0
  let release: () => void = () => {}
  const waiting = new Promise<void>((resolve) => {
    release = resolve
  })
  let entered: () => void = () => {}
  const inside = new Promise<void>((resolve) => {
    entered = resolve
  })
  const slow = d.ctx().tx(async (tx) => {
    await pageChanged(tx, ['slow'])
    entered()
    await waiting
  })
  await inside
  const quick = change('quick')
  const between = await d.ctx().tx((tx) => changesAfter(tx, start))
  assert.deepEqual(between, [], 'nobody may get past the one who has the lock')
  release()
  await Promise.all([slow, quick])
  assert.deepEqual(
    (await d.ctx().tx((tx) => changesAfter(tx, start))).map((c) => c.tags[0]),
    ['slow', 'quick'],
  )
})

test('a change reaches the cache by the feed alone, without any message', async () => {
  const delivery = makeDelivery(d.shared)
  await delivery.follow()
  words = '第二版'
  assert.match(await ask(delivery), /第二版/)
  words = '第三版'
  assert.match(await ask(delivery), /第二版/)
  await change('thing:1')
  await delivery.follow()
  assert.match(await ask(delivery), /第三版/)
})

test('a change during a render is served once at most, and never kept', async () => {
  const delivery = makeDelivery(d.shared)
  await delivery.follow()
  let release: () => void = () => {}
  hold = new Promise<void>((resolve) => {
    release = resolve
  })
  words = '旧'
  const before = renders
  const early = ask(delivery)
  while (renders === before) await new Promise((resolve) => setTimeout(resolve, 5))
  words = '新'
  await change('thing:1')
  await delivery.follow()
  release()
  assert.match(await early, /旧/)
  hold = undefined
  assert.match(await ask(delivery), /新/)
})

test('a redirect leads to its end in one step, and one that would loop is refused', async () => {
  const delivery = makeDelivery(d.shared)
  await setRedirect(d.ctx(), siteId, { from: '/old/', to: '/older/', permanent: true, note: '' })
  await setRedirect(d.ctx(), siteId, { from: '/older/', to: '/xwdt/', permanent: true, note: '' })
  const answer = await delivery.render(wanted('/old/'))
  assert.equal(answer?.bytes.status, 301)
  assert.equal(answer?.bytes.headers.location, '/xwdt/')
  await assert.rejects(
    setRedirect(d.ctx(), siteId, { from: '/xwdt/', to: '/old/', permanent: true, note: '' }),
    (e: Refusal) => e.code === 'sites.redirectLoop',
  )
  assert.equal((await delivery.render(wanted('/jd/dh')))?.bytes.headers.location, '/jd/dh/')
})

test('a closed section answers 404 below its paths and leaves the sitemap', async () => {
  const delivery = makeDelivery(d.shared)
  const town = (await sections()).find((s) => s.kind === 'town')!
  await changeSectionStatus(d.ctx(), town.id, { status: 'closed', reason: '机构合并' })
  assert.equal((await delivery.render(wanted('/zhen/ht/')))?.bytes.status, 404)
  assert.doesNotMatch((await delivery.render(wanted('/sitemap-1.xml')))!.bytes.plain.toString(), /\/zhen\/ht\//)
  const street = (await sections()).find((s) => s.kind === 'subdistrict')!
  await assert.rejects(
    changeSectionStatus(d.ctx(), street.id, { status: 'closed', reason: '' }),
    (e: Refusal) => e.code === 'sites.hasOpenChildren',
  )
})

test("a path belongs to one page; another's is refused", async () => {
  const portal = (await sections()).find((s) => s.kind === 'portal')!
  const row = {
    siteId,
    path: '/a/1.html',
    kind: 'thing',
    ref: '1',
    sectionId: portal.id,
    channelId: null,
    tag: 'thing:1',
  }
  await d.ctx().tx((tx) => registerPath(tx, row, d.ctx().now))
  await d.ctx().tx((tx) => registerPath(tx, row, d.ctx().now))
  await assert.rejects(
    d.ctx().tx((tx) => registerPath(tx, { ...row, ref: '2' }, d.ctx().now)),
    (e: Refusal) => e.code === 'sites.pathTaken',
  )
  await change('thing:1')
  const { rows } = await sql<{ last_no: string }>`select last_no from sites_path where path = '/a/1.html'`.execute(d.db)
  assert.ok(Number(rows[0]!.last_no) > 0)
})

test("a document's channels: the organ's own by class, and those that subscribe", async () => {
  await d.ctx().tx(async (tx) => {
    const all = await sections(),
      street = all.find((s) => s.kind === 'subdistrict')!,
      portal = all.find((s) => s.kind === 'portal')!
    const own = await channelsForOrgan(tx, street.organPath, ['notice'])
    assert.deepEqual(
      own.map((c) => c.path),
      ['/jd/dh/tzgg/', '/tzgg/'],
    )
    const notices = (await channelsOf(tx, portal.id)).find((c) => c.slug === 'tzgg')!
    const carrying = await channelsCarrying(tx, {
      channelIds: [notices.id],
      kind: 'announcement',
      organPath: portal.organPath,
      fields: [],
    })
    assert.deepEqual(
      carrying.map((c) => c.path),
      ['/jd/dh/qjtz/'],
    )
    const news = (await channelsOf(tx, all.find((s) => s.kind === 'community')!.id)).find((c) => c.class === 'news')!
    const community = all.find((s) => s.kind === 'community')!
    assert.deepEqual(
      (
        await channelsCarrying(tx, {
          channelIds: [news.id],
          kind: 'dynamics',
          organPath: community.organPath,
          fields: [],
        })
      )
        .map((c) => c.path)
        .sort(),
      ['/jd/dh/sqdt/', '/jdsq/'],
    )
    assert.deepEqual(await channelsCarrying(tx, { channelIds: [newId()], kind: 'x', organPath: '/', fields: [] }), [])
  })
  assert.equal((await d.ctx().tx((tx) => mainSite(tx)))?.id, siteId)
})
