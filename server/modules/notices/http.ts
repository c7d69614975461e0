import { z } from 'zod'
import { get, IdParam, over, Paging, post, signedIn } from '../../kernel/route.ts'
import { TestMail } from './contract.ts'
import { inbox, mailLog, read, readAll, unreadCount } from './inbox.ts'
import { configured, sendTest } from './mail.ts'

const system = over<unknown>('installation', () => 'district', 'admin.system')

export const routes = [
  get('/api/notices', {
    summary: '本人的消息',
    query: Paging.extend({ unread: z.stringbool().default(false) }),
    scope: signedIn,
    run: (ctx, { query }) => ctx.tx((tx) => inbox(tx, ctx.actor.id, query)),
  }),
  get('/api/notices/unread', {
    summary: '本人未读消息数',
    scope: signedIn,
    run: (ctx) => ctx.tx(async (tx) => ({ unread: await unreadCount(tx, ctx.actor.id) })),
  }),
  post('/api/notices/read-all', { summary: '全部标为已读', scope: signedIn, run: readAll }),
  post('/api/notices/:id/read', {
    summary: '标为已读',
    params: IdParam,
    scope: signedIn,
    run: (ctx, { params }) => read(ctx, params.id),
  }),
  get('/api/notices/mail', {
    summary: '发信状态与记录',
    query: Paging,
    scope: system,
    run: (ctx, { query }) =>
      ctx.tx(async (tx) => ({
        configured: configured(ctx.config),
        from: ctx.config.SMTP_FROM ?? null,
        ...(await mailLog(tx, query)),
      })),
  }),
  post('/api/notices/mail/test', {
    summary: '发送测试邮件',
    body: TestMail,
    scope: system,
    rate: { count: 5, seconds: 60 },
    run: (ctx, { body }) => sendTest(ctx, body.to),
  }),
] as const
