import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { testApp, type TestApp } from '../support/app.ts'
import { openBrowser, type Errand } from '../support/browser.ts'

let app: TestApp
let errand: Errand
before(async () => {
  app = await testApp({ worker: true })
  errand = await openBrowser(app.url)
})
after(async () => {
  await errand?.close()
  await app?.close()
})

const person = async (page: Page, legend: string, name: string, login: string) => {
  const group = page.getByRole('group', { name: legend })
  await group.getByLabel('姓名').fill(name)
  await group.getByLabel('登录名').fill(login)
}

test('a new district starts empty: it is named, takes the tree of 320211 and a standard, and gets three separate administrators', async () => {
  const page = await errand.person()
  await page.goto('/console/')
  await page.getByRole('heading', { name: '初始设置' }).waitFor()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('请填写区（县）名称').waitFor()
  await page.getByLabel('区（县）名称').fill('滨湖区')
  await page.getByLabel('行政区划代码').fill('320211')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('radio', { name: /滨湖区/ }).check()
  const standards = page.getByRole('checkbox')
  for (let i = 0; i < (await standards.count()); i++) await standards.nth(i).check()
  await page.getByRole('button', { name: '下一步' }).click()
  await person(page, '系统管理员', '示例甲', 'xitong')
  await person(page, '安全管理员', '示例乙', 'anquan')
  await person(page, '审计管理员', '示例乙', 'shenji')
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByText('三名管理员须由不同的人担任').first().waitFor()
  await person(page, '审计管理员', '示例丙', 'shenji')
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByText('设置完成').waitFor({ timeout: 60_000 })
  const shown = await page.locator('.secret-once').allInnerTexts()
  assert.equal(shown.length, 3)
  const password = /密码\s+(\S+)/.exec(shown.find((text) => text.includes('anquan'))!)![1]!
  await page.getByText('已记下密码，去登录').click()

  await page.getByLabel('登录名').fill('anquan')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  // A one-time password opens one door only: choosing one's own.
  await page.getByLabel('当前密码').fill(password)
  const own = 'Huwan-Test-2026'
  await page.getByLabel('新密码', { exact: true }).fill(own)
  await page.getByLabel('再输一次新密码').fill(own)
  await page.getByRole('button', { name: '保存并继续' }).click()
  await page.getByRole('navigation').getByText('组织与人员').click()
  await page.getByText('滨湖区人民政府').first().waitFor()
})

test('setup is closed for ever once it was done', async () => {
  const page = await errand.person()
  await page.goto('/console/setup')
  await page.getByLabel('登录名').waitFor()
  assert.equal(await page.getByRole('heading', { name: '初始设置' }).count(), 0)
})

test('until its go-live list is complete, the portal says that it is being prepared', async () => {
  const page = await errand.person('phone')
  const home = await page.goto('/')
  assert.equal(home!.status(), 503)
  await page.getByText('网站正在筹备，尚未开通').first().waitFor()
  assert.equal(await page.getByText('演示数据').count(), 0)
})
