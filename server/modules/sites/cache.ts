// Rendered pages in memory: bounded in bytes, dropped by tag as the feed of changes is read. Pure but for its state.
import type { Day } from '../../kernel/day.ts'
import { tag } from './contract.ts'
import type { Change } from './store-registry.ts'

export type Bytes = {
  status: number
  headers: Readonly<Record<string, string>>
  tags: readonly string[]
  etag: string
  plain: Buffer
  gzip: Buffer | null
  brotli: Buffer | null
}
type Entry = { bytes: Bytes; size: number; day: Day }
type Flight = { startedAt: number; day: Day; promise: Promise<Bytes> }
/** `seen` is the newest change in the snapshot that was read; `keep` is false for answers to a reader's own words. */
export type Made = { bytes: Bytes; seen: number; keep: boolean }

const OVERHEAD = 512
const REMEMBERED_MAX = 20_000

export class PageCache {
  readonly #limit: number
  readonly #entries = new Map<string, Entry>()
  readonly #byTag = new Map<string, Set<string>>()
  readonly #flights = new Map<string, Flight>()
  /** The last change of each tag, for renders that began before it. Older ones are forgotten from the front; renders that
   *  began before the oldest remembered change are not kept. */
  readonly #droppedAt = new Map<string, number>()
  #forgottenUpTo = 0
  #size = 0
  #no = 0
  constructor(limitBytes: number) {
    this.#limit = limitBytes
  }
  get size(): number {
    return this.#size
  }
  get count(): number {
    return this.#entries.size
  }
  /** Changes up to this number have been applied. */
  get no(): number {
    return this.#no
  }

  /** Begins at a number: changes before it cannot concern an empty cache. */
  startAt(no: number): void {
    this.#no = no
    this.#forgottenUpTo = no
  }

  get(key: string, today: Day): Bytes | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    if (entry.day !== today && entry.bytes.tags.includes(tag.day)) {
      this.#remove(key)
      return undefined
    }
    this.#entries.delete(key) // moves it to the young end
    this.#entries.set(key, entry)
    return entry.bytes
  }

  /** The kept page, or one render for all who ask at the same time. Nobody joins a render that began before a change which
   *  this process has already applied. */
  async getOrMake(key: string, today: Day, make: () => Promise<Made>): Promise<Bytes> {
    const kept = this.get(key, today)
    if (kept) return kept
    const flight = this.#flights.get(key)
    if (flight && flight.startedAt === this.#no && flight.day === today) return flight.promise
    const own: Flight = {
      startedAt: this.#no,
      day: today,
      promise: make().then((made) => {
        if (made.keep && this.#current(made)) this.#store(key, made.bytes, today)
        return made.bytes
      }),
    }
    this.#flights.set(key, own)
    try {
      return await own.promise
    } finally {
      if (this.#flights.get(key) === own) this.#flights.delete(key)
    }
  }

  /** Applies changes in their order; those already applied are skipped. */
  apply(changes: readonly Change[]): void {
    for (const { no, tags } of changes) {
      if (no <= this.#no) continue
      if (tags.includes(tag.all)) {
        this.clear()
        this.#forgottenUpTo = no
      }
      for (const t of tags) {
        this.#droppedAt.delete(t)
        this.#droppedAt.set(t, no)
        for (const key of this.#byTag.get(t) ?? []) this.#remove(key)
      }
      this.#no = no
    }
    while (this.#droppedAt.size > REMEMBERED_MAX) {
      const [oldest, no] = this.#droppedAt.entries().next().value!
      this.#droppedAt.delete(oldest)
      this.#forgottenUpTo = Math.max(this.#forgottenUpTo, no)
    }
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#remove(key)
  }

  #current({ bytes, seen }: Made): boolean {
    return seen >= this.#forgottenUpTo && bytes.tags.every((t) => (this.#droppedAt.get(t) ?? 0) <= seen)
  }

  #store(key: string, bytes: Bytes, day: Day): void {
    this.#remove(key)
    const size = OVERHEAD + key.length + bytes.plain.length + (bytes.gzip?.length ?? 0) + (bytes.brotli?.length ?? 0)
    if (size > this.#limit / 8) return
    this.#entries.set(key, { bytes, size, day })
    this.#size += size
    for (const t of bytes.tags) {
      const keys = this.#byTag.get(t)
      if (keys) keys.add(key)
      else this.#byTag.set(t, new Set([key]))
    }
    for (const oldest of this.#entries.keys()) {
      if (this.#size <= this.#limit) break
      this.#remove(oldest)
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#size -= entry.size
    for (const t of entry.bytes.tags) {
      const keys = this.#byTag.get(t)
      keys?.delete(key)
      if (keys?.size === 0) this.#byTag.delete(t)
    }
  }
}
