import { module } from '../../kernel/module.ts'

export const calendarModule = module({ name: 'calendar' })
