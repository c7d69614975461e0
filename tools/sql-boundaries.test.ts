import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withPlanted } from './planted.ts'
import { sqlBoundaries } from './sql-boundaries.ts'
import { hasDdl, relationsIn } from './sql-text.ts'

const faults = (planted: Record<string, string>) => withPlanted(planted, sqlBoundaries)
const inSites = (file: string, code: string) => ({
  [`server/modules/sites/${file}`]: `import { sql } from 'kysely'\nexport const x = (tx: any) => ${code}\n`,
})
const inOrgans = (file: string, code: string) => ({
  [`server/modules/organs/${file}`]: `import { sql } from 'kysely'\nexport const x = (tx: any) => ${code}\n`,
})

const PLANTED: [name: string, files: Record<string, string>, fault: RegExp][] = [
  ['a read of another module’s table', inSites('law.ts', 'sql`select * from organs_organ`'), /只能读它发布的 _view/],
  [
    'a read through the builder',
    inSites('law.ts', "tx.selectFrom('organs_organ as o').selectAll()"),
    /只能读它发布的 _view/,
  ],
  [
    'a join through the builder',
    inSites('law.ts', "tx.selectFrom('sites_site').innerJoin('organs_organ', 'a', 'b')"),
    /只能读它发布的 _view/,
  ],
  [
    'one of several in a list',
    inSites('law.ts', "tx.selectFrom(['sites_site', 'organs_organ'])"),
    /只能读它发布的 _view/,
  ],
  [
    'a second table after a comma',
    inSites('law.ts', 'sql`select 1 from sites_site s, organs_organ o`'),
    /organs_organ 是 organs 的表/,
  ],
  [
    'a table inside a subquery',
    inSites('law.ts', 'sql`select (select count(*) from organs_organ) from sites_site`'),
    /organs_organ 是 organs 的表/,
  ],
  [
    'a read of a later module’s view',
    inOrgans('law.ts', 'sql`select 1 from sites_site_view`'),
    /sites 排在 organs 之后/,
  ],
  ['a write to another module’s table', inSites('store.ts', 'sql`update organs_organ set id = 1`'), /只有它自己能写/],
  ['a write outside the store', inSites('commands.ts', 'sql`delete from sites_site`'), /只能放在 store/],
  [
    'a write outside the store through the builder',
    inSites('commands.ts', "tx.updateTable('sites_site').set({})"),
    /只能放在 store/,
  ],
  [
    'a write inside a common table expression',
    inSites('queries.ts', 'sql`with gone as (delete from sites_site returning id) select id from gone`'),
    /只能放在 store/,
  ],
  ['a read of the kernel’s table', inSites('law.ts', 'sql`select 1 from rate_limit`'), /请调用内核的函数/],
  [
    'the kernel reading a module’s table',
    { 'server/kernel/x.ts': "import { sql } from 'kysely'\nexport const x = sql`select 1 from sites_site`\n" },
    /内核不认识模块的表/,
  ],
  [
    'SQL outside modules and kernel',
    { 'server/pages/home.ts': "import { sql } from 'kysely'\nexport const x = sql`select 1 from sites_site_view`\n" },
    /SQL 只写在模块和内核里/,
  ],
  ['a table that no migration makes', inSites('law.ts', 'sql`select 1 from sites_siet`'), /没有名为 sites_siet/],
  [
    'a table made outside migrations',
    inSites('store.ts', 'sql`create table sites_extra (id int)`'),
    /只写在 migrations/,
  ],
  ['raw SQL put together at run time', inSites('store.ts', 'sql.raw(`select ${tx}`)'), /sql\.raw 只接受写死的文字/],
  [
    'another module’s table in a raw fragment',
    inSites('queries.ts', "sql.raw('sites_site s join organs_organ o on true')"),
    /organs_organ 是 organs 的表/,
  ],
  ['a write in a raw fragment', inSites('store.ts', "sql.raw('delete from sites_site')"), /写入的 SQL 不用 sql\.raw/],
  [
    'a migration that makes a table under another name',
    { 'migrations/0111_sites_more.sql': 'create table organs_extra (id int);\n' },
    /organs_extra 不以 sites_ 开头/,
  ],
  [
    'a migration that changes another module’s table',
    { 'migrations/0111_sites_more.sql': 'alter table organs_organ add column x int;\n' },
    /organs_organ 不以 sites_ 开头/,
  ],
  [
    'an index on another module’s table',
    { 'migrations/0111_sites_more.sql': 'create index x on organs_organ (id);\n' },
    /organs_organ 不以 sites_ 开头/,
  ],
]

test('the security record may be read by its viewer, and written by the kernel only', () => {
  const kernel = { 'migrations/0001_kernel.sql': 'create table rate_limit (key text);\ncreate table audit (no int);\n' }
  assert.deepEqual(faults({ ...kernel, ...inSites('queries.ts', 'sql`select no from audit`') }), [])
  assert.match(faults({ ...kernel, ...inSites('store.ts', 'sql`delete from audit`') }).join(), /请调用内核的函数/)
})

test('sound SQL has no fault', () => {
  assert.deepEqual(faults({}), [])
})

for (const [name, files, fault] of PLANTED)
  test(`the SQL check catches ${name}`, () => {
    assert.match(faults(files).join('\n'), fault)
  })

const READINGS: [sql: string, names: string[]][] = [
  ['select a from t where b is distinct from c', ['t']],
  ['select extract(epoch from at), substring(x from 2), trim(leading from y) from t', ['t']],
  ['select extract(day from (select max(at) from u)) from t', ['u', 't']],
  ['select 1 from a join lateral (select 1 from b where b.x = a.x) c on true left join d using (x)', ['a', 'b', 'd']],
  [
    'with recursive up (id, parent) as (select 1 from a union all select 1 from up join a on true) select * from up',
    ['a', 'a'],
  ],
  ['with x as materialized (select 1 from a), y as not materialized (select 1 from x) select 1 from y', ['a']],
  ['insert into a (x) select x from b on conflict (x) do update set x = excluded.x returning x', ['a', 'b']],
  ['delete from a using b where a.x = b.x', ['a', 'b']],
  ['update a set x = b.x from b where true', ['a', 'b']],
  ['select 1 from a, unnest($ ::int[]) u, b where true for update skip locked', ['a', 'b']],
  ['select \'from nothing\', "from".x from a -- from b\n', ['a']],
  ['select 1 from $ where x in (select y from b)', ['b']],
  ['select 1 from generate_series(1, 3) n, a', ['a']],
]
for (const [sql, names] of READINGS)
  test(`the scanner reads: ${sql.slice(0, 70)}`, () => {
    assert.deepEqual(
      relationsIn(sql).map(({ name }) => name),
      names,
    )
  })

test('writing and reading are told apart', () => {
  const read = (sql: string) => relationsIn(sql).map(({ name, write }) => `${write ? 'w' : 'r'} ${name}`)
  assert.deepEqual(read('insert into a select * from b'), ['w a', 'r b'])
  assert.deepEqual(read('merge into a using b on a.x = b.x when matched then update set x = 1'), ['w a', 'r b'])
  assert.deepEqual(read('delete from only a'), ['w a'])
})

test('DDL is seen, and `create` within a text is not enough', () => {
  assert.ok(hasDdl('CREATE UNIQUE INDEX x ON y (z)'))
  assert.ok(hasDdl('alter table a add b int'))
  assert.ok(!hasDdl("insert into a (action) values ('create')"))
})
