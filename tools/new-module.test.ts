import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { boundaries } from './boundaries.ts'
import { newModule } from './new-module.ts'
import { withPlanted } from './planted.ts'
import { sqlBoundaries } from './sql-boundaries.ts'

const APP = {
  'server/app.ts':
    "import { organsModule } from './modules/organs/index.ts'\nimport { sitesModule } from './modules/sites/index.ts'\n\nconst exact = [\n  organsModule, sitesModule,\n] as const\nexport const modules = exact\n",
  'server/kernel/id.ts': 'export const newId = () => 1\n',
  'server/kernel/events.ts': 'export const record = 1\n',
  'server/kernel/route.ts': 'export const [over, post] = [1, 2]\n',
  'server/kernel/module.ts': 'export const module = (x: unknown) => x\n',
}

test('a new module stands in the order and in the application, and breaks no wall', () => {
  withPlanted(APP, (root) => {
    newModule(root, 'letters')
    assert.match(readFileSync(join(root, 'server/modules.ts'), 'utf8'), /'sites',\s+'letters',?\s*\] as const/)
    const app = readFileSync(join(root, 'server/app.ts'), 'utf8')
    assert.match(app, /sites\/index\.ts'\nimport \{ lettersModule \} from '\.\/modules\/letters\/index\.ts'\n/)
    assert.match(app, /sitesModule,\s+lettersModule,\n\] as const/)
    assert.ok(existsSync(join(root, 'migrations/0120_letters_note.sql')))
    assert.deepEqual([...boundaries(root), ...sqlBoundaries(root)], [])
    return []
  })
})

test('a name that is no module name, or is taken, is refused', () => {
  withPlanted(APP, (root) => {
    assert.throws(() => newModule(root, 'My Module'), /小写英文字母/)
    assert.throws(() => newModule(root, 'sites'), /已经存在/)
    return []
  })
})
