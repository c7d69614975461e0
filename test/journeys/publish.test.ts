import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type Errand } from '../support/browser.ts'
import { demoApp, type DemoApp } from '../support/demo.ts'

const TITLE = '关于湖滨步道冬季夜间照明调整的通告'
const BODY = '为保障冬季夜间出行安全，自二〇二六年十二月一日起，湖滨步道照明时间调整为每日十七时至次日六时。'

let app: DemoApp
let errand: Errand
let edition: string
let address: string
before(async () => {
  app = await demoApp({ worker: true })
  errand = await openBrowser(app.url)
})
after(async () => {
  await errand?.close()
  await app?.close()
})

const dialog = (page: Page) => page.getByRole('dialog')

test('an information officer drafts a notice; what is written survives a reload, and what is missing is named', async () => {
  const page = await errand.person()
  await app.signIn(page, 'xinxi.zfb', '/console/publishing/new')
  await page.getByRole('button', { name: /^通知公告/ }).click()
  await page.getByLabel('标题', { exact: false }).first().fill(TITLE)
  await page.getByText('已自动保存').first().waitFor()
  edition = /editions\/([0-9a-f-]+)/.exec(page.url())![1]!
  await page.getByRole('button', { name: '提交审核' }).click()
  await dialog(page).getByRole('button', { name: '提交审核' }).click()
  await dialog(page).getByText(/正文/).first().waitFor()
  await dialog(page)
    .getByRole('button', { name: /取\s?消/ })
    .click()
  await page.getByRole('textbox', { name: '正文' }).click()
  await page.keyboard.insertText(BODY)
  await page.reload()
  await page.getByRole('textbox', { name: '正文' }).getByText('湖滨步道照明时间').waitFor()
})

test('text with a secret mark is discarded: nothing of it is saved, and the page says whom to ask', async () => {
  const page = await errand.person()
  await app.signIn(page, 'xinxi.zfb', '/console/publishing/new')
  await page.getByRole('button', { name: /^通知公告/ }).click()
  await page.getByLabel('标题', { exact: false }).first().fill('关于某事项的通知')
  await page.getByText('已自动保存').first().waitFor()
  await page.getByRole('textbox', { name: '正文' }).click()
  await page.keyboard.insertText('机密★10年')
  await page
    .getByText(/已丢弃，没有保存/)
    .first()
    .waitFor()
  await page
    .getByText(/保密员/)
    .first()
    .waitFor()
})

test('the officer submits; the dialog says in how many places it will appear', async () => {
  const page = await errand.person()
  await app.signIn(page, 'xinxi.zfb', `/console/publishing/editions/${edition}/edit`)
  await page.getByRole('textbox', { name: '正文' }).getByText('湖滨步道照明时间').waitFor()
  await page.getByText('待补充：成文日期').waitFor()
  await page.getByLabel(/成文日期/).fill('2026-11-20')
  await page.keyboard.press('Enter')
  await page.getByText('待补充：成文日期').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '提交审核' }).click()
  const says = await dialog(page)
    .getByText(/将出现在\d+ 个栏目/)
    .innerText()
  assert(Number(/(\d+)/.exec(says)![1]) >= 10, says)
  await dialog(page).getByRole('button', { name: '提交审核' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByText('审核中').first().waitFor()
})

test('the head of section agrees, and the secrecy officer fills in the form', async () => {
  const first = await errand.person()
  await app.signIn(first, 'chushen', `/console/publishing/editions/${edition}/review`)
  await first
    .getByRole('group', { name: '办理' })
    .getByRole('button', { name: /同\s?意/ })
    .click()
  await dialog(first).getByRole('button', { name: '审核通过' }).click()
  await dialog(first).waitFor({ state: 'detached' })
  const second = await errand.person()
  await app.signIn(second, 'baomi', `/console/publishing/editions/${edition}/review`)
  await second.getByRole('group', { name: '办理' }).getByRole('button', { name: '保密审查' }).click()
  for (const box of await dialog(second)
    .getByRole('checkbox', { name: /不涉及|不含|未涉及/ })
    .all())
    await box.check()
  await dialog(second).getByRole('button', { name: '保密审查' }).click()
  await dialog(second).waitFor({ state: 'detached' })
})

