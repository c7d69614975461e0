// From an edition to what the public sees, one or a thousand at a time, in the caller's transaction: address, 索引号, places, files,
// search, obligations, changed pages. Single sign-off and bulk import take the same way.
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { yearOf, type Day } from '../../kernel/day.ts'
import { dayOf } from '../../kernel/instant.ts'
import { refuser } from '../../kernel/refusal.ts'
import { mainSite, pageChanged, registerPaths } from '../sites/index.ts'
import { documentPath, tag, type Channel } from '../sites/contract.ts'
import { documentPageKey, refusals, type Content } from './contract.ts'
import { indexNumber } from './kind.ts'
import { indexTemplate, kindOf } from './packs.ts'
import { addEntries, fulfilAll } from './elsewhere.ts'
import { Places } from './places.ts'
import type { Publication, Standing } from './publication.ts'
import { publishedFacts } from './queries.ts'
import { publicRow } from './publicRow.ts'
import * as store from './store-public.ts'
import type { Loaded } from './store.ts'

const refuse = refuser(refusals)

/** An edition with what its document already has. The day of first publication stays through new editions: nothing is back-dated or freshened. */
export async function publicationOf(
  tx: Tx,
  ctx: Ctx,
  e: Loaded,
  displayUntil: Day | null = null,
): Promise<Publication> {
  const d = await publishedFacts(tx, e.documentId)
  const content = displayUntil ? { ...e.content, fields: { ...e.content.fields, displayUntil } } : e.content
  return {
    documentId: e.documentId,
    editionId: e.id,
    revisionId: e.revisionId,
    kind: e.kind,
    organId: e.organId,
    content,
    publishedAt: d.firstPublishedAt ?? ctx.now,
    updatedAt: ctx.now,
    address: d.path === null ? null : { siteId: d.siteId!, path: d.path, indexNumber: d.indexNumber },
    number: d.number,
    mark: d.mark,
    markFrom: d.markFrom,
  }
}

/** Everything that makes these editions public. Called with the documents locked; takes serials, then channel counts, then the feed's lock. */
export async function goPublic(
  tx: Tx,
  ctx: Ctx,
  items: readonly Publication[],
  places = new Places(tx),
): Promise<void> {
  await store.readSubscriptions(tx)
  const standings = new Map<string, Standing>()
  for (const i of items) {
    const kind = kindOf(i.kind) ?? refuse('publishing.unknownKind')
    const standing = await places.standing(kind, i.organId, i.content)
    if (standing.own.length === 0)
      refuse(
        'publishing.noChannel',
        { organ: (await places.organ(i.organId)).name, kind: kind.name },
        { channelIds: '请选择栏目' },
      )
    standings.set(i.documentId, standing)
  }
  const addresses = await giveAddresses(tx, items, standings, places)
  await registerPaths(
    tx,
    items.map((i) => {
      const home = standings.get(i.documentId)!.own[0]!
      const { siteId, path } = addresses.get(i.documentId)!
      return {
        siteId,
        path,
        kind: documentPageKey,
        ref: i.documentId,
        sectionId: home.sectionId,
        channelId: home.id,
        tag: tag.document(i.documentId),
        listed: true,
      }
    }),
    ctx.now,
  )
  const rows = items.map((i) => publicRow(kindOf(i.kind)!, i, addresses.get(i.documentId)!, ctx.today))
  await store.putPublic(tx, rows)
  const moved = await store.putCarriages(
    tx,
    items.map((i) => i.documentId),
    items.flatMap((i) => {
      const s = standings.get(i.documentId)!
      const row = (own: boolean) => (c: Channel) => ({
        channel_id: c.id,
        document_id: i.documentId,
        published_at: i.publishedAt,
        own,
      })
      return [...s.own.map(row(true)), ...s.carried.filter((c) => !s.own.some((o) => o.id === c.id)).map(row(false))]
    }),
  )
  await store.putFiles(
    tx,
    items.map((i) => i.documentId),
    items.flatMap((i) =>
      filesOf(i.content).map((f) => ({ document_id: i.documentId, file_id: f.fileId, name: f.name })),
    ),
  )
  await addEntries(tx, items, rows, new Map([...standings].map(([id, s]) => [id, [...s.own, ...s.carried]])))
  await fulfilAll(tx, items, rows)
  await pageChanged(tx, tagsOf(items, standings, moved.lost, ctx.today))
}

