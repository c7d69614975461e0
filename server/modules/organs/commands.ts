// What can be done to the tree: create, change, rename, move, close, reopen. Posts, leaders and groups: parts.ts.
import type { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { covers } from '../../kernel/ctx.ts'
import { record } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { invalid, refuser } from '../../kernel/refusal.ts'
import { organWork, refusals, type Moving, type OrganFacts, type OrganInput, type Renaming } from './contract.ts'
import * as queries from './queries.ts'
import * as store from './store.ts'
import { canMove, pathOf } from './tree.ts'

const refuse = refuser(refusals)
const NO_SUCH_PARENT = '没有这个机构，或者不在您的管理范围内'
const happened = (tx: Tx, ctx: Ctx, id: string, type: string, data: Record<string, unknown> = {}) =>
  record(tx, ctx, { type: 'organ', id }, [{ type: `organs.${type}`, at: ctx.now, ...data }])

export const createOrgan = (ctx: Ctx, input: z.output<typeof OrganInput>): Promise<{ id: string }> =>
  ctx.tx(async (tx) => {
    await store.lockTree(tx)
    return { id: await create(tx, ctx, input) }
  })

/** In the caller's transaction, which holds the tree's lock. */
export async function create(tx: Tx, ctx: Ctx, input: z.output<typeof OrganInput>): Promise<string> {
  const parent = input.parentId === null ? null : await parentWithin(tx, ctx, input.parentId)
  if (parent === null && (await queries.organTree(tx)).length > 0) invalid({ parentId: '请选择上级机构' })
  if (await queries.organByCode(tx, input.code)) invalid({ code: `机构代码“${input.code}”已被使用，请更换` })
  if (await queries.nameTaken(tx, input.parentId, input.name, null)) invalid({ name: `同一上级下已有“${input.name}”` })
  const id = newId()
  await store.insert(
    tx,
    {
      id,
      parent_id: input.parentId,
      code: input.code,
      name: input.name,
      short_name: input.shortName,
      legal_kind: input.legalKind,
      level: input.level,
      acts_in_own_name: input.actsInOwnName,
      disclosure_office: input.disclosureOffice,
      credit_code: input.creditCode,
      address: input.address,
      phone: input.phone,
      path: pathOf(parent?.path ?? null, id),
      sort: input.sort,
    },
    ctx.today,
  )
  await happened(tx, ctx, id, 'created', { name: input.name, parentId: input.parentId })
  return id
}

/** The tree is the scope of all duties: whoever adds below an organ must be in charge of that organ. */
async function parentWithin(tx: Tx, ctx: Ctx, id: string) {
  const parent = await queries.organById(tx, id)
  if (!parent || !covers(ctx.actor, ['organs.manage'], parent.path)) return invalid({ parentId: NO_SUCH_PARENT })
  if (!parent.active) return refuse('organs.parentInactive')
  return parent
}

export const changeOrgan = (ctx: Ctx, id: string, input: z.output<typeof OrganFacts>): Promise<void> =>
  ctx.tx(async (tx) => {
    await store.lock(tx, id)
    await store.changeFacts(tx, id, input)
    await happened(tx, ctx, id, 'changed')
  })

/** The old name is kept with its last day; documents show the name of their day. */
export const renameOrgan = (ctx: Ctx, id: string, input: z.output<typeof Renaming>): Promise<void> =>
  ctx.tx(async (tx) => {
    const organ = await store.lock(tx, id)
    if (await queries.nameTaken(tx, organ.parent_id, input.name, id)) invalid({ name: `同一上级下已有“${input.name}”` })
    if (input.from && input.from > ctx.today) invalid({ from: '更名日期不能晚于今天' })
    const known = (await queries.organDetail(tx, id))!.names[0]!.fromOn
    if (input.from && input.from < known) invalid({ from: `更名日期不能早于现名称的启用日期（${known}）` })
    await store.rename(tx, id, input.name, input.shortName, input.from ?? ctx.today)
    await happened(tx, ctx, id, 'renamed', { from: organ.name, to: input.name })
  })

export const moveOrgan = (ctx: Ctx, id: string, input: z.output<typeof Moving>): Promise<void> =>
  ctx.tx(async (tx) => {
    await store.lockTree(tx)
    const organ = await store.lock(tx, id)
    if (organ.parent_id === null) refuse('organs.rootStays')
    const parent = await parentWithin(tx, ctx, input.parentId)
    if (!canMove(organ.path, parent.path)) invalid({ parentId: '不能移到本机构或其下级机构之下' })
    if (await queries.nameTaken(tx, parent.id, organ.name, id)) invalid({ parentId: `“${parent.name}”下已有同名机构` })
    const to = pathOf(parent.path, id)
    await store.move(tx, id, parent.id, organ.path, to)
    await happened(tx, ctx, id, 'moved', { from: organ.path, to })
    await audit(
      ctx,
      { action: 'organs.move', result: 'allowed', subject: { type: 'organ', id }, detail: { from: organ.path, to } },
      tx,
    )
  })

export const closeOrgan = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    await store.lockTree(tx)
    const organ = await store.lock(tx, id)
    if (organ.parent_id === null) refuse('organs.rootStays')
    if (!organ.active) refuse('organs.inactive', { name: organ.name })
    const children = await queries.childCount(tx, id)
    if (children > 0) refuse('organs.hasChildren', { name: organ.name, count: children })
    const work: string[] = []
    for (const { what, count } of ctx.slots.all(organWork)) {
      const n = await count(tx, id)
      if (n > 0) work.push(`${what}${n}项`)
    }
    if (work.length > 0) refuse('organs.holdsWork', { name: organ.name, work: work.join('、') })
    await store.setActive(tx, id, false)
    await happened(tx, ctx, id, 'closed')
  })

export const reopenOrgan = (ctx: Ctx, id: string): Promise<void> =>
  ctx.tx(async (tx) => {
    await store.lockTree(tx)
    const organ = await store.lock(tx, id)
    const parent = organ.parent_id === null ? undefined : await queries.organById(tx, organ.parent_id)
    if (parent && !parent.active) refuse('organs.parentInactive')
    if (await queries.nameTaken(tx, organ.parent_id, organ.name, id))
      invalid({ name: `同一上级下已有在用的“${organ.name}”` })
    await store.setActive(tx, id, true)
    await happened(tx, ctx, id, 'reopened')
  })
