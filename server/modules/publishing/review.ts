// The editorial procedure: what the case register runs for an edition, and what follows for the public.
import { type Ctx, system, type Tx } from '../../kernel/ctx.ts'
import { isWorkingDay, loadCalendar } from '../calendar/index.ts'
import { clean } from '../../kernel/clean.ts'
import { plusDays, type Day } from '../../kernel/day.ts'
import { procedure, type Change } from '../cases/contract.ts'
import { actIn, openCase } from '../cases/index.ts'
import { findings, screen } from '../checks/index.ts'
import { organById } from '../organs/index.ts'
import {
  actions,
  obstacles,
  ruleKeys,
  signOffGate,
  statuses,
  whyNot,
  type Action,
  type Content,
  type Finding,
  type Kind,
  type RuleKey,
} from './contract.ts'
import { newId } from '../../kernel/id.ts'
import { clocks, decide, evolve, openStep, standing, type Event, type Gathered } from './edition.ts'
import { narrate } from './narrate.ts'
import { chainFor, issues, notCompetent } from './kind.ts'
import { authority, chains, kindOf, limits, sources } from './packs.ts'
import { foreignChannels } from './places.ts'
import { goPublic, publicationOf } from './publish.ts'
import { hide, setValidity } from './withdraw.ts'
import * as store from './store.ts'
import type { Loaded } from './store.ts'

export const EDITORIAL = 'editorial'
export const documentSubject = (documentId: string) => ({ type: 'document', id: documentId })

export const editorial = procedure<Loaded, Action, Event, RuleKey, Gathered>({
  key: EDITORIAL,
  name: '信息发布审核',
  statuses,
  actions,
  ruleKeys,
  draftStatuses: ['draft', 'discarded'],
  finalStatuses: ['live', 'superseded', 'withdrawn', 'takenDown', 'ended', 'closed', 'discarded'],
  readers: [
    'publishing.draft',
    'publishing.firstReview',
    'publishing.secrecyReview',
    'publishing.signOff',
    'publishing.manage',
    'console.read',
  ],
  subject: (e) => documentSubject(e.documentId),
  load: (tx, _ctx, id) => store.lockEdition(tx, id),
  obstacle(e, actor, action) {
    const why = whyNot(standing(e), actor, action)
    return why === null ? null : obstacles[why]
  },
  gather: (tx, ctx, e, action) => gather(tx, ctx, e, action),
  decide: (e, action, known) => decide(e, action, known),
  evolve: (e, event) => ({ ...e, ...evolve(e, event) }),
  save,
  clocks,
  steps(e) {
    const step = e.status === 'inReview' ? openStep(e) : null
    if (step)
      return [
        {
          key: step.verb,
          label: step.name,
          duty: step.duty,
          organId: step.organId,
          excludedPersons: [...e.authorIds, ...e.signedIds],
          ...(step.clockKey ? { clock: step.clockKey } : {}),
        },
      ]
    return e.status === 'returned'
      ? [
          {
            key: 'submit',
            label: '修改后重新提交',
            duty: 'publishing.draft',
            organId: e.organId,
            holderId: e.authorIds[0] ?? null,
          },
        ]
      : []
  },
  afterSave,
  narrate,
  link: (id) => `/publishing/editions/${id}`,
  number: (organ, year, no) => `${organ}信发〔${year}〕${no}号`,
})

