import { module } from '../../kernel/module.ts'

export type { Entry, Hit, SearchQuery, SearchResult, Segment } from './contract.ts'
export { dropEntries, putEntries } from './store.ts'

export const searchModule = module({ name: 'search' })
