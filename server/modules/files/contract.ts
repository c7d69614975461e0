// 文件: images and attachments. Kinds, types and limits are data (packs/files). Safe for browsers.
import { z } from 'zod'
import type { Tx } from '../../kernel/ctx.ts'
import type { Instant } from '../../kernel/instant.ts'
import { slot } from '../../kernel/slots.ts'

export const kinds = { image: '图片', attachment: '附件' } as const
export type FileKind = keyof typeof kinds
export const FileKind = z.literal(Object.keys(kinds) as FileKind[], { error: '请选择图片或附件' })

export const KindRule = z.strictObject({
  name: z.string(),
  maxBytes: z.int().min(1),
  types: z.record(z.string(), z.string()),
})
export const KindPack = z.strictObject({ version: z.int(), source: z.string(), kinds: z.record(FileKind, KindRule) })
export type KindPack = z.infer<typeof KindPack>

const Alt = z.string().trim().max(200, { error: '图片说明不超过200字' })
/** Fields beside the file of POST /api/files. */
export const Upload = z.object({ kind: FileKind, organId: z.uuid({ error: '请选择单位' }), alt: Alt.default('') })
const pixel = z.coerce.number().int().min(0)
export const Crop = z.object({
  left: pixel,
  top: pixel,
  width: pixel.min(16, { error: '裁剪后的宽度不能小于16像素' }),
  height: pixel.min(16, { error: '裁剪后的高度不能小于16像素' }),
  alt: Alt.optional(),
})
export const Describe = z.object({
  alt: Alt,
  name: z.string().trim().min(1, { error: '请填写文件名' }).max(200).optional(),
})
export const Library = z.object({
  kind: FileKind.default('image'),
  organId: z.uuid().optional(),
  q: z.string().trim().max(100).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(24),
})

/** A file as the console and publishing know it. `url` is where the public finds it once something published carries it. */
export type StoredFile = {
  id: string
  kind: FileKind
  organId: string
  name: string
  mime: string
  size: number
  sha256: string
  width: number | null
  height: number | null
  alt: string
  uploadedAt: Instant
  uploadedByName: string
  url: string
}
export const urlOf = (file: { id: string; name: string }): string =>
  `/files/${file.id}/${encodeURIComponent(file.name)}`

/** Looks at a file in memory before anything of it is kept; throws a Refusal to have it discarded. */
export type Screen = (
  ctx: unknown,
  file: { organId: string; name: string; mime: string; bytes: Buffer },
) => Promise<void>
export const fileScreen = slot<Screen>('files.screen')
/** Says that something public carries the file now: only then does its public address answer. */
export type Carrier = (tx: Tx, fileId: string) => Promise<boolean>
export const fileCarrier = slot<Carrier>('files.carrier')

export const refusals = {
  'files.notFound': ['notFound', '文件不存在，或您无权查看'],
  'files.none': ['invalid', '请选择要上传的文件'],
  'files.empty': ['invalid', '“{name}”是空文件，请重新选择'],
  'files.tooLarge': ['tooLarge', '“{name}”有{size}，超过{kind}上限{limit}，请压缩或分拆后再上传'],
  'files.type': ['invalid', '“{name}”不是可上传的{kind}类型，可上传：{types}'],
  'files.mismatch': ['invalid', '“{name}”的内容与扩展名不符（实际是{actual}），请用原来的软件另存后再上传'],
  'files.broken': ['invalid', '“{name}”已损坏，无法打开，请重新导出后再上传'],
  'files.notImage': ['invalid', '只有图片可以裁剪'],
  'files.cropOutside': ['invalid', '裁剪范围超出图片'],
} as const