test('the leader signs on a phone: reads the page, sees the opinions, and signs with a thumb', async () => {
  const page = await errand.person('phone')
  await app.signIn(page, 'qianfa', '/console/publishing/inbox')
  await page.getByText(TITLE).first().click()
  const bar = page.getByRole('group', { name: '办理' })
  const sign = bar.getByRole('button', { name: '签发' })
  const box = (await sign.boundingBox())!
  assert(box.height >= 44, `the button is ${box.height} px high`)
  assert(box.y > 600, 'the button is at the thumb')
  assert(
    await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    'nothing hangs over the edge',
  )
  await page.frameLocator('iframe').first().getByText('湖滨步道照明时间').waitFor()
  await sign.click()
  await dialog(page)
    .getByRole('button', { name: /^签\s?发$/ })
    .click()
  await dialog(page).waitFor({ state: 'detached' })
})

test('a second later it is on the portal and in at least ten sections', async () => {
  const page = await errand.person()
  await page.goto('/tzgg/')
  await page.getByRole('main').getByRole('link', { name: TITLE }).click()
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  address = new URL(page.url()).pathname
  assert((await shownIn(page)) >= 10, 'in ten places')
  await page.goto(`/sousuo/?q=${encodeURIComponent('湖滨步道冬季夜间照明')}`)
  await page.getByRole('main').getByRole('link', { name: TITLE }).first().waitFor()
})

test('the office withdraws it with a reason: it leaves every section and the search at once, and its address says why', async () => {
  const page = await errand.person()
  await app.signIn(page, 'gongkai', `/console/publishing/editions/${edition}`)
  await page
    .getByRole('button', { name: /^撤\s?回$/ })
    .first()
    .click()
  await dialog(page)
    .getByText(/将从\d+ 个栏目撤下/)
    .waitFor()
  await dialog(page).getByLabel('撤回原因').fill('照明方案有调整')
  await dialog(page).getByLabel('对外说明').fill('因照明方案调整，本通告撤回，新的安排另行公布。')
  await dialog(page)
    .getByRole('button', { name: /^撤\s?回$/ })
    .click()
  await dialog(page).waitFor({ state: 'detached' })
  const citizen = await errand.person()
  const gone = await citizen.goto(address)
  assert.equal(gone!.status(), 410)
  await citizen.getByText('因照明方案调整').waitFor()
  assert.equal(await shownIn(citizen), 0)
  await citizen.goto(`/sousuo/?q=${encodeURIComponent('湖滨步道冬季夜间照明')}`)
  assert.equal(await citizen.getByRole('main').getByRole('link', { name: TITLE }).count(), 0)
})

test('the printed form shows who reviewed what and when', async () => {
  const page = await errand.person()
  await app.signIn(page, 'gongkai', `/console/publishing/editions/${edition}`)
  const [form] = await Promise.all([
    page.context().waitForEvent('page'),
    page
      .getByRole('link', { name: /审批表/ })
      .first()
      .click(),
  ])
  const text = await form.locator('body').innerText()
  for (const name of ['葛如兰', '狄思齐', '岑慎言', '房远山']) assert.match(text, new RegExp(name))
  assert.match(text, /演示/)
})

/** In how many sections' own notice lists the title stands. */
async function shownIn(page: Page): Promise<number> {
  let n = 0
  for (const section of [
    '',
    ...['dh', 'cw', 'ld', 'yp', 'qc', 'sl'].map((s) => `/jd/${s}`),
    ...['ht', 'sq', 'lz'].map((s) => `/zhen/${s}`),
  ]) {
    const answer = await page.request.get(section === '' ? '/tzgg/' : `${section}/qjtz/`)
    if ((await answer.text()).includes(TITLE)) n++
  }
  return n
}
