// What must hold of act() when people act at once, repeat themselves, or do whatever comes to mind.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { timeline } from '../../kernel/events.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { subjectOf } from './contract.ts'
import { act } from './index.ts'
import { district, type District } from '../../../test/support/cases/district.ts'
import { actions } from '../../../test/support/cases/review.ts'

let d: District
before(async () => {
  d = await district(12)
})
after(() => d.close())

const facts = async (id: string) =>
  (await d.ctx().tx((tx) => timeline(tx, subjectOf(id))))
    .map((e) => e.type)
    .filter((t) => t.startsWith('test.') && t !== 'test.drafted')
const submitted = async () => {
  const id = await d.draft(d.people.author, '2026-11-02')
  await act(d.as(d.people.author, '2026-11-02'), id, { type: 'submit' })
  return id
}
const settled = async (work: Promise<unknown>[]) =>
  (await Promise.allSettled(work)).map((r) =>
    r.status === 'fulfilled' ? 'done' : r.reason instanceof Refusal ? r.reason.code : String(r.reason),
  )

test('two persons act at once: one wins, the other is told who was faster', async () => {
  for (let i = 0; i < 10; i++) {
    const id = await submitted()
    const results = await settled([
      act(d.as(d.people.first, '2026-11-03'), id, { type: 'pass', seen: 1 }),
      act(d.as(d.people.second, '2026-11-03'), id, { type: 'sendBack', reason: '再改改', seen: 1 }),
    ])
    assert.deepEqual(results.toSorted(), ['cases.stale', 'done'])
    assert.equal((await facts(id)).length, 2)
  }
})

test('ten persons act at once without saying what they saw: still one wins', async () => {
  const id = await submitted()
  const results = await settled(
    Array.from({ length: 10 }, (_, i) =>
      act(d.as(i % 2 ? d.people.first : d.people.second, '2026-11-03'), id, { type: 'pass' }),
    ),
  )
  assert.deepEqual(
    [results.filter((r) => r === 'done').length, results.filter((r) => r === 'cases.notNow').length],
    [1, 9],
  )
})

test('a repeated submit with the same client key gets the first answer, at once or later, and happens once', async () => {
  const id = await submitted()
  const ctx = { ...d.as(d.people.first, '2026-11-03'), clientKey: 'key-0001' }
  const both = await Promise.all([act(ctx, id, { type: 'pass', seen: 1 }), act(ctx, id, { type: 'pass', seen: 1 })])
  const later = await act(ctx, id, { type: 'pass', seen: 1 })
  assert.deepEqual(both[0], both[1])
  assert.deepEqual(later, both[0])
  assert.deepEqual(await facts(id), ['test.submit', 'test.pass'])
  await assert.rejects(act(ctx, id, { type: 'sendBack', reason: '再改改' }), { code: 'once.otherRequest' })
})

test('numbers have no gap and no double, though many submit at once and some fail', async () => {
  const ids = await Promise.all(
    Array.from({ length: 12 }, () => d.draft(d.people.stranger, '2025-11-03', '编号件', d.organs.finance)),
  )
  await sql`create function sometimes() returns trigger as $$ begin if new.data::text like '%unlucky%' then raise exception 'unlucky'; end if; return new; end $$ language plpgsql`.execute(
    d.db,
  )
  await sql`create trigger sometimes after insert on event for each row execute function sometimes()`.execute(d.db)
  await settled(
    ids.map((id, i) =>
      act(
        {
          ...d.as(d.people.stranger, '2025-11-03'),
          actor: { ...d.people.stranger, id: i % 3 ? d.people.stranger.id : 'unlucky' },
        },
        id,
        { type: 'submit' },
      ),
    ),
  )
  await sql`drop trigger sometimes on event`.execute(d.db)
  await settled(ids.map((id) => act(d.as(d.people.stranger, '2025-11-03'), id, { type: 'submit' })))
  const { rows } = await sql<{
    n: number
  }>`select number_no as n from cases_case where number_organ_id = ${d.organs.finance} and number_year = 2025 order by 1`.execute(
    d.db,
  )
  assert.deepEqual(
    rows.map((r) => r.n),
    Array.from({ length: 12 }, (_, i) => i + 1),
  )
})

test('property: whatever people try, in any order, the rows are what the facts say', async () => {
  const who = fc.constantFrom('author', 'first', 'second', 'leader', 'stranger', 'reader', 'both') as fc.Arbitrary<
    keyof District['people']
  >
  const attempt = fc.record({
    who,
    type: fc.constantFrom(...(Object.keys(actions) as (keyof typeof actions)[])),
    seen: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  })
  const TO: Record<string, string> = {
    submit: 'first',
    pass: 'signing',
    inquire: 'inquiring',
    answer: 'first',
    sign: 'done',
    sendBack: 'draft',
  }
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 12 }), async (attempts) => {
      const id = await d.draft(d.people.author, '2026-11-02')
      let done = 0
      for (const a of attempts) {
        const result = await settled([
          act(d.as(d.people[a.who], '2026-11-03'), id, {
            type: a.type,
            reason: '理由充分',
            ...(a.seen === undefined ? {} : { seen: a.seen }),
          }),
        ])
        if (result[0] === 'done') done++
        else assert.match(result[0]!, /^(cases|test)\./)
      }
      const told = await facts(id)
      const status = TO[told.at(-1)?.replace('test.', '') ?? ''] ?? 'draft'
      const {
        rows: [row],
      } = await sql<{
        version: number
        status: string
        over: boolean
        number: string | null
        own: string
        open: string[]
      }>`
      select c.version, c.status, c.over, c.number, r.status as own, (select array_agg(key order by no) from cases_step s where s.case_id = c.id and closed_at is null) as open
      from cases_case c join test_review r on r.id = c.id where c.id = ${id}`.execute(d.db)
      const steps: Record<string, string[] | null> = {
        draft: ['draft'],
        first: ['first'],
        inquiring: ['first'],
        signing: ['sign'],
        done: null,
      }
      assert.deepEqual(
        [row!.version, told.length, row!.status, row!.own, row!.over, row!.open],
        [done, done, status, status, status === 'done', steps[status]],
      )
      assert.equal(row!.number !== null, done > 0)
      const { rows: running } = await sql<{
        rule: string
      }>`select rule from deadlines_running_view where subject_id = ${id}`.execute(d.db)
      assert.deepEqual(
        running.map((r) => r.rule),
        { draft: [], first: ['test.first'], inquiring: ['test.first'], signing: ['test.sign'], done: [] }[status],
      )
    }),
    { numRuns: 40 },
  )
})
