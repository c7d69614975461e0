// Work in every step, so that 待办 is alive.
import type { Ctx, Tx } from '../kernel/ctx.ts'
import type { OrganPack } from '../modules/organs/index.ts'
import type { DemoAccount } from './accounts.ts'
export async function fillDesks(_tx: Tx, _ctx: Ctx, _pack: OrganPack, _accounts: readonly DemoAccount[]): Promise<number> {
  return 0
}
