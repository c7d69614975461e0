// A site with its sections, channels and addresses, made from the organ tree and the templates. Part of the module's store.
import { sql } from 'kysely'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/id.ts'
import type { SectionKind, SiteInput } from './contract.ts'
import { tag } from './contract.ts'
import { links, templateOf, type ChannelTemplate } from './packs.ts'
import type { Tables } from './tables.ts'

const CHUNK = 1_000
type OrganRow = {
  id: string
  parent_id: string | null
  code: string
  name: string
  short_name: string
  legal_kind: string
  level: string
  path: string
  sort: number
}
type Made = { id: string; organId: string; organPath: string; code: string; kind: SectionKind; path: string }

/** Makes the one registered site over the root organ, with the portal and a section for every organ that has one.
 *  `open` puts all of them on the web at once (the demo); otherwise they wait for the go-live check. */
export async function establishSite(tx: Tx, ctx: Ctx, input: SiteInputValues, open: boolean): Promise<string> {
  const {
    rows: [root],
  } = await sql<OrganRow>`select * from organs_organ_view where parent_id is null`.execute(tx)
  if (!root) throw new Error('尚无机构树，不能建立站点：请先导入机构')
  const id = newId()
  await tx
    .withTables<Tables>()
    .insertInto('sites_site')
    .values({
      id,
      organ_id: root.id,
      name: input.name,
      short_name: input.shortName,
      slogan: input.slogan,
      domain: input.domain,
      code: input.code,
      icp: input.icp,
      police: input.police,
      organiser: input.organiser,
      undertaker: input.undertaker,
      contact: input.contact,
      agency_mark: input.agencyMark,
      correction_url: input.correctionUrl,
      emblem_file_id: input.emblemFileId,
      opened_at: open ? ctx.now : null,
      version: 1,
    })
    .execute()
  await insertAll(
    tx,
    'sites_link',
    links.map((l, sort) => ({ id: newId(), site_id: id, grp: l.group, name: l.name, url: l.url, sort })),
  )
  await sitePaths(tx, ctx, id, await completeSections(tx, ctx, id, open))
  return id
}
export type SiteInputValues = import('zod').output<typeof SiteInput>

/** Gives every organ that should have a section one; leaves those that have. Returns the portal's id. Safe to repeat. */
export async function completeSections(tx: Tx, ctx: Ctx, siteId: string, open: boolean): Promise<string> {
  const { rows: organs } =
    await sql<OrganRow>`select * from organs_organ_view where active order by length(path), sort, code limit 5000`.execute(
      tx,
    )
  const { rows: have } = await sql<{
    id: string
    organ_id: string
    kind: SectionKind
    path: string
    organ_path: string
    code: string
  }>`
    select s.id, s.organ_id, s.kind, s.path, o.path as organ_path, o.code from sites_section s join organs_organ_view o on o.id = s.organ_id where s.site_id = ${siteId}`.execute(
    tx,
  )
  const made = new Map<string, Made>(
    have.map((s) => [
      s.organ_id,
      { id: s.id, organId: s.organ_id, organPath: s.organ_path, code: s.code, kind: s.kind, path: s.path },
    ]),
  )
  const {
    rows: [site],
  } = await sql<{
    name: string
    short_name: string
    slogan: string
  }>`select name, short_name, slogan from sites_site where id = ${siteId}`.execute(tx)
  const fresh: (Made & { row: Record<string, unknown> })[] = []
  for (const organ of organs) {
    const kind = kindOf(organ)
    if (kind === undefined || made.has(organ.id)) continue
    const parent = nearest(made, organ)
    const path = pathFor(kind, organ, parent)
    const section: Made = { id: newId(), organId: organ.id, organPath: organ.path, code: organ.code, kind, path }
    made.set(organ.id, section)
    const short = organ.short_name || organ.name
    const own =
      kind === 'portal'
        ? site!
        : kind === 'community'
          ? { name: short, short_name: short, slogan: organ.name }
          : { name: organ.name, short_name: short, slogan: '' }
    fresh.push({
      ...section,
      row: {
        id: section.id,
        site_id: siteId,
        parent_id: parent?.id ?? null,
        organ_id: organ.id,
        kind,
        ...own,
        path,
        status: open ? 'open' : 'preparing',
        sort: organ.sort,
      },
    })
  }
  await insertAll(
    tx,
    'sites_section',
    fresh.map((f) => f.row),
  )
  const portal = [...made.values()].find((s) => s.kind === 'portal')!
  await addChannels(tx, ctx, siteId, portal, fresh)
  return portal.id
}

/** The organ's place in the cluster; undefined for offices and bodies that publish through their superior. */
function kindOf(o: OrganRow): SectionKind | undefined {
  if (o.parent_id === null) return 'portal'
  if (['internalOffice', 'coordinatingBody'].includes(o.legal_kind)) return undefined
  if (o.level === 'community') return 'community'
  if (o.level === 'town')
    return o.legal_kind === 'dispatchedOrgan'
      ? 'subdistrict'
      : o.legal_kind === 'administrativeOrgan'
        ? 'town'
        : undefined
  return 'department'
}

const nearest = (made: ReadonlyMap<string, Made>, organ: OrganRow): Made | undefined =>
  organ.path
    .split('/')
    .slice(1, -2)
    .reverse()
    .map((id) => made.get(id))
    .find((s) => s !== undefined)

