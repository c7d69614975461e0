// The workflow as given / when / then, for every action in every status; and separation of persons, by property.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Day } from '../../kernel/day.ts'
import type { Instant } from '../../kernel/instant.ts'
import { Refusal } from '../../kernel/refusal.ts'
import {
  actions,
  actionTypes,
  available,
  emptyContent,
  statuses,
  whyNot,
  type Action,
  type ActionType,
  type Standing,
  type Status,
  type Step,
  type Who,
} from './contract.ts'
import { clocks, decide, evolve, openStep, standing, type Edition, type Event, type Gathered } from './edition.ts'
import { narrate } from './narrate.ts'

const NOW = '2026-11-03T02:00:00.000Z' as Instant
const PATH = '/district/civil/'
const step = (no: number, verb: Step['verb'], duty: string): Step => ({
  no,
  verb,
  name: verb,
  duty,
  organId: 'civil',
  organPath: PATH,
  clockKey: duty === 'publishing.manage' ? null : duty,
})
const chain = [
  step(1, 'approve', 'publishing.firstReview'),
  step(2, 'secrecyReview', 'publishing.secrecyReview'),
  step(3, 'signOff', 'publishing.signOff'),
]
const given = (over: Partial<Edition> = {}): Edition => ({
  id: 'e1',
  documentId: 'd1',
  no: 1,
  organId: 'civil',
  organPath: PATH,
  title: '公告',
  kind: 'announcement',
  status: 'draft',
  version: 3,
  content: { ...emptyContent(), title: '公告' },
  authorIds: ['author'],
  round: 0,
  steps: [],
  stepNo: 0,
  signedIds: [],
  publishAt: null,
  publicStatus: null,
  displayUntil: null,
  note: null,
  ...over,
})
const at = (status: Status, stepNo = 1): Edition =>
  given({
    status,
    round: status === 'draft' ? 0 : 1,
    steps: status === 'draft' ? [] : chain,
    stepNo: status === 'inReview' ? stepNo : 0,
    signedIds: status === 'inReview' ? ['first', 'secrecy'].slice(0, stepNo - 1) : [],
    publicStatus: (['live', 'withdrawn', 'takenDown', 'ended'] as Status[]).includes(status) ? status : null,
    publishAt: status === 'scheduled' ? ('2026-11-04T01:00:00.000Z' as Instant) : null,
  })
const fine: Gathered = {
  chain,
  findings: [],
  notCompetent: null,
  gate: null,
  workingExists: false,
  scheduleDaysMax: 180,
}
const when = (e: Edition, action: Action, gathered: Partial<Gathered> = {}, by = 'someone'): Event[] =>
  decide(e, action, { now: NOW, by: { id: by }, gathered: { ...fine, ...gathered } })
const then = (e: Edition, events: readonly Event[]): Edition => events.reduce(evolve, e)
const refused = (code: string) => (e: unknown) => e instanceof Refusal && e.code === code
const form = {
  conclusion: 'open' as const,
  noStateSecret: true,
  noWorkSecret: true,
  noTradeSecret: true,
  noPrivacy: true,
  superiorAsked: false,
}

/** An action without input: zod types its empty object so that no key fits. */
const bare = <K extends ActionType>(type: K) => ({ type }) as Extract<Action, { type: K }>

const samples: { [K in ActionType]: Extract<Action, { type: K }> } = {
  submit: { type: 'submit' },
  recall: { type: 'recall' },
  approve: { type: 'approve', opinion: '同意' },
  secrecyReview: { type: 'secrecyReview', ...form, opinion: '' },
  signOff: { type: 'signOff', opinion: '同意' },
  sendBack: { type: 'sendBack', reason: '请补充' },
  reschedule: { type: 'reschedule', publishAt: '2026-11-09T01:00:00.000Z' as Instant },
  unschedule: { type: 'unschedule' },
  publishNow: bare('publishNow'),
  publishDue: bare('publishDue'),
  discard: bare('discard'),
  restoreDraft: bare('restoreDraft'),
  revise: { type: 'revise' },
  correct: { type: 'correct', content: { title: '公告（更正）' }, note: '更正', reason: '错字' },
  setValidity: { type: 'setValidity', validity: 'repealed', from: '2026-11-03' as Day, note: '废止' },
  withdraw: { type: 'withdraw', reason: '有误', notice: '撤回' },
  takeDown: { type: 'takeDown', cause: 'privacy', reason: '隐私' },
  reinstate: { type: 'reinstate', reason: '核实' },
  endDisplay: bare('endDisplay'),
  supersede: bare('supersede'),
}
const duties = [
  'publishing.draft',
  'publishing.firstReview',
  'publishing.secrecyReview',
  'publishing.signOff',
  'publishing.manage',
]
const holder = (id: string, ...held: string[]): Who => ({
  kind: 'staff',
  id,
  grants: held.map((duty) => ({ duty, path: '/district/' })),
})
const allStatuses = Object.keys(statuses) as Status[]
const stepsOf = (status: Status) => (status === 'inReview' ? [1, 2, 3] : [1])

