import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../test/support/db.ts'
import { migrate } from './migrate.ts'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'opendistrict-migrate-'))
after(async () => {
  rmSync(folder, { recursive: true })
  await database.close()
})

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
/** The folder stands for the whole of migrations/: what the real files left is forgotten first. */
await sql`delete from migration`.execute(database.db)
const exists = async (table: string) =>
  (await sql<{ name: string | null }>`select to_regclass(${table})::text as name`.execute(database.db)).rows[0]!
    .name !== null

test('new files are applied in order, once', async () => {
  write('0001_one.sql', 'create table m_one (id int);')
  write('0002_two.sql', 'alter table m_one add column name text; create table m_two (id int);')
  write('notes.txt', 'no migration')
  assert.deepEqual(await migrate(database.db, folder), ['0001_one.sql', '0002_two.sql'])
  assert.deepEqual(await migrate(database.db, folder), [])
})

test('two processes that start at once apply each file once', async () => {
  write('0003_three.sql', 'create table m_three (id int);')
  const applied = await Promise.all([migrate(database.db, folder), migrate(database.db, folder)])
  assert.deepEqual(applied.flat(), ['0003_three.sql'])
})

test('a file that fails is named, and nothing of that start remains', async () => {
  write('0004_four.sql', 'create table m_four (id int);')
  write('0005_five.sql', 'create table m_five (id nonsense);')
  await assert.rejects(migrate(database.db, folder), /迁移 0005_five\.sql 执行失败：.*nonsense/)
  assert.deepEqual([await exists('m_four'), await exists('m_five')], [false, false])
  rmSync(join(folder, '0005_five.sql'))
  assert.deepEqual(await migrate(database.db, folder), ['0004_four.sql'])
})

test('a file that was edited after it ran is refused before anything is touched', async () => {
  write('0001_one.sql', 'create table m_one (id bigint);')
  write('0006_six.sql', 'create table m_six (id int);')
  await assert.rejects(migrate(database.db, folder), /迁移 0001_one\.sql 执行之后被改动过/)
  assert.equal(await exists('m_six'), false)
  write('0001_one.sql', 'create table m_one (id int);')
})

test('a database newer than the program is refused', async () => {
  rmSync(join(folder, '0002_two.sql'))
  await assert.rejects(migrate(database.db, folder), /已执行过迁移 0002_two\.sql，但程序中没有这个文件/)
  assert.equal(await exists('m_six'), false)
})
