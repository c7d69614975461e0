// The bytes, at one address: to the public once something published carries the file, to staff of its organ before.
import { mkdir } from 'node:fs/promises'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { covers, type Actor, type Shared } from '../../kernel/ctx.ts'
import { SESSION_COOKIE } from '../../kernel/http.ts'
import { authenticate } from '../people/index.ts'
import { rootOf } from './commands.ts'
import { fileCarrier, type StoredFile } from './contract.ts'
import { placeOf } from './disk.ts'
import * as store from './store.ts'

/** Shown in the page; everything else is offered for download. */
const INLINE = /^(?:image\/(?:png|jpeg|webp|gif)|application\/pdf|text\/plain)$/
const STAFF = /^(?:publishing|sites|organs)\./

export async function mount(web: FastifyInstance, shared: Shared): Promise<void> {
  await mkdir(rootOf(shared), { recursive: true })
  await web.register(fastifyStatic, { root: rootOf(shared), serve: false })
  web.get('/files/:id/:name', (request, reply) =>
    serve(shared, request as FastifyRequest<{ Params: { id: string } }>, reply),
  )
}

async function serve(
  shared: Shared,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { id } = request.params
  const found = z.uuid().safeParse(id).success
    ? await shared.db.transaction().execute((tx) => look(shared, tx, id))
    : undefined
  const token = request.cookies[SESSION_COOKIE]
  const actor = found && !found.open && token ? await authenticate(shared, token) : undefined
  if (!found || !(found.open || (actor && mayRead(actor, found.paths))))
    return reply.code(404).type('text/plain; charset=utf-8').send('文件不存在')
  const { file, open } = found
  return reply
    .headers({
      'content-type': file.mime.startsWith('text/') ? `${file.mime}; charset=utf-8` : file.mime,
      'content-disposition': `${INLINE.test(file.mime) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox",
      'cache-control': open ? 'public, no-cache' : 'private, no-store',
      etag: `"${file.sha256}"`,
    })
    .sendFile(placeOf(file.sha256), { contentType: false, cacheControl: false, etag: false, dotfiles: 'deny' })
}

type Found = { file: StoredFile; open: boolean; paths: readonly string[] }

async function look(shared: Shared, tx: Parameters<typeof store.byId>[0], id: string): Promise<Found | undefined> {
  const file = await store.byId(tx, id)
  if (!file) return undefined
  const carriers = shared.slots.all(fileCarrier)
  let open = false
  for (const carries of carriers) open ||= await carries(tx, id)
  return { file, open, paths: (await store.pathsOf(tx, id)) ?? [] }
}

const mayRead = (actor: Actor, paths: readonly string[]): boolean => {
  const duties = actor.grants.map((g) => g.duty).filter((d) => STAFF.test(d))
  return paths.some((path) => covers(actor, duties, path))
}
