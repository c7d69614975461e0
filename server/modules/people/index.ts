import { sql } from 'kysely'
import { module } from '../../kernel/module.ts'
import type { Locator } from '../../kernel/route.ts'
import { routes } from './http.ts'
import { pathOf } from './queries.ts'
import { sweepPeople } from './session.ts'

const one = (path: string | undefined) => (path === undefined ? undefined : [path])
const locator = (type: 'account' | 'session' | 'grant'): Locator => ({
  type,
  locate: async (tx, id) => one(await pathOf(tx, type, id)),
})

export const peopleModule = module({
  name: 'people',
  routes,
  locators: [
    locator('account'),
    locator('session'),
    locator('grant'),
    // What belongs to the whole installation belongs to the root of the tree.
    {
      type: 'installation',
      locate: async (tx) =>
        (await sql<{ path: string }>`select path from organs_organ_view where parent_id is null`.execute(tx)).rows.map(
          (r) => r.path,
        ),
    },
  ],
  sweeps: [{ name: 'people.sweep', cron: '*/10 * * * *', run: sweepPeople }],
})

export { createAccount, createAccountIn } from './accounts.ts'
export { grantDuty, grantDutyIn, revokeGrant } from './grants.ts'
export { resetMail, securityPolicy, setupParts, type District, type Duty, type SetupPart } from './contract.ts'
export { contactOf, holdersOf } from './queries.ts'
export { issueReset } from './secret.ts'
export { authenticate } from './session.ts'
export { closeSetup, isSetUp, setUp } from './setup.ts'
