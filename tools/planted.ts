import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A sound little tree of two modules, for the tests that plant one fault into it. */
const SOUND: Record<string, string> = {
  'server/modules.ts': "export const order = ['organs', 'sites'] as const\n",
  'server/kernel/day.ts': "import { z } from 'zod'\nexport const Day = z.string()\n",
  'server/kernel/ctx.ts':
    "import { sql } from 'kysely'\nexport const clean = (db: never) => sql`delete from rate_limit`.execute(db)\n",
  'server/modules/organs/contract.ts': "import { Day } from '../../kernel/day.ts'\nexport const Founded = Day\n",
  'server/modules/organs/store.ts':
    "import { sql } from 'kysely'\nexport const add = (tx: never) => sql`insert into organs_organ (id) values (1)`.execute(tx)\n",
  'server/modules/organs/index.ts': "export { add } from './store.ts'\n",
  'server/modules/sites/contract.ts':
    "import { Founded } from '../organs/contract.ts'\nexport const Opened = Founded\n",
  'server/modules/sites/queries.ts':
    "import { sql } from 'kysely'\nexport const list = (tx: never) => sql`with near as (select 1) select extract(day from s.at), trim(both from name) from sites_site s\n  join organs_organ_view o on o.id = s.organ_id, near where s.id is distinct from ${1} for update of s`.execute(tx)\n",
  'server/modules/sites/store.ts':
    "import { sql } from 'kysely'\nexport const save = (tx: never) => sql`insert into sites_site (id) select id from organs_organ_view on conflict (id) do update set name = 'x'`.execute(tx)\n",
  'server/modules/sites/index.ts': "import { add } from '../organs/index.ts'\nexport const sites = [add]\n",
  'server/app.ts': "import { sites } from './modules/sites/index.ts'\nexport const app = [sites]\n",
  'web/console/list.tsx':
    "import type { add } from '../../server/modules/organs/index.ts'\nimport { Opened } from '../../server/modules/sites/contract.ts'\nimport { Day } from '../../server/kernel/day.ts'\nexport const all = [Opened, Day] as unknown as typeof add\n",
  'migrations/0001_kernel.sql': 'create table rate_limit (key text);\n',
  'migrations/0020_organs_tree.sql':
    'create table organs_organ (id int, at date, name text);\ncreate view organs_organ_view as select id from organs_organ;\n',
  'migrations/0110_sites.sql':
    'create table sites_site (id int);\ncreate index sites_site_id on sites_site (id);\ncreate view sites_site_view as select id from sites_site;\n',
}

/** Runs `check` on the sound tree with `planted` files added or replaced; answers its faults. */
export function withPlanted(planted: Record<string, string>, check: (root: string) => string[]): string[] {
  const root = mkdtempSync(join(tmpdir(), 'opendistrict-planted-'))
  try {
    for (const [path, text] of Object.entries({ ...SOUND, ...planted })) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return check(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}
