// From a draft to ten places and back again, in a database.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { timeline } from '../../kernel/events.ts'
import { act } from '../cases/index.ts'
import { DAY, district, secrecyForm, type District } from '../../../test/support/publishing/district.ts'
import type { Instant } from '../../kernel/instant.ts'
import { createDraft, importPublished, publishedDocument } from './index.ts'
import { Content } from './contract.ts'
import { endDisplays, publishDue, turnValidities } from './jobs.ts'
import { documentList, editionView, inbox, statistics } from './queries.ts'
import { carriesFile } from './queries-public.ts'

let d: District
before(async () => {
  d = await district()
})
after(() => d.close())

const shown = (id: string) => d.ctx().tx((tx) => publishedDocument(tx, id))
const facts = async (documentId: string) =>
  (await d.ctx().tx((tx) => timeline(tx, { type: 'document', id: documentId }))).map((e) =>
    e.type.replace('publishing.', ''),
  )
const places = async (id: string) =>
  (
    await sql<{
      path: string
    }>`select s.path || c.slug || '/' as path from publishing_carriage k join sites_channel c on c.id = k.channel_id join sites_section s on s.id = c.section_id
  where k.document_id = ${id} order by 1`.execute(d.db)
  ).rows.map((r) => r.path)
const found = async (id: string) => (await sql`select from search_entry where ref_id = ${id}`.execute(d.db)).rows.length
const paths = async (id: string) =>
  (await sql<{ listed: boolean }>`select listed from sites_path where ref = ${id}`.execute(d.db)).rows.map(
    (r) => r.listed,
  )
const counts = async () =>
  (
    await sql<{
      ok: boolean
    }>`select count(*) filter (where k.count <> (select count(*) from publishing_carriage c where c.channel_id = k.channel_id)) = 0 as ok from publishing_channel_count k`.execute(
      d.db,
    )
  ).rows[0]!.ok

test('a draft goes through its chain and appears in every place, with its index number, search entry and facts', async () => {
  const { id, documentId } = await d.publish()
  const doc = (await shown(documentId))!
  assert.equal(doc.status, 'live')
  assert.match(doc.indexNumber!, /^mzj\/2026-\d{5}$/)
  assert.match(doc.path, /^\/bm\/mzj\/tzgg\/202611\/\d+\.html$/)
  const at = await places(documentId)
  assert.ok(at.includes('/bm/mzj/tzgg/') && at.includes('/tzgg/') && at.includes('/jd/dhjd/qjtz/'), at.join())
  assert.deepEqual(doc.places.map((p) => p.path).toSorted(), at)
  assert.equal(await found(documentId), 1)
  assert.deepEqual(await paths(documentId), [true])
  assert.deepEqual(await facts(documentId), ['drafted', 'submitted', 'signed', 'signed', 'signed', 'published'])
  const view = (await d.ctx().tx((tx) => editionView(tx, d.as(d.people.manager, DAY), id)))!
  assert.deepEqual(
    view.signatures.map((s) => s.personName),
    ['起草人', '初审人', '保密员', '签发人'],
  )
  assert.ok(view.actions.includes('withdraw') && view.actions.includes('takeDown'))
  assert.ok(await counts())
})

test('index numbers of an organ and year have no gap, also when a publication fails on its way', async () => {
  await d.publish()
  const doomed = await d.draft()
  await d.review(doomed.id)
  await sql`create function unlucky() returns trigger as $$ begin raise exception 'unlucky'; end $$ language plpgsql`.execute(
    d.db,
  )
  await sql`create trigger unlucky before insert on search_entry for each row execute function unlucky()`.execute(d.db)
  await assert.rejects(act(d.as(d.people.signer, DAY), doomed.id, { type: 'signOff' }), /unlucky/)
  await sql`drop trigger unlucky on search_entry`.execute(d.db)
  assert.equal(await shown(doomed.documentId), undefined)
  await act(d.as(d.people.signer, DAY), doomed.id, { type: 'signOff' })
  const { rows } = await sql<{
    index_serial: number
  }>`select index_serial from publishing_document where index_year = 2026 and organ_id = ${d.organs.civil} order by 1`.execute(
    d.db,
  )
  assert.deepEqual(
    rows.map((r) => r.index_serial),
    rows.map((_, i) => i + 1),
  )
})

