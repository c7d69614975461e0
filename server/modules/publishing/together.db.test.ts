// Two people at once: nobody's text is lost, nothing is published twice, and the database itself keeps the persons apart.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import { act } from '../cases/index.ts'
import { DAY, district, text, type District } from '../../../test/support/publishing/district.ts'
import { restoreRevision } from './commands.ts'
import { Content, type Stale } from './contract.ts'
import { createDraft, saveDraft } from './index.ts'
import { editionView, organPathOf, revisionsOf } from './queries.ts'

let d: District
before(async () => {
  d = await district(12)
})
after(() => d.close())

const settled = async (work: Promise<unknown>[]) =>
  (await Promise.allSettled(work)).map((r) =>
    r.status === 'fulfilled' ? 'done' : r.reason instanceof Refusal ? r.reason.code : String(r.reason),
  )
const content = (over: Partial<Content> = {}) => Content.parse({ ...text(), ...over })
const view = async (id: string) => (await d.ctx().tx((tx) => editionView(tx, d.ctx(), id)))!

test('two sign-offs at once publish once', async () => {
  for (let i = 0; i < 5; i++) {
    const made = await d.draft()
    await d.review(made.id)
    const results = await settled([
      act(d.as(d.people.signer, DAY), made.id, { type: 'signOff' }),
      act(d.as(d.people.all, DAY), made.id, { type: 'signOff' }),
    ])
    assert.deepEqual(results.toSorted(), ['cases.notNow', 'done'])
    const { rows } = await sql<{
      type: string
    }>`select type from event where subject_id = ${made.documentId} and type = 'publishing.published'`.execute(d.db)
    assert.equal(rows.length, 1)
  }
})

test('a withdrawal of the live edition and the publication of its successor never wait for each other in a circle', async () => {
  for (let i = 0; i < 5; i++) {
    const first = await d.publish()
    await act(d.as(d.people.author, DAY), first.id, { type: 'revise' })
    const next = (await view(first.id)).editions[0]!.id
    await d.review(next)
    const results = await settled([
      act(d.as(d.people.signer, DAY), next, { type: 'signOff' }),
      act(d.as(d.people.manager, DAY), first.id, { type: 'withdraw', reason: '有误', notice: '因有误撤回。' }),
    ])
    assert.ok(
      results.every((r) => r === 'done' || r === 'cases.notNow'),
      results.join(),
    )
    assert.equal(results[0], 'done')
    assert.equal((await view(next)).status, 'live')
  }
})

test('many publish into the same channels at once: all are there, counted and numbered without a gap', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => d.draft()))
  for (const m of made) await d.review(m.id)
  assert.deepEqual(
    new Set(await settled(made.map((m) => act(d.as(d.people.signer, DAY), m.id, { type: 'signOff' })))),
    new Set(['done']),
  )
  const {
    rows: [gap],
  } = await sql<{
    n: number
  }>`select max(index_serial) - count(index_serial)::int as n from publishing_document where organ_id = ${d.organs.civil}`.execute(
    d.db,
  )
  assert.equal(gap!.n, 0)
  const { rows } =
    await sql`select from publishing_channel_count k where k.count <> (select count(*) from publishing_carriage c where c.channel_id = k.channel_id)`.execute(
      d.db,
    )
  assert.equal(rows.length, 0)
})

test('a stale autosave gets the other’s text with who and when; nothing of either is lost', async () => {
  const { id } = await d.draft()
  const [one, two] = [content({ title: '甲的标题' }), content({ title: '乙的标题' })]
  const saved = await saveDraft(d.as(d.people.author, DAY), id, { version: 1, content: one })
  assert.equal(saved.version, 2)
  await assert.rejects(saveDraft(d.as(d.people.writer, DAY), id, { version: 1, content: two }), (e: Refusal) => {
    const theirs = e.params as unknown as Stale
    return (
      e.code === 'publishing.stale' &&
      theirs.content.title === '甲的标题' &&
      theirs.byName === '起草人' &&
      theirs.version === 2 &&
      e.message.includes('起草人')
    )
  })
  await saveDraft(d.as(d.people.writer, DAY), id, { version: 2, content: two })
  const revisions = await d.ctx().tx((tx) => revisionsOf(tx, id))
  assert.deepEqual(
    revisions.slice(0, 2).map((r) => r.title),
    ['乙的标题', '甲的标题'],
  )
  await restoreRevision(d.as(d.people.author, DAY), id, revisions[1]!.id, 3)
  assert.equal((await view(id)).content.title, '甲的标题')
})

test('twenty autosaves of the same version at once: one is kept, the others are told', async () => {
  const { id } = await d.draft()
  const results = await settled(
    Array.from({ length: 20 }, (_, i) =>
      saveDraft(d.as(i % 2 ? d.people.author : d.people.writer, DAY), id, {
        version: 1,
        content: content({ title: `第${i}种标题` }),
      }),
    ),
  )
  assert.deepEqual(
    [results.filter((r) => r === 'done').length, results.filter((r) => r === 'publishing.stale').length],
    [1, 19],
  )
})

