// The proof of reuse: a whole second procedure is a table, a decide and a law.
import { sql } from 'kysely'
import { z } from 'zod'
import type { Fact } from '../../../server/kernel/events.ts'
import { procedure, type ActionOf, type ActionTable, type CaseState } from '../../../server/modules/cases/contract.ts'

const statuses = { received: '已收到', answered: '已答复' } as const
const actions = {
  answer: {
    label: '答复',
    from: ['received'],
    by: ['step'],
    needsForm: true,
    input: z.object({ text: z.string({ error: '请填写答复' }).min(1, { error: '请填写答复' }) }),
  },
} as const satisfies ActionTable<keyof typeof statuses>
export const errandTable = sql`create table test_errand (id uuid primary key, organ_id uuid not null, status text not null, answer text)`

export const errand = procedure<
  CaseState<keyof typeof statuses>,
  ActionOf<typeof actions>,
  Fact & { text?: string },
  'test.first'
>({
  key: 'test.errand',
  name: '试验来信',
  statuses,
  finalStatuses: ['answered'],
  actions,
  readers: ['console.read'],
  ruleKeys: ['test.first'],
  load: async (tx, _ctx, id) => {
    const { rows } = await sql<{
      organ_id: string
      status: keyof typeof statuses
    }>`select * from test_errand where id = ${id} for update`.execute(tx)
    return rows[0] && { id, organId: rows[0].organ_id, title: '一封来信', status: rows[0].status }
  },
  decide: (_s, { text }, { now }) => [{ type: 'errand.answered', at: now, text }],
  evolve: (s) => ({ ...s, status: 'answered' }),
  save: async (tx, _ctx, { after, events }) =>
    void (await sql`update test_errand set status = ${after.status}, answer = ${events[0]!.text} where id = ${after.id}`.execute(
      tx,
    )),
  clocks: (e) => [
    e.type === 'errand.received'
      ? { op: 'start', rule: 'test.first', at: e.at }
      : { op: 'end', rule: 'test.first', at: e.at, as: 'met' },
  ],
  steps: (s) =>
    s.status === 'received' ? [{ key: 'answer', label: '答复', duty: 'publishing.manage', organId: s.organId }] : [],
  narrate: (e) => ({ 'errand.received': '收到来信', 'errand.answered': '答复来信' })[e.type],
  link: (id) => `/errands/${id}`,
})