test('the live edition stays up while its successor is reviewed, and is superseded when that is signed', async () => {
  const { id, documentId } = await d.publish()
  const before = (await shown(documentId))!
  await act(d.as(d.people.author, DAY), id, { type: 'revise', note: '补充申报材料' })
  const next = (await d.ctx().tx((tx) => editionView(tx, d.as(d.people.author, DAY), id)))!.editions[0]!
  assert.deepEqual([next.no, next.status], [2, 'draft'])
  await assert.rejects(act(d.as(d.people.author, DAY), id, { type: 'revise' }), { code: 'publishing.workingExists' })
  await d.review(next.id, '2026-11-05')
  assert.deepEqual(await shown(documentId), before)
  await act(d.as(d.people.signer, '2026-11-05'), next.id, { type: 'signOff' })
  const after = (await shown(documentId))!
  assert.deepEqual(
    [after.editionNo, after.path, after.publishedAt, after.indexNumber],
    [2, before.path, before.publishedAt, before.indexNumber],
  )
  assert.deepEqual(after.corrections, [{ on: '2026-11-05', note: '补充申报材料' }])
  const { rows } = await sql<{ status: string }>`select status from cases_case where id = ${id}`.execute(d.db)
  assert.equal(rows[0]!.status, 'superseded')
})

test('a withdrawal reaches every copy at once and leaves the notice at the address', async () => {
  const { id, documentId } = await d.publish()
  await act(d.as(d.people.manager, DAY), id, {
    type: 'withdraw',
    reason: '内容有误',
    notice: '本公告因数据有误撤回，更正后重新发布。',
  })
  const doc = (await shown(documentId))!
  assert.deepEqual(
    [doc.status, doc.bodyHtml, doc.facts, doc.withdrawal],
    ['withdrawn', '', [], { on: DAY, notice: '本公告因数据有误撤回，更正后重新发布。' }],
  )
  assert.deepEqual([await places(documentId), await found(documentId), await paths(documentId)], [[], 0, [false]])
  await act(d.as(d.people.manager, DAY), id, { type: 'reinstate', reason: '核实无误' })
  assert.equal((await shown(documentId))!.path, doc.path)
  assert.ok((await places(documentId)).length >= 3)
  assert.ok(await counts())
})

test('a silent take-down leaves nothing that the public could find, and can be taken back', async () => {
  const { id, documentId } = await d.publish()
  await act(d.as(d.people.manager, DAY), id, { type: 'takeDown', cause: 'privacy', reason: '含个人信息' })
  assert.deepEqual(
    [await shown(documentId), await places(documentId), await found(documentId), await paths(documentId)],
    [undefined, [], 0, []],
  )
  await act(d.as(d.people.manager, DAY), id, { type: 'reinstate', reason: '已去标识' })
  assert.equal((await shown(documentId))!.status, 'live')
  assert.deepEqual(await paths(documentId), [true])
})

test('a slip of the pen is corrected with a public note; the former text is kept', async () => {
  const { id, documentId } = await d.publish()
  const title = (await shown(documentId))!.title
  await act(d.as(d.people.manager, '2026-11-06'), id, {
    type: 'correct',
    content: { title: `${title}（更正）` },
    note: '更正标题',
    reason: '错字',
  })
  const doc = (await shown(documentId))!
  assert.deepEqual(
    [doc.title, doc.editionNo, doc.corrections],
    [`${title}（更正）`, 2, [{ on: '2026-11-06', note: '更正标题' }]],
  )
  await assert.rejects(
    act(d.as(d.people.manager, DAY), doc.editionId, {
      type: 'correct',
      content: { title: doc.title },
      note: '更正',
      reason: '没有改',
    }),
    { code: 'publishing.nothingChanged' },
  )
})

