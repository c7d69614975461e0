import { module } from '../../kernel/module.ts'

export const deadlinesModule = module({ name: 'deadlines' })
