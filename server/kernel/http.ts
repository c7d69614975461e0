import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Config } from './config.ts'
import { anonymous, context, type Actor, type Ctx, type Shared } from './ctx.ts'
import { audit } from './audit.ts'
import { answer } from './failure.ts'
import { authorise, type Scoping } from './authorise.ts'
import { observe } from './metrics.ts'
import { take } from './rate.ts'
import { Refusal } from './refusal.ts'
import type { File, Input, Reply, Route } from './route.ts'

export const SESSION_COOKIE = 'sid'
const JSON_LIMIT = 1024 * 1024
const UPLOAD_LIMIT = 20 * 1024 * 1024
const FILES_MAX = 20
const CHANGES = { count: 120, seconds: 60 }

export type Web = {
  shared: Shared
  routes: readonly Route[]
  scoping: Scoping
  /** Turns the session cookie into a person. */
  authenticate: (shared: Shared, token: string) => Promise<Actor | undefined>
}

/** The HTTP door: every endpoint of every module passes through `handle`, in this order: same origin → person → input → scope → rate → run. */
export async function makeWeb(web: Web): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: web.shared.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy:
      web.shared.config.TRUST_PROXY === '' ? false : web.shared.config.TRUST_PROXY.split(',').map((s) => s.trim()),
    genReqId: () => randomUUID(),
    bodyLimit: JSON_LIMIT,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: false },
    forceCloseConnections: 'idle',
  })
  await app.register(cookie)
  await app.register(multipart, {
    limits: { files: FILES_MAX, fileSize: UPLOAD_LIMIT, fields: 50, fieldSize: JSON_LIMIT },
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(SAFE_HEADERS)
  })
  app.addHook('onResponse', async (request, reply) => {
    observe(request.method, request.routeOptions.url ?? 'page', reply.statusCode, reply.elapsedTime)
    if (request.url.startsWith('/api/'))
      request.log.info(
        {
          method: request.method,
          route: request.routeOptions.url,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
        },
        'request',
      )
  })
  app.setErrorHandler((error, request, reply) => answer(error, request, reply))
  for (const route of web.routes)
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.limit ?? (route.upload ? UPLOAD_LIMIT : JSON_LIMIT),
      handler: (request, reply) => handle(web, route, request, reply),
    })
  return app
}

async function handle(web: Web, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { ctx, refused } = await enter(web, request)
  if (route.method !== 'GET') sameOrigin(web.shared.config, request)
  if (refused && route.scope.kind !== 'anyone' && route.scope.kind !== 'setup') throw refused
  await authorise.door(ctx, route.scope, web.scoping)
  const files = route.upload ? await readUpload(request, route.limit ?? UPLOAD_LIMIT) : []
  const input: Input<unknown, unknown, unknown> = {
    params: route.params?.parse(request.params),
    query: route.query?.parse(request.query),
    body: route.body?.parse(request.body ?? {}),
  }
  try {
    await authorise.subject(ctx, route.scope, input, web.scoping)
  } catch (error) {
    if (error instanceof Refusal && ctx.actor.kind === 'staff')
      await audit(ctx, {
        action: `${route.method} ${route.path}`,
        result: 'denied',
        detail: { params: input.params ?? {} },
      })
    throw error
  }
  if (route.method !== 'GET' || route.rate)
    await take(ctx, `${route.rate ? route.path : 'change'}:${who(ctx)}`, route.rate ?? CHANGES)
  const result = await route.run(ctx, input, files)
  reply.header('cache-control', 'private, no-store')
  if (isReply(result))
    return reply
      .code(result.status ?? 200)
      .headers(result.headers ?? {})
      .type(result.type)
      .send(result.bytes)
  return result === undefined ? reply.code(204).send() : reply.send(result)
}

/** The person behind the request. A session that ended is told as such where a person is needed. */
async function enter(web: Web, request: FastifyRequest): Promise<{ ctx: Ctx; refused?: Refusal }> {
  const token = request.cookies[SESSION_COOKIE]
  const actor = token ? await web.authenticate(web.shared, token) : undefined
  const key = request.headers['idempotency-key']
  const ctx = context(web.shared, actor ?? anonymous, {
    requestId: request.id,
    ip: request.ip,
    agent: (request.headers['user-agent'] ?? '').slice(0, 300),
    clientKey: typeof key === 'string' && key.length <= 100 ? key : null,
  })
  return actor
    ? { ctx }
    : {
        ctx,
        refused: new Refusal(
          'session.ended',
          'unauthenticated',
          token ? '登录已过期，请重新登录；已填写的内容不会丢失' : '请先登录',
        ),
      }
}

const who = (ctx: Ctx) => (ctx.actor.kind === 'anonymous' ? `ip:${ctx.ip}` : ctx.actor.id)
const isReply = (value: unknown): value is Reply => typeof value === 'object' && value !== null && '__reply' in value

/** State changes come from our own pages only. A caller without a cookie (a partner's server) has no ambient right to abuse. */
function sameOrigin(config: Config, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const allowed = new Set([new URL(config.PUBLIC_URL).origin, `${request.protocol}://${request.host}`])
  const fine =
    site !== undefined
      ? site === 'same-origin'
      : origin !== undefined
        ? allowed.has(origin)
        : request.cookies[SESSION_COOKIE] === undefined
  if (!fine) throw new Refusal('origin.foreign', 'forbidden', '请求不是从本站页面发出的，已拒绝')
}

/** Text fields become the body; files stay in memory, for nothing may be stored before it was checked. */
async function readUpload(request: FastifyRequest, limit: number): Promise<File[]> {
  if (!request.isMultipart()) throw new Refusal('upload.missing', 'invalid', '请选择要上传的文件')
  const files: File[] = []
  const fields: Record<string, string> = {}
  for await (const part of request.parts({ limits: { fileSize: limit } })) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value)
    else files.push({ name: part.filename, mime: part.mimetype, bytes: await part.toBuffer() })
  }
  request.body = fields
  return files
}

export const SAFE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'SAMEORIGIN',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const