/** Checked at submission and again at the moment of publication; other actions need none of it. */
async function gather(tx: Tx, ctx: Ctx, e: Loaded, action: Action): Promise<Gathered> {
  const nothing: Gathered = {
    chain: [],
    findings: [],
    notCompetent: null,
    gate: null,
    workingExists: false,
    scheduleDaysMax: limits.scheduleDaysMax,
  }
  if (action.type === 'revise' || action.type === 'restoreDraft')
    return { ...nothing, workingExists: await store.hasWorking(tx, e.documentId) }
  const kind = kindOf(e.kind)
  if (action.type === 'correct' && kind) {
    const content = correctedContent(e.content, action)
    await screen(ctx, e.organId, partsOf(kind, content))
    return { ...nothing, findings: await findingsOf(tx, ctx, kind, e.organPath, content) }
  }
  if (!kind || !['submit', 'signOff', 'publishNow', 'publishDue', 'reinstate'].includes(action.type)) return nothing
  const organ = (await organById(tx, e.organId))!
  const parent = organ.parentId ? await organById(tx, organ.parentId) : undefined
  const open = action.type === 'signOff' || action.type === 'publishNow' || action.type === 'publishDue'
  return {
    ...nothing,
    notCompetent: notCompetent(authority, kind, organ),
    chain: chainFor(chains.get(kind.chain)!, organ, parent),
    findings: action.type === 'reinstate' ? [] : await findingsOf(tx, ctx, kind, e.organPath, e.content),
    gate: open ? await gateOf(tx, ctx, e) : null,
  }
}

async function gateOf(tx: Tx, ctx: Ctx, e: Loaded): Promise<string | null> {
  for (const gate of ctx.slots.all(signOffGate)) {
    const why = await gate.check(tx, {
      id: e.id,
      documentId: e.documentId,
      kind: e.kind,
      organId: e.organId,
      content: e.content,
    })
    if (why !== null) return why
  }
  return null
}

/** The statutory fields of the kind, the texts' own checks, and what only the calendar and the sites know. */
export async function findingsOf(
  tx: Tx,
  ctx: Ctx,
  kind: Kind,
  organPath: string,
  content: Content,
): Promise<Finding[]> {
  const found = issues(kind, content, { today: ctx.today, limits, sources })
  if ((await foreignChannels(tx, organPath, content.channelIds)).length > 0)
    found.push({ severity: 'stop', field: 'channelIds', message: '所选栏目不属于本机构的子站或者门户，请重新选择' })
  const { displayFrom, displayUntil } = content.fields
  if (
    kind.minDisplayWorkdays &&
    typeof displayFrom === 'string' &&
    typeof displayUntil === 'string' &&
    displayFrom <= displayUntil
  ) {
    const calendar = await loadCalendar(tx)
    let days = 0
    for (let d = displayFrom as Day; d <= displayUntil && days < kind.minDisplayWorkdays; d = plusDays(d, 1))
      if (isWorkingDay(calendar, d)) days++
    if (days < kind.minDisplayWorkdays)
      found.push({
        severity: 'stop',
        field: 'fields.displayUntil',
        message: `公示期不少于${kind.minDisplayWorkdays}个工作日，请推迟截止日期`,
      })
  }
  return [...found, ...findings(partsOf(kind, content))]
}
/** The content as parts for the text checks. */
export const partsOf = (kind: Kind | undefined, c: Content) => [
  { field: 'title', text: c.title },
  { field: 'subtitle', text: c.subtitle },
  { field: 'summary', text: c.summary },
  { field: 'bodyHtml', html: c.bodyHtml },
  { field: 'keywords', text: c.keywords.join(' ') },
  { field: 'attachments', text: c.attachments.map((a) => `${a.name} ${a.alt}`).join('\n') },
  ...Object.entries(c.fields)
    .filter(([key]) => !kind || kind.fields.some((f) => f.key === key))
    .map(([key, value]) => ({
      field: `fields.${key}`,
      text: Array.isArray(value) ? value.join('\n') : String(value ?? ''),
    })),
]

