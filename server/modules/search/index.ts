import { module } from '../../kernel/module.ts'
import { hostOf, stopHost } from './hosts.ts'
import { routes } from './http.ts'
import { forgetLostIndexes } from './store.ts'

export type { Hit, SearchResult, Segment } from './contract.ts'
export { searchDocuments } from './hosts.ts'
export { dropEntries, putEntries } from './store.ts'
export { numberKey } from './text.ts'

export const searchModule = module({
  name: 'search',
  routes,
  sweeps: [{ name: 'search.forget', cron: '40 3 * * *', run: (ctx) => forgetLostIndexes(ctx.db, ctx.now) }],
  mount(web, shared) {
    hostOf(shared)
    web.addHook('onClose', () => stopHost(shared))
  },
})
