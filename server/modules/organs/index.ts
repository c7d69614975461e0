import { module } from '../../kernel/module.ts'

export const organsModule = module({ name: 'organs' })