/** Attachments, and the images that the text itself shows. */
export function filesOf(content: Content): { fileId: string; name: string }[] {
  const inText = [...content.bodyHtml.matchAll(/\/files\/([0-9a-f-]{36})\/([^"'\s>]*)/g)].map((m) => ({
    fileId: m[1]!,
    name: decodeURIComponent(m[2]!),
  }))
  const all = [...content.attachments.map((a) => ({ fileId: a.fileId, name: a.name })), ...inText]
  return [...new Map(all.map((f) => [f.fileId, f])).values()]
}

/** A page that only enters the newest places changes page 0 of a channel; one that is changed or back-dated may stand on an older page. */
function tagsOf(
  items: readonly Publication[],
  standings: ReadonlyMap<string, Standing>,
  lost: readonly string[],
  today: Day,
): string[] {
  const tags = new Set<string>([tag.documents])
  for (const c of lost) tags.add(tag.channel(c)).add(tag.channelPages(c))
  for (const i of items) {
    const s = standings.get(i.documentId)!
    const old = i.address !== null || dayOf(i.publishedAt) !== today
    tags.add(tag.document(i.documentId))
    for (const c of [...s.own, ...s.carried]) {
      tags.add(tag.channel(c.id))
      if (old) tags.add(tag.channelPages(c.id))
    }
    if (i.content.entryIds.length > 0) tags.add(tag.catalog)
  }
  return [...tags]
}

type Address = { siteId: string; path: string; indexNumber: string | null }
async function giveAddresses(
  tx: Tx,
  items: readonly Publication[],
  standings: ReadonlyMap<string, Standing>,
  places: Places,
): Promise<Map<string, Address>> {
  const found = new Map<string, Address>(items.flatMap((i) => (i.address ? [[i.documentId, i.address] as const] : [])))
  const fresh = items.filter((i) => i.address === null)
  if (fresh.length === 0) return found
  const site = (await mainSite(tx)) ?? refuse('publishing.noChannel', { organ: '本网站', kind: '信息' })
  const serials = await giveSerials(tx, fresh)
  const rows: store.Address[] = []
  for (const i of fresh) {
    const home = standings.get(i.documentId)!.own[0]!
    const day = dayOf(i.publishedAt)
    const organ = await places.organ(i.organId)
    const serial = serials.get(i.documentId) ?? null
    const number =
      serial === null
        ? null
        : indexNumber(indexTemplate.template, {
            organCode: (indexTemplate.organCode === 'creditCode' ? organ.creditCode : null) ?? organ.code,
            day,
            serial,
          })
    const path = documentPath(home.path, day, i.number)
    rows.push({
      id: i.documentId,
      site_id: site.id,
      path,
      at: i.publishedAt,
      index_number: number,
      index_year: serial === null ? null : yearOf(day),
      index_serial: serial,
    })
    found.set(i.documentId, { siteId: site.id, path, indexNumber: number })
  }
  await store.putAddresses(tx, rows)
  return found
}

/** 索引号 in the order of publication; counters are taken in the order of organ and year, so that no two transactions wait in a circle. */
async function giveSerials(tx: Tx, fresh: readonly Publication[]): Promise<Map<string, number>> {
  const groups = new Map<string, Publication[]>()
  for (const i of fresh) {
    if (!kindOf(i.kind)!.indexed) continue
    const key = `${i.organId} ${yearOf(dayOf(i.publishedAt))}`
    groups.set(key, [...(groups.get(key) ?? []), i])
  }
  const given = new Map<string, number>()
  for (const [key, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [organId, year] = key.split(' ') as [string, string]
    const first = await store.takeSerials(tx, organId, Number(year), group.length)
    group.sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1)).forEach((i, n) => given.set(i.documentId, first + n))
  }
  return given
}
