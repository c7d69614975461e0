import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { subjectTitles } from '../deadlines/contract.ts'
import { organWork } from '../organs/contract.ts'
import { handOverTargets } from '../people/contract.ts'
import { handOver } from './commands.ts'
import { routes } from './http.ts'
import * as store from './store.ts'

export { act, actIn, holdCases, openCase, registerPast, retitle } from './commands.ts'
export { caseRecord, offersOf } from './queries.ts'
export { openTasks, summary } from './tasks.ts'

export const casesModule = module({
  name: 'cases',
  routes,
  locators: [
    {
      type: 'case',
      locate: async (tx, id) => {
        const row = await store.find(tx, id)
        return row && [(await store.organ(tx, row.organ_id)).path, ...(await store.steps(tx, id)).map((s) => s.path)]
      },
    },
  ],
  contributions: [
    give(subjectTitles, { type: 'case', titles: store.titles }),
    give(organWork, { what: '未办结的事项', count: store.openOf }),
    give(handOverTargets, { what: '指定由本人办理的事项', list: store.heldBy, move: handOver }),
  ],
})
