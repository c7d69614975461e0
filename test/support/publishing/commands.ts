// The commands that are killed: in this process by cutting their connection, in a child process for real.
import type { Ctx } from '../../../server/kernel/ctx.ts'
import type { Instant } from '../../../server/kernel/instant.ts'
import { act } from '../../../server/modules/cases/index.ts'
import { importPublished } from '../../../server/modules/publishing/index.ts'
import type { Organs, staff } from './district.ts'

export const NOW = '2026-11-03T02:00:00.000Z' as Instant
export const commandNames = ['publish', 'withdraw', 'takeDown', 'import'] as const
export type CommandName = (typeof commandNames)[number]

export function commands(
  as: (who: keyof ReturnType<typeof staff>) => Ctx,
  organs: Organs,
  id: string,
): Record<CommandName, () => Promise<unknown>> {
  const past = (i: number) => ({
    kind: 'announcement',
    organId: organs.civil,
    publishedAt: `2026-0${i}-01T02:00:00.000Z` as Instant,
    content: { title: `第${i}号旧稿`, bodyHtml: `<p>旧稿${i}</p>` },
  })
  return {
    publish: () => act(as('signer'), id, { type: 'signOff' }),
    withdraw: () => act(as('manager'), id, { type: 'withdraw', reason: '有误', notice: '因有误撤回。' }),
    takeDown: () => act(as('manager'), id, { type: 'takeDown', cause: 'leak', reason: '隐患' }),
    import: () => importPublished(as('manager'), [past(1), past(2), past(3)]),
  }
}
