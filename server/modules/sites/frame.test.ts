import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { day } from '../../kernel/day.ts'
import { html } from '../../kernel/html.ts'
import { themes, type Page, type Section, type Site } from './contract.ts'
import { frame } from './frame.ts'

const nasty = `"><script>alert(1)</script>'&`
const site: Site = {
  id: 's',
  name: `网站${nasty}`,
  shortName: nasty,
  slogan: nasty,
  domain: 'www.example.gov.cn',
  code: '3202110001',
  icp: nasty,
  police: '',
  organiser: nasty,
  undertaker: nasty,
  contact: nasty,
  organId: 'o',
  emblemFileId: null,
  agencyMark: 'javascript:alert(1)',
  correctionUrl: '',
  openedAt: null,
  demo: true,
}
const section: Section = {
  id: 'p',
  siteId: 's',
  parentId: null,
  organId: 'o',
  organPath: '/o/',
  kind: 'portal',
  name: nasty,
  shortName: nasty,
  slogan: nasty,
  intro: nasty,
  path: '/',
  template: 'portal',
  theme: 'lake',
  menu: [{ label: nasty, href: 'javascript:alert(1)' }],
  footer: nasty,
  status: 'open',
  sort: 0,
}
const page: Page = {
  title: nasty,
  body: html`<p>${nasty}</p>`,
  tags: [],
  crumbs: [
    { label: nasty, href: 'javascript:alert(1)' },
    { label: '正文', href: '/' },
  ],
  meta: {
    kind: 'article',
    column: { name: nasty, description: nasty, keywords: nasty, type: nasty },
    title: nasty,
    pubDate: '2026-11-10 09:00',
    source: nasty,
  },
}
const framed = (over: Partial<Page> = {}, s: Partial<Site> = {}) =>
  frame({
    site: { ...site, ...s },
    section,
    portal: section,
    path: `/${nasty}`,
    day: day('2026-11-23'),
    origin: 'https://www.example.gov.cn',
    page: { ...page, ...over },
  }).text

test('whatever an editor types stays text in the frame, and no link runs code', () => {
  const text = framed()
  assert.ok(!text.includes('<script>alert'))
  assert.ok(!/href="javascript:/i.test(text))
})

test('the frame has neither inline script nor inline style', () => {
  for (const text of [framed(), framed({ meta: { kind: 'home' } })]) {
    assert.doesNotMatch(text, /\sstyle=/i)
    assert.doesNotMatch(text, /<style/i)
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)/i)
    assert.doesNotMatch(text, /\son[a-z]+=/i)
  }
})

test('an article carries the ten required tags, a list seven, a home page three', () => {
  const names = (text: string) => [...text.matchAll(/<meta name="([A-Z]\w+)"/g)].map((m) => m[1])
  assert.deepEqual(names(framed()).slice(0, 10), [
    'SiteName',
    'SiteDomain',
    'SiteIDCode',
    'ColumnName',
    'ColumnDescription',
    'ColumnKeywords',
    'ColumnType',
    'ArticleTitle',
    'PubDate',
    'ContentSource',
  ])
  assert.equal(
    names(framed({ meta: { kind: 'column', name: 'a', description: 'b', keywords: 'c', type: 'd' } })).length,
    7,
  )
  assert.equal(names(framed({ meta: { kind: 'home' } })).length, 3)
})

test('a demonstration says so on every page and forbids indexing; a real site names its canonical address', () => {
  assert.match(framed(), /演示数据/)
  assert.match(framed(), /noindex/)
  const real = framed({}, { demo: false })
  assert.doesNotMatch(real, /演示数据/)
  assert.match(real, /rel="canonical"/)
})

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5]
    .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (hi + 0.05) / (lo + 0.05)
}

test('every palette is readable: text on its surfaces reaches 4.5 to 1', () => {
  const css = readFileSync(join(import.meta.dirname, '../../../web/public/frame.css'), 'utf8')
  for (const theme of Object.keys(themes)) {
    const rule = new RegExp(`\\.theme-${theme} \\{([^}]+)\\}`).exec(css)?.[1]
    assert.ok(rule, `no palette ${theme}`)
    const a = (n: number): string => new RegExp(`--a${n}: (#[0-9a-f]{6})`).exec(rule)![1]!
    const pairs: [string, string][] = [
      ['#ffffff', a(700)],
      ['#ffffff', a(800)],
      ['#ffffff', a(900)],
      [a(700), '#ffffff'],
      [a(700), a(50)],
      [a(800), a(50)],
      [a(800), a(100)],
      ['#c9d8e4', a(950)],
      ['#d4e1ec', a(950)],
      ['#ffd591', a(950)],
      ['#5a6875', a(50)],
      ['#5a6875', '#f4f7fa'],
      ['#ffffff', a(600)],
    ]
    for (const [text, surface] of pairs)
      assert.ok(
        contrast(text, surface) >= 4.5,
        `${theme}: ${text} on ${surface} is ${contrast(text, surface).toFixed(2)}`,
      )
  }
})
