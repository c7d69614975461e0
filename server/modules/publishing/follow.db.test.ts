// What is public follows the subscriptions of the channels; staff find it by its number and read why they may not act.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { day } from '../../kernel/day.ts'
import { writeSheet } from '../../kernel/xlsx.ts'
import { reactOnce } from '../../kernel/worker.ts'
import { DAY, district, type District } from '../../../test/support/publishing/district.ts'
import { act } from '../cases/index.ts'
import { subscribe, unsubscribe } from '../sites/commands.ts'
import { CarryInput } from '../sites/contract.ts'
import { publishCatalog, importCatalog } from '../standards/index.ts'
import { ImportInput } from '../standards/contract.ts'
import { ActionInput, DocumentList } from './contract.ts'
import { documentList, editionView } from './queries.ts'
import { replaceAfter } from './replace.ts'

let d: District
before(async () => {
  d = await district()
})
after(() => d.close())

const react = async () => {
  while ((await reactOnce(d.shared)) > 0);
}
const rows = async <T>(q: ReturnType<typeof sql<T>>) => (await q.execute(d.db)).rows
const channelOf = async (path: string) =>
  (
    await rows(
      sql<{
        id: string
      }>`select c.id from sites_channel c join sites_section s on s.id = c.section_id where s.path || c.slug || '/' = ${path}`,
    )
  )[0]!.id
const rule = (over: object) =>
  CarryInput.parse({
    sourceChannelId: null,
    sourceClass: null,
    sourceKinds: [],
    kinds: [],
    organId: null,
    fields: [],
    ...over,
  })
const standsIn = async (channelId: string) =>
  (
    await rows(
      sql<{
        id: string
      }>`select document_id as id from publishing_carriage where channel_id = ${channelId} order by document_id`,
    )
  ).map((r) => r.id)
const changedSince = async (no: string) =>
  new Set(
    (await rows(sql<{ tags: string[] }>`select tags from sites_page_change where no > ${no}`)).flatMap((r) => r.tags),
  )
const lastChange = async () =>
  (await rows(sql<{ no: string }>`select coalesce(max(no), 0)::text as no from sites_page_change`))[0]!.no
const countsHold = async () =>
  (
    await rows(
      sql`select from publishing_channel_count k where k.count <> (select count(*) from publishing_carriage c where c.channel_id = k.channel_id)`,
    )
  ).length === 0

test('a new subscription fills its channel with what is public already, and its end empties it', async () => {
  const one = await d.publish()
  const two = await d.publish()
  const gone = await d.publish()
  await act(d.as(d.people.manager, DAY), gone.id, { type: 'withdraw', reason: '有误', notice: '因有误撤回。' })
  await react()
  const target = await channelOf('/bm/czj/tzgg/')
  const before = await standsIn(target)
  assert.ok(![one, two, gone].some((m) => before.includes(m.documentId)))

  let since = await lastChange()
  const { id } = await subscribe(d.ctx(), target, rule({ organId: d.organs.civil, kinds: ['announcement'] }))
  await react()
  const filled = await standsIn(target)
  assert.ok(filled.includes(one.documentId) && filled.includes(two.documentId))
  assert.ok(!filled.includes(gone.documentId), 'what was withdrawn does not come back')
  let changed = await changedSince(since)
  assert.ok(changed.has(`channel:${target}`) && changed.has(`channel-pages:${target}`))
  assert.ok(changed.has(`document:${one.documentId}`))
  assert.ok(await countsHold())
  const section = await rows(
    sql`select from search_entry e join sites_channel c on c.id = ${target} where e.ref_id = ${one.documentId} and c.section_id = any(e.section_ids)`,
  )
  assert.equal(section.length, 1, 'a search in the section finds it')

  since = await lastChange()
  await unsubscribe(d.ctx(), target, id)
  await react()
  assert.deepEqual(await standsIn(target), before)
  changed = await changedSince(since)
  assert.ok(changed.has(`channel:${target}`) && changed.has(`channel-pages:${target}`))
  assert.ok(await countsHold())
})

