import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { context } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/id.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { sweepBreaches } from '../deadlines/index.ts'
import { TaskQuery } from './contract.ts'
import { handOver } from './commands.ts'
import { act, caseRecord, offersOf, openCase, openTasks, summary } from './index.ts'
import { listCases } from './queries.ts'
import { district, type District } from '../../../test/support/cases/district.ts'

let d: District
before(async () => {
  d = await district()
})
after(() => d.close())

const row = async (id: string) =>
  (await sql<Record<string, unknown>>`select * from cases_case where id = ${id}`.execute(d.db)).rows[0]!
const tasks = async (who: keyof District['people'], at: string, filter: Partial<Record<string, string>> = {}) => {
  const ctx = d.as(d.people[who], at)
  return ctx.tx((tx) => openTasks(tx, ctx, TaskQuery.parse(filter)))
}
const record = (who: keyof District['people'], at: string, id: string) => {
  const ctx = d.as(d.people[who], at)
  return ctx.tx((tx) => caseRecord(tx, ctx, id))
}
const submitted = async (at: string, title?: string) => {
  const id = await d.draft(d.people.author, at, title)
  await act(d.as(d.people.author, at), id, { type: 'submit' })
  return id
}

test('a case from draft to done: number at submission, steps, clocks and timeline in words', async () => {
  const id = await d.draft(d.people.author, '2026-11-02')
  assert.equal((await row(id)).number, null)
  const acted = await act(d.as(d.people.author, '2026-11-02'), id, { type: 'submit', seen: 0 })
  assert.deepEqual(acted, { id, status: 'first', version: 1, number: '区民政局审〔2026〕1号' })
  await act(d.as(d.people.first, '2026-11-03'), id, { type: 'pass', seen: 1 })
  await act(d.as(d.people.leader, '2026-11-04'), id, { type: 'sign' })
  const seen = await record('reader', '2026-11-05', id)
  assert.deepEqual(
    seen.timeline.map((l) => `${l.actorName} ${l.text}`),
    ['起草人 提交', '初审甲 初审通过', '签发人 签发'],
  )
  assert.deepEqual(
    seen.clocks.map((c) => `${c.name} ${c.state} ${c.dueOn}`),
    ['初审时限 met 2026-11-04', '签发时限 met 2026-11-04'],
  )
  assert.deepEqual([seen.over, seen.steps, seen.offers], [true, [], []])
  assert.match(seen.trackingCode, /^[2-9A-HJ-NP-Z]{12}$/)
})

test('who may not see a case gets the same answer as for one that never was', async () => {
  const id = await submitted('2026-11-02')
  for (const subject of [id, newId()]) {
    await assert.rejects(record('stranger', '2026-11-03', subject), { code: 'cases.notFound' })
    await assert.rejects(act(d.as(d.people.stranger, '2026-11-03'), subject, { type: 'pass' }), {
      code: 'cases.notFound',
    })
    await assert.rejects(act(d.as(d.people.stranger, '2026-11-03'), subject, { type: 'nonsense' }), {
      code: 'cases.notFound',
    })
  }
})

test('what is not open is refused with the reason and with what is open now', async () => {
  const id = await submitted('2026-11-02')
  const refused = async (who: keyof District['people'], type: string, message: RegExp, code = 'cases.notNow') =>
    assert.rejects(act(d.as(d.people[who], '2026-11-03'), id, { type, reason: '理由充分' }), (e: Refusal) => {
      assert.equal(e.code, code)
      assert.match(e.message, message)
      return true
    })
  await refused('first', 'sign', /不能“签发”：现在的状态是“初审中”。现在可以办理：初审通过、征求意见、退回/)
  await refused('reader', 'pass', /“初审”由区民政局办理，您没有这项职责。现在没有您可以办理的操作/)
  await refused('author', 'pass', /您没有这项职责/)
  await refused('first', 'nonsense', /没有这个操作/, 'cases.unknownAction')
  await refused('first', 'toString', /没有这个操作/, 'cases.unknownAction')
  await act(d.as(d.people.leader, '2026-11-03'), id, { type: 'pass' })
  await refused('leader', 'sign', /您已办理过前面的环节，应由他人办理/)
  await refused('leader', 'expire', /由系统到时办理/)
})

