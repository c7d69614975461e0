import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../kernel/day.ts'
import type { Instant } from '../../kernel/instant.ts'
import { dueDay, freshness } from './freshness.ts'
import { classOf, isGovernment, templateOf } from './packs.ts'
import { overrides, resolve, type OwnSection } from './section.ts'

const own = (s: Partial<OwnSection> & { id: string; path: string; kind: OwnSection['kind'] }): OwnSection => ({
  siteId: 's',
  parentId: null,
  organId: 'o',
  organPath: '/o/',
  name: s.id,
  shortName: s.id,
  slogan: '',
  intro: '',
  status: 'open',
  sort: 0,
  version: 1,
  template: null,
  theme: null,
  menu: null,
  footer: null,
  ...s,
})
const portal = own({ id: 'p', path: '/', kind: 'portal' })
const street = own({ id: 'd', path: '/jd/dh/', kind: 'subdistrict', parentId: 'p' })
const community = own({ id: 'c', path: '/jd/dh/01/', kind: 'community', parentId: 'd' })

test('a section takes template, theme and menu of its kind, with addresses below its own path', () => {
  const [, d, c] = resolve([portal, street, community])
  assert.equal(d!.theme, 'reed')
  assert.equal(c!.template, 'community')
  assert.deepEqual(c!.menu[1], { label: '社区动态', href: '/jd/dh/01/sqdt/' })
})

test('what a parent sets reaches all below that do not set it themselves', () => {
  const [, d, c] = resolve([{ ...portal, footer: '全区统一页脚' }, street, { ...community, footer: '社区页脚' }])
  assert.equal(d!.footer, '全区统一页脚')
  assert.equal(c!.footer, '社区页脚')
})

test('the override report names what is set and what it would be otherwise', () => {
  assert.deepEqual(overrides([portal, { ...street, theme: 'plum' }, community]), [
    { sectionId: 'd', name: 'd', path: '/jd/dh/', what: 'theme', own: 'plum', inherited: 'reed' },
  ])
})

test('the town has the menu and channels of a subdistrict in its own words', () => {
  const town = templateOf('town')
  assert.equal(town.channels.length, templateOf('subdistrict').channels.length)
  assert.ok(town.menu.some((m) => m.label === '镇动态'))
})

test('a limit in months ends on the last day of a short month', () => {
  assert.equal(dueDay(day('2026-08-31'), { months: 6 }), '2027-02-28')
  assert.equal(dueDay(day('2026-11-10'), { days: 14 }), '2026-11-24')
})

test('a news channel is stale on the day after two weeks, and an unlimited one never', () => {
  const news = classOf('news')
  const at = '2026-11-10T01:00:00.000Z' as Instant
  assert.equal(freshness(news, at, day('2026-11-20')).state, 'fresh')
  assert.equal(freshness(news, at, day('2026-11-24')).state, 'soon')
  assert.equal(freshness(news, at, day('2026-11-25')).state, 'stale')
  assert.equal(freshness(news, undefined, day('2026-11-25')).state, 'empty')
  assert.equal(freshness(classOf('function'), at, day('2036-01-01')).state, 'unlimited')
})

test('only government hosts are linked without a notice', () => {
  assert.ok(isGovernment('www.gov.cn') && isGovernment('gov.cn') && isGovernment('wuxi.gov.cn'))
  assert.ok(!isGovernment('www.gov.cn.example.com') && !isGovernment('notgov.cn') && !isGovernment('gov.cn.evil'))
})
