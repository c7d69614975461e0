import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { setupParts } from '../people/index.ts'
import { loadFields } from './commands.ts'
import { routes } from './http.ts'
import { openPeriods } from './owing.ts'
import { obligationPath } from './queries-owing.ts'
import { catalogSetup } from './setup.ts'

export const standardsModule = module({
  name: 'standards',
  routes,
  locators: [
    {
      type: 'obligation',
      locate: async (tx, id) => {
        const path = await obligationPath(tx, id)
        return path === undefined ? undefined : [path]
      },
    },
  ],
  sweeps: [
    { name: 'standards.openPeriods', cron: '5 0 * * *', run: (ctx) => ctx.tx((tx) => openPeriods(tx, ctx.today)) },
  ],
  contributions: [give(setupParts, catalogSetup)],
  start: loadFields,
})

export { importCatalog, loadCatalogPacks, publishCatalog } from './commands.ts'
export { exportSheet, officialLayout, withAllChannels } from './exporter.ts'
export { readCatalog } from './importer.ts'
export { parseTimeLimit } from './timeLimit.ts'
export { fulfil, openPeriods, unfulfil } from './owing.ts'
export { entryNames, entryPage } from './queries.ts'
export { coverage, obligations } from './queries-owing.ts'
export { catalogAddress, catalogFields, catalogPage, catalogPaths } from './pages.ts'
