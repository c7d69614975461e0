// Serves the staff console: hashed files that never change, and one uncached shell that carries a nonce for its styles.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const BUILT = join(import.meta.dirname, '../web/dist/console')
const NOT_BUILT = '工作台尚未构建，请用 npm start 启动，或先执行 npm run build'

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Mounts /console: any path below it that is not a file is a screen of the application. */
export async function mountConsole(web: FastifyInstance): Promise<void> {
  await web.register(fastifyStatic, {
    root: join(BUILT, 'assets'),
    prefix: '/console/assets/',
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
    index: false,
    preCompressed: true,
  })
  const shell = existsSync(join(BUILT, 'index.html')) ? readFileSync(join(BUILT, 'index.html'), 'utf8') : undefined
  for (const url of ['/console', '/console/*'])
    web.get(url, async (_request, reply) => {
      if (shell === undefined) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT)
      const nonce = randomBytes(16).toString('base64')
      return reply
        .headers({ 'content-security-policy': policy(nonce), 'cache-control': 'private, no-store' })
        .type('text/html; charset=utf-8')
        .send(shell.replaceAll('__NONCE__', nonce))
    })
}