test('an author does not review what they wrote, though they hold the duty', async () => {
  const id = await d.draft(d.people.both, '2026-11-02')
  await act(d.as(d.people.both, '2026-11-02'), id, { type: 'submit' })
  await assert.rejects(act(d.as(d.people.both, '2026-11-02'), id, { type: 'pass' }), { code: 'cases.notNow' })
  assert.equal(
    (await tasks('both', '2026-11-02')).items.some((i) => i.caseId === id),
    false,
  )
})

test('an action on what someone else has changed since says who and when', async () => {
  const id = await submitted('2026-11-02')
  await act(d.as(d.people.first, '2026-11-03'), id, { type: 'inquire' })
  await assert.rejects(act(d.as(d.people.second, '2026-11-03'), id, { type: 'pass', seen: 1 }), (e: Refusal) => {
    assert.equal(e.code, 'cases.stale')
    assert.match(e.message, /^初审甲已于2026-11-03 10:00办理了这件事项，请看过最新情况再办理。现在可以办理：登记意见$/)
    assert.deepEqual(e.params.open, ['answer'])
    return true
  })
})

test('what is filled in wrongly is told at its field, before anything moves', async () => {
  const id = await submitted('2026-11-02')
  await assert.rejects(
    act(d.as(d.people.first, '2026-11-03'), id, { type: 'sendBack', reason: '' }),
    (e: { issues?: { path: string[]; message: string }[] }) => {
      assert.deepEqual(
        e.issues?.map((i) => [i.path.join('.'), i.message]),
        [['reason', '请写明理由']],
      )
      return true
    },
  )
  assert.equal((await row(id)).version, 1)
})

test('decide may refuse by what only history and rules tell', async () => {
  const id = await submitted('2026-11-02')
  await act(d.as(d.people.first, '2026-11-03'), id, { type: 'pass' })
  await assert.rejects(act(d.as(d.people.leader, '2026-11-05'), id, { type: 'sendBack', reason: '再改改' }), {
    code: 'test.tooLate',
    message: '已过2026-11-04，不能再退回',
  })
})

test('a failure after the state is saved leaves no trace', async () => {
  const id = await submitted('2026-11-02')
  const all = async () =>
    JSON.stringify([
      await row(id),
      (await sql`select * from test_review where id = ${id}`.execute(d.db)).rows,
      (await sql`select * from cases_step where case_id = ${id} order by no`.execute(d.db)).rows,
      (await sql`select * from deadlines_clock where subject_id = ${id} order by no`.execute(d.db)).rows,
      (await sql`select count(*) from event`.execute(d.db)).rows,
    ])
  const before = await all()
  await sql`create function boom() returns trigger as $$ begin raise exception 'boom'; end $$ language plpgsql`.execute(
    d.db,
  )
  for (const table of ['event', 'deadlines_clock', 'cases_step']) {
    await sql`create trigger boom before insert or update on ${sql.table(table)} execute function boom()`.execute(d.db)
    await assert.rejects(act(d.as(d.people.first, '2026-11-03'), id, { type: 'pass' }), /boom/)
    await sql`drop trigger boom on ${sql.table(table)}`.execute(d.db)
    assert.equal(await all(), before, table)
  }
})

test('待办 is sorted by what is due, overdue first, paused after it; counts and filters agree', async () => {
  const all = async (filter = {}) => (await tasks('second', '2026-12-04', { size: '100', ...filter })).items
  for (const t of await all())
    await act(
      d.as(d.people.second, '2026-12-04'),
      t.caseId,
      t.step === '初审' && t.due.state !== 'paused' ? { type: 'pass' } : { type: 'answer' },
    )
  for (const t of await all()) await act(d.as(d.people.second, '2026-12-04'), t.caseId, { type: 'pass' })
  const late = await submitted('2026-12-01', '逾期件')
  const paused = await submitted('2026-12-02', '暂停件')
  const today = await submitted('2026-12-02', '当日件')
  const fresh = await submitted('2026-12-04', '新件')
  await act(d.as(d.people.first, '2026-12-03'), paused, { type: 'inquire' })
  const items = await all()
  assert.deepEqual(
    items.map((i) => i.caseId),
    [late, today, fresh, paused],
  )
  assert.deepEqual(
    items.map((i) => [i.due.state, i.due.left, i.due.late]),
    [
      ['running', -1, true],
      ['running', 0, false],
      ['running', 2, false],
      ['paused', 1, false],
    ],
  )
  assert.deepEqual(
    items.map((i) => i.due.dueOn),
    ['2026-12-03', '2026-12-04', '2026-12-08', null],
  )
  assert.deepEqual(
    (await all({ overdue: 'true' })).map((i) => i.caseId),
    [late],
  )
  assert.deepEqual(
    (await all({ q: '暂停' })).map((i) => i.caseId),
    [paused],
  )
  assert.deepEqual(await all({ procedure: 'test.errand' }), [])
  const ctx = d.as(d.people.second, '2026-12-04')
  const { tasks: n, overdue, soon, paused: still, doneThisMonth } = await ctx.tx((tx) => summary(tx, ctx))
  assert.deepEqual([n, overdue, soon, still], [4, 1, 2, 1])
  assert.ok(doneThisMonth >= 1)
})

