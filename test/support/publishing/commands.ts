// The commands that are killed: in this process by cutting their connection, in a child process for real.
import type { Ctx } from '../../../server/kernel/ctx.ts'
import type { Instant } from '../../../server/kernel/instant.ts'
import { act } from '../../../server/modules/cases/index.ts'
import { importPublished } from '../../../server/modules/publishing/index.ts'
import { ImportInput } from '../../../server/modules/standards/contract.ts'
import { importCatalog } from '../../../server/modules/standards/index.ts'
import { writeSheet } from '../../../server/kernel/xlsx.ts'
import type { Organs, staff } from './district.ts'

export const NOW = '2026-11-03T02:00:00.000Z' as Instant
export const commandNames = ['publish', 'withdraw', 'takeDown', 'import', 'catalog'] as const
const SHEET = [
  '序号,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,全社会,特定群体,主动,依申请,县级,乡级',
  '1,预算,年度预算,全文,《中华人民共和国预算法》,长期公开,区民政局,■政府网站,√,,√,,√,',
  '2,预算,预算调整,全文,《中华人民共和国预算法》,长期公开,区财政局,■政府网站,√,,√,,√,',
].map((line) => line.split(','))
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
    catalog: async () =>
      importCatalog(
        as('manager'),
        await writeSheet({ name: '目录', rows: SHEET }),
        ImportInput.parse({ fieldKey: 'budget', name: '财政预决算领域标准目录' }),
      ),
  }
}
