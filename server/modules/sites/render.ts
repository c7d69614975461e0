// One render for all deliveries: reads published data in one snapshot and gives status, headers, bytes and tags.
import type { Day } from '../../kernel/day.ts'
import { anonymous, context, type Shared, type Tx } from '../../kernel/ctx.ts'
import { html } from '../../kernel/html.ts'
import { startOf, type Instant } from '../../kernel/instant.ts'
import { readQuery, REDIRECT_HOPS_MAX } from './address.ts'
import { encode } from './assets.ts'
import type { Made } from './cache.ts'
import {
  pageKinds,
  tag,
  type Page,
  type PageAnswer,
  type PageKind,
  type PageRequest,
  type Section,
  type Site,
} from './contract.ts'
import { frame } from './frame.ts'
import { gonePage, missingPage, preparingPage } from './notices.ts'
import { channelById, mainSite, sectionsOf, siteOfHost } from './queries.ts'
import { newestChange } from './store-registry.ts'
import { robots, sitemap } from './sitemap.ts'
import type { Tables } from './tables.ts'

export type Wanted = {
  host: string
  loopback: boolean
  path: string
  pageNo: number
  search: URLSearchParams
  day: Day
}
/** Undefined: no site answers to this host. */
export type Render = (wanted: Wanted) => Promise<Made | undefined>

const HTML_TYPE = 'text/html; charset=utf-8'
/** Pages are asked for again each time and answered 304: what was withdrawn is gone at once, everywhere. */
const REVALIDATE = 'no-cache'
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export function renderer(shared: Shared): Render {
  const kinds = new Map<string, PageKind>(shared.slots.all(pageKinds).map((k) => [k.key, k]))
  return (wanted) =>
    shared.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const seen = await newestChange(tx)
        const site = (await siteOfHost(tx, wanted.host)) ?? (ourOwn(shared, wanted) ? await mainSite(tx) : undefined)
        if (!site) return undefined
        const origin = new URL(shared.config.PUBLIC_URL).origin
        const made = await answerFor(tx, shared, kinds, site, wanted, origin)
        return { ...made, seen }
      })
}

/** The address under which the installation itself is reached, and loopback where it listens on loopback only. */
const ourOwn = (shared: Shared, { host, loopback }: Wanted): boolean =>
  loopback || host === new URL(shared.config.PUBLIC_URL).hostname

async function answerFor(
  tx: Tx,
  shared: Shared,
  kinds: ReadonlyMap<string, PageKind>,
  site: Site,
  wanted: Wanted,
  origin: string,
): Promise<Omit<Made, 'seen'>> {
  const raw = wanted.path === '/robots.txt' ? robots(site, origin) : await sitemap(tx, site, origin, wanted.path)
  if (raw) return toBytes(raw)
  const sections = await sectionsOf(tx, site.id)
  const portal = sections.find((s) => s.kind === 'portal')!
  const framed = (page: Page, section: Section, keep = true) =>
    framedBytes({ site, section, portal, path: wanted.path, day: wanted.day, origin, page }, keep)
  if (portal.status !== 'open') return framed(preparingPage(site), portal)
  const row = await pathRow(tx, site.id, wanted.path)
  if (!row)
    return (
      (await elsewhere(tx, site, wanted.path)) ??
      framed(missingPage(site), nearestSection(sections, wanted.path), false)
    )
  const section = sections.find((s) => s.id === row.section_id)!
  const kind = kinds.get(row.kind)
  if (section.status !== 'open' || !kind) return framed(missingPage(site), portal, false)
  const request: PageRequest = {
    site,
    section,
    channel: row.channel_id === null ? null : ((await channelById(tx, row.channel_id)) ?? null),
    path: wanted.path,
    ref: row.ref,
    pageNo: wanted.pageNo,
    query: readQuery(wanted.search, kind.query ?? []),
    origin,
    day: wanted.day,
    now: nowOf(shared, wanted.day),
    ctx: context(shared, anonymous, { requestId: '' }),
  }
  return finish(await kind.render(tx, request), framed, section, site)
}

