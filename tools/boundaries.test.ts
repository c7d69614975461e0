import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundaries } from './boundaries.ts'
import { withPlanted } from './planted.ts'

const faults = (planted: Record<string, string>) => withPlanted(planted, boundaries)

/** What is planted, and a word of the fault it must raise. */
const PLANTED: [name: string, files: Record<string, string>, fault: RegExp][] = [
  [
    'an import of a later module',
    { 'server/modules/organs/law.ts': "import { sites } from '../sites/index.ts'\nexport const x = sites\n" },
    /sites 不在 organs 之前/,
  ],
  [
    'a type from a later module',
    {
      'server/modules/organs/law.ts': "import type { sites } from '../sites/index.ts'\nexport type X = typeof sites\n",
    },
    /sites 不在 organs 之前/,
  ],
  [
    'an import past a module’s public files',
    { 'server/modules/sites/law.ts': "import { add } from '../organs/store.ts'\nexport const x = add\n" },
    /只有 organs 的 index\.ts/,
  ],
  [
    'a module importing its own index',
    { 'server/modules/sites/law.ts': "import { sites } from './index.ts'\nexport const x = sites\n" },
    /自己的 index/,
  ],
  [
    'a module importing the composition root',
    { 'server/modules/sites/law.ts': "import { app } from '../../app.ts'\nexport const x = app\n" },
    /装配层/,
  ],
  [
    'the kernel knowing a module',
    { 'server/kernel/tx.ts': "import { add } from '../modules/organs/index.ts'\nexport const x = add\n" },
    /内核不认识/,
  ],
  [
    'a contract that loads Node',
    { 'server/modules/sites/contract.ts': "import { join } from 'node:path'\nexport const x = join\n" },
    /契约在浏览器里/,
  ],
  [
    'a contract that loads Node through a kernel file',
    { 'server/kernel/day.ts': "import { readFileSync } from 'node:fs'\nexport const Day = readFileSync\n" },
    /day\.ts:1 .*契约在浏览器里/,
  ],
  [
    'the console loading server code',
    { 'web/console/x.tsx': "import { add } from '../../server/modules/organs/index.ts'\nexport const x = add\n" },
    /浏览器代码只能导入/,
  ],
  [
    'the console reaching into a module',
    {
      'web/console/x.tsx':
        "import type { add } from '../../server/modules/organs/store.ts'\nexport type X = typeof add\n",
    },
    /只能从模块的 contract/,
  ],
  [
    'the console loading a kernel file that needs Node',
    { 'web/console/x.tsx': "import { clean } from '../../server/kernel/ctx.ts'\nexport const x = clean\n" },
    /浏览器里没有的东西/,
  ],
  [
    'the console loading Node',
    { 'web/console/x.tsx': "import { join } from 'node:path'\nexport const x = join\n" },
    /浏览器里没有 Node/,
  ],
  [
    'the server loading the console',
    { 'server/app.ts': "import { all } from '../web/console/list.tsx'\nexport const x = all\n" },
    /服务端不导入浏览器/,
  ],
  [
    'product code loading a test',
    {
      'server/modules/sites/a.test.ts': 'export const x = 1\n',
      'server/modules/sites/law.ts': "import { x } from './a.test.ts'\nexport const y = x\n",
    },
    /不导入测试/,
  ],
  [
    'product code loading a tool',
    {
      'tools/x.ts': 'export const x = 1\n',
      'server/app.ts': "import { x } from '../tools/x.ts'\nexport const y = x\n",
    },
    /不导入工具/,
  ],
  [
    'a connection of a module’s own',
    { 'server/modules/sites/law.ts': "import pg from 'pg'\nexport const x = pg\n" },
    /由内核掌管/,
  ],
  [
    'a circle',
    {
      'server/modules/sites/a.ts': "import { b } from './b.ts'\nexport const a = () => b\n",
      'server/modules/sites/b.ts': "import { a } from './a.ts'\nexport const b = () => a\n",
    },
    /循环导入：.*a\.ts → .*b\.ts → .*a\.ts/,
  ],
  ['a barrel', { 'server/modules/sites/parts/index.ts': 'export const x = 1\n' }, /只有模块的根目录可以有 index/],
  ['an export of everything', { 'server/modules/sites/index.ts': "export * from './store.ts'\n" }, /不用 export \*/],
  ['a folder that the list does not name', { 'server/modules/stray/index.ts': 'export const x = 1\n' }, /stray：不在/],
  [
    'a name in the list without a folder',
    { 'server/modules.ts': "export const order = ['organs', 'sites', 'ghost'] as const\n" },
    /ghost 没有文件夹/,
  ],
  ['no list at all', { 'server/modules.ts': 'export const other = 1\n' }, /没有读到模块清单/],
]

test('a sound tree has no fault', () => {
  assert.deepEqual(faults({}), [])
})

for (const [name, files, fault] of PLANTED)
  test(`the import check catches ${name}`, () => {
    assert.match(faults(files).join('\n'), fault)
  })

test('a test may load test support and any module', () => {
  const planted = {
    'test/support/db.ts': 'export const db = 1\n',
    'server/modules/organs/a.test.ts':
      "import { db } from '../../../test/support/db.ts'\nimport { sites } from '../sites/index.ts'\nexport const x = [db, sites]\n",
  }
  assert.deepEqual(faults(planted), [])
})

test('a part of a contract is public, as long as the contract exports from it', () => {
  const web = {
    'web/console/x.tsx': "import { kind } from '../../server/modules/sites/kinds.ts'\nexport const x = kind\n",
    'server/modules/sites/kinds.ts': 'export const kind = 1\n',
  }
  assert.deepEqual(faults({ ...web, 'server/modules/sites/contract.ts': "export * from './kinds.ts'\n" }), [])
  assert.match(faults(web).join('\n'), /只能从模块的 contract/)
})

test('types may refer to each other in a circle', () => {
  const planted = {
    'server/kernel/a.ts': "import type { B } from './b.ts'\nexport type A = B | 1\n",
    'server/kernel/b.ts': "import type { A } from './a.ts'\nexport type B = A[]\n",
  }
  assert.deepEqual(faults(planted), [])
})
