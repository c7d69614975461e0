import { HEADER } from '../../../test/support/catalogHeader.ts'
import type { SubjectFixture } from '../../../test/support/subjects.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { day } from '../../kernel/day.ts'
import { writeSheet } from '../../kernel/xlsx.ts'
import { organPath, organTree } from '../organs/index.ts'
import { ImportInput } from './contract.ts'
import { importCatalog, obligations, publishCatalog } from './index.ts'

/** A catalog in force by which every organ owes something. */
export async function prepare(ctx: Ctx): Promise<void> {
  const organs = await ctx.tx(organTree)
  const rows = organs.map((o, i) => [
    `${i + 1}`,
    '预算',
    `年度预算${i + 1}`,
    '预算全文',
    '《中华人民共和国预算法》',
    '半年至少更新1次',
    o.name,
    '■政府网站',
    '√',
    '',
    '√',
    '',
    '√',
    '',
  ])
  const { id } = await importCatalog(
    ctx,
    await writeSheet({ name: '目录', rows: [HEADER, ...rows] }),
    ImportInput.parse({ fieldKey: 'budget', name: '财政预决算领域标准目录' }),
  )
  await publishCatalog(ctx, id, day('2025-06-01'))
}

export const subjects: readonly SubjectFixture[] = [
  {
    type: 'obligation',
    make: (ctx, organId) =>
      ctx.tx(async (tx) => {
        const { items } = await obligations(tx, [(await organPath(tx, organId))!], ctx.today, { page: 1, size: 200 })
        return items.find((o) => o.organId === organId)?.id
      }),
  },
]