test('a repeated save of the same text makes no new revision; the history of drafts is bounded', async () => {
  const { id } = await d.draft()
  const same = content()
  let { version } = await saveDraft(d.as(d.people.author, DAY), id, { version: 1, content: same })
  assert.equal((await saveDraft(d.as(d.people.author, DAY), id, { version, content: same })).version, version)
  for (let i = 0; i < 30; i++)
    ({ version } = await saveDraft(d.as(d.people.author, DAY), id, { version, content: content() }))
  assert.ok((await d.ctx().tx((tx) => revisionsOf(tx, id))).length <= 22)
})

test('a text in review cannot be edited, not even by an autosave that was under way', async () => {
  const { id } = await d.draft()
  const results = await settled([
    act(d.as(d.people.author, DAY), id, { type: 'submit', version: 1 }),
    saveDraft(d.as(d.people.author, DAY), id, { version: 1, content: content() }),
  ])
  assert.ok(results.includes('done'))
  const e = await view(id)
  if (e.status === 'inReview')
    await assert.rejects(saveDraft(d.as(d.people.author, DAY), id, { version: e.version, content: content() }), {
      code: 'publishing.notEditable',
    })
  else assert.equal(results[0], 'publishing.moved')
})

test('a text with a secret mark is refused before anything of it is stored', async () => {
  const { id } = await d.draft()
  await assert.rejects(
    saveDraft(d.as(d.people.author, DAY), id, {
      version: 1,
      content: content({ bodyHtml: '<p>机密★10年 关于某项工作的通知</p>' }),
    }),
    { code: 'checks.secret' },
  )
  const { rows } = await sql`select from publishing_revision where content::text like '%机密%'`.execute(d.db)
  assert.equal(rows.length, 0)
  await assert.rejects(
    createDraft(d.as(d.people.author, DAY), {
      kind: 'announcement',
      organId: d.organs.civil,
      content: content({ title: '绝密★30年' }),
    }),
    { code: 'checks.secret' },
  )
})

test('scripts and handlers of a pasted text do not reach a revision', async () => {
  const { id } = await d.draft()
  const { dropped } = await saveDraft(d.as(d.people.author, DAY), id, {
    version: 1,
    content: content({ bodyHtml: '<p onclick="x()">正文<script>alert(1)</script></p>' }),
  })
  assert.ok(dropped.length > 0)
  assert.equal((await view(id)).content.bodyHtml, '<p>正文</p>')
})

test('the database keeps persons apart, revisions fixed and one edition of a kind per document, whatever the program does', async () => {
  const made = await d.draft()
  await act(d.as(d.people.author, DAY), made.id, { type: 'submit' })
  const {
    rows: [e],
  } = await sql<{
    revision_id: string
    round: number
  }>`select revision_id, round from publishing_edition where id = ${made.id}`.execute(d.db)
  const sign = (person: string, step: number) =>
    sql`insert into publishing_signature (id, edition_id, revision_id, round, step_no, step_name, verb, person_id, person_name, at, opinion)
    values (gen_random_uuid(), ${made.id}, ${e!.revision_id}, ${e!.round}, ${step}, '初审', 'approve', ${person}, '某人', now(), '')`.execute(
      d.db,
    )
  await assert.rejects(sign(d.people.author.id, 1), /an author cannot review/)
  await sign('someone', 1)
  await assert.rejects(sign('someone', 2), /publishing_signature_person/)
  await assert.rejects(sign('another', 1), /publishing_signature_step/)
  await assert.rejects(
    sql`update publishing_revision set content = '{}' where id = ${e!.revision_id}`.execute(d.db),
    /never changed/,
  )
  await assert.rejects(sql`delete from publishing_revision where id = ${e!.revision_id}`.execute(d.db), /never deleted/)
  await assert.rejects(
    sql`insert into publishing_edition (id, document_id, no, status, revision_id, changed_at, changed_by, changed_by_name)
    values (gen_random_uuid(), ${made.documentId}, 9, 'draft', ${e!.revision_id}, now(), '', '')`.execute(d.db),
    /publishing_edition_working/,
  )
})

test('a document belongs to the scope of its organ and of its reviewers’ organs only', async () => {
  const { id, documentId } = await d.draft()
  const own = `/${d.organs.root}/${d.organs.civil}/`
  assert.deepEqual(await d.ctx().tx((tx) => organPathOf(tx, 'document', documentId)), [own])
  assert.deepEqual(await d.ctx().tx((tx) => organPathOf(tx, 'edition', id)), [own])
  assert.equal(await d.ctx().tx((tx) => organPathOf(tx, 'edition', documentId)), undefined)
  await assert.rejects(act(d.as(d.people.other, DAY), id, { type: 'submit' }), { code: 'cases.notFound' })
})

test('a channel of another organ’s section cannot be chosen', async () => {
  const {
    rows: [foreign],
  } = await sql<{
    id: string
  }>`select c.id from sites_channel c join sites_section s on s.id = c.section_id where s.organ_id = ${d.organs.finance} limit 1`.execute(
    d.db,
  )
  const { id } = await d.draft(DAY, { channelIds: [foreign!.id] })
  await assert.rejects(
    act(d.as(d.people.author, DAY), id, { type: 'submit' }),
    (e: Refusal) => e.code === 'publishing.notReady' && 'channelIds' in e.fields,
  )
})
