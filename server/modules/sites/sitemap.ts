// robots.txt and sitemap.xml (https://www.sitemaps.org/protocol.html), from the path registry.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import { escape } from '../../kernel/html.ts'
import { tag, type PageAnswer, type Site } from './contract.ts'

type Raw = Extract<PageAnswer, { type: 'raw' }>
export const CHUNK = 10_000
const NS = 'http://www.sitemaps.org/schemas/sitemap/0.9'
const xml = (site: Site, text: string): Raw => ({
  type: 'raw',
  mime: 'application/xml; charset=utf-8',
  text: `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`,
  tags: [tag.site(site.id), tag.documents],
})

/** A demonstration must not be found by search engines at all. */
export const robots = (site: Site, origin: string): Raw => ({
  type: 'raw',
  mime: 'text/plain; charset=utf-8',
  tags: [tag.site(site.id)],
  text: site.demo
    ? 'User-agent: *\nDisallow: /\n'
    : `User-agent: *\nDisallow: /api/\nDisallow: /console\nDisallow: /sousuo/\nDisallow: /likai/\nDisallow: /zzmoshi/\n\nSitemap: ${origin}/sitemap.xml\n`,
})

/** '/sitemap.xml' is the index, '/sitemap-3.xml' its third part; undefined for other paths and parts that do not exist. */
export async function sitemap(tx: Tx, site: Site, origin: string, path: string): Promise<Raw | undefined> {
  const part = /^\/sitemap(?:-([1-9]\d{0,4}))?\.xml$/.exec(path)
  if (!part) return undefined
  return part[1] === undefined ? xml(site, await index(tx, site, origin)) : urls(tx, site, origin, Number(part[1]))
}

const open = sql`from sites_path p join sites_section s on s.id = p.section_id`

async function index(tx: Tx, site: Site, origin: string): Promise<string> {
  const {
    rows: [row],
  } = await sql<{
    n: number
    at: Date
  }>`select count(*)::int as n, max(p.changed_at) as at ${open} where p.site_id = ${site.id} and p.listed and s.status = 'open'`.execute(
    tx,
  )
  const parts = Array.from(
    { length: Math.max(1, Math.ceil(row!.n / CHUNK)) },
    (_, i) => `<sitemap><loc>${escape(`${origin}/sitemap-${i + 1}.xml`)}</loc></sitemap>`,
  )
  return `<sitemapindex xmlns="${NS}">\n${parts.join('\n')}\n</sitemapindex>`
}

async function urls(tx: Tx, site: Site, origin: string, no: number): Promise<Raw | undefined> {
  const { rows } = await sql<{ path: string; changed_at: Date }>`select p.path, p.changed_at ${open}
    where p.site_id = ${site.id} and p.listed and s.status = 'open' order by p.path limit ${CHUNK} offset ${(no - 1) * CHUNK}`.execute(
    tx,
  )
  if (rows.length === 0 && no > 1) return undefined
  const lines = rows.map(
    (r) =>
      `<url><loc>${escape(origin + encodeURI(r.path))}</loc><lastmod>${r.changed_at.toISOString()}</lastmod></url>`,
  )
  return xml(site, `<urlset xmlns="${NS}">\n${lines.join('\n')}\n</urlset>`)
}
