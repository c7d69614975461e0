import { module } from '../../kernel/module.ts'

export const sitesModule = module({ name: 'sites' })
