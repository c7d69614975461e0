// Opens whatever a page can open, and lets axe-core judge each state.
import axe from 'axe-core'
import type { Page } from 'playwright-core'

export type Judge = {
  /** Judges the page as it stands, or one element of it. */
  look(page: Page, name: string, within?: string): Promise<void>
  /** Judges the page, each state that one of its controls opens, and each state that a control of such a state opens. */
  explore(page: Page, name: string, most?: number): Promise<void>
  /** One entry per fault, at the first place it was seen; taken, they are forgotten. */
  faults(): string[]
  /** What was judged so far, in words. */
  told(): string
}
type Finding = { id: string; help: string; nodes: { at: string; html: string; why: string }[] }
type Found = { signature: string; name: string }

const OVERLAYS =
  '.ant-modal, .ant-drawer-section, .ant-select-dropdown, .ant-dropdown, .ant-popover, .ant-picker-dropdown, dialog[open]'
const HANDLES =
  'button, summary, [role="button"], [role="combobox"], [role="tab"], [role="menuitem"], .ant-picker input, tr.row-open'
/** Left alone: what leaves the page, closes the state, or confirms it. */
const SKIP = /退出|下载|导出|打印|关闭|取消|返回|上一页|下一页/
const CONFIRMS = '.ant-modal-footer button, .ant-modal-confirm-btns button, form[action] button'
const PAGE = 'main, header, body > dialog'
const MOST_INSIDE = 3
const CLICK_MS = 1500
const SETTLE_MS = 4000

export function makeJudge(): Judge {
  const found = new Map<string, string>()
  /** The frame's own controls are judged once a person. */
  const frame = new Set<string>()
  let pages = 0
  let states = 0
  const look = async (page: Page, name: string, within?: string): Promise<void> => {
    states++
    for (const { id, help, nodes } of await violations(page, within))
      for (const { at, html, why } of nodes) {
        const key = `${id} ${html.replace(/\s(id|for|aria-\w+|style|href)="[^"]*"|\d/g, '').slice(0, 160)}`
        if (!found.has(key)) found.set(key, `${name}: ${id} (${help}) at ${at}\n    ${html}\n    ${why}`)
      }
  }
  const inside = async (page: Page, name: string, reopen: () => Promise<boolean>): Promise<void> => {
    const seen = new Set<string>()
    for (let i = 0; i < MOST_INSIDE; i++) {
      const handle = await next(page, '[data-judge-top]', seen)
      if (!handle) return
      seen.add(handle.signature)
      if (!(await press(page, '[data-judge-top]', handle.signature))) continue
      const inner = await opened(page, 'inner')
      if (inner || (await page.locator('[data-judge-top]').isVisible()))
        await look(page, `${name} › ${handle.name}`, inner ? '[data-judge-inner]' : '[data-judge-top]')
      if (inner) await page.keyboard.press('Escape')
      await settled(page)
      if (!(await reopen())) return
    }
  }
  const explore = async (page: Page, name: string, most = 14): Promise<void> => {
    pages++
    await settled(page)
    await look(page, name)
    const start = page.url()
    const seen = new Set(frame)
    for (let i = 0; i < most; i++) {
      const handle = await next(page, PAGE, seen)
      if (!handle) return
      seen.add(handle.signature)
      if (handle.signature.startsWith('header')) frame.add(handle.signature)
      const open = () => press(page, PAGE, handle.signature)
      if (!(await open())) continue
      const top = await opened(page, 'top')
      if (new URL(page.url()).pathname === new URL(start).pathname) {
        await look(page, `${name} › ${handle.name}`, top ? '[data-judge-top]' : undefined)
        if (top)
          await inside(page, `${name} › ${handle.name}`, async () => {
            if (await page.locator('[data-judge-top]').isVisible()) return true
            await back(page, start)
            return (await open()) && opened(page, 'top')
          })
      }
      await back(page, start)
    }
  }
  return {
    look,
    explore,
    told: () => `judged ${pages} pages in ${states} states`,
    faults: () => {
      const all = [...found.values()]
      found.clear()
      frame.clear()
      return all
    },
  }
}

