import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openBrowser, type Errand } from '../support/browser.ts'
import { demoApp, type DemoApp } from '../support/demo.ts'

let app: DemoApp
let errand: Errand
let policy: { number: string; title: string }
before(async () => {
  app = await demoApp({ worker: true })
  errand = await openBrowser(app.url)
  const { rows } = await sql<{
    number: string
    title: string
  }>`select document_number as number, title from search_entry
    where document_number like '%〔%〕%号' order by published_on desc limit 1`.execute(app.shared.db)
  policy = rows[0]!
})
after(async () => {
  await errand?.close()
  await app?.close()
})

for (const spelling of ['as printed', 'with ASCII brackets', 'with hyphens'] as const)
  test(`a citizen finds a policy by its number ${spelling}`, async () => {
    const page = await errand.person()
    const typed = {
      'as printed': policy.number,
      'with ASCII brackets': policy.number.replace('〔', '[').replace('〕', ']'),
      'with hyphens': policy.number.replace('〔', '').replace('〕', '-').replace('号', ''),
    }[spelling]
    await page.goto('/')
    await page.getByRole('searchbox', { name: '站内搜索' }).fill(typed)
    await page.keyboard.press('Enter')
    const first = page.getByRole('main').getByRole('link', { name: policy.title }).first()
    await first.click()
    await page.getByRole('heading', { level: 1, name: policy.title }).waitFor()
  })

test('the page shows its facts, and its print is the document without the frame', async () => {
  const page = await errand.person()
  await page.goto(`/sousuo/?q=${encodeURIComponent(policy.number)}`)
  await page.getByRole('main').getByRole('link', { name: policy.title }).first().click()
  const facts = page.locator('dl.facts')
  for (const name of ['索引号', '文号', '发布机构', '公开日期', '效力'])
    assert(await facts.getByText(name, { exact: true }).isVisible(), name)
  assert(await facts.getByText(policy.number).isVisible())
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('navigation', { name: '主导航' }).isVisible(), false)
  assert.equal(await page.getByRole('searchbox').first().isVisible(), false)
  assert(await page.getByRole('heading', { level: 1 }).isVisible())
  assert(await page.getByText('演示').first().isVisible(), 'the print says that it is a demo')
  const pdf = await page.pdf({ format: 'A4' })
  assert(pdf.length > 5000)
})

test('the same errand works on a phone, without JavaScript, and with the keyboard alone', async () => {
  const page = await errand.person('phone', { javaScriptEnabled: false })
  await page.goto('/')
  assert.equal(
    await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth).catch(() => true),
    true,
    'nothing hangs over the edge',
  )
  await page.getByRole('searchbox', { name: '站内搜索' }).focus()
  await page.keyboard.type(policy.number)
  await page.keyboard.press('Enter')
  const link = page.getByRole('main').getByRole('link', { name: policy.title }).first()
  await link.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: policy.title }).waitFor()
})

test('an older citizen turns on 长者模式, keeps it on the next page, and turns it off', async () => {
  const page = await errand.person('phone')
  await page.goto('/')
  const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize))
  const plain = await size()
  await page.getByRole('link', { name: '长者模式', exact: true }).click()
  assert.equal(new URL(page.url()).pathname, '/')
  assert((await size()) > plain * 1.15, 'the type is larger')
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '通知公告' }).click()
  assert((await size()) > plain * 1.15)
  await page.getByRole('link', { name: '退出长者模式' }).click()
  assert.equal(await size(), plain)
})

test('a question that finds nothing says so and what to do; an address that never was answers 404 in the frame', async () => {
  const page = await errand.person()
  await page.goto('/sousuo/?q=绝无此词之查询')
  assert.match(await page.getByRole('main').innerText(), /没有找到/)
  const answer = await page.goto('/meiyou/zhege.html')
  assert.equal(answer!.status(), 404)
  await page.getByRole('link', { name: '首页' }).first().waitFor()
})
