// Nobody reads, changes or learns the existence of what their scope does not cover. Made from the route table: a new route is
// covered as soon as it is declared, and a new type of subject fails here until its module's subjects.fixture.ts can make one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { testDatabase, type TestDatabase } from '../test/support/db.ts'
import { sample } from '../test/support/sample.ts'
import { subjectFixtures, type RouteExamples, type SubjectFixture } from '../test/support/subjects.ts'
import { locators, modules, routes, startModules } from './app.ts'
import type { Actor } from './kernel/ctx.ts'
import { makeWeb, SESSION_COOKIE } from './kernel/http.ts'
import { newId } from './kernel/id.ts'
import type { Route } from './kernel/route.ts'
import { OrganPack } from './modules/organs/contract.ts'
import { importPack, organTree } from './modules/organs/index.ts'

const places = ['root', 'parent', 'own', 'sibling', 'child', 'cousin'] as const
type Place = (typeof places)[number]
const parentOf: Record<Place, Place | null> = {
  root: null,
  parent: 'root',
  own: 'parent',
  sibling: 'parent',
  child: 'own',
  cousin: 'root',
}
const NOWHERE = '01900000-0000-7000-8000-00000000dead'

let t: TestDatabase
let web: FastifyInstance
const organ = {} as Record<Place, { id: string; path: string }>
/** type → place → id of a subject there, where there can be one. */
const subject = new Map<string, Partial<Record<Place, string>>>()
let fixtures: Map<string, SubjectFixture>
let examples: RouteExamples
const actors = new Map<string, Actor>()
const all = routes().filter((r) => r.path.startsWith('/api/'))
const overs = all.filter((r) => r.scope.kind === 'over')

before(async () => {
  const found = await subjectFixtures()
  ;({ subjects: fixtures, examples } = found)
  t = await testDatabase({ modules, pool: 6 })
  await startModules(t.shared)
  await importPack(
    t.ctx(),
    OrganPack.parse({
      pack: 't',
      name: 't',
      version: '1',
      organs: places.map((p) => ({
        code: p,
        parentCode: parentOf[p],
        name: `机构-${p}`,
        legalKind: 'administrativeOrgan',
        level: 'district',
      })),
    }),
  )
  for (const { code, id, path } of await t.ctx().tx(organTree)) organ[code as Place] = { id, path }
  for (const prepare of found.prepares) await prepare(t.ctx())
  let n = 0
  for (const [type, fixture] of fixtures) {
    const made: Partial<Record<Place, string>> = {}
    for (const place of places) {
      const id = await fixture.make(t.ctx(), organ[place].id, ++n)
      if (id !== undefined) made[place] = id
    }
    assert.ok(Object.keys(made).length > 0, `the fixture of ${type} made none`)
    subject.set(type, made)
  }
  web = await makeWeb({
    shared: t.shared,
    routes: all,
    scoping: { locators: locators() },
    authenticate: async (_shared, token) => actors.get(token),
  })
})
after(async () => {
  await web?.close()
  await t?.close()
})

/** A person at a place with the given duties; a new one for each call, so that no rate limit is met. */
function actorAt(place: Place, duties: readonly string[]): string {
  const id = newId()
  actors.set(id, {
    kind: 'staff',
    id,
    name: '试',
    organId: organ[place].id,
    sessionId: null,
    grants: duties.map((duty) => ({ duty, organId: organ[place].id, path: organ[place].path })),
  })
  return id
}
const covers = (actor: Place, at: Place) => organ[at].path.startsWith(organ[actor].path)
const name = (r: Route) => `${r.method} ${r.path}`

type Where = readonly [part: 'params' | 'query' | 'body', ...keys: string[]]
/** From which part of the input a scope takes the subject's id; undefined for a fixed subject. */
function idPlace(route: Route): Where | undefined {
  if (route.scope.kind !== 'over') return undefined
  const seen = new Map<object, string[]>()
  const leaf = (keys: string[]): object => {
    const proxy: object = new Proxy(
      {},
      { get: (_target, key) => (typeof key === 'string' ? leaf([...keys, key]) : undefined) },
    )
    seen.set(proxy, keys)
    return proxy
  }
  const found = route.scope.id(leaf([])) as unknown
  return typeof found === 'object' && found !== null ? (seen.get(found) as unknown as Where) : undefined
}

