// axe-core on every public page type and every console screen, in each state that a control opens: nothing serious, nothing critical.
// And the Nu HTML checker (needs a JRE) on what the console's scripts have drawn.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { testApp } from '../support/app.ts'
import { openBrowser, type Errand, type sizes } from '../support/browser.ts'
import { demoApp, type DemoApp } from '../support/demo.ts'
import { makeJudge, settled } from '../support/judge.ts'

const ROOT = join(import.meta.dirname, '../..')
const JAR = join(ROOT, 'node_modules/vnu-jar/build/dist/vnu.jar')
const java = spawnSync('java', ['-version']).status === 0
const judge = makeJudge()
/** The console's screens as drawn, by name. */
const drawn = new Map<string, string>()
let app: DemoApp
let errand: Errand
let gone: string
before(async () => {
  app = await demoApp()
  await app.react()
  errand = await openBrowser(app.url)
  gone = await withdraw()
  await app.react()
})
after(async () => {
  console.log(`  ${judge.told()}`)
  await errand?.close()
  await app?.close()
})
const clean = (): void => assert.equal(judge.faults().join('\n'), '')

const publicPaths = async (): Promise<string[]> => {
  const { rows } = await sql<{
    path: string
  }>`select distinct on (p.kind, c.class, case when c.id is null then s.kind end) p.path
    from sites_path p join sites_section s on s.id = p.section_id left join sites_channel c on c.id = p.channel_id
    where p.kind not in ('rss', 'atom', 'elder') order by p.kind, c.class, case when c.id is null then s.kind end, p.path`.execute(
    app.shared.db,
  )
  return [
    ...rows.map((r) => r.path),
    '/zcwj/?number=none',
    '/sousuo/?q=%E5%85%BB%E8%80%81',
    '/sousuo/?q=%E6%97%A0%E6%AD%A4%E5%86%85%E5%AE%B9',
    '/likai/?to=https%3A%2F%2Fwww.example.org%2F',
    '/no-such-page',
  ]
}

/** The office withdraws a document; its address says so from then on. */
async function withdraw(): Promise<string> {
  const { rows } = await sql<{ path: string; id: string }>`select p.path, e.id from sites_path p
    join publishing_edition e on e.document_id::text = p.ref
    where p.kind = 'publishing.document' and e.status = 'live' order by p.path limit 1`.execute(app.shared.db)
  const page = await errand.person()
  await app.signIn(page, 'gongkai')
  const answer = await page.request.post(`/api/publishing/editions/${rows[0]!.id}/actions`, {
    headers: { origin: app.url },
    data: { type: 'withdraw', reason: '附表数字有误', notice: '附表数字有误，更正后另行公布' },
  })
  assert.equal(answer.status(), 200, await answer.text())
  await page.context().close()
  return rows[0]!.path
}

for (const size of ['desk', 'phone'] as const)
  test(`no public page type has a serious finding (${size})`, async () => {
    const page = await errand.person(size)
    for (const path of await publicPaths()) {
      await page.goto(path)
      await judge.explore(page, `${size} ${path}`, 3)
    }
    assert.equal((await page.goto(gone))?.status(), 410)
    await judge.explore(page, `${size} withdrawn ${gone}`, 0)
    await page.goto('/zzmoshi/?on=1&back=%2F')
    for (const path of ['/', '/zcwj/', '/zwgk/', '/sousuo/?q=%E5%85%BB%E8%80%81']) {
      await page.goto(path)
      await judge.look(page, `${size} 长者模式 ${path}`)
    }
    await page.context().close()
    clean()
  })

/** What antd writes by itself, and why it does no harm. */
const vendor: readonly RegExp[] = [
  /Element “div” not allowed as child of element “(label|span)”/, // Segmented and Upload lay out with div inside inline elements
  /Attribute “unselectable” not allowed/, // InputNumber's arrows, for a browser of the past
  /Element “input” is missing required attribute “type”/, // InputNumber's input is a text input, which is the default
  /Attribute “date-range” not allowed/, // RangePicker's mark on its two inputs, read by its own script
  /Element “a” is missing required attribute “href”/, // Pagination's link over the pages left out is a button by its role
  /Attribute “tab-index” not allowed on element “textarea”/, // the hidden twin by which TextArea measures its height
  /A table row was \d+ columns wide and exceeded the column count established using column markup/, // Table gives a col only up to the last width
]
/** Ours, and open: a row of views stands over one table that changes with it; the table has no role=tabpanel yet. */
const open = /Every active “role=tab” element must have a corresponding “role=tabpanel” element/
/** The styles that antd's script writes are no document's own; they are CSS that this checker does not know yet. */
const withoutStyles = (html: string): string => html.replace(/<style[^>]*>[^]*?<\/style>/g, '')

