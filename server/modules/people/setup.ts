// The first hour of an empty installation. Open until it has been done once, then closed for ever.
import { sql } from 'kysely'
import type { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { system } from '../../kernel/ctx.ts'
import { record } from '../../kernel/events.ts'
import { installationFact, sayInstallationFact } from '../../kernel/installation.ts'
import { invalid, refuser } from '../../kernel/refusal.ts'
import { importPackIn, organPack, organPacks, organTree, type OrganPack } from '../organs/index.ts'
import { createAccountIn } from './accounts.ts'
import { adminDuties, refusals, setupParts, type District, type SettingUp } from './contract.ts'
import { grantDutyIn } from './grants.ts'

const refuse = refuser(refusals)
const DONE = 'setUp'

export const setupChoices = (ctx: Ctx) => ({
  organPacks: organPacks(),
  parts: ctx.slots.all(setupParts).map((p) => ({ key: p.key, label: p.label, about: p.about, options: p.options() })),
})

export const isSetUp = async (tx: Tx): Promise<boolean> => (await installationFact(tx, DONE)) !== undefined

/** Closes the installation's setup: also for the demo district, whose seed makes organs and accounts by itself. */
export async function closeSetup(tx: Tx, ctx: Ctx, district: District): Promise<void> {
  if (!(await sayInstallationFact(tx, DONE, { by: ctx.actor.id }, ctx.now, false))) refuse('people.alreadySetUp')
  await sayInstallationFact(tx, 'district', district, ctx.now)
  await record(tx, ctx, { type: 'installation', id: 'district' }, [{ type: 'people.setUp', at: ctx.now, ...district }])
  await audit(ctx, { action: 'people.setUp', result: 'allowed', detail: district }, tx)
}

type FirstAccount = { duty: string; name: string; login: string; password: string }

/** Names the district, takes the packs, makes the three administrators: in one transaction, so that a failure leaves an empty installation. */
export const setUp = (
  caller: Ctx,
  input: z.output<typeof SettingUp>,
): Promise<{ accounts: FirstAccount[]; organs: number }> =>
  caller.tx(async (tx) => {
    const ctx: Ctx = { ...caller, actor: system }
    await sql`select pg_advisory_xact_lock(hashtext('people.setup'))`.execute(tx)
    if (await isSetUp(tx)) refuse('people.alreadySetUp')
    const pack =
      input.organPack === null
        ? smallest(input.district)
        : (organPack(input.organPack) ?? invalid({ organPack: '没有这个机构包，请重新选择' }))
    const { organs } = await importPackIn(tx, ctx, pack)
    const root = (await organTree(tx))[0]!
    const accounts: FirstAccount[] = []
    for (const duty of adminDuties) {
      const kind = duty.slice('admin.'.length) as 'system' | 'security' | 'audit'
      const { login, name } = input.administrators[kind]
      const made = await createAccountIn(tx, ctx, { login, name, organId: root.id, post: '', phone: '', email: '' })
      await grantDutyIn(tx, ctx, made.id, { duty, organId: root.id, toOn: null })
      accounts.push({ duty, name, login, password: made.password })
    }
    for (const part of ctx.slots.all(setupParts))
      await part.apply(tx, ctx, input.choices[part.key] ?? [], input.district)
    await closeSetup(tx, ctx, input.district)
    return { accounts, organs }
  })

/** A district of one organ: the government itself; the rest is entered by hand. */
const smallest = ({ name, code }: District): OrganPack => ({
  pack: 'empty',
  name,
  version: '1',
  source: '',
  unverified: false,
  leaders: [],
  groups: [],
  organs: [
    {
      code,
      parentCode: null,
      name: /(人民)?政府$/.test(name) ? name : `${name}人民政府`,
      shortName: name,
      legalKind: 'administrativeOrgan',
      level: 'district',
      actsInOwnName: false,
      disclosureOffice: false,
      creditCode: null,
      address: '',
      phone: '',
      sort: 0,
      posts: [],
    },
  ],
})
