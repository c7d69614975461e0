import { module } from '../../kernel/module.ts'
import { loadPackage } from './commands.ts'
import { routes } from './http.ts'

export {
  isWorkingDay,
  plusWorkingDays,
  unpublished,
  whyOf,
  workingDaysBetween,
  type Calendar,
} from './calendar.ts'
export { loadCalendar } from './store.ts'

export const calendarModule = module({ name: 'calendar', routes, start: loadPackage })
