// Debian's Chromium, driven as a person would: by roles and names that are on the screen.
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

export type Errand = {
  browser: Browser
  /** A person with a fresh profile. What the page throws, or the policy of the page forbids, fails the errand at its close. */
  person(size?: keyof typeof sizes, options?: { javaScriptEnabled?: boolean }): Promise<Page>
  close(): Promise<void>
}

export async function openBrowser(url: string): Promise<Errand> {
  const executablePath = PATHS.find((path) => existsSync(path))
  if (!executablePath) throw new Error('没有找到 Chromium，请先执行：apt-get install chromium')
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  const faults: string[] = []
  const contexts: BrowserContext[] = []
  return {
    browser,
    async person(size = 'desk', { javaScriptEnabled = true } = {}) {
      const context = await browser.newContext({
        baseURL: url,
        viewport: sizes[size],
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        hasTouch: size === 'phone',
        isMobile: size === 'phone',
        javaScriptEnabled,
        reducedMotion: 'reduce',
      })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
          faults.push(`${page.url()}: ${message.text()}`)
      })
      return page
    },
    async close() {
      for (const context of contexts) await context.close()
      await browser.close()
      if (faults.length > 0) throw new Error(`页面报错：\n${faults.join('\n')}`)
    },
  }
}
