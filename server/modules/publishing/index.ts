import { module } from '../../kernel/module.ts'

export const publishingModule = module({ name: 'publishing' })
