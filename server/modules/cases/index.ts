import { module } from '../../kernel/module.ts'

export const casesModule = module({ name: 'cases' })
