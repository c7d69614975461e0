// From 签发 to visible on ten carrying sections, and how that depends on the size of the corpus.
// Usage: npm run bench publish [sizes=1000,100000] [rounds=50]
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Ctx } from '../server/kernel/ctx.ts'
import { context } from '../server/kernel/ctx.ts'
import { newId } from '../server/kernel/id.ts'
import type { Instant } from '../server/kernel/instant.ts'
import { act } from '../server/modules/cases/index.ts'
import { importPackIn, organPack, organTree } from '../server/modules/organs/index.ts'
import { createDraft, importPublished, type PastDocument } from '../server/modules/publishing/index.ts'
import { Content } from '../server/modules/publishing/contract.ts'
import { SiteInput } from '../server/modules/sites/contract.ts'
import { establishSite } from '../server/modules/sites/index.ts'
import { secrecyForm, staff } from '../test/support/publishing/district.ts'
import { machine, place, spread } from './place.ts'

const PORT = 18101
const SECTIONS = 10
const POLL_MS = 5
const VISIBLE_MAX_MS = 30_000
const sizes = (process.argv[2] ?? '1000,100000').split(',').map(Number)
const rounds = Number(process.argv[3] ?? 50)
const site = SiteInput.parse({
  name: '示例市湖湾区人民政府',
  shortName: '湖湾区政府',
  slogan: '',
  domain: 'huwan.example.gov.cn',
  code: '',
  icp: '',
  police: '',
  organiser: '区政府办公室',
  undertaker: '',
  contact: '',
  agencyMark: '',
  correctionUrl: '',
  emblemFileId: null,
})

const home = await place(PORT)
const ctx = home.ctx()
await ctx.tx(async (tx) => {
  const joined: Ctx = { ...ctx, tx: (work) => work(tx) }
  await importPackIn(tx, joined, organPack('demo-huwan')!)
  await establishSite(tx, joined, site, true)
})
const organs = await ctx.tx(organTree)
const root = organs.find((o) => o.parentId === null)!
const bureaus = organs.filter((o) => o.parentId === root.id && o.legalKind === 'administrativeOrgan')
const bureau = bureaus[0]!
const people = staff({ root: root.id, civil: bureau.id, finance: bureaus[1]!.id, street: root.id, village: root.id })
await home.listen()

const body = '<p>为进一步做好相关工作，现将有关事项公告如下，请各有关单位和群众按照要求办理。</p>'.repeat(12)
const past = (i: number): PastDocument => ({
  kind: 'announcement',
  organId: bureaus[i % bureaus.length]!.id,
  publishedAt: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString() as Instant,
  content: { title: `第${i}号公告`, bodyHtml: body, fields: { madeOn: '2026-01-01' } },
})
const as = (who: (typeof people)['author']): Ctx => context(home.shared, who, { requestId: 'bench' })

/** A document of the bureau, reviewed, waiting for its signature. */
async function readyToSign(title: string): Promise<string> {
  const { id } = await createDraft(as(people.author), {
    kind: 'announcement',
    organId: bureau.id,
    content: Content.parse({ title, bodyHtml: body, fields: { madeOn: '2026-11-01', contact: '办公室' } }),
  })
  await act(as(people.author), id, { type: 'submit' })
  await act(as(people.first), id, { type: 'approve' })
  await act(as(people.secrecy), id, { type: 'secrecyReview', ...secrecyForm })
  return id
}

/** Ten channels of ten other organs' sections subscribe to the bureau's channel; answers their addresses. */
async function subscribe(): Promise<string[]> {
  const {
    rows: [own],
  } = await sql<{
    id: string
  }>`select c.channel_id as id from publishing_carriage c join publishing_public p on p.document_id = c.document_id
    where p.organ_id = ${bureau.id} and c.own limit 1`.execute(home.shared.db)
  const { rows } = await sql<{
    id: string
    address: string
  }>`select distinct on (s.id) c.id, s.path || c.slug || '/' as address from sites_channel c join sites_section s on s.id = c.section_id
    where s.organ_id <> ${bureau.id} and s.organ_id <> ${root.id} and s.status = 'open' and c.class = 'notice' order by s.id limit ${SECTIONS}`.execute(
    home.shared.db,
  )
  for (const { id } of rows)
    await sql`insert into sites_carry (id, channel_id, source_channel_id) values (${newId()}, ${id}, ${own!.id})`.execute(
      home.shared.db,
    )
  return rows.map((r) => r.address)
}

const page = async (address: string): Promise<string> => (await fetch(home.url + address)).text()

async function untilVisible(addresses: readonly string[], title: string): Promise<void> {
  const end = performance.now() + VISIBLE_MAX_MS
  for (const address of addresses)
    while (!(await page(address)).includes(title)) {
      if (performance.now() > end) throw new Error(`${title} did not appear at ${address}`)
      await sleep(POLL_MS)
    }
}

console.log(`${machine()}; ${rounds} rounds each`)
let there = 0
let addresses: string[] = []
for (const size of sizes) {
  const started = performance.now()
  await importPublished(
    home.ctx(),
    Array.from({ length: size - there }, (_, i) => past(there + i)),
  )
  const rate = Math.round((size - there) / ((performance.now() - started) / 1000))
  there = size
  if (addresses.length === 0) addresses = await subscribe()
  const signing: number[] = []
  const visible: number[] = []
  for (let i = 0; i < rounds; i++) {
    const title = `签发计时${size}之${i}`
    const id = await readyToSign(title)
    await Promise.all(addresses.map(page)) // the cached pages that must give way
    const signed = performance.now()
    await act(as(people.signer), id, { type: 'signOff' })
    signing.push(performance.now() - signed)
    await untilVisible(addresses, title)
    visible.push(performance.now() - signed)
  }
  console.log(`${String(size).padStart(7)} documents (imported at ${rate}/s), ${addresses.length} carrying sections`)
  console.log(`          signed   ${spread(signing)}\n          visible  ${spread(visible)}`)
}
await home.close()
