// 课题组: who provides, what, how; taken into the next version or not, with a word back.
import { audit } from '../../kernel/audit.ts'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { record } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { refuser } from '../../kernel/refusal.ts'
import type { z } from 'zod'
import { onDraft } from './commands.ts'
import { EntryInput, type ProposalInput, proposalStatuses, type ProposalStatus, refusals } from './contract.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)

export const propose = (ctx: Ctx, seriesId: string, input: z.output<typeof ProposalInput>): Promise<{ id: string }> =>
  ctx.tx(async (tx) => {
    const versions = await store.lockSeries(tx, seriesId)
    if (versions.length === 0) refuse('standards.notFound')
    if (input.kind !== 'add' && input.entryId === undefined)
      refuse('standards.proposalNeedsEntry', {}, { entryId: '请选择要修改或者删除的事项' })
    const { entryId = null, ...facts } = input
    const proposal: store.ProposalRow = {
      ...facts,
      id: newId(),
      series_id: seriesId,
      entry_id: input.kind === 'add' ? null : entryId,
      status: 'proposed',
      comment: '',
      organ_id: ctx.actor.organId,
      proposer_id: ctx.actor.id,
      proposer_name: ctx.actor.name,
      proposed_at: ctx.now,
      answered_by: null,
      answered_at: null,
    }
    await store.insertProposal(tx, proposal)
    await note(tx, ctx, proposal, 'standards.proposed', { kind: input.kind, what: input.what })
    return { id: proposal.id }
  })

/** Takes a proposal into the open draft. */
export const adopt = (ctx: Ctx, id: string, comment: string): Promise<{ catalogId: string }> =>
  ctx.tx(async (tx) => {
    const p = await open(tx, id)
    const draft =
      (await store.lockSeries(tx, p.series_id)).find((v) => v.status === 'draft') ?? refuse('standards.draftNeeded')
    if (p.kind === 'add') await onDraft.append(tx, ctx, draft, newEntry(p, draft.field_key))
    else if (p.kind === 'remove') await onDraft.remove(tx, ctx, draft, p.entry_id!)
    else await onDraft.patchEntry(tx, ctx, draft, p.entry_id!, EntryInput.partial().parse(p.content))
    await answer(tx, ctx, p, 'adopted', comment)
    return { catalogId: draft.id }
  })

/** What was proposed, completed from its three answers where the form was left short; the draft is there to be corrected. */
const newEntry = (p: store.ProposalRow, fieldKey: string): EntryInput =>
  EntryInput.parse({
    fieldKey,
    level1: p.what.slice(0, 100),
    elements: [p.what],
    timeLimit: '',
    responsible: p.provider,
    ...Object.fromEntries(Object.entries(p.content).filter(([, v]) => v !== '' && v !== undefined)),
  })

export const decline = (ctx: Ctx, id: string, comment: string): Promise<void> =>
  ctx.tx(async (tx) => answer(tx, ctx, await open(tx, id), 'declined', comment))

/** Only by the person who proposed it. */
export const withdrawProposal = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const p = await open(tx, id)
    if (p.proposer_id !== ctx.actor.id) refuse('standards.proposalNotFound')
    await answer(tx, ctx, p, 'withdrawn', '')
  })

async function open(tx: Tx, id: string): Promise<store.ProposalRow> {
  const p = await store.lockProposal(tx, id)
  if (p.status !== 'proposed') refuse('standards.proposalClosed', { status: proposalStatuses[p.status] })
  return p
}

async function answer(tx: Tx, ctx: Ctx, p: store.ProposalRow, status: ProposalStatus, comment: string): Promise<void> {
  await store.answerProposal(tx, p.id, { status, comment, answered_by: ctx.actor.name, answered_at: ctx.now })
  await note(tx, ctx, p, `standards.proposal${status[0]!.toUpperCase()}${status.slice(1)}`, { comment })
}

async function note(
  tx: Tx,
  ctx: Ctx,
  p: store.ProposalRow,
  type: string,
  data: Record<string, unknown>,
): Promise<void> {
  await record(tx, ctx, { type: 'catalog', id: p.series_id }, [{ type, at: ctx.now, proposalId: p.id, ...data }])
  await audit(
    ctx,
    { action: type, result: 'allowed', subject: { type: 'catalog', id: p.series_id }, detail: { proposalId: p.id } },
    tx,
  )
}