test('a large stock is re-placed batch by batch, and what stands right is not touched', async () => {
  for (let i = 0; i < 3; i++) await d.publish()
  await react()
  const target = await channelOf('/bm/czj/tzgg/')
  const { id } = await subscribe(d.ctx(), target, rule({ kinds: ['announcement'] }))
  let [after, batches] = [null as string | null, 0]
  do {
    after = await d.ctx().tx((tx) => replaceAfter(tx, d.ctx(), after, 2))
    batches++
  } while (after !== null)
  assert.ok(batches >= 3, `${batches} batches`)
  const all = await rows(sql`select from publishing_public where status = 'live' and kind = 'announcement'`)
  assert.equal((await standsIn(target)).length, all.length)
  const since = await lastChange()
  await react()
  assert.equal((await changedSince(since)).size, 0)
  await unsubscribe(d.ctx(), target, id)
  await react()
})

test('a channel that subscribes by the field of the catalog carries the documents of its entries', async () => {
  const header =
    '序号,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,全社会,特定群体,主动,依申请,县级,乡级'
  const line = '1,预算,年度预算,全文,《中华人民共和国预算法》,长期公开,区民政局,■政府网站,√,,√,,√,'
  const sheet = await writeSheet({ name: '目录', rows: [header.split(','), line.split(',')] })
  const options = ImportInput.parse({ fieldKey: 'budget', name: '财政预决算领域标准目录' })
  const catalog = await importCatalog(d.as(d.people.manager, DAY), sheet, options)
  await publishCatalog(d.as(d.people.manager, DAY), catalog.id, day('2026-01-01'))
  const [entry] = await rows(sql<{ id: string }>`select id from standards_entry_view`)
  const target = await channelOf('/bm/czj/tzgg/')
  const { id } = await subscribe(d.ctx(), target, rule({ fields: ['budget'] }))
  const within = await d.publish(DAY, { entryIds: [entry!.id] })
  const without = await d.publish()
  const stands = await standsIn(target)
  assert.deepEqual([stands.includes(within.documentId), stands.includes(without.documentId)], [true, false])
  await unsubscribe(d.ctx(), target, id)
  await react()
  assert.ok(!(await standsIn(target)).includes(within.documentId))
})

test('staff find a text by its 文号 however they write the brackets, while it is a draft too', async () => {
  const { documentId } = await d.draft(DAY, {
    fields: { madeOn: '2026-11-02', documentNumber: '湖民发〔2026〕18号' },
  })
  const found = async (q: string) =>
    (
      await d
        .ctx()
        .tx((tx) => documentList(tx, d.as(d.people.author, DAY), DocumentList.parse({ q, status: ['draft'] })))
    ).items.map((r) => r.id)
  for (const q of ['湖民发〔2026〕18号', '湖民发[2026]18号', '湖民发（2026）18号', '民发【2026】18', '〔2026〕18号'])
    assert.deepEqual(await found(q), [documentId], q)
  for (const q of ['湖政发〔2026〕18号', '湖民发〔2026〕1号', '湖民发〔2025〕18号'])
    assert.deepEqual(await found(q), [], q)
})

test('a case is numbered by the organ that publishes, without a gap', async () => {
  const numbers = (
    await rows(
      sql<{
        number: string
        no: number
      }>`select number, number_no as no from cases_case where number is not null and number_organ_id = ${d.organs.civil} order by number_no`,
    )
  ).map((r) => [r.number, Number(r.no)])
  assert.ok(numbers.length > 3)
  assert.deepEqual(
    numbers,
    numbers.map((_, i) => [`区民政局信发〔2026〕${i + 1}号`, i + 1]),
  )
})

test('who may not recall reads that the author does it, and a missing reason is named', async () => {
  const { id } = await d.draft()
  await act(d.as(d.people.author, DAY), id, { type: 'submit' })
  const view = await d.ctx().tx((tx) => editionView(tx, d.as(d.people.first, DAY), id))
  assert.equal(view!.blocked.find((b) => b.type === 'recall')?.why, '由起草人办理')
  const said = (body: object) => ActionInput.safeParse(body).error?.issues.map((i) => i.message)
  assert.deepEqual(said({ type: 'withdraw' }), ['请填写撤回理由', '请填写对外说明'])
  assert.deepEqual(said({ type: 'sendBack', reason: '' }), ['请填写退回理由，不少于2个字'])
  assert.deepEqual(said({ type: 'takeDown' }), ['请选择下架原因', '请填写下架理由'])
  assert.deepEqual(said({ type: 'reinstate' }), ['请填写恢复理由'])
  assert.deepEqual(said({ type: 'correct' }), ['请填写更正后的内容', '请填写对外说明', '请填写更正理由'])
  assert.deepEqual(said({ type: 'unschedule', reason: 3 }), ['意见应为文字'])
})
