import { module } from '../../kernel/module.ts'

export const searchModule = module({ name: 'search' })
