// What is in force: sections with what they inherit, channels, menus. Read by pages, the console and later modules.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Carried, Channel, MenuItem, Section, SectionKind, SectionStatus, Site, Theme } from './contract.ts'
import { resolve, type OwnSection } from './section.ts'
import { classOf } from './packs.ts'
import type { Tables } from './tables.ts'

const SECTIONS_MAX = 2_000
const CHANNELS_MAX = 500

type SiteRow = Tables['sites_site']
const toSite = (r: SiteRow & { demo: boolean }): Site => ({
  id: r.id,
  name: r.name,
  shortName: r.short_name,
  slogan: r.slogan,
  domain: r.domain,
  code: r.code,
  icp: r.icp,
  police: r.police,
  organiser: r.organiser,
  undertaker: r.undertaker,
  contact: r.contact,
  organId: r.organ_id,
  emblemFileId: r.emblem_file_id,
  agencyMark: r.agency_mark,
  correctionUrl: r.correction_url,
  openedAt: r.opened_at === null ? null : (new Date(r.opened_at).toISOString() as Instant),
  demo: r.demo,
})

const demo = sql<boolean>`coalesce((select value = 'true'::jsonb or value ->> 'on' = 'true' from installation where key = 'demo'), false)`
const sites = (tx: Tx) => tx.withTables<Tables>().selectFrom('sites_site').selectAll().select(demo.as('demo'))

/** The site a host belongs to: by its domain, or by a registered further host. */
export async function siteOfHost(tx: Tx, host: string): Promise<Site | undefined> {
  const row = await sites(tx)
    .where((eb) =>
      eb.or([
        eb('domain', '=', host),
        eb('id', 'in', eb.selectFrom('sites_host').select('site_id').where('host', '=', host)),
      ]),
    )
    .executeTakeFirst()
  return row && toSite(row)
}
/** The site of the installation: the first that was made. */
export async function mainSite(tx: Tx): Promise<Site | undefined> {
  const row = await sites(tx).orderBy('id').limit(1).executeTakeFirst()
  return row && toSite(row)
}
export async function siteById(tx: Tx, id: string): Promise<Site | undefined> {
  const row = await sites(tx).where('id', '=', id).executeTakeFirst()
  return row && toSite(row)
}

/** The emblem of an open site is public: everyone sees it on the home page. */
export const carriesEmblem = async (tx: Tx, fileId: string): Promise<boolean> =>
  (await tx
    .withTables<Tables>()
    .selectFrom('sites_site')
    .select('id')
    .where('emblem_file_id', '=', fileId)
    .where('opened_at', 'is not', null)
    .executeTakeFirst()) !== undefined

type SectionRow = Tables['sites_section'] & { organ_path: string; menu: MenuItem[] | null }

/** All sections of a site as they stand in the table, parents before children. */
export async function ownSections(tx: Tx, siteId: string): Promise<OwnSection[]> {
  const { rows } =
    await sql<SectionRow>`select s.*, o.path as organ_path from sites_section s join organs_organ_view o on o.id = s.organ_id
    where s.site_id = ${siteId} order by length(s.path) - length(replace(s.path, '/', '')), s.sort, s.path limit ${SECTIONS_MAX}`.execute(
      tx,
    )
  return rows.map((r) => ({
    id: r.id,
    siteId: r.site_id,
    parentId: r.parent_id,
    organId: r.organ_id,
    organPath: r.organ_path,
    kind: r.kind as SectionKind,
    name: r.name,
    shortName: r.short_name,
    slogan: r.slogan,
    intro: r.intro,
    path: r.path,
    status: r.status as SectionStatus,
    sort: r.sort,
    version: r.version,
    template: r.template,
    theme: r.theme as Theme | null,
    menu: r.menu,
    footer: r.footer,
  }))
}

/** All sections of a site as in force. */
export const sectionsOf = async (tx: Tx, siteId: string): Promise<Section[]> => resolve(await ownSections(tx, siteId))

