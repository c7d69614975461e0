// The public door: every GET and HEAD that is not the API or the console.
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Shared } from '../../kernel/ctx.ts'
import { dayOf } from '../../kernel/instant.ts'
import { hostOf, isLoopback, readAddress, readQuery } from './address.ts'
import { assetBytes, ELDER_COOKIE, modeStyles } from './assets.ts'
import { PageCache, type Bytes } from './cache.ts'
import { pageKinds } from './contract.ts'
import { changesAfter, newestChange } from './store-registry.ts'
import { renderer, type Render } from './render.ts'

const CACHE_BYTES = 96 * 1024 * 1024
const POLL_MS = 250
const ELDER_SECONDS = 365 * 86_400

export type Delivery = { render: Render; cache: PageCache; params: readonly string[]; follow(): Promise<void> }

/** Cache and renderer of this process. `follow` applies what changed since the last call. */
export function makeDelivery(shared: Shared, cache = new PageCache(CACHE_BYTES)): Delivery {
  return {
    cache,
    render: renderer(shared),
    params: [...new Set(shared.slots.all(pageKinds).flatMap((k) => k.query ?? []))].sort(),
    follow: async () => {
      cache.apply(await shared.db.transaction().execute((tx) => changesAfter(tx, cache.no)))
    },
  }
}

/** Follows the feed until told to stop. The poll alone keeps the cache right; a lost message costs a quarter of a second. */
function followFeed(shared: Shared, delivery: Delivery, stop: AbortSignal): void {
  const run = async () => {
    while (!stop.aborted) {
      try {
        await delivery.follow()
      } catch (error) {
        delivery.cache.clear() // what can no longer be checked is not shown from memory
        shared.log.error({ err: error }, 'feed of changes cannot be read')
      }
      await sleep(POLL_MS, undefined, { signal: stop }).catch(() => {})
    }
  }
  void run()
}

export async function mountDelivery(web: FastifyInstance, shared: Shared): Promise<void> {
  const delivery = makeDelivery(shared)
  delivery.cache.startAt(await shared.db.transaction().execute(newestChange))
  const stop = new AbortController()
  web.addHook('onClose', async () => stop.abort())
  followFeed(shared, delivery, stop.signal)
  web.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    exposeHeadRoute: false,
    handler: (request, reply) => deliver(shared, delivery, request, reply),
  })
}

async function deliver(
  shared: Shared,
  delivery: Delivery,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const url = request.raw.url ?? '/'
  const [rawPath = '/', rawQuery = ''] = url.split(/\?(.*)/s)
  const asset = /^\/assets\/([\w.-]+)$/.exec(rawPath)
  if (asset) return sendAsset(request, reply, asset[1]!, rawQuery)
  if (rawPath === '/mode.css') return send(request, reply, modeStyles(request.cookies[ELDER_COOKIE] === '1'))
  const host = hostOf(request.headers.host)
  if (host === undefined) return plain(reply, 400, '请求的主机名有误')
  const address = readAddress(rawPath)
  if (address.kind === 'wrong') return plain(reply, 400, '地址格式有误')
  if (address.kind === 'moved')
    return reply
      .code(301)
      .header('location', address.to + (rawQuery === '' ? '' : `?${rawQuery}`))
      .header('cache-control', 'no-cache')
      .send()
  const search = new URLSearchParams(rawQuery)
  if (address.path === '/zzmoshi/') return elderMode(shared, search, reply)
  const day = dayOf(shared.clock())
  const key = `${host} ${address.path} ${address.pageNo} ${JSON.stringify(readQuery(search, delivery.params))}`
  const known = delivery.cache.get(key, day)
  if (known) return send(request, reply, known)
  const wanted = {
    host,
    loopback: isLoopback(host) && isLoopback(shared.config.HOST),
    path: address.path,
    pageNo: address.pageNo,
    search,
    day,
  }
  try {
    return await send(
      request,
      reply,
      await delivery.cache.getOrMake(key, day, async () => (await delivery.render(wanted)) ?? unknownHost()),
    )
  } catch (error) {
    if (error instanceof UnknownHost) return plain(reply, 421, '本服务器不提供该域名的网站')
    throw error
  }
}

/** For ever under the address that names its version; asked for again under the plain one, which stylesheets use. */
function sendAsset(request: FastifyRequest, reply: FastifyReply, name: string, query: string): FastifyReply {
  const found = assetBytes(name)
  if (!found) return plain(reply, 404, '没有这个文件')
  return send(
    request,
    reply,
    query === `v=${found.etag.slice(0, 8)}`
      ? found
      : { ...found, headers: { ...found.headers, 'cache-control': 'no-cache' } },
  )
}

class UnknownHost extends Error {}
const unknownHost = (): never => {
  throw new UnknownHost()
}

/** Turns 长者模式 on or off and goes back to the page, without a script and without changing any address. */
function elderMode(shared: Shared, search: URLSearchParams, reply: FastifyReply): FastifyReply {
  const back = search.get('back') ?? '/'
  const to = readAddress(back)
  const on = search.get('on') === '1'
  return reply
    .code(303)
    .headers({
      location: to.kind === 'page' && !back.startsWith('//') ? encodeURI(back) : '/',
      'cache-control': 'no-store',
      'set-cookie': `${ELDER_COOKIE}=${on ? '1' : ''}; Path=/; Max-Age=${on ? ELDER_SECONDS : 0}; SameSite=Lax; HttpOnly${shared.config.SECURE_COOKIES ? '; Secure' : ''}`,
    })
    .send()
}

const plain = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).send(text)

/** Strong tags, so that each coding has its own. Files with their ranges are the module `files`' matter. */
function send(request: FastifyRequest, reply: FastifyReply, bytes: Bytes): FastifyReply {
  const accepts = String(request.headers['accept-encoding'] ?? '')
  const coding =
    bytes.brotli && /\bbr\b(?!;\s*q=0(?:\.0*)?(?:,|$))/.test(accepts)
      ? 'br'
      : bytes.gzip && /\bgzip\b(?!;\s*q=0(?:\.0*)?(?:,|$))/.test(accepts)
        ? 'gzip'
        : ''
  const body = coding === 'br' ? bytes.brotli! : coding === 'gzip' ? bytes.gzip! : bytes.plain
  const etag = `"${bytes.etag}${coding && `-${coding}`}"`
  reply.headers({ vary: 'accept-encoding', ...bytes.headers, etag })
  if (coding) reply.header('content-encoding', coding)
  if (bytes.status === 200 && noneMatch(request.headers['if-none-match'], etag)) return reply.code(304).send()
  reply.code(bytes.status).header('content-length', body.length)
  return reply.send(request.method === 'HEAD' ? undefined : body)
}

const noneMatch = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some((t) => t.trim().replace(/^W\//, '') === etag))
