import type { Ctx, Shared } from '../../kernel/ctx.ts'
import { SearchQuery, type SearchInput, type SearchResult } from './contract.ts'
import { SearchHost } from './host.ts'
import { search } from './queries.ts'

// One per process and database; a test process may have several.
const hosts = new WeakMap<object, SearchHost>()

export function hostOf(shared: Shared): SearchHost {
  const known = hosts.get(shared.db)
  if (known) return known
  const made = new SearchHost(shared)
  hosts.set(shared.db, made)
  made.start()
  return made
}
export async function stopHost(shared: Shared): Promise<void> {
  await hosts.get(shared.db)?.stop()
  hosts.delete(shared.db)
}

/** What is public and matches; for the search page, the API and the console. Refuses bad input with a message per field. */
export const searchDocuments = (ctx: Ctx, input: SearchInput): Promise<SearchResult> =>
  search(ctx, hostOf(ctx), SearchQuery.parse(input))
