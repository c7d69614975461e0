// What a file really is, from its bytes; and the bytes that may be kept. Nothing is written here.
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { refuser } from '../../kernel/refusal.ts'
import { kinds, refusals, type FileKind, type KindPack } from './contract.ts'

const refuse = refuser(refusals)
const PIXELS_MAX = 60_000_000
/** Container formats which the sniffer can name only by their family: old Office files share one. */
const FAMILY: Record<string, string[]> = { cfb: ['doc', 'xls', 'ppt'] }
const TEXT = new Set(['csv', 'txt'])

export type Inspected = { name: string; mime: string; bytes: Buffer; width: number | null; height: number | null }

/** Refuses what is too large, of another type than its name says, or broken. Images lose their metadata and are turned upright. */
export async function inspect(
  kind: FileKind,
  file: { name: string; bytes: Buffer },
  pack: KindPack,
): Promise<Inspected> {
  const rule = pack.kinds[kind]!
  const name =
    file.name
      .normalize('NFC')
      .replace(/[\u0000-\u001f\\/:*?"<>|]/g, '_')
      .slice(-200) || '未命名'
  const at = { file: '' }
  if (file.bytes.length === 0) return refuse('files.empty', { name }, { ...at, file: `“${name}”是空文件` })
  if (file.bytes.length > rule.maxBytes)
    return refuse('files.tooLarge', {
      name,
      size: mib(file.bytes.length),
      limit: mib(rule.maxBytes),
      kind: kinds[kind],
    })
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const mime = rule.types[extension]
  if (!mime)
    return refuse(
      'files.type',
      { name, kind: kinds[kind], types: Object.keys(rule.types).join('、') },
      { file: '文件类型不在可上传之列' },
    )
  await sameAsName(name, extension, mime, file.bytes)
  return mime.startsWith('image/')
    ? picture(name, mime, file.bytes)
    : { name, mime, bytes: file.bytes, width: null, height: null }
}

async function sameAsName(name: string, extension: string, mime: string, bytes: Buffer): Promise<void> {
  const actual = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const fits = TEXT.has(extension)
    ? actual === undefined && !bytes.subarray(0, 65_536).includes(0)
    : actual !== undefined && (actual.mime === mime || FAMILY[actual.ext]?.includes(extension))
  if (!fits)
    refuse('files.mismatch', { name, actual: actual?.ext ?? '无法识别的内容' }, { file: '文件内容与扩展名不符' })
}

/** Re-encoding drops EXIF (place, device, author) and whatever was hidden behind the picture. */
async function picture(name: string, mime: string, bytes: Buffer): Promise<Inspected> {
  try {
    const image = sharp(bytes, { limitInputPixels: PIXELS_MAX, animated: mime === 'image/gif' }).autoOrient()
    const format = mime.slice('image/'.length) as 'jpeg' | 'png' | 'webp' | 'gif'
    const { data, info } = await image
      .toFormat(format, format === 'jpeg' ? { quality: 88 } : {})
      .toBuffer({ resolveWithObject: true })
    return { name, mime, bytes: data, width: info.width, height: info.pageHeight ?? info.height }
  } catch {
    return refuse('files.broken', { name }, { file: '图片已损坏' })
  }
}

export type Area = { left: number; top: number; width: number; height: number }

export async function crop(bytes: Buffer, area: Area): Promise<{ bytes: Buffer; width: number; height: number }> {
  const { data, info } = await sharp(bytes, { limitInputPixels: PIXELS_MAX })
    .extract(area)
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}

const mib = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`