async function violations(page: Page, within?: string): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (selector) => {
    const { axe: judge } = window as unknown as { axe: typeof axe }
    const place = selector && document.querySelector(selector) ? { include: [selector] } : document
    const result = await judge.run(place, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
    return result.violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => ({
        id: v.id,
        help: v.help,
        nodes: v.nodes.map((n) => ({
          at: n.target.join(' '),
          html: n.html.slice(0, 300),
          why: (n.failureSummary ?? '').replaceAll('\n', ' '),
        })),
      }))
  }, within)
}

/** Waits until nothing loads or moves any more. */
export const settled = (page: Page): Promise<void> =>
  page
    .waitForFunction(
      () =>
        !document.querySelector('[aria-busy="true"], .ant-skeleton-active, .ant-spin-spinning, .ant-btn-loading') &&
        document
          .getAnimations()
          .every((a) => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity),
      undefined,
      { timeout: SETTLE_MS, polling: 60 },
    )
    .then(
      () => undefined,
      () => undefined,
    )

/** The first control in `root` not met before. Controls that repeat in each row or differ only by a number are one. */
function next(page: Page, root: string, seen: ReadonlySet<string>): Promise<Found | undefined> {
  return page.evaluate(
    ([where, handles, confirms, skip, known]) => {
      const not = new RegExp(skip)
      for (const place of document.querySelectorAll(where))
        for (const element of place.querySelectorAll<HTMLElement>(handles)) {
          if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(`:disabled, ${confirms}`))
            continue
          const name = (element.getAttribute('aria-label') ?? element.innerText ?? '')
            .trim()
            .split('\n')[0]!
            .slice(0, 24)
          const repeated = element.closest('tr, li, [role="row"], [role="option"], [role="treeitem"]')
          const about = repeated ? `${repeated.tagName} ${element.className}` : element.id || name
          const part = element.closest('header') && !element.closest('.page-header') ? 'header ' : ''
          const signature = `${part}${element.tagName} ${element.role ?? ''} ${about}`.replace(/\d+/g, '')
          element.setAttribute('data-judge', signature)
          if (!not.test(name) && !known.includes(signature))
            return { signature, name: name || element.id || element.tagName }
        }
      return undefined
    },
    [root, HANDLES, CONFIRMS, SKIP.source, [...seen]] as const,
  )
}

/** Clicks the control. False when it is not there any more or something lies over it. */
async function press(page: Page, root: string, signature: string): Promise<boolean> {
  await next(page, root, new Set([signature]))
  await page.evaluate((overlays) => {
    for (const o of document.querySelectorAll(overlays)) o.toggleAttribute('data-judge-old', o.checkVisibility())
  }, OVERLAYS)
  const control = page
    .locator(root)
    .locator(`[data-judge="${signature.replaceAll(/["\\]/g, '\\$&')}"]`)
    .first()
  const done = await control.click({ timeout: CLICK_MS }).then(
    () => true,
    () => false,
  )
  await settled(page)
  return done
}

/** Marks what the last press opened. */
const opened = (page: Page, mark: 'top' | 'inner'): Promise<boolean> =>
  page.evaluate(
    ([overlays, attribute]) => {
      for (const old of document.querySelectorAll(`[${attribute}]`)) old.removeAttribute(attribute)
      const fresh = [...document.querySelectorAll(overlays)].filter(
        (o) => o.checkVisibility({ visibilityProperty: true }) && !o.hasAttribute('data-judge-old'),
      )
      fresh.at(-1)?.setAttribute(attribute, '')
      return fresh.length > 0
    },
    [OVERLAYS, `data-judge-${mark}`] as const,
  )

/** Back to the page as it was first shown: by Escape where that is enough, else by loading it again. */
async function back(page: Page, start: string): Promise<void> {
  for (let i = 0; i < 2; i++) {
    if (!(await anyOpen(page))) break
    await page.keyboard.press('Escape')
    await settled(page)
  }
  if (page.url() === start && !(await anyOpen(page))) return
  await page.goto(start)
  await settled(page)
}

const anyOpen = (page: Page): Promise<boolean> =>
  page.evaluate(
    (overlays) => [...document.querySelectorAll(overlays)].some((o) => o.checkVisibility({ visibilityProperty: true })),
    OVERLAYS,
  )
