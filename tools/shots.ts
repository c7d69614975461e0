// `npm run shots`: the screenshots in docs/screens, taken of the running product with the demo district, at 1440 and 390 px.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser, sizes } from '../test/support/browser.ts'
import { demoApp } from '../test/support/demo.ts'

const FOLDER = join(import.meta.dirname, '../docs/screens')
const SETTLE_MS = 700
const COLOURS = 128

/** `as`: the demo account that looks. `open`: what is done before the picture is taken. */
type Shot = {
  name: string
  path: string
  as?: string
  open?: (page: Page) => Promise<unknown>
  only?: keyof typeof sizes
}

/** Opens the first record of the list. */
const first = (page: Page) => page.locator('main .cell-title').first().click({ timeout: 10_000 })

const SHOTS: readonly Shot[] = [
  { name: 'portal', path: '/' },
  { name: 'document', path: '/tzgg/', open: (page) => page.locator('main a[href$=".html"]').first().click() },
  { name: 'policies', path: '/zcwj/' },
  { name: 'catalog', path: '/mulu/' },
  { name: 'disclosure', path: '/zwgk/' },
  { name: 'search', path: `/sousuo/?q=${encodeURIComponent('补贴')}` },
  { name: 'sections', path: '/zizhan/' },
  { name: 'console', path: '/console/', as: 'qianfa' },
  { name: 'coverage', path: '/console/standards', as: 'gongkai' },
  { name: 'publishing', path: '/console/publishing', as: 'gongkai' },
  { name: 'sites', path: '/console/sites', as: 'gongkai' },
  { name: 'calendar', path: '/console/calendar', as: 'gongkai' },
  { name: 'draft', path: '/console/publishing/new', as: 'xinxi.zfb' },
  { name: 'inbox', path: '/console/publishing/inbox', as: 'qianfa' },
  { name: 'review', path: '/console/publishing/inbox', as: 'qianfa', open: first },
  { name: 'organs', path: '/console/organs', as: 'anquan' },
  { name: 'audit', path: '/console/audit', as: 'shenji' },
  { name: 'settings', path: '/console/settings', as: 'xitong' },
]

const only = process.argv.slice(2)
mkdirSync(FOLDER, { recursive: true })
const app = await demoApp()
const browser = await openBrowser(app.url)
let failed = 0
for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
  const people = new Map<string, Page>()
  for (const shot of SHOTS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    const who = shot.as ?? ''
    const known = people.get(who)
    const page = known ?? (await browser.person(size))
    people.set(who, page)
    try {
      if (shot.as && !known) await app.signIn(page, shot.as, shot.path)
      else await page.goto(shot.path)
      await shot.open?.(page)
      await page.waitForLoadState('networkidle')
      await page.waitForTimeout(SETTLE_MS)
      const file = join(FOLDER, `${shot.name}-${sizes[size].width}.png`)
      writeFileSync(
        file,
        await sharp(await page.screenshot())
          .png({ palette: true, colours: COLOURS, effort: 8 })
          .toBuffer(),
      )
      console.log(file)
    } catch (error) {
      failed++
      console.error(`${shot.name} ${size}：${(error as Error).message.split('\n')[0]}`)
    }
  }
}
await browser.close()
await app.close()
process.exitCode = failed > 0 ? 1 : 0
