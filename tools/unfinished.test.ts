import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withPlanted } from './planted.ts'
import { unfinished } from './unfinished.ts'

const faultsOf = (line: string) => withPlanted({ 'server/x.ts': `export const x = 1\n${line}\n` }, unfinished)

test('a finished tree has no mark', () => {
  assert.deepEqual(withPlanted({}, unfinished), [])
})

for (const line of [
  `// ${'TO'}DO: later`,
  `const text = '${'敬请'}期待'`,
  `test.${'only'}('x', () => {})`,
  `test('x', { skip: ${'true'} })`,
  `const dir = '/wo${'rk'}/main'`,
])
  test(`the check catches: ${line}`, () => {
    assert.match(faultsOf(line)[0] ?? '', /^server\/x\.ts:2：/)
  })

test('a test that is skipped for a stated reason is no mark', () => {
  assert.deepEqual(faultsOf("test('x', { skip: data ? false : '没有数据' })"), [])
})
