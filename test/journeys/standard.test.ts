import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import exceljs from 'exceljs'
import type { Page } from 'playwright-core'
import { openBrowser, type Errand } from '../support/browser.ts'
import { demoApp, type DemoApp } from '../support/demo.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
let app: DemoApp
let errand: Errand
before(async () => {
  app = await demoApp({ worker: true })
  errand = await openBrowser(app.url)
})
after(async () => {
  await errand?.close()
  await app?.close()
})

/** The official table: a title, two header rows with merged cells, ■/□ channels, √ columns; `secondRow` lets a row go wrong. */
async function table(secondRow: string): Promise<Buffer> {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('目录')
  sheet.addRow(['养老服务领域基层政务公开标准目录'])
  sheet.mergeCells('A1:M1')
  sheet.addRow([
    '序号',
    '公开事项',
    '',
    '公开内容（要素）',
    '公开依据',
    '公开时限',
    '公开主体',
    '公开渠道和载体',
    '公开对象',
    '',
    '公开方式',
    '',
    '公开层级',
    '',
  ])
  sheet.addRow(['', '一级事项', '二级事项', '', '', '', '', '', '全社会', '特定群体', '主动', '依申请', '县级', '乡级'])
  for (const [from, to] of [
    ['A2', 'A3'],
    ['B2', 'C2'],
    ['D2', 'D3'],
    ['E2', 'E3'],
    ['F2', 'F3'],
    ['G2', 'G3'],
    ['H2', 'H3'],
    ['I2', 'J2'],
    ['K2', 'L2'],
    ['M2', 'N2'],
  ])
    sheet.mergeCells(`${from}:${to}`)
  const row = (no: number, name: string) =>
    sheet.addRow([
      no,
      '扶持政策',
      name,
      '名称；对象；标准',
      '《中华人民共和国政府信息公开条例》',
      '信息形成或变更之日起20个工作日内',
      '区民政局',
      '■政府网站 □政府公报',
      '√',
      '',
      '√',
      '',
      '√',
      '',
    ])
  row(1, '养老服务补贴')
  row(2, secondRow)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const drop = (page: Page, bytes: Buffer, name: string) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: XLSX, buffer: bytes })

test('the office loads a standard: what is no spreadsheet is refused, each problem is shown by its cell, and nothing is saved before', async () => {
  const page = await errand.person()
  await app.signIn(page, 'gongkai', '/console/standards/import')
  await page.getByRole('combobox', { name: '领域' }).click()
  await page.keyboard.type('养老')
  await page.keyboard.press('Enter')
  await drop(page, Buffer.from('这不是表格'), '目录.xlsx')
  await page
    .getByText(/不是|无法|打不开/)
    .first()
    .waitFor()
  await drop(page, await table('养老服务补贴'), '目录.xlsx')
  await page.getByText(/有 \d+ 处错误/).waitFor()
  assert.match(await page.getByRole('table', { name: '问题' }).innerText(), /B5[\s\S]*与第4行重复/)
  assert.equal(await page.getByRole('button', { name: /存为草案/ }).isEnabled(), false)
})

test('the mended table is saved as a draft, published, and its gaps stand in the heat map', async () => {
  const page = await errand.person()
  await app.signIn(page, 'gongkai', '/console/standards/import')
  await page.getByRole('combobox', { name: '领域' }).click()
  await page.keyboard.type('养老')
  await page.keyboard.press('Enter')
  await drop(page, await table('养老机构监管'), '目录.xlsx')
  await page.getByText(/读到 2 项。没有错误/).waitFor()
  await page.getByRole('button', { name: /存为草案/ }).click()
  await page
    .getByRole('button', { name: /^发\s?布|^发布目录|^发布新版/ })
    .first()
    .click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /发\s?布/ })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.goto('/console/standards')
  const cell = page.getByLabel(/区民政局，养老服务：/).first()
  await cell.waitFor()
  await cell.click()
  await page.getByText('养老服务补贴').first().waitFor()
})

test('a citizen reads the new standard, and no page shows a percentage', async () => {
  const page = await errand.person('phone')
  await page.goto('/mulu/')
  await page.getByRole('link', { name: /养老服务/ }).click()
  const text = await page.getByRole('main').innerText()
  assert.match(text, /养老服务补贴/)
  assert.match(text, /20个工作日/)
  assert.doesNotMatch(text, /\d%/)
})
