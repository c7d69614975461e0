import { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { get, IdParam, post, signedIn } from '../../kernel/route.ts'
import { act } from './commands.ts'
import { ActBody, CaseQuery, subjectOf, TaskQuery } from './contract.ts'
import { caseRecord, listCases } from './queries.ts'
import { openTasks, summary } from './tasks.ts'

const ActParams = IdParam.extend({ action: z.string().regex(/^[a-zA-Z]{1,40}$/, { error: '没有这个操作' }) })

// Which duties read a case is the procedure's to say, so the scope is decided inside: 404 for whoever it does not cover.
export const routes = [
  get('/api/cases/summary', {
    summary: '我的待办：数字',
    scope: signedIn,
    run: (ctx) => ctx.tx((tx) => summary(tx, ctx)),
  }),
  get('/api/cases/tasks', {
    summary: '待办，按法定时限排序',
    query: TaskQuery,
    scope: signedIn,
    run: (ctx, { query }) => ctx.tx((tx) => openTasks(tx, ctx, query)),
  }),
  get('/api/cases', {
    summary: '办理事项登记',
    query: CaseQuery,
    scope: signedIn,
    run: (ctx, { query }) => ctx.tx((tx) => listCases(tx, ctx, query)),
  }),
  get('/api/cases/:id', {
    summary: '一件事项：经过、时限、可办操作',
    params: IdParam,
    scope: signedIn,
    run: (ctx, { params }) =>
      denied(ctx, 'cases.read', params.id, () => ctx.tx((tx) => caseRecord(tx, ctx, params.id))),
  }),
  post('/api/cases/:id/actions/:action', {
    summary: '办理',
    params: ActParams,
    body: ActBody,
    scope: signedIn,
    run: (ctx, { params, body }) =>
      denied(ctx, `cases.${params.action}`, params.id, () =>
        act(ctx, params.id, {
          ...body.input,
          type: params.action,
          ...(body.seen === undefined ? {} : { seen: body.seen }),
        }),
      ),
  }),
] as const

/** A try at what the scope does not cover is kept, as the kernel does for routes with a fixed scope. */
async function denied<T>(ctx: Ctx, action: string, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'cases.notFound')
      await audit(ctx, { action, result: 'denied', subject: subjectOf(id) })
    throw error
  }
}
