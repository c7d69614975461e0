import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import { legalKinds, type GroupRole, type LegalKind, type Level, type Organ } from './contract.ts'

const columns =
  sql.raw(`id, parent_id as "parentId", code, name, short_name as "shortName", legal_kind as "legalKind", level, path, sort, active,
  under_regulation as "underRegulation", disclosure_office as "disclosureOffice"`)
const TREE_MAX = 10_000

/** All organs, parents before children, brothers by their order. A district has some hundreds. */
export async function organTree(tx: Tx): Promise<Organ[]> {
  const { rows } =
    await sql<Organ>`select ${columns} from organs_organ order by level = 'community', level = 'town', sort, code limit ${TREE_MAX}`.execute(
      tx,
    )
  const depth = (o: Organ) => o.path.length
  return rows
    .map((o, i) => ({ o, i }))
    .sort((a, b) => depth(a.o) - depth(b.o) || a.i - b.i)
    .map(({ o }) => o)
}

/** The organ and all below it. */
export async function subtree(tx: Tx, id: string): Promise<Organ[]> {
  const path = await organPath(tx, id)
  if (!path) return []
  const { rows } =
    await sql<Organ>`select ${columns} from organs_organ where path like ${`${path}%`} order by path limit ${TREE_MAX}`.execute(
      tx,
    )
  return rows
}

export async function organById(tx: Tx, id: string): Promise<Organ | undefined> {
  const { rows } = await sql<Organ>`select ${columns} from organs_organ where id = ${id}`.execute(tx)
  return rows[0]
}

export async function organByCode(tx: Tx, code: string): Promise<Organ | undefined> {
  const { rows } = await sql<Organ>`select ${columns} from organs_organ where code = ${code}`.execute(tx)
  return rows[0]
}

/** '/<root>/…/<id>/', or undefined when there is no such organ. */
export async function organPath(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`select path from organs_organ where id = ${id}`.execute(tx)
  return rows[0]?.path
}

export async function childCount(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from organs_organ where parent_id = ${id} and active`.execute(tx)
  return rows[0]!.n
}

export async function nameTaken(tx: Tx, parentId: string | null, name: string, butId: string | null): Promise<boolean> {
  const { rows } =
    await sql`select 1 from organs_organ where parent_id is not distinct from ${parentId}::uuid and name = ${name} and active
    and id is distinct from ${butId}::uuid limit 1`.execute(tx)
  return rows.length > 0
}

export const partTables = { post: 'organs_post', leader: 'organs_leader', group: 'organs_group' } as const
export type PartKind = keyof typeof partTables

/** The organ to which a post, leader or group belongs. */
export async function ownerOf(
  tx: Tx,
  kind: PartKind,
  id: string,
): Promise<{ organId: string; path: string } | undefined> {
  const { rows } = await sql<{
    organId: string
    path: string
  }>`select o.id as "organId", o.path from ${sql.table(partTables[kind])} t
    join organs_organ o on o.id = t.organ_id where t.id = ${id}`.execute(tx)
  return rows[0]
}

export type OrganDetail = Organ & {
  legalKindLabel: string
  actsInOwnName: boolean
  creditCode: string | null
  address: string
  phone: string
  names: { name: string; shortName: string; fromOn: string; toOn: string | null }[]
  posts: { id: string; name: string; note: string; sort: number }[]
  leaders: { id: string; name: string; title: string; division: string; sort: number; photoFileId: string | null }[]
  groups: {
    id: string
    name: string
    note: string
    members: { role: GroupRole; personName: string; title: string; organId: string | null; organName: string | null }[]
  }[]
}
type Facts = {
  actsInOwnName: boolean
  creditCode: string | null
  address: string
  phone: string
  legalKind: LegalKind
  level: Level
}
const PART_MAX = 500

export async function organDetail(tx: Tx, id: string): Promise<OrganDetail | undefined> {
  const organ = await organById(tx, id)
  if (!organ) return undefined
  const [facts, names, posts, leaders, groups] = [
    await sql<Facts>`select acts_in_own_name as "actsInOwnName", credit_code as "creditCode", address, phone from organs_organ where id = ${id}`.execute(
      tx,
    ),
    await sql<
      OrganDetail['names'][0]
    >`select name, short_name as "shortName", from_on as "fromOn", to_on as "toOn" from organs_name
      where organ_id = ${id} order by from_on desc limit ${PART_MAX}`.execute(tx),
    await sql<
      OrganDetail['posts'][0]
    >`select id, name, note, sort from organs_post where organ_id = ${id} order by sort, name limit ${PART_MAX}`.execute(
      tx,
    ),
    await sql<
      OrganDetail['leaders'][0]
    >`select id, name, title, division, sort, photo_file_id as "photoFileId" from organs_leader
      where organ_id = ${id} order by sort, id limit ${PART_MAX}`.execute(tx),
    await sql<
      OrganDetail['groups'][0]
    >`select g.id, g.name, g.note, coalesce((select json_agg(json_build_object('role', m.role, 'personName', m.person_name,
        'title', m.title, 'organId', m.organ_id, 'organName', o.name) order by m.no)
        from organs_group_member m left join organs_organ o on o.id = m.organ_id where m.group_id = g.id), '[]') as members
      from organs_group g where g.organ_id = ${id} order by g.id limit ${PART_MAX}`.execute(tx),
  ]
  return {
    ...organ,
    ...facts.rows[0]!,
    legalKindLabel: legalKinds[organ.legalKind],
    names: names.rows,
    posts: posts.rows,
    leaders: leaders.rows,
    groups: groups.rows,
  }
}
