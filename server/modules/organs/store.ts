// The only file of the module that writes SQL.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import { refuser } from '../../kernel/refusal.ts'
import {
  refusals,
  underRegulation,
  type GroupInput,
  type GroupRole,
  type LeaderInput,
  type LegalKind,
  type Level,
  type OrganFacts,
  type PostInput,
} from './contract.ts'

type Tables = {
  organs_organ: {
    id: string
    parent_id: string | null
    code: string
    name: string
    short_name: string
    legal_kind: LegalKind
    level: Level
    acts_in_own_name: boolean
    under_regulation: boolean
    disclosure_office: boolean
    credit_code: string | null
    address: string
    phone: string
    path: string
    sort: number
    active: boolean
  }
  organs_name: { organ_id: string; name: string; short_name: string; from_on: string; to_on: string | null }
  organs_post: { id: string; organ_id: string; name: string; note: string; sort: number }
  organs_leader: {
    id: string
    organ_id: string
    name: string
    title: string
    division: string
    sort: number
    photo_file_id: string | null
  }
  organs_group: { id: string; organ_id: string; name: string; note: string }
  organs_group_member: {
    group_id: string
    no: number
    role: GroupRole
    person_name: string
    title: string
    organ_id: string | null
  }
}
export type OrganRow = Tables['organs_organ']
const on = (tx: Tx) => tx.withTables<Tables>()
const refuse = refuser(refusals)

/** Changes of the tree's shape wait for each other: two moves at once could otherwise close a circle. */
export const lockTree = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtext('organs.tree'))`.execute(tx)

export async function lock(tx: Tx, id: string): Promise<OrganRow> {
  const row = await on(tx).selectFrom('organs_organ').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? refuse('organs.notFound')
}

export async function insert(tx: Tx, row: Omit<OrganRow, 'under_regulation' | 'active'>, today: Day): Promise<void> {
  const under_regulation = underRegulation({ legalKind: row.legal_kind, actsInOwnName: row.acts_in_own_name })
  await on(tx)
    .insertInto('organs_organ')
    .values({ ...row, under_regulation, active: true })
    .execute()
  await on(tx)
    .insertInto('organs_name')
    .values({ organ_id: row.id, name: row.name, short_name: row.short_name, from_on: today, to_on: null })
    .execute()
}

export async function changeFacts(tx: Tx, id: string, f: z.output<typeof OrganFacts>): Promise<void> {
  await on(tx)
    .updateTable('organs_organ')
    .set({
      legal_kind: f.legalKind,
      level: f.level,
      acts_in_own_name: f.actsInOwnName,
      under_regulation: underRegulation(f),
      disclosure_office: f.disclosureOffice,
      credit_code: f.creditCode,
      address: f.address,
      phone: f.phone,
      sort: f.sort,
    })
    .where('id', '=', id)
    .execute()
}

/** The former name ends where the new one begins; a second renaming with the same first day replaces the first. */
export async function rename(tx: Tx, id: string, name: string, shortName: string, from: Day): Promise<void> {
  await on(tx).updateTable('organs_organ').set({ name, short_name: shortName }).where('id', '=', id).execute()
  await on(tx)
    .updateTable('organs_name')
    .set({ to_on: from })
    .where('organ_id', '=', id)
    .where('to_on', 'is', null)
    .where('from_on', '<', from)
    .execute()
  await on(tx)
    .insertInto('organs_name')
    .values({ organ_id: id, name, short_name: shortName, from_on: from, to_on: null })
    .onConflict((c) => c.columns(['organ_id', 'from_on']).doUpdateSet({ name, short_name: shortName }))
    .execute()
}

export async function move(tx: Tx, id: string, parentId: string, from: string, to: string): Promise<void> {
  await on(tx).updateTable('organs_organ').set({ parent_id: parentId }).where('id', '=', id).execute()
  await sql`update organs_organ set path = ${to} || substr(path, ${from.length + 1}::int) where path like ${`${from}%`}`.execute(
    tx,
  )
}

export const setActive = (tx: Tx, id: string, active: boolean) =>
  on(tx).updateTable('organs_organ').set({ active }).where('id', '=', id).execute()

export async function putPost(tx: Tx, id: string, organId: string, p: z.output<typeof PostInput>): Promise<void> {
  await on(tx)
    .insertInto('organs_post')
    .values({ id, organ_id: organId, ...p })
    .onConflict((c) => c.column('id').doUpdateSet({ ...p }))
    .execute()
}
export const dropPost = (tx: Tx, id: string) => on(tx).deleteFrom('organs_post').where('id', '=', id).execute()

export async function putLeader(tx: Tx, id: string, organId: string, l: z.output<typeof LeaderInput>): Promise<void> {
  const facts = { name: l.name, title: l.title, division: l.division, sort: l.sort, photo_file_id: l.photoFileId }
  await on(tx)
    .insertInto('organs_leader')
    .values({ id, organ_id: organId, ...facts })
    .onConflict((c) => c.column('id').doUpdateSet(facts))
    .execute()
}
export const dropLeader = (tx: Tx, id: string) => on(tx).deleteFrom('organs_leader').where('id', '=', id).execute()

export async function putGroup(tx: Tx, id: string, organId: string, g: z.output<typeof GroupInput>): Promise<void> {
  const facts = { name: g.name, note: g.note }
  await on(tx)
    .insertInto('organs_group')
    .values({ id, organ_id: organId, ...facts })
    .onConflict((c) => c.column('id').doUpdateSet(facts))
    .execute()
  await on(tx).deleteFrom('organs_group_member').where('group_id', '=', id).execute()
  if (g.members.length === 0) return
  await on(tx)
    .insertInto('organs_group_member')
    .values(
      g.members.map((m, no) => ({
        group_id: id,
        no,
        role: m.role,
        person_name: m.personName,
        title: m.title,
        organ_id: m.organId,
      })),
    )
    .execute()
}
export const dropGroup = (tx: Tx, id: string) => on(tx).deleteFrom('organs_group').where('id', '=', id).execute()
