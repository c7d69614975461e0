// Where a document will stand and where it stands, in words for a confirmation: 将出现在 N 处, 将从 N 处撤下.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import { channelsByIds, channelsForOrgan, classes, mainSite, sectionsOf } from '../sites/index.ts'
import type { Channel } from '../sites/contract.ts'
import type { Destinations, Place } from './contract.ts'
import { kindOf } from './packs.ts'
import { Places } from './places.ts'
import type { Loaded } from './store.ts'

async function named(tx: Tx, channels: readonly Channel[]): Promise<Place[]> {
  const site = await mainSite(tx)
  const names = new Map(site ? (await sectionsOf(tx, site.id)).map((s) => [s.id, s.name]) : [])
  return channels.map((c) => ({
    channelId: c.id,
    channelName: c.name,
    sectionName: names.get(c.sectionId) ?? '',
    path: c.path,
  }))
}

/** `add`: every place after publication; `remove`: every place that a withdrawal empties. */
export async function destinations(tx: Tx, e: Loaded): Promise<Destinations> {
  const kind = kindOf(e.kind)
  const standing =
    kind && e.content.disclosureClass === 'proactive'
      ? await new Places(tx).standing(kind, e.organId, e.content)
      : { own: [], carried: [] }
  const add = [...new Map([...standing.own, ...standing.carried].map((c) => [c.id, c])).values()]
  return { add: await named(tx, add), remove: await whereUsed(tx, e.documentId) }
}

/** Where a live document stands now. */
export async function whereUsed(tx: Tx, documentId: string): Promise<Place[]> {
  const { rows } = await sql<{
    channel_id: string
  }>`select channel_id from publishing_carriage where document_id = ${documentId} order by own desc, channel_id limit 500`.execute(
    tx,
  )
  return named(
    tx,
    await channelsByIds(
      tx,
      rows.map((r) => r.channel_id),
    ),
  )
}

export type OfferedChannel = { id: string; name: string; sectionName: string; path: string; class: string }
/** Channels that a writer of this organ may choose. */
export async function offeredChannels(tx: Tx, organPath: string): Promise<OfferedChannel[]> {
  const channels = await channelsForOrgan(
    tx,
    organPath,
    classes.map((c) => c.key).filter((key) => key !== 'carried'),
  )
  const places = await named(tx, channels)
  return channels.map((c, i) => ({
    id: c.id,
    name: c.name,
    sectionName: places[i]!.sectionName,
    path: c.path,
    class: c.class,
  }))
}

export type OfferedEntry = { id: string; name: string; fieldName: string; elements: string[]; timeLimit: string }
/** Catalog entries of the organ first, by their name; the chosen ones always. */
export async function offeredEntries(
  tx: Tx,
  organId: string,
  q: string | undefined,
  chosen: readonly string[],
): Promise<OfferedEntry[]> {
  const like = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null
  const { rows } =
    await sql<OfferedEntry>`select e.id, concat_ws(' / ', nullif(e.level1, ''), nullif(e.level2, ''), nullif(e.level3, '')) as name, e.field_name as "fieldName",
      e.content -> 'elements' as elements, coalesce(e.content -> 'timeLimit' ->> 'text', '') as "timeLimit"
    from standards_entry_view e left join standards_entry_organ_view o on o.entry_id = e.id and o.organ_id = ${organId}
    where e.id = any(${[...chosen]}::uuid[]) or ${like}::text is null or e.level1 like ${like} or e.level2 like ${like} or e.level3 like ${like}
    order by e.id = any(${[...chosen]}::uuid[]) desc, o.organ_id is null, e.field_name, e.position limit 50`.execute(tx)
  return rows
}
