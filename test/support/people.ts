import assert from 'node:assert/strict'
import type { Actor } from '../../server/kernel/ctx.ts'
import type { Instant } from '../../server/kernel/instant.ts'
import type { Module } from '../../server/kernel/module.ts'
import { Refusal } from '../../server/kernel/refusal.ts'
import { AccountInput, GrantInput, type Duty } from '../../server/modules/people/contract.ts'
import { createAccount, grantDuty, peopleModule } from '../../server/modules/people/index.ts'
import { OrganPack } from '../../server/modules/organs/contract.ts'
import { importPack, organTree } from '../../server/modules/organs/index.ts'
import { testDatabase } from './db.ts'

export const PASSWORD = 'Lake-2026-water'

/** A database with four organs (root over a and b, a over a1), and hands to make accounts and grant duties in it. */
export async function peopleIn(clock: () => Instant, later: Module) {
  const t = await testDatabase({ modules: [peopleModule, later], clock })
  const organ: Record<string, { id: string; path: string }> = {}
  let made = 0
  const o = (code: string, parentCode: string | null) => ({
    code,
    parentCode,
    name: `机构${code}`,
    legalKind: 'administrativeOrgan',
    level: 'district',
  })
  await importPack(
    t.ctx(),
    OrganPack.parse({
      pack: 't',
      name: 't',
      version: '1',
      organs: [o('root', null), o('a', 'root'), o('a1', 'a'), o('b', 'root')],
    }),
  )
  for (const { code, id, path } of await t.ctx().tx(organTree)) organ[code] = { id, path }

  const input = (over: object = {}) =>
    AccountInput.parse({
      login: `user${++made}`,
      name: `人员${made}`,
      organId: organ.a!.id,
      phone: '13800138000',
      email: 'x@example.cn',
      ...over,
    })
  const make = (over: object = {}, password = PASSWORD) =>
    createAccount(t.ctx(), input(over), { password, mustChange: false })
  const grant = (id: string, duty: Duty, at: string, more: object = {}, ctx = t.ctx()) =>
    grantDuty(ctx, id, GrantInput.parse({ duty, organId: organ[at]!.id, ...more }))
  const security = (at: string): Actor => ({
    kind: 'staff',
    id: '01900000-0000-7000-8000-000000000001',
    name: '安全',
    organId: organ[at]!.id,
    sessionId: null,
    grants: [{ duty: 'admin.security', organId: organ[at]!.id, path: organ[at]!.path }],
  })
  return { t, organ, input, make, grant, security, made: () => made }
}

export const code = (expected: string) => (error: unknown) =>
  error instanceof Refusal ? (assert.equal(error.code, expected), true) : assert.fail(String(error))
export const field = (name: string) => (error: unknown) =>
  error instanceof Refusal && name in error.fields ? true : assert.fail(String(error))
