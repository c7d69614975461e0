import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../kernel/day.ts'
import { PageCache, type Bytes, type Made } from './cache.ts'

const today = day('2026-11-23')
const bytes = (text: string, ...tags: string[]): Bytes => ({
  status: 200,
  headers: {},
  tags,
  etag: text,
  plain: Buffer.from(text),
  gzip: null,
  brotli: null,
})
const made = (text: string, seen: number, ...tags: string[]): Made => ({
  bytes: bytes(text, ...tags),
  seen,
  keep: true,
})
const gate = () => {
  let open: (m: Made) => void = () => {}
  return {
    promise: new Promise<Made>((resolve) => {
      open = resolve
    }),
    open: (m: Made) => open(m),
  }
}

test('a kept page is dropped by a change of any of its tags, and others stay', async () => {
  const cache = new PageCache(1e6)
  await cache.getOrMake('a', today, async () => made('a', 0, 'x', 'y'))
  await cache.getOrMake('b', today, async () => made('b', 0, 'z'))
  cache.apply([{ no: 1, tags: ['y'] }])
  assert.equal(cache.get('a', today), undefined)
  assert.equal(cache.get('b', today)?.etag, 'b')
  cache.apply([{ no: 2, tags: ['*'] }])
  assert.equal(cache.count, 0)
  assert.equal(cache.size, 0)
})

test('a render that a later change overtook is served but not kept', async () => {
  const cache = new PageCache(1e6)
  const render = gate()
  const answer = cache.getOrMake('a', today, () => render.promise)
  cache.apply([{ no: 5, tags: ['x'] }])
  render.open(made('old', 4, 'x'))
  assert.equal((await answer).etag, 'old')
  assert.equal(cache.get('a', today), undefined)
})

test('nobody joins a render that began before a change which is already applied', async () => {
  const cache = new PageCache(1e6)
  const first = gate()
  const early = cache.getOrMake('a', today, () => first.promise)
  cache.apply([{ no: 1, tags: ['x'] }])
  const late = cache.getOrMake('a', today, async () => made('new', 1, 'x'))
  first.open(made('old', 0, 'x'))
  assert.equal((await early).etag, 'old')
  assert.equal((await late).etag, 'new')
  assert.equal(cache.get('a', today)?.etag, 'new')
})

test('those who ask at the same time share one render', async () => {
  const cache = new PageCache(1e6)
  let renders = 0
  const make = async () => {
    renders++
    return made('a', 0, 'x')
  }
  await Promise.all(Array.from({ length: 20 }, () => cache.getOrMake('a', today, make)))
  assert.equal(renders, 1)
})

test('a failed render is not kept, and the next one is tried', async () => {
  const cache = new PageCache(1e6)
  await assert.rejects(
    cache.getOrMake('a', today, async () => {
      throw new Error('database away')
    }),
  )
  assert.equal((await cache.getOrMake('a', today, async () => made('a', 0))).etag, 'a')
})

test('what depends on the day is gone when the day is over', async () => {
  const cache = new PageCache(1e6)
  await cache.getOrMake('a', today, async () => made('a', 0, 'day'))
  await cache.getOrMake('b', today, async () => made('b', 0))
  assert.equal(cache.get('a', day('2026-11-24')), undefined)
  assert.equal(cache.get('b', day('2026-11-24'))?.etag, 'b')
})

test('memory stays below the limit: the page not read for longest goes first', async () => {
  const cache = new PageCache(64_000)
  const big = 'x'.repeat(6_000)
  for (let i = 0; i < 30; i++) {
    await cache.getOrMake(`k${i}`, today, async () => made(big + i, 0, `t${i}`))
    cache.get('k0', today)
    assert.ok(cache.size <= 64_000)
  }
  assert.ok(cache.get('k0', today))
  assert.equal(cache.get('k1', today), undefined)
})
