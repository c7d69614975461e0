// Where a document stands: the writer's choice or the kind's rules, and the channels that subscribe.
import type { Tx } from '../../kernel/ctx.ts'
import { refuser } from '../../kernel/refusal.ts'
import { organDetail } from '../organs/index.ts'
import { entryNames } from '../standards/index.ts'
import { channelsByIds, channelsCarrying, channelsForOrgan, classes } from '../sites/index.ts'
import type { Channel } from '../sites/contract.ts'
import { refusals, type ChannelRule, type Content, type Kind } from './contract.ts'
import type { Standing } from './publication.ts'

const refuse = refuser(refusals)
type OrganDetail = NonNullable<Awaited<ReturnType<typeof organDetail>>>

/** Looks things up once in a batch: organs, channels, subscriptions. Lives for one transaction. */
export class Places {
  readonly #tx: Tx
  readonly #organs = new Map<string, Promise<OrganDetail>>()
  readonly #own = new Map<string, Promise<Channel[]>>()
  readonly #carried = new Map<string, Promise<Channel[]>>()
  readonly #fields = new Map<string, Promise<string[]>>()
  constructor(tx: Tx) {
    this.#tx = tx
  }
  organ(id: string): Promise<OrganDetail> {
    return kept(this.#organs, id, async () => (await organDetail(this.#tx, id)) ?? refuse('publishing.notFound'))
  }
  async standing(kind: Kind, organId: string, content: Content): Promise<Standing> {
    const organ = await this.organ(organId)
    const own = await kept(this.#own, `${kind.key} ${organId} ${content.channelIds.join()}`, () =>
      ownChannels(this.#tx, kind, organ.path, content.channelIds),
    )
    const ids = own.map((c) => c.id)
    return { own, carried: await this.carrying(kind.key, organId, ids, content.entryIds) }
  }
  /** The channels that subscribe to what stands in these; the catalog entries tell its fields. */
  async carrying(
    kind: string,
    organId: string,
    channelIds: readonly string[],
    entryIds: readonly string[],
  ): Promise<Channel[]> {
    const organ = await this.organ(organId)
    const fields =
      entryIds.length === 0 ? [] : await kept(this.#fields, entryIds.join(), () => this.#fieldsOf(entryIds))
    return kept(this.#carried, [kind, organId, channelIds.join(), fields.join()].join(' '), () =>
      channelsCarrying(this.#tx, { channelIds, kind, organPath: organ.path, fields }),
    )
  }
  async #fieldsOf(entryIds: readonly string[]): Promise<string[]> {
    return [...new Set((await entryNames(this.#tx, entryIds)).map((e) => e.fieldKey))].sort()
  }
}
const kept = <T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> => {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}

/** The writer's choice, else the kind's rules. Only the organ's own section (or its nearest superior's) and the portal are offered,
 *  so nobody places a text in another organ's section. */
export async function ownChannels(
  tx: Tx,
  kind: Kind,
  organPath: string,
  chosen: readonly string[],
): Promise<Channel[]> {
  if (chosen.length > 0) return channelsByIds(tx, chosen)
  const offered = await channelsForOrgan(tx, organPath, [...new Set(kind.channels.map((r) => r.class)), ...FALLBACK])
  const isPortal = (c: Channel) => c.path === `/${c.slug}/`
  const of = (r: ChannelRule) =>
    offered.find((c) => c.class === r.class && isPortal(c) === (r.at === 'portal') && (!r.slug || c.slug === r.slug))
  const found = kind.channels.flatMap((r) => of(r) ?? [])
  if (found.length > 0) return found
  const spare =
    offered.find((c) => kind.channels.some((r) => r.class === c.class)) ??
    offered.find((c) => FALLBACK.includes(c.class))
  return spare ? [spare] : []
}
/** Where a section is too small to have a channel of the class. */
const FALLBACK = ['disclosure', 'community', 'notice']

/** Chosen channels that are not this organ's to fill. */
export async function foreignChannels(tx: Tx, organPath: string, chosen: readonly string[]): Promise<string[]> {
  if (chosen.length === 0) return []
  const offered = await channelsForOrgan(
    tx,
    organPath,
    classes.map((c) => c.key),
  )
  return chosen.filter((id) => !offered.some((c) => c.id === id))
}
