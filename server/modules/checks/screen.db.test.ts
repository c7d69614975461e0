import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/support/db.ts'
import { newId } from '../../kernel/id.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { screen } from './screen.ts'

const organ = newId()
const [reviewer, other] = [newId(), newId()]
const db = await testDatabase()
after(() => db.close())
await sql`insert into organs_organ (id, code, name, short_name, legal_kind, level, acts_in_own_name, under_regulation, disclosure_office, address, phone, path, sort)
  values (${organ}, 'a', '示例局', '示例局', 'administrativeOrgan', 'district', true, true, false, '', '', ${`/${organ}/`}, 1)`.execute(
  db.db,
)
for (const [id, login] of [
  [reviewer, 'baomi'],
  [other, 'xinxi'],
])
  await sql`insert into people_account (id, login, name, organ_id, post, phone, email, password_hash, password_set_at, must_change, created_at)
    values (${id}, ${login}, '演示人员', ${organ}, '', '', '', '', now(), false, now())`.execute(db.db)
await sql`insert into people_grant (id, account_id, duty, organ_id, from_on, granted_by, granted_at)
  values (${newId()}, ${reviewer}, 'publishing.secrecyReview', ${organ}, '2026-01-01', 'test', now())`.execute(db.db)

const told = async () =>
  (await sql<{ account_id: string; text: string }>`select account_id, text from notices_message`.execute(db.db)).rows
const TEXT = '关于湖畔泵站改造的汇报\n机密★10年\n泵站位于东湖街道'

test('marked text is refused at its field, its secrecy officer is told, and no word of it is kept anywhere', async () => {
  await assert.rejects(
    screen(db.ctx(), organ, [
      { field: 'title', text: '汇报' },
      { field: 'bodyHtml', html: `<p>${TEXT.replaceAll('\n', '</p><p>')}</p>` },
    ]),
    (e: unknown) => {
      assert(e instanceof Refusal)
      assert.deepEqual([e.kind, e.code, Object.keys(e.fields)], ['invalid', 'checks.secret', ['bodyHtml']])
      assert.match(e.message, /已丢弃，没有保存.*保密员/)
      return true
    },
  )
  assert.deepEqual(
    (await told()).map((t) => t.account_id),
    [reviewer],
  )
  const { rows } = await sql<{ kept: string }>`select coalesce(string_agg(t, ' '), '') as kept from (
    select detail::text as t from audit union all select text || title from notices_message union all select data::text from event) s`.execute(
    db.db,
  )
  for (const word of ['泵站', '东湖', '10年']) assert.equal(rows[0]!.kept.includes(word), false, word)
})

test('ordinary text passes and tells nobody', async () => {
  const before = (await told()).length
  await screen(db.ctx(), organ, [{ field: 'bodyHtml', html: '<p>贯彻落实《中华人民共和国保守国家秘密法》。</p>' }])
  assert.equal((await told()).length, before)
})
