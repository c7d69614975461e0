// The few files that public pages need, read once at start; a version in the address lets browsers keep them for ever.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Bytes } from './cache.ts'

const FOLDER = join(import.meta.dirname, '../../../web/public')
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.xsl': 'text/xsl; charset=utf-8',
}
const FOREVER = 'public, max-age=31536000, immutable'

/** The three codings of an answer with its strong tag. Small texts stay plain. */
export function encode(
  status: number,
  headers: Record<string, string>,
  plain: Buffer,
  tags: readonly string[],
  text = true,
): Bytes {
  const worth = text && plain.length > 600
  return {
    status,
    headers,
    tags,
    plain,
    etag: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
    gzip: worth ? gzipSync(plain, { level: 6 }) : null,
    brotli: worth
      ? brotliCompressSync(plain, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
        })
      : null,
  }
}

const files = new Map<string, Bytes>(
  readdirSync(FOLDER)
    .filter((name) => TYPES[extname(name)] !== undefined)
    .map((name) => {
      const type = TYPES[extname(name)]!
      const bytes = readFileSync(join(FOLDER, name))
      return [
        name,
        encode(200, { 'content-type': type, 'cache-control': FOREVER }, bytes, [], !/png|icon|woff/.test(type)),
      ]
    }),
)

/** '/assets/frame.css?v=…' */
export const asset = (name: string): string => {
  const file = files.get(name)
  if (!file) throw new Error(`web/public 中没有 ${name}`)
  return `/assets/${name}?v=${file.etag.slice(0, 8)}`
}
export const assetBytes = (name: string): Bytes | undefined => files.get(name)

/** 长者模式 is one stylesheet more: the same address for all, empty unless the reader's cookie asks for it. */
export const ELDER_COOKIE = 'elder'
const mode = {
  'content-type': 'text/css; charset=utf-8',
  'cache-control': 'private, no-cache',
  vary: 'cookie, accept-encoding',
}
const plain = encode(200, mode, Buffer.from('.util .elder-off{display:none}\n'), [])
const elder = encode(200, mode, files.get('elder.css')!.plain, [])
export const modeStyles = (on: boolean): Bytes => (on ? elder : plain)
