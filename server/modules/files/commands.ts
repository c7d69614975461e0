import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Ctx } from '../../kernel/ctx.ts'
import { record } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { refuser } from '../../kernel/refusal.ts'
import type { File } from '../../kernel/route.ts'
import {
  fileScreen,
  KindPack,
  refusals,
  urlOf,
  type Crop,
  type Describe,
  type FileKind,
  type StoredFile,
} from './contract.ts'
import { keep, read } from './disk.ts'
import * as inspector from './inspect.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
export const pack: KindPack = KindPack.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../packs/files/kinds.json'), 'utf8')),
)
export const rootOf = (ctx: Pick<Ctx, 'config'>): string => join(ctx.config.DATA_DIR, 'files')

type Use = { kind: FileKind; organId: string; alt: string }

/** Inspects and screens in memory, then keeps: bytes first, the row that names them last. A crash between leaves bytes nobody names. */
export async function putFile(ctx: Ctx, use: Use, file: Pick<File, 'name' | 'bytes'>): Promise<StoredFile> {
  const seen = await inspector.inspect(use.kind, file, pack)
  for (const screen of ctx.slots.all(fileScreen)) await screen(ctx, { organId: use.organId, ...seen })
  return save(ctx, use, seen, null)
}

export const upload = (ctx: Ctx, use: Use, files: readonly File[]): Promise<StoredFile> =>
  files[0] ? putFile(ctx, use, files[0]) : refuse('files.none', {}, { file: '请选择要上传的文件' })

/** A part of a picture as a picture of its own; the original stays. */
export async function cropImage(
  ctx: Ctx,
  id: string,
  { left, top, width, height, alt }: z.output<typeof Crop>,
): Promise<StoredFile> {
  const original = (await ctx.tx((tx) => store.byId(tx, id))) ?? refuse('files.notFound')
  if (original.kind !== 'image' || original.width === null || original.height === null) return refuse('files.notImage')
  if (left + width > original.width || top + height > original.height)
    return refuse('files.cropOutside', {}, { width: '裁剪范围超出图片' })
  const part = await inspector.crop(await read(rootOf(ctx), original.sha256), { left, top, width, height })
  return save(
    ctx,
    { kind: 'image', organId: original.organId, alt: alt ?? original.alt },
    { name: original.name, mime: original.mime, ...part },
    id,
  )
}

async function save(ctx: Ctx, use: Use, seen: inspector.Inspected, croppedFrom: string | null): Promise<StoredFile> {
  const hash = await keep(rootOf(ctx), seen.bytes)
  const file = {
    id: newId(),
    kind: use.kind,
    organId: use.organId,
    name: seen.name,
    mime: seen.mime,
    size: seen.bytes.length,
    sha256: hash,
    width: seen.width,
    height: seen.height,
    alt: use.alt,
    uploadedAt: ctx.now,
    uploadedByName: ctx.actor.name,
  }
  await ctx.tx(async (tx) => {
    await store.insert(tx, { ...file, croppedFrom, uploadedBy: ctx.actor.id })
    await record(tx, ctx, { type: 'file', id: file.id }, [
      { type: 'files.uploaded', at: ctx.now, name: file.name, size: file.size, sha256: hash },
    ])
  })
  return { ...file, url: urlOf(file) }
}

export const describe = (ctx: Ctx, id: string, { alt, name }: z.output<typeof Describe>) =>
  ctx.tx(async (tx) => {
    await store.describe(tx, id, alt, name)
    await record(tx, ctx, { type: 'file', id }, [{ type: 'files.described', at: ctx.now, alt }])
    return (await store.byId(tx, id)) ?? refuse('files.notFound')
  })

/** Leaves the library; what was published with it keeps it. */
export const removeFile = (ctx: Ctx, id: string) =>
  ctx.tx(async (tx) => {
    await store.remove(tx, id, ctx.now)
    await record(tx, ctx, { type: 'file', id }, [{ type: 'files.removed', at: ctx.now }])
  })
