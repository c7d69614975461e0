// A procedure for tests: draft → first review → sign-off, each a step with its clock; a reviewer may pause for an inquiry.
import { sql } from 'kysely'
import { z } from 'zod'
import type { Fact } from '../../../server/kernel/events.ts'
import { refuser } from '../../../server/kernel/refusal.ts'
import type { Rule } from '../../../server/modules/deadlines/contract.ts'
import {
  procedure,
  type ActionOf,
  type ActionTable,
  type CaseState,
  type Step,
} from '../../../server/modules/cases/contract.ts'

const statuses = {
  draft: '起草中',
  first: '初审中',
  inquiring: '征求意见中',
  signing: '待签发',
  done: '已发布',
} as const
type Status = keyof typeof statuses
export const actions = {
  submit: { label: '提交', from: ['draft'], by: ['publishing.draft'], input: z.object({}) },
  pass: {
    label: '初审通过',
    from: ['first'],
    by: ['step'],
    steps: ['first'],
    input: z.object({ opinion: z.string({ error: '请填写意见' }).min(1, { error: '请填写意见' }).default('同意') }),
  },
  inquire: { label: '征求意见', from: ['first'], by: ['step'], steps: ['first'], input: z.object({}) },
  answer: { label: '登记意见', from: ['inquiring'], by: ['step'], steps: ['first'], input: z.object({}) },
  sign: {
    label: '签发',
    from: ['signing'],
    by: ['step'],
    steps: ['sign'],
    confirm: '签发后将公开',
    input: z.object({}),
  },
  sendBack: {
    label: '退回',
    from: ['first', 'signing'],
    by: ['step'],
    reason: 'required',
    input: z.object({ reason: z.string({ error: '请写明理由' }).min(2, { error: '请写明理由' }) }),
  },
  expire: { label: '到期', from: ['signing'], by: ['system'], input: z.object({}) },
} as const satisfies ActionTable<Status>
type Action = ActionOf<typeof actions>
type State = CaseState<Status> & { authorIds: string[]; signed: string[] }
type Event = Fact & { to: Status; by: string }

const refuse = refuser({ 'test.tooLate': ['conflict', '已过{until}，不能再退回'] })
const KEYS = ['test.first', 'test.sign'] as const
const limit = (key: string, name: string, amount: number): Rule => ({
  key,
  version: 1,
  name,
  kind: 'duty',
  amount,
  unit: 'workingDay',
  clause: '试验办法第一条',
  source: '试验',
  validFrom: '2019-05-15' as Rule['validFrom'],
  validTo: null,
  status: 'unverified',
})
export const law = {
  pack: 'test',
  law: '试验办法',
  rules: [limit('test.first', '初审时限', 2), limit('test.sign', '签发时限', 1)],
}
export const ddl = sql`create table test_review (id uuid primary key, organ_id uuid not null, title text not null, status text not null, author text not null, signed text[] not null)`
const TO = {
  submit: 'first',
  pass: 'signing',
  inquire: 'inquiring',
  answer: 'first',
  sign: 'done',
  sendBack: 'draft',
  expire: 'done',
} as const

export const review = procedure<State, Action, Event, (typeof KEYS)[number]>({
  key: 'test.review',
  name: '试验审核',
  statuses,
  draftStatuses: ['draft'],
  finalStatuses: ['done'],
  actions,
  readers: ['publishing.draft', 'console.read'],
  ruleKeys: KEYS,
  async load(tx, _ctx, id) {
    const { rows } = await sql<{
      organ_id: string
      title: string
      status: Status
      author: string
      signed: string[]
    }>`select * from test_review where id = ${id} for update`.execute(tx)
    const r = rows[0]
    return r && { id, organId: r.organ_id, title: r.title, status: r.status, authorIds: [r.author], signed: r.signed }
  },
  decide(_state, action, { now, today, lastDays, by }) {
    if (action.type === 'sendBack' && lastDays['test.sign'] && today > lastDays['test.sign'])
      refuse('test.tooLate', { until: lastDays['test.sign'] })
    return [{ ...action, type: `test.${action.type}`, at: now, to: TO[action.type], by: by.id }]
  },
  evolve: (s, e) => ({
    ...s,
    status: e.to,
    signed: e.type === 'test.pass' ? [...s.signed, e.by] : e.to === 'draft' ? [] : s.signed,
  }),
  async save(tx, _ctx, { after }) {
    await sql`update test_review set status = ${after.status}, signed = ${after.signed} where id = ${after.id}`.execute(
      tx,
    )
  },
  clocks(e) {
    const end = (rule: (typeof KEYS)[number]) => ({ op: 'end', rule, at: e.at, as: 'met' }) as const
    switch (e.type) {
      case 'test.submit':
        return [{ op: 'start', rule: 'test.first', at: e.at }]
      case 'test.inquire':
        return [{ op: 'pause', rule: 'test.first', at: e.at }]
      case 'test.answer':
        return [{ op: 'resume', rule: 'test.first', at: e.at }]
      case 'test.pass':
        return [end('test.first'), { op: 'start', rule: 'test.sign', at: e.at }]
      default:
        return [end('test.first'), end('test.sign')]
    }
  },
  steps(s): Step[] {
    const by = { organId: s.organId, excludedPersons: [...s.authorIds, ...s.signed] }
    if (s.status === 'first' || s.status === 'inquiring')
      return [{ key: 'first', label: '初审', duty: 'publishing.firstReview', clock: 'test.first', ...by }]
    if (s.status === 'signing')
      return [{ key: 'sign', label: '签发', duty: 'publishing.signOff', clock: 'test.sign', ...by }]
    return s.status === 'draft'
      ? [{ key: 'draft', label: '起草', duty: 'publishing.draft', organId: s.organId, holderId: s.authorIds[0]! }]
      : []
  },
  narrate: (e) =>
    ({
      'test.submit': '提交',
      'test.pass': '初审通过',
      'test.sendBack': '退回',
      'test.sign': '签发',
      'test.inquire': '征求意见',
      'test.answer': '登记意见',
    })[e.type],
  link: (id) => `/test/${id}`,
  number: (organ, year, no) => `${organ}审〔${year}〕${no}号`,
})