/** Who looks at what. `$live`, `$draft`, `$review`: an edition in that state; `$catalog`: a catalog. */
const desks: readonly (readonly [string, readonly string[]])[] = [
  ['gongkai', ['/standards/catalogs/$catalog', '/standards/import', '/standards/proposals', '/standards/catalogs']],
  ['gongkai', ['/publishing', '/publishing/editions/$live', '/sites', '/organs', '/notices']],
  ['gongkai', ['/', '/cases', '/standards', '/standards/entries', '/standards/obligations']],
  ['xinxi.zfb', ['/', '/publishing/new', '/publishing/editions/$draft/edit', '/account']],
  ['chushen', ['/publishing/inbox', '/publishing/editions/$review/review']],
  ['keti', ['/standards/proposals', '/standards/entries']],
  ['xitong', ['/', '/settings', '/calendar']],
  ['anquan', ['/organs', '/settings']],
  ['shenji', ['/audit']],
]
const onPhone: typeof desks = [
  ['qianfa', ['/', '/publishing/inbox', '/publishing/editions/$review/review', '/notices']],
  ['gongkai', ['/standards', '/publishing', '/sites', '/organs']],
]

/** The address with the id of a record that this person may open. */
async function address(page: Page, path: string): Promise<string> {
  const [, asked] = /\$(\w+)/.exec(path) ?? []
  if (!asked) return `/console${path}`
  const [url, list, key] = {
    live: ['/api/publishing/documents?status=live&size=1', 'items', 'editionId'],
    draft: ['/api/publishing/documents?status=draft&size=1', 'items', 'editionId'],
    review: ['/api/publishing/inbox?size=1', 'items', 'editionId'],
    catalog: ['/api/standards/catalogs', 'catalogs', 'id'],
  }[asked]!
  const answer = (await (await page.request.get(url!)).json()) as Record<string, Record<string, string>[]>
  const first = answer[list!]?.[0]
  assert.ok(first, `${path}: the demo has none`)
  return `/console${path.replace(`$${asked}`, first[key!]!)}`
}

const tour = (login: string, paths: readonly string[], size: keyof typeof sizes, most: number) => async () => {
  const page = await errand.person(size)
  await app.signIn(page, login)
  for (const path of paths) {
    await page.goto(await address(page, path))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await settled(page)
    const name = `${size} ${login} ${path}`
    drawn.set(name, await page.content())
    await judge.explore(page, name, most)
  }
  await page.context().close()
  clean()
}
for (const [login, paths] of desks)
  test(`${login} meets no serious finding at ${paths.join(', ')}`, tour(login, paths, 'desk', 8))
for (const [login, paths] of onPhone)
  test(`nor on the phone does ${login} at ${paths.join(', ')}`, tour(login, paths, 'phone', 4))

test('the screens before signing in have no serious finding', async () => {
  const page = await errand.person()
  for (const path of ['/', '/reset']) {
    await page.goto(`/console${path}`)
    await settled(page)
    drawn.set(path, await page.content())
    await judge.explore(page, path)
  }
  const empty = await testApp()
  await page.goto(`${empty.url}/console/setup`)
  await page.getByRole('heading', { name: '初始设置' }).waitFor()
  drawn.set('/setup', await page.content())
  await judge.explore(page, '/setup')
  await page.context().close()
  await empty.close()
  clean()
})

test('what the scripts of the console have drawn has no error for the Nu HTML checker', {
  skip: java ? false : '没有 JRE，请先执行：apt-get install default-jre-headless',
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'drawn-'))
  const names = new Map<string, string>()
  for (const [name, html] of drawn) {
    const file = join(folder, `${String(names.size).padStart(3, '0')}.html`)
    writeFileSync(file, withoutStyles(html))
    names.set(file, name)
  }
  const { stderr } = spawnSync(
    'java',
    ['-jar', JAR, '--format', 'json', '--errors-only', '--no-langdetect', ...names.keys()],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  rmSync(folder, { recursive: true })
  console.log(`  checked ${names.size} drawn screens`)
  const { messages } = JSON.parse(stderr) as { messages: { url: string; message: string; extract?: string }[] }
  const ours = messages.filter((m) => !open.test(m.message) && !vendor.some((v) => v.test(m.message)))
  const said = new Map(
    ours.map((m) => [m.message, `${names.get(m.url.replace(/^file:/, ''))}: ${m.message} ${m.extract ?? ''}`]),
  )
  assert.equal([...said.values()].join('\n'), '')
})

test('no screen of the console was left out', () => {
  const written = globSync('web/console/*/screens.tsx', { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/path: '([^']+)'/g)].map(([, path]) => path!),
  )
  const plain = (path: string): string => path.replace(/\$\w+/, '$')
  const toured = new Set([...desks.flatMap(([, paths]) => paths), '/reset', '/setup'].map(plain))
  assert.ok(written.length > 15)
  assert.deepEqual(
    written.filter((path) => !toured.has(plain(path))),
    [],
  )
})
