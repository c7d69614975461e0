import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readGrid, writeSheet } from '../../kernel/xlsx.ts'
import { readStaff, staffTemplate } from './staff-sheet.ts'

const sheet = async (...rows: (string | number)[][]) =>
  readStaff((await readGrid(await writeSheet({ name: '人员', rows })))[0]!)

test('the header may stand below a title and its columns in any order', async () => {
  const { lines, problems } = await sheet(
    ['某区人员表'],
    [],
    ['姓名（必填）', '机构代码', '登 录 名', '职责'],
    ['李示', 'QZFB', 'LiShi', '信息员、初审'],
  )
  assert.deepEqual(problems, [])
  assert.equal(lines[0]!.values.login, 'lishi')
  assert.deepEqual(lines[0]!.values.duties, ['publishing.draft', 'publishing.firstReview'])
})

test('each problem stands at its cell', async () => {
  const { lines, problems } = await sheet(
    ['登录名', '姓名', '机构代码', '手机', '职责'],
    ['1abc', '甲', 'a', '', ''],
    ['good', '乙', 'a', '123', ''],
    ['same', '丙', 'a', '', '神仙'],
    ['same', '丁', 'a', '', '系统管理员'],
  )
  assert.deepEqual(
    lines.map((l) => l.values.name),
    ['丙', '丁'],
  )
  assert.deepEqual(
    problems.map((p) => p.cell),
    ['A2', 'D3', 'E4', 'E5', 'A5'],
  )
  assert.match(problems[4]!.text, /与第4行重复/)
  assert.match(problems[3]!.text, /单独授权/)
})

test('without a header nothing is read and it is said what is missing', async () => {
  const { lines, problems } = await sheet(['甲', '乙'])
  assert.equal(lines.length, 0)
  assert.match(problems[0]!.text, /表头/)
})

test('the template reads back without a problem', async () => {
  const [grid] = await readGrid(await writeSheet(staffTemplate()))
  assert.deepEqual(readStaff(grid!).problems, [])
})
