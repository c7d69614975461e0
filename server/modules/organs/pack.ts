// An organisation tree from a pack. Run again, it adds what is new and leaves what is there.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { audit } from '../../kernel/audit.ts'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { OrganPack } from './contract.ts'
import { create } from './commands.ts'
import { addPartTo } from './parts.ts'
import * as queries from './queries.ts'
import { lockTree } from './store.ts'

const FOLDER = join(import.meta.dirname, '../../../packs/organs')

export type PackLine = {
  pack: string
  name: string
  version: string
  source: string
  unverified: boolean
  organs: number
}

/** The packs that lie in packs/organs, for the wizard's choice. */
export function organPacks(folder = FOLDER): PackLine[] {
  return packFiles(folder)
    .map((file) => readPack(join(folder, file)))
    .map(({ pack, name, version, source, unverified, organs }) => ({
      pack,
      name,
      version,
      source,
      unverified,
      organs: organs.length,
    }))
}

export const organPack = (pack: string, folder = FOLDER): OrganPack | undefined =>
  packFiles(folder)
    .map((file) => readPack(join(folder, file)))
    .find((p) => p.pack === pack)

const readPack = (file: string): OrganPack => OrganPack.parse(JSON.parse(readFileSync(file, 'utf8')))

function packFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

export const importPack = (ctx: Ctx, pack: OrganPack): Promise<{ organs: number }> =>
  ctx.tx((tx) => importPackIn(tx, ctx, pack))

/** In the caller's transaction. Returns how many organs were added. */
export async function importPackIn(tx: Tx, ctx: Ctx, pack: OrganPack): Promise<{ organs: number }> {
  await lockTree(tx)
  const ids = new Map((await queries.organTree(tx)).map((o) => [o.code, o.id]))
  const fresh = new Set<string>()
  for (const { parentCode, posts, ...facts } of pack.organs) {
    if (ids.has(facts.code)) continue
    const parentId = parentCode === null ? null : ids.get(parentCode)
    if (parentId === undefined)
      throw new Error(`organ pack ${pack.pack}: ${facts.code} stands before its parent ${parentCode}`)
    const id = await create(tx, ctx, { ...facts, parentId })
    ids.set(facts.code, id)
    fresh.add(facts.code)
    for (const [sort, name] of posts.entries()) await addPartTo(tx, ctx, 'post', id, { name, note: '', sort })
  }
  const known = (code: string): string => ids.get(code) ?? fail(`organ pack ${pack.pack}: no organ ${code}`)
  for (const { organCode, ...leader } of pack.leaders)
    if (fresh.has(organCode)) await addPartTo(tx, ctx, 'leader', known(organCode), { ...leader, photoFileId: null })
  for (const { organCode, members, ...group } of pack.groups)
    if (fresh.has(organCode))
      await addPartTo(tx, ctx, 'group', known(organCode), {
        ...group,
        members: members.map(({ organCode: code, ...m }) => ({ ...m, organId: code ? known(code) : null })),
      })
  await audit(
    ctx,
    {
      action: 'organs.importPack',
      result: 'allowed',
      detail: { pack: pack.pack, version: pack.version, organs: fresh.size },
    },
    tx,
  )
  return { organs: fresh.size }
}

const fail = (message: string): never => {
  throw new Error(message)
}
