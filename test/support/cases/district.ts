// A small district for tests of the register: two organs, a few people, two procedures.
import { sql } from 'kysely'
import type { Actor } from '../../../server/kernel/ctx.ts'
import { day } from '../../../server/kernel/day.ts'
import { newId } from '../../../server/kernel/id.ts'
import { plusMs, startOf } from '../../../server/kernel/instant.ts'
import { module } from '../../../server/kernel/module.ts'
import { give } from '../../../server/kernel/slots.ts'
import { testDatabase } from '../db.ts'
import { calendarModule } from '../../../server/modules/calendar/index.ts'
import { deadlinesModule, putPack } from '../../../server/modules/deadlines/index.ts'
import { procedures } from '../../../server/modules/cases/contract.ts'
import { casesModule, openCase } from '../../../server/modules/cases/index.ts'
import { errand, errandTable } from './errand.ts'
import { ddl, law, review } from './review.ts'

const testing = module({ name: 'testing', contributions: [give(procedures, review), give(procedures, errand)] })

export async function district(pool = 8) {
  const t = await testDatabase({ modules: [calendarModule, deadlinesModule, casesModule, testing], pool })
  await calendarModule.start!(t.ctx())
  await t.ctx().tx(async (tx) => {
    await putPack(tx, law)
    await ddl.execute(tx)
    await errandTable.execute(tx)
  })
  const [root, civil, finance] = [newId(), newId(), newId()]
  const organ = (id: string, parent: string | null, name: string, path: string) =>
    sql`insert into organs_organ (id, parent_id, code, name, short_name, legal_kind, level,
    acts_in_own_name, under_regulation, disclosure_office, address, phone, path, sort) values (${id}, ${parent}, ${name}, ${name}, '', 'administrativeOrgan', 'district',
    true, true, false, '', '', ${path}, 0)`.execute(t.db)
  await organ(root, null, '区政府', `/${root}/`)
  await organ(civil, root, '区民政局', `/${root}/${civil}/`)
  await organ(finance, root, '区财政局', `/${root}/${finance}/`)
  const person = (name: string, organId: string, ...duties: string[]): Actor => {
    const path = organId === root ? `/${root}/` : `/${root}/${organId}/`
    return {
      kind: 'staff',
      id: newId(),
      name,
      organId,
      grants: duties.map((duty) => ({ duty, organId, path })),
      sessionId: null,
    }
  }
  const people = {
    author: person('起草人', civil, 'publishing.draft'),
    first: person('初审甲', civil, 'publishing.firstReview'),
    second: person('初审乙', civil, 'publishing.firstReview'),
    leader: person('签发人', root, 'publishing.signOff', 'publishing.firstReview'),
    reader: person('查看人', root, 'console.read'),
    stranger: person(
      '外单位',
      finance,
      'publishing.draft',
      'publishing.firstReview',
      'publishing.signOff',
      'publishing.manage',
    ),
    manager: person('信件管理', root, 'publishing.manage'),
    both: person('两职', civil, 'publishing.draft', 'publishing.firstReview'),
  }
  /** Ten in the morning of that day. */
  const as = (who: Actor, on: string) => t.ctx(who, plusMs(startOf(day(on)), 10 * 3_600_000))
  /** A draft of the author's organ, opened on that day. */
  const draft = async (who: Actor, at: string, title = '一份稿件', organId = civil) => {
    const [ctx, id] = [as(who, at), newId()]
    await ctx.tx(async (tx) => {
      await sql`insert into test_review values (${id}, ${organId}, ${title}, 'draft', ${who.id}, '{}')`.execute(tx)
      await openCase(tx, ctx, 'test.review', id, [{ type: 'test.drafted', at: ctx.now }])
    })
    return id
  }
  return { ...t, organs: { root, civil, finance }, people, as, draft }
}
export type District = Awaited<ReturnType<typeof district>>
