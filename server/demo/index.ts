import type { Shared } from '../kernel/ctx.ts'

export type Prepare = { empty: boolean; say: (line: string) => void }

/** What a fresh installation gets before it listens: the demo district, or nothing with --empty. */
export async function prepare(_shared: Shared, { empty, say }: Prepare): Promise<void> {
  if (empty) say('全新安装：请在工作台完成首次设置')
}