/** A render "of a day" sees the first moment of that day when the clock has already left it. */
const nowOf = (shared: Shared, day: Day): Instant => {
  const now = shared.clock()
  return now < startOf(day) ? startOf(day) : now
}

function finish(
  answer: PageAnswer,
  framed: (page: Page, section: Section, keep?: boolean) => Omit<Made, 'seen'>,
  section: Section,
  site: Site,
): Omit<Made, 'seen'> {
  switch (answer.type) {
    case 'page':
      return framed(answer, section, !answer.fresh)
    case 'gone':
      return answer.reason === null ? framed(missingPage(site), section, false) : framed(gonePage(answer), section)
    case 'moved':
      return redirect(answer.to, answer.permanent, answer.tags)
    default:
      return toBytes(answer)
  }
}

function framedBytes(f: Parameters<typeof frame>[0], keep: boolean): Omit<Made, 'seen'> {
  const { page, site, section } = f
  const headers: Record<string, string> = {
    'content-type': HTML_TYPE,
    'cache-control': page.fresh ? 'private, no-store' : REVALIDATE,
    'content-security-policy': POLICY,
  }
  if (site.demo || page.fresh || (page.status ?? 200) >= 400) headers['x-robots-tag'] = 'noindex, nofollow'
  const tags = [
    ...new Set([
      ...page.tags,
      tag.site(site.id),
      tag.section(section.id),
      ...(page.meta.kind === 'home' ? [tag.day] : []),
    ]),
  ]
  return { bytes: encode(page.status ?? 200, headers, Buffer.from(frame(f).text), tags), keep }
}

function toBytes(answer: Extract<PageAnswer, { type: 'raw' }>): Omit<Made, 'seen'> {
  const headers = {
    'content-type': answer.mime,
    'cache-control': REVALIDATE,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  }
  return { bytes: encode(200, headers, Buffer.from(answer.text), answer.tags), keep: true }
}

const redirect = (to: string, permanent: boolean, tags: readonly string[]): Omit<Made, 'seen'> => ({
  bytes: encode(
    permanent ? 301 : 302,
    { location: to.startsWith('/') ? encodeURI(to) : to, 'content-type': HTML_TYPE, 'cache-control': REVALIDATE },
    Buffer.from(
      html`<!doctype html><html lang="zh-CN"><title>页面已移动</title><p>页面已移至<a href="${to}">新地址</a>。</p></html>`
        .text,
    ),
    tags,
  ),
  keep: true,
})

const pathRow = (tx: Tx, siteId: string, path: string) =>
  tx
    .withTables<Tables>()
    .selectFrom('sites_path')
    .select(['kind', 'ref', 'section_id', 'channel_id'])
    .where('site_id', '=', siteId)
    .where('path', '=', path)
    .executeTakeFirst()

/** Where a path without a page leads: an entered redirect (followed to its end, so that the reader jumps once), or the same path with a slash. */
async function elsewhere(tx: Tx, site: Site, path: string): Promise<Omit<Made, 'seen'> | undefined> {
  let at = path
  let permanent = true
  for (let hop = 0; hop < REDIRECT_HOPS_MAX; hop++) {
    const rule = await tx
      .withTables<Tables>()
      .selectFrom('sites_redirect')
      .select(['to_url', 'permanent'])
      .where('site_id', '=', site.id)
      .where('from_path', '=', at)
      .executeTakeFirst()
    if (!rule) break
    at = rule.to_url
    permanent &&= rule.permanent
  }
  if (at !== path) return redirect(at, permanent, [tag.site(site.id)])
  if (!path.endsWith('/') && (await pathRow(tx, site.id, `${path}/`)))
    return redirect(`${path}/`, true, [tag.site(site.id)])
  return undefined
}

const nearestSection = (sections: readonly Section[], path: string): Section =>
  sections
    .filter((s) => s.status === 'open' && path.startsWith(s.path))
    .sort((a, b) => b.path.length - a.path.length)[0] ?? sections[0]!
