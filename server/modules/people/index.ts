import type { Actor, Shared } from '../../kernel/ctx.ts'
import { module } from '../../kernel/module.ts'

export const peopleModule = module({ name: 'people', routes: [] })
/** The person behind a session token; undefined when it is unknown or over. */
export async function authenticate(_shared: Shared, _token: string): Promise<Actor | undefined> {
  return undefined
}
