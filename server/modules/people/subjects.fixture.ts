import { sql } from 'kysely'
import type { SubjectFixture } from '../../../test/support/subjects.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { createAccount, grantDuty } from './index.ts'
import { signIn } from './session.ts'

const PASSWORD = 'Lake-2026-water'
const account = (ctx: Ctx, organId: string, n: number) =>
  createAccount(
    ctx,
    { login: `fixture${n}`, name: `人员${n}`, organId, post: '', phone: '', email: '' },
    { password: PASSWORD, mustChange: false },
  )

export const subjects: readonly SubjectFixture[] = [
  { type: 'account', make: async (ctx, organId, n) => (await account(ctx, organId, n)).id },
  {
    type: 'grant',
    make: async (ctx, organId, n) =>
      (await grantDuty(ctx, (await account(ctx, organId, n)).id, { duty: 'publishing.draft', organId, toOn: null })).id,
  },
  {
    type: 'session',
    make: async (ctx, organId, n) => {
      const { id, login } = await account(ctx, organId, n)
      await signIn(ctx, { login, password: PASSWORD })
      return (await sql<{ id: string }>`select id from people_session where account_id = ${id}`.execute(ctx.db))
        .rows[0]!.id
    },
  },
]
