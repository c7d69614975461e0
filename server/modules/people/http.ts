// Accounts, duties and the security record.
import { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import { instant, wallClock } from '../../kernel/instant.ts'
import { invalid, refuser } from '../../kernel/refusal.ts'
import { del, download, get, has, IdParam, over, Paging, post, put } from '../../kernel/route.ts'
import { writeSheet, XLSX } from '../../kernel/xlsx.ts'
import { changeAccount, createAccount, handOverOf, leave, resume, suspend, unlock } from './accounts.ts'
import { AuditFilter, AuditQuery, exportAudit, readAudit } from './audit-log.ts'
import {
  AccountEdit,
  AccountInput,
  District,
  duties,
  dutyNames,
  GrantInput,
  Leaving,
  refusals,
  securityPolicy,
  SecuritySettings,
  StaffRows,
  type Duty,
} from './contract.ts'
import { grantDuty, revokeGrant } from './grants.ts'
import * as queries from './queries.ts'
import { resetPassword } from './secret.ts'
import { endSession, endSessionsOf } from './session.ts'
import { sessionRoutes } from './http-session.ts'
import { putSettings, settingsOf } from './settings.ts'
import { importStaff, previewStaff } from './staff.ts'
import { staffTemplate } from './staff-sheet.ts'

const refuse = refuser(refusals)
const EXPORT_MAX = 5000
type WithId = { params: { id: string } }
const security = over<WithId>('account', (i) => i.params.id, 'admin.security')
const wide = (...by: Duty[]) => over<unknown>('installation', () => 'district', ...by)

const AccountQuery = z.object({
  q: z.string().trim().max(50).optional(),
  organId: z.uuid().optional(),
  duty: z.enum(dutyNames as [Duty, ...Duty[]]).optional(),
  state: z.enum(['active', 'suspended', 'left']).optional(),
})
const states = { active: '在用', suspended: '暂停', left: '已离岗' } as const

export const routes = [
  ...sessionRoutes,
  get('/api/people/accounts', {
    summary: '账号列表',
    query: AccountQuery.extend(Paging.shape),
    scope: has('admin.security'),
    run: (ctx, { query }) => ctx.tx((tx) => queries.accounts(tx, ctx, query)),
  }),
  get('/api/people/accounts.xlsx', {
    summary: '导出账号',
    query: AccountQuery,
    scope: has('admin.security'),
    run: (ctx, { query }) =>
      ctx.tx(async (tx) => {
        const { items } = await queries.accounts(tx, ctx, { ...query, page: 1, size: EXPORT_MAX })
        await audit(
          ctx,
          { action: 'people.exportAccounts', result: 'allowed', detail: { ...query, lines: items.length } },
          tx,
        )
        const rows = items.map((a) => [
          a.login,
          a.name,
          a.organName,
          a.post,
          a.phone,
          a.email,
          a.duties.map((d) => duties[d].label).join('、'),
          states[a.state],
          a.lastSignInAt ? wallClock(instant(a.lastSignInAt)) : '',
        ])
        return download(
          XLSX,
          `账号-${ctx.today}.xlsx`,
          await writeSheet({
            name: '账号',
            headerRows: 1,
            widths: [16, 12, 28, 16, 16, 24, 40, 10, 18],
            rows: [['登录名', '姓名', '机构', '岗位', '手机', '邮箱', '职责', '状态', '最近登录'], ...rows],
          }),
        )
      }),
  }),
  post('/api/people/accounts', {
    summary: '新建账号，返回一次性初始密码',
    body: AccountInput,
    scope: over<{ body: { organId: string } }>('organ', (i) => i.body.organId, 'admin.security'),
    run: (ctx, { body }) => createAccount(ctx, body),
  }),
  get('/api/people/accounts/:id', {
    summary: '账号详情：职责与会话',
    params: IdParam,
    scope: security,
    run: (ctx, { params }) =>
      ctx.tx(async (tx) => (await queries.account(tx, ctx.now, params.id)) ?? refuse('people.notFound')),
  }),
  put('/api/people/accounts/:id', {
    summary: '修改账号',
    params: IdParam,
    body: AccountEdit,
    scope: security,
    run: (ctx, { params, body }) => changeAccount(ctx, params.id, body),
  }),
  post('/api/people/accounts/:id/reset', {
    summary: '重置密码，返回一次性密码',
    params: IdParam,
    scope: security,
    run: (ctx, { params }) => resetPassword(ctx, params.id),
  }),
  post('/api/people/accounts/:id/unlock', {
    summary: '解除锁定',
    params: IdParam,
    scope: security,
    run: (ctx, { params }) => unlock(ctx, params.id),
  }),
  post('/api/people/accounts/:id/suspend', {
    summary: '暂停账号',
    params: IdParam,
    scope: security,
    run: (ctx, { params }) => suspend(ctx, params.id),
  }),
  post('/api/people/accounts/:id/resume', {
    summary: '恢复账号',
    params: IdParam,
    scope: security,
    run: (ctx, { params }) => resume(ctx, params.id),
  }),
  get('/api/people/accounts/:id/hand-over', {
    summary: '离岗时需要移交的工作',
    params: IdParam,
    scope: security,
    run: (ctx, { params }) => ctx.tx(async (tx) => ({ items: await handOverOf(tx, ctx, params.id) })),
  }),
  post('/api/people/accounts/:id/leave', {
    summary: '离岗并移交工作',
    params: IdParam,
    body: Leaving,
    scope: security,
    run: (ctx, { params, body }) => leave(ctx, params.id, body),
  }),
  del('/api/people/accounts/:id/sessions', {
    summary: '结束账号的全部会话',
    params: IdParam,
    scope: security,
    run: (ctx, { params }) => endSessionsOf(ctx, params.id),
  }),
  del('/api/people/account-sessions/:id', {
    summary: '结束账号的一个会话',
    params: IdParam,
    scope: over<WithId>('session', (i) => i.params.id, 'admin.security'),
    run: (ctx, { params }) => endSession(ctx, params.id),
  }),
  post('/api/people/accounts/:id/grants', {
    summary: '授予职责',
    params: IdParam,
    body: GrantInput,
    scope: security,
    run: (ctx, { params, body }) => grantDuty(ctx, params.id, body),
  }),
  del('/api/people/grants/:id', {
    summary: '收回职责',
    params: IdParam,
    scope: over<WithId>('grant', (i) => i.params.id, 'admin.security'),
    run: (ctx, { params }) => revokeGrant(ctx, params.id),
  }),

  get('/api/people/staff-template.xlsx', {
    summary: '人员导入模板',
    scope: has('admin.security'),
    run: async () => download(XLSX, '人员导入模板.xlsx', await writeSheet(staffTemplate())),
  }),
  post('/api/people/staff/preview', {
    summary: '检查人员表，不保存',
    upload: true,
    limit: 10 << 20,
    scope: has('admin.security'),
    run: (ctx, _input, files) => previewStaff(ctx, files[0]?.bytes ?? invalid({ file: '请选择要导入的 .xlsx 文件' })),
  }),
  post('/api/people/staff', {
    summary: '导入人员，返回初始密码表',
    body: StaffRows,
    scope: has('admin.security'),
    run: (ctx, { body }) => importStaff(ctx, body),
  }),

  get('/api/people/audit', {
    summary: '审计记录',
    query: AuditQuery,
    scope: has('admin.audit'),
    run: (ctx, { query }) => readAudit(ctx, query),
  }),
  get('/api/people/audit.xlsx', {
    summary: '导出审计记录',
    query: AuditFilter,
    scope: has('admin.audit'),
    run: (ctx, { query }) => exportAudit(ctx, query),
  }),

  get('/api/people/settings', {
    summary: '全站设置',
    scope: wide('admin.system', 'admin.security'),
    run: (ctx) => ctx.tx(async (tx) => ({ ...(await settingsOf(tx)), policy: securityPolicy })),
  }),
  put('/api/people/settings/district', {
    summary: '修改本区名称与行政区划代码',
    body: District,
    scope: wide('admin.system'),
    run: (ctx, { body }) => putSettings(ctx, 'district', body),
  }),
  put('/api/people/settings/security', {
    summary: '修改密码有效期',
    body: SecuritySettings,
    scope: wide('admin.security'),
    run: (ctx, { body }) => putSettings(ctx, 'security', body),
  }),
] as const
