// What setting up an empty installation may load here: the catalogs of the key fields.
import type { SetupPart } from '../people/index.ts'
import { loadCatalogPacks } from './commands.ts'
import { catalogPacks } from './packs.ts'

const ALL = 'all'

export const catalogSetup: SetupPart = {
  key: 'catalogs',
  label: '标准目录',
  about: '载入后自当日起施行，可逐项修改；也可以以后从 Excel 导入本区的目录',
  options: () => [
    {
      value: ALL,
      label: `${catalogPacks().length}个重点领域的标准目录`,
      about: '事项、依据、时限和责任主体，未见于官方来源的标为“待核对”',
    },
  ],
  // In the setup's own transaction, where the tree just made can be seen.
  apply: async (tx, ctx, chosen) => {
    if (chosen.includes(ALL)) await loadCatalogPacks({ ...ctx, tx: (work) => work(tx) }, ctx.today)
  },
}
