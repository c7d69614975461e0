// Bytes by content hash below DATA_DIR/files. A file is there wholly or not at all.
import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
export const placeOf = (hash: string): string => join(hash.slice(0, 2), hash.slice(2, 4), hash)

/** Keeps the bytes and answers their hash. On disk before the row that names them is committed; the same bytes are kept once. */
export async function keep(root: string, bytes: Buffer): Promise<string> {
  const hash = sha256(bytes)
  const path = join(root, placeOf(hash))
  if (
    await access(path).then(
      () => true,
      () => false,
    )
  )
    return hash
  await mkdir(join(path, '..'), { recursive: true })
  const temporary = `${path}.${randomUUID()}`
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
  return hash
}

export const read = (root: string, hash: string): Promise<Buffer> => readFile(join(root, placeOf(hash)))
