// Writes of the editors' screens. Each change names the pages that it touches, last in its transaction.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/id.ts'
import { refuser } from '../../kernel/refusal.ts'
import {
  refusals,
  slugOf,
  tag,
  type CarryInput,
  type ChannelChange,
  type ChannelInput,
  type LinkInput,
  type RedirectInput,
  type SectionInput,
  type SectionStatus,
  type SiteChange,
} from './contract.ts'
import { channelPaths, insertPaths } from './store-establish.ts'
import { releasePaths } from './store-registry.ts'
import type { Tables } from './tables.ts'

const refuse = refuser(refusals)

export async function saveSite(tx: Tx, id: string, s: z.output<typeof SiteChange>): Promise<void> {
  const { rows: taken } =
    await sql`select from sites_site where domain = ${s.domain} and id <> ${id} union all select from sites_host where host = ${s.domain} and site_id <> ${id}`.execute(
      tx,
    )
  if (taken.length > 0) refuse('sites.hostTaken', { host: s.domain }, { domain: '域名已登记给其他站点' })
  const { numUpdatedRows } = await tx
    .withTables<Tables>()
    .updateTable('sites_site')
    .set({
      name: s.name,
      short_name: s.shortName,
      slogan: s.slogan,
      domain: s.domain,
      code: s.code,
      icp: s.icp,
      police: s.police,
      organiser: s.organiser,
      undertaker: s.undertaker,
      contact: s.contact,
      agency_mark: s.agencyMark,
      correction_url: s.correctionUrl,
      emblem_file_id: s.emblemFileId,
      version: s.version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', s.version)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) refuse('sites.stale')
}

export const markOpened = (tx: Tx, ctx: Ctx, id: string) =>
  sql`update sites_site set opened_at = coalesce(opened_at, ${ctx.now}) where id = ${id}`.execute(tx)

export async function addHost(tx: Tx, siteId: string, host: string, registration: string): Promise<void> {
  const { rows } =
    await sql`insert into sites_host (host, site_id, registration) select ${host}, ${siteId}, ${registration}
    where not exists (select from sites_site where domain = ${host}) on conflict do nothing returning host`.execute(tx)
  if (rows.length === 0) refuse('sites.hostTaken', { host }, { host: '这个域名已经登记' })
}
export const dropHost = (tx: Tx, siteId: string, host: string) =>
  tx.withTables<Tables>().deleteFrom('sites_host').where('site_id', '=', siteId).where('host', '=', host).execute()

export async function saveSection(tx: Tx, id: string, s: z.output<typeof SectionInput>): Promise<void> {
  const { numUpdatedRows } = await tx
    .withTables<Tables>()
    .updateTable('sites_section')
    .set({
      name: s.name,
      short_name: s.shortName,
      slogan: s.slogan,
      intro: s.intro,
      template: s.template,
      theme: s.theme,
      menu: s.menu === null ? null : JSON.stringify(s.menu),
      footer: s.footer,
      sort: s.sort,
      version: s.version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', s.version)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) refuse('sites.stale')
}

/** A community's section bears the short name, with the full one as its line; others bear the full name. */
export const renameSections = (tx: Tx, ids: readonly string[], name: string, short: string) =>
  sql`update sites_section set
    name = case kind when 'community' then ${short} else ${name} end, slogan = case kind when 'community' then ${name} else slogan end, short_name = ${short}, version = version + 1
    where id = any(${[...ids]}::uuid[])`.execute(tx)

export const setStatus = (tx: Tx, ids: readonly string[], status: SectionStatus) =>
  tx
    .withTables<Tables>()
    .updateTable('sites_section')
    .set((eb) => ({ status, version: eb('version', '+', 1) }))
    .where('id', 'in', [...ids])
    .execute()

type Home = { id: string; siteId: string; path: string }
export async function addChannel(tx: Tx, ctx: Ctx, section: Home, c: z.output<typeof ChannelInput>): Promise<string> {
  const id = newId()
  const slug = slugOf(c)
  const path = `${section.path}${slug}/`
  const { rows } = await sql`select from sites_path where site_id = ${section.siteId} and path = ${path}`.execute(tx)
  if (rows.length > 0) refuse('sites.pathTaken', { path }, { slug: '路径已被占用，请换一个' })
  await tx
    .withTables<Tables>()
    .insertInto('sites_channel')
    .values({
      id,
      section_id: section.id,
      slug,
      name: c.name,
      class: c.class,
      description: c.description,
      keywords: c.keywords,
      shown: c.shown,
      sort: c.sort,
      version: 1,
    })
    .execute()
  await insertPaths(tx, ctx, section.siteId, channelPaths(section, path, id))
  return id
}

/** The address of a channel never changes: what was linked stays. */
export const saveChannel = (tx: Tx, id: string, c: z.output<typeof ChannelChange>) =>
  tx
    .withTables<Tables>()
    .updateTable('sites_channel')
    .set({
      name: c.name,
      class: c.class,
      description: c.description,
      keywords: c.keywords,
      shown: c.shown,
      sort: c.sort,
    })
    .where('id', '=', id)
    .execute()

export async function dropChannel(tx: Tx, id: string): Promise<void> {
  for (const kind of ['channel', 'rss', 'atom']) await releasePaths(tx, kind, id)
  await tx.withTables<Tables>().deleteFrom('sites_channel').where('id', '=', id).execute()
}

export async function addCarry(
  tx: Tx,
  channelId: string,
  r: z.output<typeof CarryInput>,
  organPath: string | null,
): Promise<string> {
  const id = newId()
  await tx
    .withTables<Tables>()
    .insertInto('sites_carry')
    .values({
      id,
      channel_id: channelId,
      source_channel_id: r.sourceChannelId,
      source_class: r.sourceClass,
      source_kinds: r.sourceKinds,
      kinds: r.kinds,
      organ_path: organPath,
      fields: r.fields,
    })
    .execute()
  return id
}
/** A rule of another channel stays: the right to change this one says nothing about that one. */
export async function dropCarry(tx: Tx, channelId: string, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .withTables<Tables>()
    .deleteFrom('sites_carry')
    .where('id', '=', id)
    .where('channel_id', '=', channelId)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) refuse('sites.notFound')
}

export const putRedirect = (tx: Tx, ctx: Ctx, siteId: string, r: z.output<typeof RedirectInput>) =>
  sql`insert into sites_redirect (site_id, from_path, to_url, permanent, note, made_at) values (${siteId}, ${r.from}, ${r.to}, ${r.permanent}, ${r.note}, ${ctx.now})
    on conflict (site_id, from_path) do update set to_url = excluded.to_url, permanent = excluded.permanent, note = excluded.note`.execute(
    tx,
  )
export const dropRedirect = (tx: Tx, siteId: string, from: string) =>
  tx
    .withTables<Tables>()
    .deleteFrom('sites_redirect')
    .where('site_id', '=', siteId)
    .where('from_path', '=', from)
    .execute()

export async function addLink(tx: Tx, siteId: string, l: z.output<typeof LinkInput>): Promise<string> {
  const id = newId()
  await tx
    .withTables<Tables>()
    .insertInto('sites_link')
    .values({ id, site_id: siteId, grp: l.group, name: l.name, url: l.url, sort: l.sort })
    .execute()
  return id
}
export const dropLink = (tx: Tx, siteId: string, id: string) =>
  tx.withTables<Tables>().deleteFrom('sites_link').where('site_id', '=', siteId).where('id', '=', id).execute()

/** Serialises changes of one site's redirects, so that two that are harmless alone make no loop together. */
export const lockSite = (tx: Tx, siteId: string) =>
  sql`select from sites_site where id = ${siteId} for update`.execute(tx)
export const changedTags = {
  site: (id: string) => [tag.site(id)],
  section: (siteId: string, id: string) => [tag.site(siteId), tag.section(id)],
}
