// The person at the browser: sign-in, own sessions, own password, first setup.
import type { Ctx } from '../../kernel/ctx.ts'
import { SESSION_COOKIE } from '../../kernel/http.ts'
import { installationFact } from '../../kernel/installation.ts'
import { anyone, del, get, IdParam, post, put, reply, setup, signedIn } from '../../kernel/route.ts'
import { organById } from '../organs/index.ts'
import {
  duties,
  PasswordChange,
  ResetAsk,
  resetMail,
  ResetUse,
  securityPolicy,
  SettingUp,
  SignIn,
  type Duty,
} from './contract.ts'
import * as queries from './queries.ts'
import { applyReset, askReset, changePassword } from './secret.ts'
import { endOtherSessions, endOwnSession, passwordDue, signIn, signOut } from './session.ts'
import { isSetUp, setUp, setupChoices } from './setup.ts'

const HOUR = 3600
const cookie = (ctx: Ctx, token: string, seconds: number): string =>
  [
    `${SESSION_COOKIE}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${seconds}`,
    ...(ctx.config.SECURE_COOKIES ? ['Secure'] : []),
  ].join('; ')
const withCookie = (ctx: Ctx, body: object, token: string, seconds: number) =>
  reply('application/json; charset=utf-8', JSON.stringify(body), {
    headers: { 'set-cookie': cookie(ctx, token, seconds) },
  })

export type Person = {
  id: string
  login: string
  name: string
  organId: string
  organName: string
  post: string
  phone: string
  email: string
  /** 'first': a password given by somebody else; 'expired': older than allowed. Until it is changed no duty is in force. */
  passwordDue: 'first' | 'expired' | null
  sessionId: string
  grants: { duty: Duty; label: string; organId: string; organName: string; path: string }[]
}
export type Here = {
  person: Person | null
  demo: boolean
  setUp: boolean
  mail: boolean
  district: string | null
  policy: typeof securityPolicy
}

const here = (ctx: Ctx): Promise<Here> =>
  ctx.tx(async (tx) => ({
    person: ctx.actor.kind === 'staff' ? await person(ctx) : null,
    demo: (await installationFact(tx, 'demo')) !== undefined,
    setUp: await isSetUp(tx),
    mail: ctx.slots.all(resetMail).some((m) => m.configured(ctx)),
    district: (await installationFact<{ name: string }>(tx, 'district'))?.name ?? null,
    policy: securityPolicy,
  }))

const person = (ctx: Ctx): Promise<Person> =>
  ctx.tx(async (tx) => {
    const own = (await queries.account(tx, ctx.now, ctx.actor.id))!
    const { passwordMaxAgeDays } = await queries.securitySettings(tx)
    const grants = []
    for (const { duty, organId, path } of ctx.actor.grants)
      grants.push({
        duty: duty as Duty,
        label: duties[duty as Duty].label,
        organId,
        organName: (await organById(tx, organId))!.name,
        path,
      })
    return {
      id: own.id,
      login: own.login,
      name: own.name,
      organId: own.organId,
      organName: own.organName,
      post: own.post,
      phone: own.phone,
      email: own.email,
      passwordDue: passwordDue(
        { mustChange: own.mustChange, passwordSetAt: new Date(own.passwordSetAt) },
        passwordMaxAgeDays,
        ctx.now,
      ),
      sessionId: ctx.actor.sessionId!,
      grants,
    }
  })

export const sessionRoutes = [
  get('/api/people/session', { summary: '当前登录人', scope: anyone, run: here }),
  post('/api/people/session', {
    summary: '登录',
    body: SignIn,
    scope: anyone,
    rate: { count: 30, seconds: 60 },
    run: async (ctx, { body }) => {
      const { token } = await signIn(ctx, body)
      return withCookie(ctx, { signedIn: true }, token, securityPolicy.sessionHours * HOUR)
    },
  }),
  del('/api/people/session', {
    summary: '退出登录',
    scope: anyone,
    run: async (ctx) => {
      await signOut(ctx)
      return withCookie(ctx, { signedIn: false }, '', 0)
    },
  }),
  get('/api/people/sessions', {
    summary: '本人的会话',
    scope: signedIn,
    run: (ctx) =>
      ctx.tx(async (tx) => ({
        items: await queries.sessionsOf(tx, ctx.actor.id, ctx.now),
        current: ctx.actor.sessionId,
      })),
  }),
  del('/api/people/sessions', { summary: '结束本人的其他会话', scope: signedIn, run: endOtherSessions }),
  del('/api/people/sessions/:id', {
    summary: '结束本人的一个会话',
    params: IdParam,
    scope: signedIn,
    run: (ctx, { params }) => endOwnSession(ctx, params.id),
  }),
  put('/api/people/password', {
    summary: '修改本人密码',
    body: PasswordChange,
    scope: signedIn,
    rate: { count: 10, seconds: 60 },
    run: (ctx, { body }) => changePassword(ctx, body),
  }),
  post('/api/people/password-resets', {
    summary: '申请通过邮件重置密码',
    body: ResetAsk,
    scope: anyone,
    rate: { count: 5, seconds: 60 },
    run: (ctx, { body }) => askReset(ctx, body),
  }),
  post('/api/people/password-resets/use', {
    summary: '用邮件中的链接设置新密码',
    body: ResetUse,
    scope: anyone,
    rate: { count: 10, seconds: 60 },
    run: (ctx, { body }) => applyReset(ctx, body),
  }),
  get('/api/people/setup', { summary: '初始设置的选项', scope: setup, run: async (ctx) => setupChoices(ctx) }),
  post('/api/people/setup', {
    summary: '完成初始设置',
    body: SettingUp,
    scope: setup,
    rate: { count: 10, seconds: 60 },
    run: (ctx, { body }) => setUp(ctx, body),
  }),
] as const
