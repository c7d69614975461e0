// The bulk way: same places, same numbers, same acts afterwards. Its speed is printed here and measured by the bench: tests share their machine.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Instant } from '../../kernel/instant.ts'
import { act } from '../cases/index.ts'
import { DAY, district, type District } from '../../../test/support/publishing/district.ts'
import { importPublished, publishedDocument, type PastDocument } from './index.ts'

let d: District
before(async () => {
  d = await district()
})
after(() => d.close())

const past = (i: number): PastDocument => ({
  kind: i % 3 === 0 ? 'dynamics' : i % 3 === 1 ? 'announcement' : 'publicNotice',
  organId: i % 2 ? d.organs.civil : d.organs.finance,
  publishedAt: new Date(Date.UTC(2026, 0, 1) + i * 600_000).toISOString() as Instant,
  content: {
    title: `第${i}号旧稿`,
    bodyHtml: `<p>旧网站的第${i}篇内容，${'一段正文。'.repeat(80)}</p>`,
    fields: { madeOn: '2026-01-01', displayUntil: '2027-12-31' },
  },
})

test('two thousand documents keep their dates, places and gapless numbers', async () => {
  const rows = Array.from({ length: 2000 }, (_, i) => past(i))
  const start = performance.now()
  const { documentIds } = await importPublished(d.ctx(), rows)
  const rate = Math.round(2000 / ((performance.now() - start) / 1000))
  console.log(`  imported ${rate} documents/s`)
  assert.equal(documentIds.length, 2000)
  const doc = (await d.ctx().tx((tx) => publishedDocument(tx, documentIds[1]!)))!
  assert.deepEqual([doc.publishedAt, doc.indexNumber], [rows[1]!.publishedAt, 'mzj/2026-00001'])
  const { rows: gaps } = await sql<{
    ok: boolean
  }>`select max(index_serial) = count(index_serial) as ok from publishing_document where index_serial is not null group by organ_id, index_year`.execute(
    d.db,
  )
  assert.ok(gaps.every((g) => g.ok))
  const { rows: off } =
    await sql`select from publishing_channel_count k where k.count <> (select count(*) from publishing_carriage c where c.channel_id = k.channel_id)`.execute(
      d.db,
    )
  assert.equal(off.length, 0)
  assert.equal((await sql`select from search_entry`.execute(d.db)).rows.length, 2000)
})

test('an imported document can be withdrawn like any other', async () => {
  const {
    documentIds: [id],
  } = await importPublished(d.ctx(), [past(1)])
  const { editionId } = (await d.ctx().tx((tx) => publishedDocument(tx, id!)))!
  await act(d.as(d.people.manager, DAY), editionId, { type: 'withdraw', reason: '内容过时', notice: '已过时，撤回。' })
  assert.equal((await d.ctx().tx((tx) => publishedDocument(tx, id!)))!.status, 'withdrawn')
})

test('a batch with one document that its organ may not publish leaves nothing of the batch', async () => {
  const {
    rows: [before],
  } = await sql<{ n: string }>`select count(*) as n from publishing_document`.execute(d.db)
  await assert.rejects(
    importPublished(d.ctx(), [past(1), { ...past(2), kind: 'statistics', organId: d.organs.civil }]),
    { code: 'publishing.notCompetent' },
  )
  const {
    rows: [after],
  } = await sql<{ n: string }>`select count(*) as n from publishing_document`.execute(d.db)
  assert.equal(after!.n, before!.n)
})
