// What the console reads: sections with their channels, freshness, redirects, addresses.
import { sql } from 'kysely'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { reach } from '../../kernel/ctx.ts'
import type { Day } from '../../kernel/day.ts'
import type { Instant } from '../../kernel/instant.ts'
import { instant } from '../../kernel/instant.ts'
import type { Paged } from '../../kernel/route.ts'
import { channelActivity, type Section, type SectionKind, type SectionStatus } from './contract.ts'
import { freshness, type Freshness, type FreshnessState } from './freshness.ts'
import { classOf } from './packs.ts'
import { channelsOf, ownSections } from './queries.ts'
import { resolve, type OwnSection } from './section.ts'
import type { Tables } from './tables.ts'

export const readers = ['sites.manage', 'admin.system', 'console.read'] as const

export async function sectionOwn(tx: Tx, id: string): Promise<OwnSection | undefined> {
  const row = await tx
    .withTables<Tables>()
    .selectFrom('sites_section')
    .select('site_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row && (await ownSections(tx, row.site_id)).find((s) => s.id === id)
}
export const sectionBoth = async (tx: Tx, id: string): Promise<{ own: OwnSection; inForce: Section } | undefined> => {
  const own = await sectionOwn(tx, id)
  return own && { own, inForce: resolve(await ownSections(tx, own.siteId)).find((s) => s.id === id)! }
}

const within = (ctx: Ctx, path: string): boolean => reach(ctx.actor, readers).some((p) => path.startsWith(p))
export const visibleSections = async (tx: Tx, ctx: Ctx, siteId: string): Promise<OwnSection[]> =>
  (await ownSections(tx, siteId)).filter((s) => within(ctx, s.organPath))

export type CarryView = {
  id: string
  sourceChannel: string | null
  sourceClass: string | null
  sourceKinds: SectionKind[]
  kinds: string[]
  organ: string | null
  fields: string[]
}
export async function carriesOf(tx: Tx, channelId: string): Promise<CarryView[]> {
  const { rows } =
    await sql<CarryView>`select r.id, case when r.source_channel_id is null then null else hs.short_name || '·' || h.name end as "sourceChannel", r.source_class as "sourceClass",
      r.source_kinds as "sourceKinds", r.kinds, o.name as organ, r.fields
    from sites_carry r left join sites_channel h on h.id = r.source_channel_id left join sites_section hs on hs.id = h.section_id left join organs_organ_view o on o.path = r.organ_path
    where r.channel_id = ${channelId} order by r.id limit 100`.execute(tx)
  return rows.map((r) => ({ ...r, sourceClass: r.sourceClass && classOf(r.sourceClass).name }))
}
const SOURCES_MAX = 50
/** Channels on the web, of the whole site: what a reader's own channels may subscribe to. The portal's stand first. */
export async function carrySources(
  tx: Tx,
  siteId: string,
  text = '',
): Promise<{ id: string; name: string; section: string }[]> {
  const { rows } = await sql<{
    id: string
    name: string
    section: string
  }>`select c.id, c.name, s.short_name as section from sites_section s join sites_channel c on c.section_id = s.id
    where s.site_id = ${siteId} and s.status = 'open' and strpos(s.short_name || '·' || c.name, ${text}) > 0
    order by s.kind <> 'portal', s.path, c.sort limit ${SOURCES_MAX}`.execute(tx)
  return rows
}
export async function channelViews(tx: Tx, ctx: Ctx, sectionId: string) {
  const channels = await channelsOf(tx, sectionId)
  const active = await activityOf(
    tx,
    ctx,
    channels.map((c) => c.id),
  )
  const views = []
  for (const c of channels)
    views.push({
      ...c,
      className: classOf(c.class).name,
      carries: await carriesOf(tx, c.id),
      count: active.get(c.id)?.count ?? 0,
      ...freshness(classOf(c.class), active.get(c.id)?.lastAt, ctx.today),
    })
  return views
}

async function activityOf(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, { count: number; lastAt: Instant }>> {
  const all = new Map<string, { count: number; lastAt: Instant }>()
  for (const source of ctx.slots.all(channelActivity))
    for (const [id, a] of await source.activity(tx, ids)) all.set(id, a)
  return all
}

export type FreshnessRow = Freshness & {
  channelId: string
  name: string
  className: string
  basis: string
  sectionId: string
  sectionName: string
  path: string
  count: number
}
const ORDER: Record<FreshnessState, number> = { stale: 0, empty: 1, soon: 2, fresh: 3, unlimited: 4 }
/** Every channel of the open sections in reach, the worst first. */
export async function freshnessTable(
  tx: Tx,
  ctx: Ctx,
  siteId: string,
  q: { state?: FreshnessState | undefined; text?: string | undefined; page: number; size: number },
): Promise<Paged<FreshnessRow> & { counts: Record<FreshnessState, number> }> {
  const sections = new Map(
    (await visibleSections(tx, ctx, siteId)).filter((s) => s.status === 'open').map((s) => [s.id, s]),
  )
  const { rows } = await sql<{
    id: string
    section_id: string
    slug: string
    name: string
    class: string
  }>`select id, section_id, slug, name, class from sites_channel where shown and section_id = any(${[...sections.keys()]}::uuid[]) order by section_id, sort limit 20000`.execute(
    tx,
  )
  const active = await activityOf(
    tx,
    ctx,
    rows.map((r) => r.id),
  )
  const all = rows.map((r): FreshnessRow => {
    const cls = classOf(r.class)
    const section = sections.get(r.section_id)!
    return {
      channelId: r.id,
      name: r.name,
      className: cls.name,
      basis: cls.basis,
      sectionId: r.section_id,
      sectionName: section.shortName,
      path: `${section.path}${r.slug}/`,
      count: active.get(r.id)?.count ?? 0,
      ...freshness(cls, active.get(r.id)?.lastAt, ctx.today),
    }
  })
  const counts = { fresh: 0, soon: 0, stale: 0, empty: 0, unlimited: 0 }
  for (const r of all) counts[r.state] += 1
  const found = all
    .filter(
      (r) =>
        (q.state === undefined || r.state === q.state) &&
        (!q.text || r.name.includes(q.text) || r.sectionName.includes(q.text)),
    )
    .sort((a, b) => ORDER[a.state] - ORDER[b.state] || ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1))
  return {
    items: found.slice((q.page - 1) * q.size, q.page * q.size),
    total: found.length,
    page: q.page,
    size: q.size,
    counts,
  }
}

export async function redirectsOf(tx: Tx, siteId: string): Promise<Map<string, string>> {
  const rows = await tx
    .withTables<Tables>()
    .selectFrom('sites_redirect')
    .select(['from_path', 'to_url'])
    .where('site_id', '=', siteId)
    .limit(50_000)
    .execute()
  return new Map(rows.map((r) => [r.from_path, r.to_url]))
}
export type RedirectRow = { from: string; to: string; permanent: boolean; note: string; madeOn: Day }
export async function redirectList(
  tx: Tx,
  siteId: string,
  q: { text?: string | undefined; page: number; size: number },
): Promise<Paged<RedirectRow>> {
  const where = sql`site_id = ${siteId} and (${q.text ?? ''} = '' or strpos(from_path, ${q.text ?? ''}) > 0 or strpos(to_url, ${q.text ?? ''}) > 0)`
  const { rows } =
    await sql<RedirectRow>`select from_path as "from", to_url as "to", permanent, note, (made_at at time zone 'Asia/Shanghai')::date as "madeOn" from sites_redirect where ${where} order by from_path limit ${q.size} offset ${(q.page - 1) * q.size}`.execute(
      tx,
    )
  const {
    rows: [n],
  } = await sql<{ n: number }>`select count(*)::int as n from sites_redirect where ${where}`.execute(tx)
  return { items: rows, total: n!.n, page: q.page, size: q.size }
}

export type PathView = {
  path: string
  kind: string
  section: string
  channel: string | null
  status: SectionStatus
  listed: boolean
  changedAt: Instant
  changeNo: number
}
const PATHS_MAX = 50
/** Addresses that begin with the text: what stands there, since which change. */
export async function pathsLike(tx: Tx, siteId: string, prefix: string): Promise<PathView[]> {
  const { rows } = await sql<{
    path: string
    kind: string
    section: string
    channel: string | null
    status: SectionStatus
    listed: boolean
    changed_at: Date
    last_no: string
  }>`
    select p.path, p.kind, s.short_name as section, c.name as channel, s.status, p.listed, p.changed_at, p.last_no from sites_path p join sites_section s on s.id = p.section_id left join sites_channel c on c.id = p.channel_id
    where p.site_id = ${siteId} and p.path >= ${prefix} and starts_with(p.path, ${prefix}) order by p.path limit ${PATHS_MAX}`.execute(
    tx,
  )
  return rows.map((r) => ({
    path: r.path,
    kind: r.kind,
    section: r.section,
    channel: r.channel,
    status: r.status,
    listed: r.listed,
    changedAt: instant(r.changed_at),
    changeNo: Number(r.last_no),
  }))
}
export const hostsOf = (tx: Tx, siteId: string): Promise<{ host: string; registration: string }[]> =>
  tx
    .withTables<Tables>()
    .selectFrom('sites_host')
    .select(['host', 'registration'])
    .where('site_id', '=', siteId)
    .orderBy('host')
    .limit(100)
    .execute()
export const siteVersion = async (tx: Tx, id: string): Promise<number> =>
  (await tx.withTables<Tables>().selectFrom('sites_site').select('version').where('id', '=', id).executeTakeFirst())
    ?.version ?? 0
