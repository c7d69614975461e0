import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../test/support/db.ts'
import { modules, startModules } from '../app.ts'
import { organPack, organTree } from '../modules/organs/index.ts'
import { coverage } from '../modules/standards/index.ts'
import { demoDocuments, worldOf } from './documents/index.ts'
import { alike, plain, shingles } from './documents/similarity.ts'
import { assignEntries } from './entries.ts'
import { assertLoopbackWhileDemo, prepare } from './index.ts'
import { seedDemo } from './seed.ts'

const t = await testDatabase({ modules })
after(() => t.close())
await startModules(t.shared)
const count = async (table: string) =>
  Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(t.db)).rows[0]!.n)

test('a seed that dies half-way leaves an empty installation', async () => {
  const dies = (line: string) => {
    if (line.includes('拟写信息')) throw new Error('killed')
  }
  await assert.rejects(seedDemo(t.ctx(), dies), /killed/)
  assert.equal(await count('organs_organ'), 0)
  assert.equal((await sql`select 1 from installation where key in ('demo', 'setUp')`.execute(t.db)).rows.length, 0)
})

test('the first start fills the district and prints one account per role, the second leaves it as it is', async () => {
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  await prepare(t.shared, { empty: false, say })
  assert.ok(said.some((l) => l.includes('qianfa')) && said.some((l) => l.includes('xitong')))
  const cases = await count('cases_case')
  assert.ok(cases > 900, String(cases))
  said.length = 0
  await prepare(t.shared, { empty: false, say })
  assert.equal(await count('cases_case'), cases)
  assert.ok(said.some((l) => l.includes('演示区')))
})

test('obligations look alive: three to nine of ten done, some late, some missing', async () => {
  const { total } = await t.ctx().tx((tx) => coverage(tx, ['/'], { today: t.ctx().today }))
  const all = total.due + total.done + total.late
  assert.ok(total.done / all >= 0.7 && total.done / all <= 0.93, JSON.stringify(total))
  assert.ok(total.late > 0 && total.doneLate > 0, JSON.stringify(total))
})

test('what was written for the catalog is as unlike the rest as everything else', async () => {
  const world = worldOf(organPack('demo-huwan')!, t.ctx().today)
  const { documents } = await t.ctx().tx((tx) => assignEntries(tx, world, demoDocuments(world)))
  const texts = documents.map((d) => ({ key: d.key, runs: shingles(plain(d.bodyHtml)) }))
  const written = texts.filter((x) => x.key.startsWith('catalog/'))
  assert.ok(written.length > 50)
  for (const a of written)
    for (const b of texts) if (a !== b) assert.ok(alike(a.runs, b.runs) <= 0.6, `${a.key} ~ ${b.key}`)
})

test('review has work in every step', async () => {
  const { rows } = await sql<{
    duty: string
    n: string
  }>`select duty, count(*) as n from cases_step where closed_at is null group by duty`.execute(t.db)
  for (const duty of ['publishing.firstReview', 'publishing.secrecyReview', 'publishing.signOff', 'publishing.draft'])
    assert.ok(
      rows.some((r) => r.duty === duty),
      duty,
    )
})

test('communities are organs of nobody’s duty, and all 170 organs are there', async () => {
  const organs = await t.ctx().tx((tx) => organTree(tx))
  assert.equal(organs.length, 170)
  assert.ok(organs.filter((o) => o.level === 'community').every((o) => !o.underRegulation))
})

test('demo accounts are never reachable from another machine', () => {
  for (const host of ['127.0.0.1', 'localhost', '::1', '127.8.0.2']) assertLoopbackWhileDemo(host)
  for (const host of ['0.0.0.0', '::', '10.0.0.5', '127.0.0.1.example.cn', 'www.example.cn'])
    assert.throws(() => assertLoopbackWhileDemo(host), /只能监听本机/)
})

test('a demo is not turned into a clean installation', async () => {
  await assert.rejects(prepare(t.shared, { empty: true, say: () => undefined }), /另设 DATA_DIR/)
})