type Parts = { params: Record<string, unknown>; query: Record<string, unknown>; body: unknown }
function inputFor(route: Route, id: string): Parts {
  const given = examples[name(route)] ?? {}
  const part = (key: 'params' | 'query' | 'body') => {
    const made = route[key] ? sample(route[key]) : undefined
    return given[key] ? { ...(made as object), ...given[key] } : made
  }
  const input = { params: part('params') ?? {}, query: part('query') ?? {}, body: part('body') } as Parts
  const where = idPlace(route)
  if (where) {
    let at = input as unknown as Record<string, Record<string, unknown>>
    for (const key of where.slice(0, -1)) at = (at[key] ??= {}) as never
    at[where.at(-1)!] = id as never
  }
  return input
}

const BOUNDARY = 'scopes'
function request(route: Route, { params, query, body }: Parts, token: string | undefined): InjectOptions {
  const url = route.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key] ?? NOWHERE)))
  const search = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)])).toString()
  const upload = route.upload === true
  const fields = Object.entries((body ?? {}) as object)
    .map(
      ([k, v]) =>
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${k}"\r\n\r\n${typeof v === 'string' ? v : JSON.stringify(v)}\r\n`,
    )
    .join('')
  const sends = upload
    ? { payload: `${fields}--${BOUNDARY}--\r\n` }
    : body === undefined || route.method === 'GET'
      ? {}
      : { payload: JSON.stringify(body) }
  return {
    method: route.method,
    url: search ? `${url}?${search}` : url,
    ...sends,
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(sends.payload
        ? { 'content-type': upload ? `multipart/form-data; boundary=${BOUNDARY}` : 'application/json' }
        : {}),
    },
    ...(token ? { cookies: { [SESSION_COOKIE]: token } } : {}),
  }
}
const knock = async (route: Route, input: Parts, token: string | undefined) => {
  const answer = await web.inject(request(route, input, token))
  return { status: answer.statusCode, text: answer.body.replace(/"requestId":"[^"]*"/, '') }
}

/** A fingerprint of everything that is stored, but for what every call may leave: the security record and counters. */
async function everything(): Promise<Map<string, string>> {
  const { rows } = await sql<{
    name: string
  }>`select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('audit', 'rate_limit', 'idempotency')`.execute(
    t.db,
  )
  const prints = new Map<string, string>()
  for (const table of rows) {
    const print = await sql<{
      sum: string | null
    }>`select md5(string_agg(x::text, '|' order by x::text)) as sum from ${sql.table(table.name)} x`.execute(t.db)
    prints.set(table.name, print.rows[0]!.sum ?? '')
  }
  return prints
}

test('every type of subject that a route guards has a locator and a fixture', () => {
  const types = new Set([...overs.map((r) => (r.scope as { type: string }).type), ...locators().keys()])
  assert.deepEqual(
    [...types].filter((type) => !locators().has(type)),
    [],
    'no module locates subjects of these types',
  )
  assert.deepEqual(
    [...types].filter((type) => type !== 'installation' && !fixtures.has(type)),
    [],
    "say in the module's subjects.fixture.ts how a subject of these types is made",
  )
})

test('a stranger is asked to sign in, a person without the duty is refused, before anything is read', async () => {
  let n = 0
  for (const route of all) {
    if (route.scope.kind === 'anyone' || route.scope.kind === 'setup') continue
    const input = inputFor(route, NOWHERE)
    assert.equal((await knock(route, input, undefined)).status, 401, name(route))
    if (route.scope.kind === 'signedIn') continue
    assert.equal((await knock(route, input, actorAt('root', ['no.such.duty']))).status, 403, name(route))
    n++
  }
  assert.ok(n > 20)
})

// Before anybody knocks: the security record rightly shows an auditor which ids the own staff tried in vain.
test("a list names nothing beyond the reader's scope", async () => {
  let lists = 0
  for (const route of all.filter((r) => r.method === 'GET' && r.scope.kind === 'has')) {
    const { duties } = route.scope as { duties: readonly string[] }
    for (const actor of places) {
      const { status, text } = await knock(route, inputFor(route, NOWHERE), actorAt(actor, duties))
      assert.ok(status < 500, `${name(route)}: ${status} ${text.slice(0, 300)}`)
      for (const [type, ids] of subject)
        if (!fixtures.get(type)!.known)
          for (const at of places.filter((p) => !covers(actor, p) && ids[p] !== undefined))
            assert.ok(!text.includes(ids[at]!), `${name(route)}: ${actor} reads of a ${type} of ${at}`)
      lists++
    }
  }
  assert.ok(lists > 0)
})

test('what lies outside of the scope answers as what does not exist, for reading and for writing, and nothing changes', async () => {
  const before = await everything()
  let knocks = 0
  const vague: string[] = []
  for (const route of overs) {
    const { type, duties } = route.scope as { type: string; duties: readonly string[] }
    if (!idPlace(route)) {
      // one subject for the whole installation: it belongs to the root
      for (const place of places.filter((p) => p !== 'root'))
        assert.equal(
          (await knock(route, inputFor(route, ''), actorAt(place, duties))).status,
          404,
          `${name(route)} from ${place}`,
        )
      continue
    }
    if (!subject.has(type)) continue // told by the first test
    await Promise.all(
      places.map(async (actor) => {
        const never = await knock(route, inputFor(route, NOWHERE), actorAt(actor, duties))
        if (never.status !== 404) vague.push(`${name(route)}: ${never.status} ${never.text.slice(0, 200)}`)
        for (const at of places.filter((p) => !covers(actor, p) && subject.get(type)![p] !== undefined)) {
          const beyond = await knock(route, inputFor(route, subject.get(type)![at]!), actorAt(actor, duties))
          assert.deepEqual(beyond, never, `${name(route)}: ${actor} learns of a ${type} of ${at}`)
          knocks++
        }
      }),
    )
  }
  assert.deepEqual(
    [...new Set(vague.map((v) => v.split(': ')[0]))],
    [],
    `these routes refused the sample input before they looked at the scope; add an example to the module's subjects.fixture.ts:\n${[...new Set(vague)].join('\n')}`,
  )
  assert.deepEqual(await everything(), before, 'a refused call changed something')
  console.log(`# ${overs.length} scoped routes, ${knocks} knocks from outside`)
})

test('what lies within the scope is read: the subjects are really there', async () => {
  for (const route of overs.filter((r) => r.method === 'GET' && idPlace(r))) {
    const { type, duties } = route.scope as { type: string; duties: readonly string[] }
    if (!subject.has(type)) continue
    for (const [actor, at] of [
      ['own', 'own'],
      ['own', 'child'],
      ['parent', 'own'],
      ['root', 'cousin'],
      ['root', 'root'],
    ] as const) {
      const id = subject.get(type)![at]
      if (id === undefined) continue
      const { status, text } = await knock(route, inputFor(route, id), actorAt(actor, duties))
      assert.ok(
        status < 400 || (status === 404 && !text.includes('subject.notFound')) || status === 409,
        `${name(route)} from ${actor} at ${at}: ${status} ${text.slice(0, 300)}`,
      )
    }
  }
})

test('a list of accounts does name what its reader is in charge of', async () => {
  const route = all.find((r) => name(r) === 'GET /api/people/accounts')!
  const { text } = await knock(
    route,
    { params: {}, query: { size: 200 }, body: undefined },
    actorAt('own', ['admin.security']),
  )
  assert.ok(text.includes(subject.get('account')!.own!) && text.includes(subject.get('account')!.child!))
})

test('setup is closed once it was done', async () => {
  await sql`insert into installation (key, value, at) values ('setUp', 'true', now())`.execute(t.db)
  for (const route of all.filter((r) => r.scope.kind === 'setup'))
    assert.equal((await knock(route, inputFor(route, ''), undefined)).status, 404, name(route))
})