test('the matrix: an action is open in exactly the statuses of the table, and leads where the table says', () => {
  let cells = 0
  for (const type of actionTypes)
    for (const status of allStatuses)
      for (const stepNo of stepsOf(status)) {
        cells++
        const e = at(status, stepNo)
        const who: Who = (actions[type].by as readonly string[]).includes('system')
          ? { kind: 'system', id: 'system', grants: [] }
          : (actions[type].by as readonly string[]).includes('author')
            ? holder('author', ...duties)
            : holder('someone', ...duties)
        const open = available(standing(e), who).includes(type)
        const listed = (actions[type].from as readonly Status[]).includes(status)
        const fits =
          !('steps' in actions[type]) || openStep(e)?.verb === (actions[type] as { steps: readonly string[] }).steps[0]
        assert.equal(open, listed && fits, `${type} in ${status} at step ${stepNo}`)
        if (!open) continue
        const after = then(e, when(e, samples[type]))
        assert.ok(
          (actions[type].to as readonly Status[]).includes(after.status),
          `${type}: ${status} → ${after.status}`,
        )
      }
  console.log(`  ${cells} cells of action × status × step`)
})

test('every action of the table is somebody’s: nobody without the duty, over another organ, or unknown has any', () => {
  for (const status of allStatuses)
    for (const stepNo of stepsOf(status)) {
      const s = standing(at(status, stepNo))
      assert.deepEqual(available(s, { id: 'nobody', grants: [] }), [])
      assert.deepEqual(
        available(s, { id: 'elsewhere', grants: duties.map((duty) => ({ duty, path: '/district/finance/' })) }),
        [],
      )
    }
})

test('separation of persons: whoever wrote reviews nothing, whoever signed a step signs no other', () => {
  const people = fc.constantFrom('a', 'b', 'c', 'd')
  const standings = fc
    .record({
      authorIds: fc.uniqueArray(people, { minLength: 1 }),
      signedIds: fc.uniqueArray(people),
      stepNo: fc.constantFrom(1, 2, 3),
    })
    .map(
      ({ authorIds, signedIds, stepNo }): Standing => ({
        status: 'inReview',
        authorIds,
        signedIds,
        organPath: PATH,
        step: chain[stepNo - 1]!,
      }),
    )
  fc.assert(
    fc.property(standings, people, (s, id) => {
      const open = available(s, holder(id, ...duties)).filter((type) =>
        (actions[type].by as readonly string[]).includes('step'),
      )
      return open.length === 0
        ? s.authorIds.includes(id) || s.signedIds.includes(id)
        : !s.authorIds.includes(id) && !s.signedIds.includes(id)
    }),
    { numRuns: 500 },
  )
})

test('a random walk with four people always reaches publication by as many persons as steps, none of them an author', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('author', 'a', 'b', 'c'), fc.constantFrom(...actionTypes)), { maxLength: 60 }),
      (moves) => {
        let e = given()
        for (const [id, type] of moves) {
          if (whyNot(standing(e), holder(id, ...duties), type) !== null) continue
          e = then(e, when(e, samples[type], {}, id))
          assert.ok(e.stepNo === 0 || e.status === 'inReview')
          assert.equal(new Set(e.signedIds).size, e.signedIds.length)
          assert.ok(!e.signedIds.includes('author'))
          if (e.status === 'live' && e.round > 0) assert.equal(e.signedIds.length, chain.length)
        }
      },
    ),
    { numRuns: 500 },
  )
})

test('given a text with faults, when it is submitted or signed, then each fault is named at its field', () => {
  const findings = [
    { severity: 'stop' as const, field: 'fields.madeOn', message: '请填写成文日期' },
    { severity: 'warn' as const, field: 'bodyHtml', message: '请核对' },
  ]
  for (const [e, action] of [
    [at('draft'), samples.submit],
    [at('inReview', 3), samples.signOff],
    [at('scheduled'), samples.publishNow],
  ] as const)
    assert.throws(
      () => when(e, action, { findings }),
      (error) =>
        refused('publishing.notReady')(error) &&
        (error as Refusal).fields['fields.madeOn'] === '请填写成文日期' &&
        !('bodyHtml' in (error as Refusal).fields),
    )
})

test('given a body that may not publish the kind, then submission, sign-off and reinstatement name the one that may', () => {
  const notCompetent = { kind: '统计数据', competent: '区统计局', basis: '统计法' }
  for (const [e, action] of [
    [at('draft'), samples.submit],
    [at('inReview', 3), samples.signOff],
    [at('withdrawn'), samples.reinstate],
  ] as const)
    assert.throws(
      () => when(e, action, { notCompetent }),
      (error) => refused('publishing.notCompetent')(error) && (error as Refusal).message.includes('区统计局'),
    )
})

