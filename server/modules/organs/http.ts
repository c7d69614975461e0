import { del, get, IdParam, over, post, put, signedIn } from '../../kernel/route.ts'
import { refuser } from '../../kernel/refusal.ts'
import { changeOrgan, closeOrgan, createOrgan, moveOrgan, renameOrgan, reopenOrgan } from './commands.ts'
import { GroupInput, LeaderInput, Moving, OrganBelow, OrganFacts, PostInput, refusals, Renaming } from './contract.ts'
import { addPart, changePart, dropPart } from './parts.ts'
import * as queries from './queries.ts'

const refuse = refuser(refusals)
type WithId = { params: { id: string } }
const id = (i: WithId) => i.params.id
const manage = over<WithId>('organ', id, 'organs.manage')

/** Who the organs are is public knowledge (机构职能, 领导信息 are published), so every member of staff reads the tree; only writing is scoped. */
export const routes = [
  get('/api/organs/tree', {
    summary: '组织机构树',
    scope: signedIn,
    run: (ctx) => ctx.tx(async (tx) => ({ organs: await queries.organTree(tx) })),
  }),
  get('/api/organs/:id', {
    summary: '机构详情：曾用名、岗位、领导、领导小组',
    params: IdParam,
    scope: signedIn,
    run: (ctx, { params }) =>
      ctx.tx(async (tx) => (await queries.organDetail(tx, params.id)) ?? refuse('organs.notFound')),
  }),
  post('/api/organs', {
    summary: '新建下级机构',
    body: OrganBelow,
    scope: over<{ body: { parentId: string } }>('organ', (i) => i.body.parentId, 'organs.manage'),
    run: (ctx, { body }) => createOrgan(ctx, body),
  }),
  put('/api/organs/:id', {
    summary: '修改机构信息',
    params: IdParam,
    body: OrganFacts,
    scope: manage,
    run: (ctx, { params, body }) => changeOrgan(ctx, params.id, body),
  }),
  post('/api/organs/:id/rename', {
    summary: '更名，保留曾用名',
    params: IdParam,
    body: Renaming,
    scope: manage,
    run: (ctx, { params, body }) => renameOrgan(ctx, params.id, body),
  }),
  post('/api/organs/:id/move', {
    summary: '移到另一上级机构之下',
    params: IdParam,
    body: Moving,
    scope: manage,
    run: (ctx, { params, body }) => moveOrgan(ctx, params.id, body),
  }),
  post('/api/organs/:id/close', {
    summary: '停用机构',
    params: IdParam,
    scope: manage,
    run: (ctx, { params }) => closeOrgan(ctx, params.id),
  }),
  post('/api/organs/:id/reopen', {
    summary: '恢复使用机构',
    params: IdParam,
    scope: manage,
    run: (ctx, { params }) => reopenOrgan(ctx, params.id),
  }),

  post('/api/organs/:id/posts', {
    summary: '新增岗位',
    params: IdParam,
    body: PostInput,
    scope: manage,
    run: (ctx, { params, body }) => addPart(ctx, 'post', params.id, body),
  }),
  put('/api/organs/posts/:id', {
    summary: '修改岗位',
    params: IdParam,
    body: PostInput,
    scope: over('organPost', id, 'organs.manage'),
    run: (ctx, { params, body }) => changePart(ctx, 'post', params.id, body),
  }),
  del('/api/organs/posts/:id', {
    summary: '删除岗位',
    params: IdParam,
    scope: over('organPost', id, 'organs.manage'),
    run: (ctx, { params }) => dropPart(ctx, 'post', params.id),
  }),
  post('/api/organs/:id/leaders', {
    summary: '新增领导信息',
    params: IdParam,
    body: LeaderInput,
    scope: manage,
    run: (ctx, { params, body }) => addPart(ctx, 'leader', params.id, body),
  }),
  put('/api/organs/leaders/:id', {
    summary: '修改领导信息',
    params: IdParam,
    body: LeaderInput,
    scope: over('organLeader', id, 'organs.manage'),
    run: (ctx, { params, body }) => changePart(ctx, 'leader', params.id, body),
  }),
  del('/api/organs/leaders/:id', {
    summary: '删除领导信息',
    params: IdParam,
    scope: over('organLeader', id, 'organs.manage'),
    run: (ctx, { params }) => dropPart(ctx, 'leader', params.id),
  }),
  post('/api/organs/:id/groups', {
    summary: '新增领导小组',
    params: IdParam,
    body: GroupInput,
    scope: manage,
    run: (ctx, { params, body }) => addPart(ctx, 'group', params.id, body),
  }),
  put('/api/organs/groups/:id', {
    summary: '修改领导小组',
    params: IdParam,
    body: GroupInput,
    scope: over('organGroup', id, 'organs.manage'),
    run: (ctx, { params, body }) => changePart(ctx, 'group', params.id, body),
  }),
  del('/api/organs/groups/:id', {
    summary: '删除领导小组',
    params: IdParam,
    scope: over('organGroup', id, 'organs.manage'),
    run: (ctx, { params }) => dropPart(ctx, 'group', params.id),
  }),
] as const