async function save(tx: Tx, ctx: Ctx, { before, after, events }: Change<Loaded, Action, Event>): Promise<void> {
  const goesLive = events.some((e) => e.type === 'publishing.published')
  const former = goesLive ? await store.publicEdition(tx, after.documentId) : undefined
  if (former && former.id !== after.id) await actIn(tx, { ...ctx, actor: system }, former.id, { type: 'supersede' })
  await store.saveEdition(tx, ctx, before, after)
  const organName = ctx.actor.organId ? ((await organById(tx, ctx.actor.organId))?.name ?? null) : null
  const signed = events.some((e) => e.type === 'publishing.signed')
  for (const e of events) {
    const base = { editionId: after.id, revisionId: after.revisionId, round: after.round, organName, form: null }
    if (e.type === 'publishing.submitted')
      await store.sign(tx, ctx, { ...base, stepNo: 0, stepName: '报送', verb: 'submit', opinion: e.note })
    if (e.type === 'publishing.signed')
      await store.sign(tx, ctx, {
        ...base,
        stepNo: e.stepNo,
        stepName: e.stepName,
        verb: e.verb,
        opinion: e.opinion,
        form: e.form,
      })
    if (e.type === 'publishing.returned' && !signed)
      await store.sign(tx, ctx, {
        ...base,
        stepNo: e.stepNo,
        stepName: e.stepName,
        verb: 'sendBack',
        opinion: e.reason,
      })
    if (e.type === 'publishing.recalled')
      await store.sign(tx, ctx, {
        ...base,
        stepNo: before.stepNo,
        stepName: '撤回送审',
        verb: 'recall',
        opinion: e.reason,
      })
    if (e.type === 'publishing.unscheduled')
      await store.voidSignature(tx, ctx, after.id, after.round, after.steps.length)
  }
}

/** What follows for the public, in the same transaction. */
async function afterSave(tx: Tx, ctx: Ctx, { after, action, events }: Change<Loaded, Action, Event>): Promise<void> {
  for (const e of events) {
    switch (e.type) {
      case 'publishing.published':
        await goPublic(tx, ctx, [await publicationOf(tx, ctx, after)])
        break
      case 'publishing.revised':
        await newEdition(tx, ctx, after, after.content, 'draft', e.note || null)
        break
      case 'publishing.corrected':
        if (action.type === 'correct') await correct(tx, ctx, after, action)
        break
      case 'publishing.reinstated':
        await goPublic(tx, ctx, [await publicationOf(tx, ctx, after, e.displayUntil)])
        break
      case 'publishing.withdrawn':
        await hide(tx, ctx, after.documentId, { notice: e.notice })
        break
      case 'publishing.takenDown':
        await hide(tx, ctx, after.documentId, { notice: null })
        break
      case 'publishing.ended':
        await hide(tx, ctx, after.documentId, { notice: null, planned: true })
        break
      case 'publishing.validitySet':
        await setValidity(tx, ctx, after, e)
        break
      default:
        break
    }
  }
}

async function newEdition(
  tx: Tx,
  ctx: Ctx,
  of: Loaded,
  content: Content,
  status: 'draft' | 'live',
  note: string | null,
): Promise<string> {
  const edition = {
    id: newId(),
    documentId: of.documentId,
    no: await store.nextNo(tx, of.documentId),
    status,
    content,
    note,
    at: ctx.now,
    publishedAt: status === 'live' ? ctx.now : null,
    authors: [ctx.actor.id],
  }
  await store.insertEditions(tx, ctx, [edition])
  await store.newestIs(tx, edition)
  await openCase(tx, ctx, EDITORIAL, edition.id, [])
  return edition.id
}

function correctedContent(
  before: Content,
  { content: { fields, bodyHtml, ...rest } }: Extract<Action, { type: 'correct' }>,
): Content {
  return {
    ...before,
    ...rest,
    ...(bodyHtml === undefined ? {} : { bodyHtml: clean(bodyHtml).html }),
    fields: { ...before.fields, ...fields },
  }
}

/** A slip of the pen: the corrected text goes live with a public note, without a new review; who did it and why is recorded. */
async function correct(tx: Tx, ctx: Ctx, e: Loaded, action: Extract<Action, { type: 'correct' }>): Promise<void> {
  const id = await newEdition(tx, ctx, e, correctedContent(e.content, action), 'live', action.note)
  const made = (await store.editionById(tx, id))!
  await goPublic(tx, ctx, [await publicationOf(tx, ctx, made)])
}