export async function sectionById(tx: Tx, id: string): Promise<Section | undefined> {
  const row = await tx
    .withTables<Tables>()
    .selectFrom('sites_section')
    .select('site_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row && (await sectionsOf(tx, row.site_id)).find((s) => s.id === id)
}

type ChannelRow = Tables['sites_channel'] & { section_path: string }
const toChannel = (r: ChannelRow): Channel => ({
  id: r.id,
  sectionId: r.section_id,
  slug: r.slug,
  path: `${r.section_path}${r.slug}/`,
  name: r.name,
  class: r.class,
  description: r.description,
  keywords: r.keywords,
  columnType: classOf(r.class).columnType,
  shown: r.shown,
  sort: r.sort,
})
const channels = (tx: Tx) =>
  tx
    .withTables<Tables>()
    .selectFrom('sites_channel as c')
    .innerJoin('sites_section as s', 's.id', 'c.section_id')
    .selectAll('c')
    .select('s.path as section_path')

export async function channelById(tx: Tx, id: string): Promise<Channel | undefined> {
  const row = await channels(tx).where('c.id', '=', id).executeTakeFirst()
  return row && toChannel(row)
}
export const channelsByIds = async (tx: Tx, ids: readonly string[]): Promise<Channel[]> =>
  ids.length === 0
    ? []
    : (
        await channels(tx)
          .where('c.id', 'in', [...ids])
          .orderBy('s.path')
          .orderBy('c.sort')
          .limit(CHANNELS_MAX)
          .execute()
      ).map(toChannel)
export const channelsOf = async (tx: Tx, sectionId: string): Promise<Channel[]> =>
  (
    await channels(tx)
      .where('c.section_id', '=', sectionId)
      .orderBy('c.sort')
      .orderBy('c.slug')
      .limit(CHANNELS_MAX)
      .execute()
  ).map(toChannel)

/** Channels of the given classes in the organ's own open section and in the portal: where a document of that class stands
 *  unless its writer chose otherwise. Own section first. An organ without a section has its nearest superior's. */
export async function channelsForOrgan(tx: Tx, organPath: string, classes: readonly string[]): Promise<Channel[]> {
  if (classes.length === 0) return []
  const { rows } = await sql<ChannelRow>`with own as (
      select s.id from sites_section s join organs_organ_view o on o.id = s.organ_id
      where s.status = 'open' and s.kind <> 'portal' and starts_with(${organPath}, o.path) order by length(o.path) desc limit 1)
    select c.*, s.path as section_path from sites_channel c join sites_section s on s.id = c.section_id
    where c.class = any(${[...classes]}) and s.status = 'open' and (s.kind = 'portal' or s.id in (select id from own))
    order by s.kind = 'portal', c.sort limit ${CHANNELS_MAX}`.execute(tx)
  return rows.map(toChannel)
}

/** The channels that subscribe to a document, its own ones not among them. Carrying is one step: what is carried is not carried on. */
export async function channelsCarrying(tx: Tx, doc: Carried): Promise<Channel[]> {
  const { rows } = await sql<ChannelRow>`select distinct c.*, s.path as section_path from sites_carry r
    join sites_channel c on c.id = r.channel_id join sites_section s on s.id = c.section_id
    where s.status = 'open' and c.id <> all(${[...doc.channelIds]}::uuid[])
      and (r.source_channel_id is null or r.source_channel_id = any(${[...doc.channelIds]}::uuid[]))
      and ((r.source_class is null and r.source_kinds = '{}') or exists (
        select from sites_channel h join sites_section hs on hs.id = h.section_id where h.id = any(${[...doc.channelIds]}::uuid[])
          and (r.source_class is null or h.class = r.source_class) and (r.source_kinds = '{}' or hs.kind = any(r.source_kinds))))
      and (r.kinds = '{}' or ${doc.kind} = any(r.kinds))
      and (r.organ_path is null or starts_with(${doc.organPath}, r.organ_path))
      and (r.fields = '{}' or r.fields && ${[...doc.fields]}::text[])
    order by s.path, c.sort limit ${CHANNELS_MAX}`.execute(tx)
  return rows.map(toChannel)
}

export type Link = { id: string; group: string; name: string; url: string; sort: number }
export const linksOf = (tx: Tx, siteId: string): Promise<Link[]> =>
  tx
    .withTables<Tables>()
    .selectFrom('sites_link')
    .select(['id', 'grp as group', 'name', 'url', 'sort'])
    .where('site_id', '=', siteId)
    .orderBy('sort')
    .orderBy('id')
    .limit(500)
    .execute()
