import { module } from '../../kernel/module.ts'

export const standardsModule = module({ name: 'standards' })