test('given a gate that a later module holds shut, then sign-off says why and a timed publication goes back to its signer', () => {
  assert.throws(() => when(at('inReview', 3), samples.signOff, { gate: '尚无解读方案' }), refused('publishing.gate'))
  const [event] = when(at('scheduled'), samples.publishDue, { gate: '尚无解读方案' })
  assert.ok(event!.type === 'publishing.unscheduled' && event!.reason.includes('尚无解读方案'))
  assert.deepEqual(
    [then(at('scheduled'), [event!]).status, openStep(then(at('scheduled'), [event!]))?.verb],
    ['inReview', 'signOff'],
  )
})

test('given information that is not to be public proactively, then no way leads to publication', () => {
  for (const [status, action] of [
    ['inReview', samples.signOff],
    ['scheduled', samples.publishNow],
  ] as const) {
    const e = { ...at(status, 3), content: { ...emptyContent(), disclosureClass: 'withheld' as const } }
    assert.throws(() => when(e, action), refused('publishing.withheld'))
  }
})

test('given a document that was taken down silently, then a successor in the making cannot bring it back', () => {
  assert.throws(
    () => when({ ...at('inReview', 3), publicStatus: 'takenDown' }, samples.signOff),
    refused('publishing.takenDown'),
  )
})

test('保密审查: anything but 同意公开 needs its reason; 同意公开 needs every item confirmed; an asked superior needs an answer', () => {
  const e = at('inReview', 2)
  const review = (over: object) => when(e, { ...samples.secrecyReview, ...over } as Action)
  assert.throws(() => review({ conclusion: 'onRequest' }), refused('publishing.secrecyReason'))
  assert.throws(() => review({ noPrivacy: false }), refused('publishing.secrecyUnsafe'))
  assert.throws(() => review({ superiorAsked: true }), refused('publishing.secrecySuperior'))
  assert.equal(then(e, review({ conclusion: 'openAfterCuts', reason: '删去姓名' })).status, 'returned')
  assert.equal(then(e, review({ conclusion: 'withheld', reason: '条例第十五条' })).status, 'closed')
  assert.deepEqual([then(e, review({})).status, then(e, review({})).stepNo], ['inReview', 3])
})

test('given a time for publication, then it lies ahead and not beyond the bound', () => {
  const sign = (publishAt: string) => when(at('inReview', 3), { ...samples.signOff, publishAt: publishAt as Instant })
  assert.throws(() => sign('2026-11-03T01:59:59.000Z'), refused('publishing.past'))
  assert.throws(() => sign('2027-11-03T02:00:00.000Z'), refused('publishing.tooFar'))
  assert.deepEqual(
    [
      then(at('inReview', 3), sign('2026-11-05T01:00:00.000Z')).status,
      then(at('inReview', 3), sign('2026-11-05T01:00:00.000Z')).publishAt,
    ],
    ['scheduled', '2026-11-05T01:00:00.000Z'],
  )
})

test('given a stale screen, then a submission of another text than was read is refused', () => {
  assert.throws(() => when(at('draft'), { type: 'submit', version: 2 }), refused('publishing.moved'))
  assert.equal(then(at('draft'), when(at('draft'), { type: 'submit', version: 3 })).round, 1)
})

test('given an ended display, then reinstating asks for a new last day', () => {
  const e = { ...at('ended'), displayUntil: '2026-11-01' as Day }
  assert.throws(() => when(e, samples.reinstate), refused('publishing.displayOver'))
  assert.equal(then(e, when(e, { ...samples.reinstate, displayUntil: '2026-11-30' as Day })).displayUntil, '2026-11-30')
})

test('a clock starts with each step and ends with its signature, also when a step repeats its rule', () => {
  const walk = [at('draft'), ...[samples.submit, samples.approve, samples.secrecyReview, samples.signOff]] as [
    Edition,
    ...Action[],
  ]
  let e = walk[0]
  const ops = (walk.slice(1) as Action[]).flatMap((a) => {
    const events = when(e, a, {}, a.type)
    e = then(e, events)
    return events.flatMap(clocks).map((c) => `${c.op} ${c.rule}`)
  })
  assert.deepEqual(ops, [
    'start publishing.firstReview',
    'end publishing.firstReview',
    'start publishing.secrecyReview',
    'end publishing.secrecyReview',
    'start publishing.signOff',
    'end publishing.signOff',
  ])
  assert.deepEqual(
    when(at('inReview', 2), samples.sendBack)
      .flatMap(clocks)
      .map((c) => c.op),
    ['end'],
  )
  assert.deepEqual(
    when(at('inReview', 2), samples.recall)
      .flatMap(clocks)
      .map((c) => c.op),
    ['end'],
  )
})

test('every fact has a line for the timeline', () => {
  for (const type of actionTypes) {
    const from = (actions[type].from as readonly Status[])[0]!
    const verb =
      'steps' in actions[type]
        ? ['approve', 'secrecyReview', 'signOff'].indexOf((actions[type] as { steps: readonly string[] }).steps[0]!) + 1
        : 1
    for (const event of when(at(from, verb), samples[type]))
      assert.ok(narrate({ type: event.type, data: event as never })!.length > 1, event.type)
  }
})