function pathFor(kind: SectionKind, organ: OrganRow, parent: Made | undefined): string {
  if (kind === 'portal') return '/'
  const root = templateOf(kind).root
  const slug = (word: string) => word.toLowerCase().replace(/[^a-z0-9-]/g, '-')
  const code = slug(organ.code)
  const above = parent ? slug(parent.code) : ''
  // A code that begins with its superior's says it only once in the address.
  const short =
    above !== '' && code.startsWith(above) && code.length > above.length
      ? code.slice(above.length).replace(/^-/, '')
      : code
  return root.startsWith('./') ? `${parent!.path}${short}/` : `${root}${short}/`
}

async function addChannels(tx: Tx, ctx: Ctx, siteId: string, portal: Made, fresh: readonly Made[]): Promise<void> {
  const drawn = fresh.flatMap((section) =>
    templateOf(section.kind).channels.map((channel, sort) => ({ section, channel, sort, id: newId() })),
  )
  await insertAll(
    tx,
    'sites_channel',
    drawn.map(({ section, channel, sort, id }) => ({
      id,
      section_id: section.id,
      slug: channel.slug,
      name: channel.name,
      class: channel.class,
      description: channel.description,
      keywords: channel.keywords,
      sort,
    })),
  )
  const { rows } = await sql<{
    id: string
    slug: string
  }>`select id, slug from sites_channel where section_id = ${portal.id}`.execute(tx)
  const ofPortal = new Map(rows.map((r) => [r.slug, r.id]))
  await insertAll(
    tx,
    'sites_carry',
    drawn.flatMap(({ section, channel, id }) => channel.carry.map((rule) => carryRow(id, section, rule, ofPortal))),
  )
  await insertPaths(tx, ctx, siteId, [
    ...fresh.flatMap((s) => sectionPaths(s)),
    ...drawn.flatMap(({ section, channel, id }) => channelPaths(section, `${section.path}${channel.slug}/`, id)),
  ])
}

const carryRow = (
  channelId: string,
  section: Made,
  rule: ChannelTemplate['carry'][number],
  ofPortal: ReadonlyMap<string, string>,
) => ({
  id: newId(),
  channel_id: channelId,
  source_channel_id: rule.sourcePortal === undefined ? null : ofPortal.get(rule.sourcePortal)!,
  source_class: rule.sourceClass ?? null,
  source_kinds: rule.sourceKinds,
  kinds: rule.kinds,
  organ_path: rule.organ === 'own' ? section.organPath : null,
  fields: rule.fields,
})

type PathDraft = {
  path: string
  kind: string
  ref: string
  section: string
  channel: string | null
  tag: string
  listed: boolean
}

/** The parts of 政府信息公开 below a section; communities are no organs of the Regulation and have none. */
function sectionPaths(s: Made): PathDraft[] {
  const row = (path: string, kind: string): PathDraft => ({
    path,
    kind,
    ref: s.id,
    section: s.id,
    channel: null,
    tag: tag.section(s.id),
    listed: true,
  })
  return s.kind === 'community'
    ? [row(s.path, 'home')]
    : [row(s.path, 'home'), row(`${s.path}zwgk/`, 'disclosure'), row(`${s.path}zwgk/fdzdgknr/`, 'disclosureTree')]
}
/** Addresses of a channel: its list and its two feeds. */
export const channelPaths = (section: { id: string }, path: string, channelId: string): PathDraft[] => {
  const row = (to: string, kind: string, listed: boolean): PathDraft => ({
    path: to,
    kind,
    ref: channelId,
    section: section.id,
    channel: channelId,
    tag: tag.channel(channelId),
    listed,
  })
  return [row(path, 'channel', true), row(`${path}rss.xml`, 'rss', false), row(`${path}atom.xml`, 'atom', false)]
}

/** Pages of the whole site that belong to no channel. */
const sitePaths = (tx: Tx, ctx: Ctx, siteId: string, portalId: string): Promise<void> =>
  insertPaths(
    tx,
    ctx,
    siteId,
    (
      [
        ['/sousuo/', 'search', false],
        ['/zcwj/', 'policies', true],
        ['/mulu/', 'catalog', true],
        ['/zizhan/', 'directory', true],
        ['/ditu/', 'siteMap', true],
        ['/likai/', 'leaving', false],
        ['/zzmoshi/', 'elder', false],
        ['/wzasm/', 'accessibility', true],
      ] as const
    ).map(([path, kind, listed]) => ({
      path,
      kind,
      ref: siteId,
      section: portalId,
      channel: null,
      tag: tag.site(siteId),
      listed,
    })),
  )

export const insertPaths = (tx: Tx, ctx: Ctx, siteId: string, drafts: readonly PathDraft[]): Promise<void> =>
  insertAll(
    tx,
    'sites_path',
    drafts.map((p) => ({
      site_id: siteId,
      path: p.path,
      kind: p.kind,
      ref: p.ref,
      section_id: p.section,
      channel_id: p.channel,
      tag: p.tag,
      listed: p.listed,
      changed_at: ctx.now,
    })),
  )

async function insertAll<T extends keyof Tables>(
  tx: Tx,
  table: T,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK)
    await tx
      .withTables<Tables>()
      .insertInto(table as never)
      .values(rows.slice(at, at + CHUNK) as never)
      .execute()
}
