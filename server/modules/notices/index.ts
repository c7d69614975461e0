import { module } from '../../kernel/module.ts'

export const noticesModule = module({ name: 'notices', routes: [] })
