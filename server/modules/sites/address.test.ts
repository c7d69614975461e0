import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostOf, isLoopback, readAddress, readQuery, redirectFault } from './address.ts'

test('a canonical path is a page, and numbered list pages name their directory', () => {
  assert.deepEqual(readAddress('/'), { kind: 'page', path: '/', pageNo: 0 })
  assert.deepEqual(readAddress('/xwdt/202611/7.html'), { kind: 'page', path: '/xwdt/202611/7.html', pageNo: 0 })
  assert.deepEqual(readAddress('/xwdt/index_3.html'), { kind: 'page', path: '/xwdt/', pageNo: 3 })
  assert.deepEqual(readAddress('/%E6%96%87%E4%BB%B6.html'), { kind: 'page', path: '/文件.html', pageNo: 0 })
})

test('other spellings of a page lead to its one address', () => {
  assert.deepEqual(readAddress('/xwdt/index.html'), { kind: 'moved', to: '/xwdt/' })
  assert.deepEqual(readAddress('//evil.example/a'), { kind: 'moved', to: '/evil.example/a' })
  assert.deepEqual(readAddress('/a/./b/../c/'), { kind: 'moved', to: '/a/c/' })
})

test('what could escape or hide is refused', () => {
  for (const raw of [
    '/../etc/passwd',
    '/a/..%2f..',
    '/a%5cb',
    '/a\\b',
    '/%00',
    '/%zz',
    '/a%0ab',
    'no-slash',
    `/${'a'.repeat(1001)}`,
  ])
    assert.deepEqual(readAddress(raw), { kind: 'wrong' }, raw)
})

test('a host loses its port and final dot, and nonsense is no host', () => {
  assert.equal(hostOf('WWW.Example.gov.cn.:8080'), 'www.example.gov.cn')
  assert.equal(hostOf('[::1]:80'), '[::1]')
  for (const header of [undefined, '', 'a b', 'evil/..', 'x@y', 'a:99999999']) assert.equal(hostOf(header), undefined)
  assert.ok(isLoopback('127.0.0.1') && isLoopback('localhost') && isLoopback('[::1]') && !isLoopback('127.example.com'))
})

test('only declared parameters make a page, in their own order', () => {
  assert.deepEqual(readQuery(new URLSearchParams('utm_source=x&page=2&q= 政策 &kind='), ['q', 'page', 'kind']), {
    q: '政策',
    page: '2',
  })
  assert.equal(readQuery(new URLSearchParams(`q=${'长'.repeat(300)}`), ['q']).q?.length, 100)
})

test('a redirect may not lead back to itself, nor make a long chain', () => {
  const existing = new Map([
    ['/a/', '/b/'],
    ['/b/', '/c/'],
  ])
  assert.equal(redirectFault({ from: '/c/', to: '/a/' }, existing), 'loop')
  assert.equal(redirectFault({ from: '/x/', to: '/x/' }, existing), 'loop')
  assert.equal(redirectFault({ from: '/x/', to: '/a/' }, existing), undefined)
  const chain = new Map(Array.from({ length: 5 }, (_, i) => [`/${i}/`, `/${i + 1}/`]))
  assert.equal(redirectFault({ from: '/s/', to: '/0/' }, chain), 'long')
})
