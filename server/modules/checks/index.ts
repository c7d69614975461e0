import { module } from '../../kernel/module.ts'

export const checksModule = module({ name: 'checks' })
