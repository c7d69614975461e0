import type { Actor, Shared } from '../../kernel/ctx.ts'
import { module } from '../../kernel/module.ts'

export const authenticate = async (_shared: Shared, _token: string): Promise<Actor | undefined> => undefined
export const peopleModule = module({ name: 'people' })
