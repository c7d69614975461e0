// The public catalog under /mulu/: framed here, made by standards. Its addresses follow the catalogs in force.
import type { Ctx, Tx } from '../kernel/ctx.ts'
import type { Reaction } from '../kernel/events.ts'
import { catalogPage, catalogPaths } from '../modules/standards/index.ts'
import { type CatalogPath, publishedFor } from '../modules/standards/contract.ts'
import { mainSite, pageChanged, registerPaths, releasePaths, sectionsOf } from '../modules/sites/index.ts'
import { type PageKind, tag } from '../modules/sites/contract.ts'
import { column } from './parts.ts'

const kindOf = {
  fields: 'catalog',
  field: 'catalogField',
  organs: 'catalogOrgans',
  organ: 'catalogOrgan',
  entry: 'catalogEntry',
} as const

export const catalogKinds: readonly PageKind[] = (Object.keys(kindOf) as CatalogPath['page'][]).map((page) => ({
  key: kindOf[page],
  async render(tx, request) {
    const found = await catalogPage(tx, { page, ref: request.ref }, request.ctx.slots.all(publishedFor))
    if (!found) return { type: 'gone', reason: null, title: null, tags: [tag.catalog] }
    const { title, description, body, crumbs, tags } = found
    return {
      type: 'page',
      title,
      meta: column(title, description, '标准目录,政务公开,公开事项'),
      body,
      crumbs,
      tags,
      styles: ['lists.css', 'doc.css', 'home.css'],
    }
  },
}))

/** Gives the catalog's pages their addresses, and takes back those of rows that are in force no more. */
export async function placeCatalog(tx: Tx, ctx: Ctx): Promise<void> {
  const site = await mainSite(tx)
  const portal = site && (await sectionsOf(tx, site.id)).find((s) => s.kind === 'portal')
  if (!site || !portal) return
  const wanted = (await catalogPaths(tx)).filter((p) => p.page !== 'fields') // the overview is there from the site's first day
  await registerPaths(
    tx,
    wanted.map((p) => ({
      siteId: site.id,
      path: p.path,
      kind: kindOf[p.page],
      ref: p.ref || site.id,
      sectionId: portal.id,
      channelId: null,
      tag: tag.catalog,
    })),
    ctx.now,
  )
  await pageChanged(tx, [tag.catalog])
}

/** A row that left the catalog keeps no address; the others are (re)placed. */
export const placeOnPublication: Reaction = {
  name: 'pages.placeCatalog',
  on: ['standards.catalogPublished'],
  async run(ctx, tx, fact) {
    const gone = Array.isArray(fact.data.removed) ? (fact.data.removed as string[]) : []
    for (const id of gone) await releasePaths(tx, kindOf.entry, id)
    await placeCatalog(tx, ctx)
  },
}
