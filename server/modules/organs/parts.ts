// Posts, leaders and leading groups: what an organ consists of beside its place in the tree.
import type { z } from 'zod'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { record } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { invalid, refuser } from '../../kernel/refusal.ts'
import { refusals, type GroupInput, type LeaderInput, type PostInput } from './contract.ts'
import * as queries from './queries.ts'
import type { PartKind } from './queries.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
type Inputs = {
  post: z.output<typeof PostInput>
  leader: z.output<typeof LeaderInput>
  group: z.output<typeof GroupInput>
}
type Put<K extends PartKind> = (tx: Tx, id: string, organId: string, input: Inputs[K]) => Promise<void>

const puts: { [K in PartKind]: Put<K> } = {
  async post(tx, id, organId, input) {
    const { posts } = (await queries.organDetail(tx, organId))!
    if (posts.some((p) => p.name === input.name && p.id !== id)) invalid({ name: `已有岗位“${input.name}”` })
    await store.putPost(tx, id, organId, input)
  },
  leader: store.putLeader,
  async group(tx, id, organId, input) {
    for (const [i, m] of input.members.entries())
      if (m.organId !== null && !(await queries.organById(tx, m.organId)))
        invalid({ [`members.${i}.organId`]: '没有这个机构' })
    await store.putGroup(tx, id, organId, input)
  },
}
const drops = { post: store.dropPost, leader: store.dropLeader, group: store.dropGroup }

async function save<K extends PartKind>(
  tx: Tx,
  ctx: Ctx,
  kind: K,
  id: string,
  organId: string,
  input: Inputs[K],
): Promise<void> {
  await store.lock(tx, organId)
  await puts[kind](tx, id, organId, input)
  await record(tx, ctx, { type: 'organ', id: organId }, [{ type: `organs.${kind}Saved`, at: ctx.now, id }])
}

export async function addPartTo<K extends PartKind>(
  tx: Tx,
  ctx: Ctx,
  kind: K,
  organId: string,
  input: Inputs[K],
): Promise<{ id: string }> {
  const id = newId()
  await save(tx, ctx, kind, id, organId, input)
  return { id }
}
export const addPart = <K extends PartKind>(ctx: Ctx, kind: K, organId: string, input: Inputs[K]) =>
  ctx.tx((tx) => addPartTo(tx, ctx, kind, organId, input))

export const changePart = <K extends PartKind>(ctx: Ctx, kind: K, id: string, input: Inputs[K]): Promise<void> =>
  ctx.tx(async (tx) => {
    const owner = (await queries.ownerOf(tx, kind, id)) ?? refuse('organs.notFound')
    await save(tx, ctx, kind, id, owner.organId, input)
  })

export const dropPart = (ctx: Ctx, kind: PartKind, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    const owner = (await queries.ownerOf(tx, kind, id)) ?? refuse('organs.notFound')
    await drops[kind](tx, id)
    await record(tx, ctx, { type: 'organ', id: owner.organId }, [{ type: `organs.${kind}Dropped`, at: ctx.now, id }])
  })