test('the organ’s list shows work of others that one may see, and nothing beyond it', async () => {
  const id = await submitted('2026-12-04', '看得见的件')
  const seen = async (who: keyof District['people'], scope: string) =>
    (await tasks(who, '2026-12-04', { scope, q: '看得见的件' })).items.map((i) => [i.caseId, i.mine])
  assert.deepEqual(await seen('reader', 'mine'), [])
  assert.deepEqual(await seen('reader', 'organ'), [[id, false]])
  assert.deepEqual(await seen('second', 'organ'), [[id, true]])
  assert.deepEqual(await seen('stranger', 'organ'), [])
})

test('a breach stands in the timeline, and the offers say the reason next to what is closed', async () => {
  const id = await submitted('2026-11-02')
  await sweepBreaches(
    context(d.shared, d.as(d.people.first, '2026-11-05').actor, {
      requestId: 't',
      now: d.as(d.people.first, '2026-11-05').now,
    }),
  )
  const { timeline, offers } = await record('first', '2026-11-05', id)
  assert.equal(timeline.at(-1)!.text, '初审时限已超期，应于2026年11月4日前办结')
  assert.deepEqual(
    offers.map((o) => [o.label, o.open]),
    [
      ['初审通过', true],
      ['征求意见', true],
      ['退回', true],
    ],
  )
  const ctx = d.as(d.people.author, '2026-11-05')
  assert.match((await ctx.tx((tx) => offersOf(tx, ctx, id)))[0]!.why!, /您没有这项职责/)
})

test('who leaves hands over what is theirs alone', async () => {
  const id = await d.draft(d.people.author, '2026-11-02', '移交件')
  const ctx = d.as(d.people.leader, '2026-11-03')
  const held = async (who: keyof District['people']) =>
    (await tasks(who, '2026-11-03', { q: '移交件' })).items.map((i) => i.caseId)
  assert.deepEqual([await held('author'), await held('both')], [[id], []])
  await ctx.tx((tx) => handOver(tx, ctx, d.people.author.id, d.people.both.id))
  assert.deepEqual([await held('author'), await held('both')], [[], [id]])
  assert.equal((await record('both', '2026-11-03', id)).timeline.at(-1)!.text, '经办工作已移交')
})

test('a second procedure costs a table, a decide and a law: everything else is there', async () => {
  const [ctx, id] = [d.as(d.people.manager, '2026-11-02'), newId()]
  await ctx.tx(async (tx) => {
    await sql`insert into test_errand values (${id}, ${d.organs.finance}, 'received')`.execute(tx)
    assert.equal(
      (await openCase(tx, ctx, 'test.errand', id, [{ type: 'errand.received', at: ctx.now }])).number,
      '〔2026〕1号',
    )
  })
  assert.deepEqual(
    (await tasks('manager', '2026-11-03', { procedure: 'test.errand' })).items.map((i) => [i.step, i.due.dueOn]),
    [['答复', '2026-11-04']],
  )
  await assert.rejects(act(d.as(d.people.manager, '2026-11-03'), id, { type: 'answer' }), /请填写答复/)
  await act(d.as(d.people.manager, '2026-11-03'), id, { type: 'answer', text: '已办' })
  const seen = await record('reader', '2026-11-04', id)
  assert.deepEqual(
    [seen.status.label, seen.timeline.map((l) => l.text), seen.clocks[0]!.state],
    ['已答复', ['收到来信', '答复来信'], 'met'],
  )
  const list = await d
    .as(d.people.reader, '2026-11-04')
    .tx((tx) => listCases(tx, d.as(d.people.reader, '2026-11-04'), { page: 1, size: 20, procedure: 'test.errand' }))
  assert.deepEqual(
    list.items.map((i) => [i.id, i.over]),
    [[id, true]],
  )
})
