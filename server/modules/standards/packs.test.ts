import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identity } from './importer.ts'
import { catalogPacks, packEntries, standardData } from './packs.ts'
import { resolver } from './responsible.ts'
import { unrecognised } from './timeLimit.ts'

const packs = catalogPacks()
const entries = packs.flatMap(packEntries)

test('the nine key fields have a catalog each, with at least 150 rows and a legal basis for every one', () => {
  const focus = standardData()
    .fields.fields.filter((f) => f.focus)
    .map((f) => f.key)
  assert.equal(focus.length, 9)
  assert.deepEqual(packs.map((p) => p.field).sort(), [...focus].sort())
  assert.ok(entries.length >= 150, String(entries.length))
  assert.deepEqual(
    entries.filter((e) => e.basis.length === 0 || e.responsible === '').map((e) => e.level2),
    [],
  )
})

test('a row that was seen names its page; all others are 待核对', () => {
  const seen = entries.filter((e) => e.verified)
  assert.ok(seen.length >= 30, String(seen.length))
  assert.ok(seen.every((e) => /^https?:\/\//.test(e.source)))
  assert.ok(entries.filter((e) => !e.verified).every((e) => e.source === ''))
})

test('every limit of the packs is typed and no row stands twice', () => {
  assert.deepEqual(
    entries.filter((e) => unrecognised(e.timeLimit)).map((e) => e.timeLimit.original),
    [],
  )
  assert.equal(new Set(entries.map(identity)).size, entries.length)
})

test('names and aliases of fields are each used once, and 生态环境 is 环境保护', () => {
  const names = standardData().fields.fields.flatMap((f) => [f.name, ...f.aliases])
  assert.equal(new Set(names).size, names.length)
  const environment = standardData().fields.fields.find((f) => f.name === '环境保护')!
  assert.ok(environment.aliases.includes('生态环境'))
})

const organ = (id: string, name: string, underRegulation = true) => ({ id, name, shortName: '', underRegulation })
test('bodies are found by name, by ending and by role; what is unknown is named', () => {
  const resolve = resolver(
    [
      organ('f', '湖湾区财政局'),
      organ('t', '国家税务总局湖湾区税务局'),
      organ('s', '东湖街道办事处'),
      organ('z', '南湾镇人民政府'),
      organ('c', '柳岸社区居民委员会', false),
    ],
    standardData().roles,
  )
  assert.deepEqual(resolve('地方各级财政部门'), { organIds: ['f'], unknown: [] })
  assert.deepEqual(resolve('区税务局'), { organIds: ['t'], unknown: [] })
  assert.deepEqual(resolve('民政局、乡镇人民政府（街道办事处）'), { organIds: ['z', 's'], unknown: ['民政局'] })
  assert.deepEqual(resolve('相关审批部门'), { organIds: [], unknown: ['相关审批部门'] })
  assert.deepEqual(resolve('柳岸社区居民委员会').organIds, [])
})
