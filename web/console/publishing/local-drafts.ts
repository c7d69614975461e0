/** The writer's text as it stood in this browser. `version`: the server's version it was written upon. */
export type LocalDraft<C> = { version: number; content: C; at: string }
/** localStorage, or a map in tests. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const KEEP = 20

/** Unsaved text survives a reload, a crash, an ended session and a server that is away. Keys carry the person: a shared computer mixes nothing.
 *  When the store is full the oldest drafts go first; `keep` answers false when even that did not help. */
export function localDrafts<C>(store: Store, personId: string) {
  const prefix = `district.draft.${personId}.`
  const read = (key: string): LocalDraft<C> | undefined => {
    try {
      return JSON.parse(store.getItem(key) ?? 'null') ?? undefined
    } catch {
      return undefined
    }
  }
  const oldest = (except: string): string | undefined =>
    all()
      .filter((d) => d.key !== except)
      .toSorted((a, b) => a.at.localeCompare(b.at))[0]?.key
  function all(): { key: string; id: string; at: string }[] {
    const keys = Array.from({ length: store.length }, (_, i) => store.key(i)).filter(
      (k): k is string => k?.startsWith(prefix) ?? false,
    )
    return keys.map((key) => ({ key, id: key.slice(prefix.length), at: read(key)?.at ?? '' }))
  }
  return {
    kept: (id: string): LocalDraft<C> | undefined => read(prefix + id),
    drop: (id: string): void => store.removeItem(prefix + id),
    keep(id: string, draft: LocalDraft<C>): boolean {
      const key = prefix + id
      const text = JSON.stringify(draft)
      for (let tries = 0; tries <= KEEP; tries++) {
        try {
          store.setItem(key, text)
          const surplus = all().length > KEEP ? oldest(key) : undefined
          if (surplus) store.removeItem(surplus)
          return true
        } catch {
          const victim = oldest(key)
          if (!victim) return false
          store.removeItem(victim)
        }
      }
      return false
    },
  }
}
