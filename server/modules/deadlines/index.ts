import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { dependants } from '../calendar/contract.ts'
import { clocksByCalendar, loadLaw, sweepBreaches } from './commands.ts'
import { routes } from './http.ts'

export { applyClocks, clocksOf, lastDays, putPack, rulesOn, sweepBreaches } from './commands.ts'
export { left } from './explain.ts'

export const deadlinesModule = module({
  name: 'deadlines',
  routes,
  start: loadLaw,
  sweeps: [{ name: 'deadlines.breaches', cron: '*/5 * * * *', run: sweepBreaches }],
  contributions: [give(dependants, clocksByCalendar)],
})