test('a timed publication waits for its moment, is checked again, and can be called off and signed anew', async () => {
  const { id, documentId } = await d.draft()
  await d.review(id)
  await act(d.as(d.people.signer, DAY), id, { type: 'signOff', publishAt: '2026-11-04T09:00:00+08:00' })
  assert.equal(await publishDue(d.ctx(undefined, '2026-11-04T00:59:59.000Z')), 0)
  await act(d.as(d.people.signer, DAY), id, { type: 'unschedule', reason: '再核一遍' })
  await act(d.as(d.people.signer, DAY), id, { type: 'signOff', publishAt: '2026-11-04T09:00:00+08:00' })
  assert.equal(await shown(documentId), undefined)
  assert.equal(await publishDue(d.ctx(undefined, '2026-11-04T01:00:00.000Z')), 1)
  assert.equal((await shown(documentId))!.publishedAt, '2026-11-04T01:00:00.000Z')
  assert.equal(await publishDue(d.ctx(undefined, '2026-11-04T01:01:00.000Z')), 0)
})

test('a 公示 leaves at midnight after its last day; what is owed for it stays done', async () => {
  const { documentId } = await d.publish(
    DAY,
    {
      fields: {
        displayFrom: '2026-11-03',
        displayUntil: '2026-11-10',
        objectionTo: '区民政局',
        objectionPhone: '0510-00000000',
      },
    },
    'publicNotice',
  )
  assert.equal(await endDisplays(d.as(d.people.manager, '2026-11-10')), 0)
  assert.equal(await endDisplays(d.ctx(undefined, '2026-11-10T16:00:00.000Z')), 1)
  assert.deepEqual([await shown(documentId), await places(documentId)], [undefined, []])
})

test('效力 turns at midnight by the dates of the text', async () => {
  const fields = {
    documentNumber: '湖民发〔2026〕8号',
    madeOn: '2026-11-01',
    effectiveOn: '2026-12-01',
    lapsesOn: '2027-11-30',
    issuedBy: '区民政局',
  }
  const {
    documentIds: [documentId],
  } = await importPublished(d.as(d.people.manager, DAY), [
    {
      kind: 'policy',
      organId: d.organs.civil,
      publishedAt: '2026-11-03T02:00:00.000Z' as Instant,
      content: { title: '养老服务补贴办法', bodyHtml: '<p>第一条</p>', fields },
    },
  ])
  assert.ok(documentId)
  assert.equal((await shown(documentId))!.validity, 'notYetInForce')
  assert.equal(await turnValidities(d.ctx(undefined, '2026-11-30T16:00:00.000Z')), 1)
  assert.equal((await shown(documentId))!.validity, 'inForce')
  assert.equal(await turnValidities(d.ctx(undefined, '2027-11-30T16:00:00.000Z')), 1)
  assert.equal((await shown(documentId))!.validity, 'lapsed')
})

test('a writer is told at once which body may publish a kind, and incomplete texts are named field by field', async () => {
  await assert.rejects(
    createDraft(d.as(d.people.author, DAY), { kind: 'statistics', organId: d.organs.civil }),
    (e: { code: string; message: string }) => e.code === 'publishing.notCompetent' && e.message.includes('区统计局'),
  )
  const { id } = await createDraft(d.as(d.people.author, DAY), { kind: 'announcement', organId: d.organs.civil })
  await assert.rejects(
    act(d.as(d.people.author, DAY), id, { type: 'submit' }),
    (e: { code: string; fields: Record<string, string> }) =>
      e.code === 'publishing.notReady' &&
      e.fields.title === '请填写标题' &&
      e.fields['fields.madeOn'] === '请填写成文日期',
  )
})

test('withheld information is never published, whatever the chain said', async () => {
  const { id } = await d.draft(DAY, { disclosureClass: 'withheld', withholdGround: 'art16.internal' })
  await d.review(id)
  await assert.rejects(act(d.as(d.people.signer, DAY), id, { type: 'signOff' }), { code: 'publishing.withheld' })
})

