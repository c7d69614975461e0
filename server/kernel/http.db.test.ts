import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { testDatabase } from '../../test/support/db.ts'
import type { Actor } from './ctx.ts'
import { makeWeb } from './http.ts'
import { once } from './once.ts'
import { refuser } from './refusal.ts'
import { anyone, get, has, IdParam, over, post, signedIn } from './route.ts'
import { newId } from './id.ts'

const THING = newId()
const officer: Actor = {
  kind: 'staff',
  id: 'officer',
  name: '示例',
  organId: 'o1',
  grants: [{ duty: 'things.change', organId: 'o1', path: '/o1/' }],
  sessionId: 's',
}
const clerk: Actor = { ...officer, id: 'clerk', grants: [{ duty: 'things.see', organId: 'o2', path: '/o1/o2/' }] }
const people: Record<string, Actor> = { officer, clerk }
const refuse = refuser({ 'things.taken': ['conflict', '“{name}”已被占用，请换一个'] })
let ran = 0
const routes = [
  get('/api/open', { summary: 'o', scope: anyone, run: async () => ({ fine: true }) }),
  get('/api/mine', { summary: 'm', scope: signedIn, run: async (ctx) => ({ id: ctx.actor.id }) }),
  get('/api/few', { summary: 'f', scope: anyone, rate: { count: 2, seconds: 3600 }, run: async () => ({}) }),
  post('/api/things', {
    summary: 't',
    body: z.object({
      name: z.string({ error: '请填写名称' }).min(2, { error: '名称至少2个字' }),
      days: z.int({ error: '天数应为整数' }),
    }),
    scope: has('things.change'),
    run: (ctx, { body }) =>
      ctx.tx((tx) =>
        once(tx, ctx, 'things', body, async () => ({
          ran: ++ran,
          name: body.name === '占用' ? refuse('things.taken', { name: body.name }) : body.name,
        })),
      ),
  }),
  post('/api/things/:id', {
    summary: 'c',
    params: IdParam,
    scope: over('thing', (i) => i.params.id, 'things.change', 'things.see'),
    run: async () => ({ changed: true }),
  }),
  get('/api/bug', {
    summary: 'b',
    scope: anyone,
    run: async () => {
      throw new Error('secret of the inside')
    },
  }),
]
const db = await testDatabase()
const web = await makeWeb({
  shared: db.shared,
  routes,
  authenticate: async (_s, token) => people[token],
  scoping: {
    locators: new Map([['thing', { type: 'thing', locate: async (_tx, id) => (id === THING ? ['/o1/'] : undefined) }]]),
  },
})
after(async () => {
  await web.close()
  await db.close()
})

const SAME = { 'sec-fetch-site': 'same-origin' }
const call = async (
  method: 'GET' | 'POST',
  url: string,
  who?: string,
  body?: unknown,
  headers: Record<string, string> = SAME,
) => {
  const res = await web.inject({
    method,
    url,
    ...(body === undefined ? {} : { payload: body as object }),
    headers,
    ...(who ? { cookies: { sid: who } } : {}),
  })
  const json =
    res.body === ''
      ? undefined
      : (res.json() as {
          error?: { code: string; message: string; fields: Record<string, string>; requestId: string }
        } & Record<string, unknown>)
  return { status: res.statusCode, json, headers: res.headers }
}

test('anyone reads what is open; staff routes ask to sign in, and say so when a session ended', async () => {
  assert.deepEqual((await call('GET', '/api/open')).json, { fine: true })
  const stranger = await call('GET', '/api/mine')
  assert.deepEqual([stranger.status, stranger.json!.error!.code], [401, 'session.ended'])
  assert.match((await call('GET', '/api/mine', 'gone')).json!.error!.message, /过期.*不会丢失/)
  assert.deepEqual((await call('GET', '/api/mine', 'clerk')).json, { id: 'clerk' })
})
test('answers of the API are never kept by caches', async () =>
  assert.equal((await call('GET', '/api/open')).headers['cache-control'], 'private, no-store'))
test('a change from another site is refused, whatever the browser tells: Sec-Fetch-Site, Origin, or neither with a cookie', async () => {
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    {},
  ] as Record<string, string>[])
    assert.equal((await call('POST', '/api/things', 'officer', { name: '甲乙', days: 1 }, headers)).status, 403)
})
test('without the duty a change is refused before its input is looked at', async () =>
  assert.deepEqual([(await call('POST', '/api/things', 'clerk', { wrong: 1 })).status], [403]))
test('bad input answers 422 with a Chinese message at each field, and runs nothing', async () => {
  const before = ran
  const { status, json } = await call('POST', '/api/things', 'officer', { name: '甲', days: 1.5 })
  assert.equal(status, 422)
  assert.deepEqual(json!.error!.fields, { name: '名称至少2个字', days: '天数应为整数' })
  assert.equal(json!.error!.message, '有2处填写有误，请更正后再提交')
  assert.equal(ran, before)
})
test('a subject out of scope answers as one that never was, and the denial is on record', async () => {
  const other = await call('POST', `/api/things/${newId()}`, 'clerk')
  const hidden = await call('POST', `/api/things/${THING}`, 'clerk')
  const strip = (r: typeof hidden) => ({ ...r.json!.error, requestId: '' })
  assert.equal(hidden.status, 404)
  assert.deepEqual(strip(hidden), strip(other))
  assert.equal((await call('POST', `/api/things/${THING}`, 'officer')).status, 200)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from audit where actor_id = 'clerk' and result = 'denied'`.execute(db.db)
  assert.equal(rows[0]!.n, 2)
})
test('a refusal keeps its status, code and words', async () => {
  const { status, json } = await call('POST', '/api/things', 'officer', { name: '占用', days: 1 })
  assert.deepEqual([status, json!.error!.code, json!.error!.message], [409, 'things.taken', '“占用”已被占用，请换一个'])
})
test('a submit repeated with its key gets the first answer, also when both arrive at once; another content under the key is refused', async () => {
  const send = (name: string) =>
    call('POST', '/api/things', 'officer', { name, days: 1 }, { ...SAME, 'idempotency-key': 'k1' })
  const [a, b] = await Promise.all([send('甲乙'), send('甲乙')])
  assert.deepEqual(a.json, b.json)
  assert.equal((await send('丙丁')).status, 409)
})
test('a body that is too large or no JSON is told so in Chinese', async () => {
  const big = await call('POST', '/api/things', 'officer', { name: 'x'.repeat(1_100_000), days: 1 })
  assert.deepEqual([big.status, /超过大小限制/.test(big.json!.error!.message)], [413, true])
  const res = await web.inject({
    method: 'POST',
    url: '/api/things',
    payload: '{"name":',
    headers: { ...SAME, 'content-type': 'application/json' },
    cookies: { sid: 'officer' },
  })
  assert.equal(res.statusCode, 400)
})
test('too many calls are refused with 429', async () => {
  const statuses = [await call('GET', '/api/few'), await call('GET', '/api/few'), await call('GET', '/api/few')].map(
    (r) => r.status,
  )
  assert.deepEqual(statuses, [200, 200, 429])
})
test('a bug answers 500 with the request number and tells nothing of the inside', async () => {
  const { status, json } = await call('GET', '/api/bug')
  assert.equal(status, 500)
  assert.doesNotMatch(JSON.stringify(json), /secret/)
  assert.match(json!.error!.requestId, /^[0-9a-f-]{36}$/)
})
