// The demo district on a database of its own, with its accounts: the ground of the errands.
import type { Page } from 'playwright-core'
import { seedDemo } from '../../server/demo/seed.ts'
import { testApp, type TestApp } from './app.ts'

export type DemoApp = TestApp & {
  /** Passwords by login. */
  passwords: ReadonlyMap<string, string>
  /** Signs in on the console's own page and lands on `path`. */
  signIn(page: Page, login: string, path?: string): Promise<void>
}

export async function demoApp(options: { worker?: boolean } = {}): Promise<DemoApp> {
  const passwords = new Map<string, string>()
  const app = await testApp({
    ...options,
    seed: async (ctx) => {
      for (const account of await seedDemo(ctx, () => {})) passwords.set(account.login, account.password)
    },
  })
  return {
    ...app,
    passwords,
    async signIn(page, login, path = '/console/') {
      await page.goto(path)
      await page.getByLabel('登录名').fill(login)
      await page.getByLabel('密码', { exact: true }).fill(passwords.get(login)!)
      await page.getByRole('button', { name: '登录' }).click()
      await page.getByRole('button', { name: '登录' }).waitFor({ state: 'detached' })
    },
  }
}