test('保密审查 may close the case or send it back for cuts, with its reason', async () => {
  const { id, documentId } = await d.draft()
  await act(d.as(d.people.author, DAY), id, { type: 'submit' })
  await act(d.as(d.people.first, DAY), id, { type: 'approve' })
  await assert.rejects(
    act(d.as(d.people.secrecy, DAY), id, { type: 'secrecyReview', ...secrecyForm, conclusion: 'withheld' }),
    { code: 'publishing.secrecyReason' },
  )
  await act(d.as(d.people.secrecy, DAY), id, {
    type: 'secrecyReview',
    ...secrecyForm,
    conclusion: 'openAfterCuts',
    reason: '删去住址',
  })
  await act(d.as(d.people.author, DAY), id, { type: 'submit' })
  await act(d.as(d.people.first, DAY), id, { type: 'approve' })
  await act(d.as(d.people.secrecy, DAY), id, {
    type: 'secrecyReview',
    ...secrecyForm,
    noPrivacy: false,
    conclusion: 'withheld',
    reason: '涉及个人隐私',
  })
  assert.deepEqual(
    [(await d.ctx().tx((tx) => editionView(tx, d.ctx(), id)))!.status, (await facts(documentId)).at(-1)],
    ['closed', 'closed'],
  )
})

test('the inbox shows a step to whoever may sign it, and to nobody who wrote or already signed', async () => {
  const { id } = await d.draft()
  await act(d.as(d.people.author, DAY), id, { type: 'submit' })
  const waits = async (who: keyof typeof d.people) =>
    (await d.ctx().tx((tx) => inbox(tx, d.as(d.people[who], DAY), { page: 1, size: 100 }))).items.some(
      (r) => r.editionId === id,
    )
  assert.deepEqual(
    [await waits('first'), await waits('second'), await waits('secrecy'), await waits('author'), await waits('other')],
    [true, true, false, false, false],
  )
  const row = (
    await d.ctx().tx((tx) => inbox(tx, d.as(d.people.first, '2026-11-09'), { page: 1, size: 100 }))
  ).items.find((r) => r.editionId === id)!
  assert.deepEqual([row.dueOn, row.late], ['2026-11-05', true])
  await act(d.as(d.people.all, DAY), id, { type: 'approve' })
  assert.deepEqual([await waits('secrecy'), await waits('all')], [true, false])
  await assert.rejects(act(d.as(d.people.all, DAY), id, { type: 'secrecyReview', ...secrecyForm }), {
    code: 'cases.notNow',
  })
})

test('lists and figures show nothing beyond the reach of the person', async () => {
  const mine = await d
    .ctx()
    .tx((tx) => documentList(tx, d.as(d.people.author, DAY), { sort: 'changed', page: 1, size: 100 } as never))
  const other = await d
    .ctx()
    .tx((tx) => documentList(tx, d.as(d.people.other, DAY), { sort: 'changed', page: 1, size: 100 } as never))
  assert.ok(mine.items.length > 5)
  assert.ok(mine.items.every((r) => r.organId === d.organs.civil))
  assert.equal(other.total, 0)
  const figures = await d.ctx().tx((tx) => statistics(tx, d.as(d.people.manager, DAY)))
  assert.ok(figures.publishedThisMonth >= 3)
  assert.equal((await d.ctx().tx((tx) => statistics(tx, d.as(d.people.other, DAY)))).publishedThisMonth, 0)
})

test('a file is public while a live edition carries it, and not before or after', async () => {
  const fileId = '0198c0de-0000-7000-8000-000000000001'
  const carried = () => d.ctx().tx((tx) => carriesFile(tx, fileId))
  const made = await d.draft(DAY, { attachments: Content.shape.attachments.parse([{ fileId, name: '申报表.docx' }]) })
  await d.review(made.id)
  assert.equal(await carried(), false)
  await act(d.as(d.people.signer, DAY), made.id, { type: 'signOff' })
  assert.equal(await carried(), true)
  await act(d.as(d.people.manager, DAY), made.id, { type: 'takeDown', cause: 'leak', reason: '隐患' })
  assert.equal(await carried(), false)
})
