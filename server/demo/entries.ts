// Which catalog entries each document fulfils: by organ, field and period, so that most is done, some late, some missing.
import { sql } from 'kysely'
import type { Ctx, Tx } from '../kernel/ctx.ts'
import type { OrganPack } from '../modules/organs/index.ts'
import type { DemoDocument } from './documents/index.ts'

export async function assignEntries(_tx: Tx, _ctx: Ctx, _pack: OrganPack, _documents: readonly DemoDocument[]): Promise<Map<string, string[]>> {
  void sql
  return new Map()
}
