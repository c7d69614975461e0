import { module } from '../../kernel/module.ts'

export const filesModule = module({ name: 'files' })
