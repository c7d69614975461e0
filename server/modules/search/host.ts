import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Shared } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/id.ts'
import type { Found, Wanted } from './index-file.ts'
import * as store from './store.ts'
import type { Answer, Order } from './thread.ts'

const POLL_MS = 500
const ELECT_MS = 5_000
const SEEN_MS = 10 * 60_000
const BATCH = 100
const FILL_BATCH = 500

/** This host's index file: fed by the one process of the host that is elected, read by all. */
export class SearchHost {
  readonly #shared: Shared
  readonly #dir: string
  readonly #over = new AbortController()
  #reader: Thread | undefined
  #readerOpen = ''
  #writer: Thread | undefined
  #elected = false
  #running: Promise<void> | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(shared: Shared) {
    this.#shared = shared
    this.#dir = join(shared.config.DATA_DIR, 'search')
  }

  start(): void {
    mkdirSync(this.#dir, { recursive: true })
    this.#running ??= this.#run()
  }

  /** Undefined while there is no file to ask: being made, lost, damaged. */
  async search(wanted: Wanted): Promise<Found | undefined> {
    const id = this.#current()
    if (id === undefined) return undefined
    try {
      this.#reader ??= new Thread()
      if (this.#readerOpen !== id) await this.#reader.ask({ do: 'open', path: this.#file(id), write: false })
      this.#readerOpen = id
      return (await this.#reader.ask({ do: 'search', wanted })) as Found
    } catch (error) {
      this.#shared.log.error({ err: error }, 'the search index cannot be read and is made anew')
      this.#condemn()
      return undefined
    }
  }

  /** One round of the writer: takes over what is queued; makes the file when there is none. Answers how much it took. One at a time. */
  round(): Promise<number> {
    const turn = this.#turn.then(() => this.#round())
    this.#turn = turn.catch(() => {})
    return turn
  }

  async #round(): Promise<number> {
    if (!(await this.#elect())) return 0
    const id = await this.#usable()
    if (id === undefined) return this.#rebuild()
    try {
      let taken = 0
      for (let n = 1; n > 0 && !this.#over.signal.aborted; taken += n)
        n = await store.takeQueued(this.#shared.db, id, BATCH, async (lines) => {
          await this.#writer!.ask({ do: 'write', lines })
        })
      return taken
    } catch (error) {
      this.#open = '' // opening it again looks for damage
      throw error
    }
  }

  async stop(): Promise<void> {
    this.#over.abort()
    await this.#running
    await Promise.all([this.#reader?.end(), this.#writer?.end()])
  }

  async #run(): Promise<void> {
    const { signal } = this.#over
    while (!signal.aborted) {
      let wait = POLL_MS
      try {
        await this.round()
        if (!this.#elected) wait = ELECT_MS
      } catch (error) {
        if (!signal.aborted) this.#shared.log.error({ err: error }, 'search index round failed')
        wait = ELECT_MS
      }
      await sleep(wait, undefined, { signal }).catch(() => {})
    }
  }

  async #elect(): Promise<boolean> {
    if (this.#elected) return true
    this.#writer ??= new Thread()
    const { elected } = (await this.#writer.ask({ do: 'elect', path: join(this.#dir, 'writer.lock') })) as {
      elected: boolean
    }
    this.#elected = elected
    if (!elected) {
      await this.#writer.end()
      this.#writer = undefined
    }
    return elected
  }

  #open = ''
  #seenAt = 0

  /** The file that is fed, opened for writing; undefined when it must be made anew. */
  async #usable(): Promise<string | undefined> {
    const id = this.#current()
    if (id === undefined) return undefined
    try {
      if (this.#open !== id) await this.#writer!.ask({ do: 'open', path: this.#file(id), write: true })
      this.#open = id
    } catch (error) {
      this.#shared.log.warn({ err: error }, 'the search index file is unusable and is made anew')
      return undefined
    }
    if (Date.now() - this.#seenAt < SEEN_MS) return id
    if (!(await store.seeIndex(this.#shared.db, id, this.#shared.clock()))) return undefined
    this.#seenAt = Date.now()
    return id
  }

  /** A new file, filled from the rows; readers change over when it is complete. */
  async #rebuild(): Promise<number> {
    const [old, id] = [this.#named(), newId()]
    const started = Date.now()
    await store.registerIndex(this.#shared.db, id, hostname(), this.#shared.clock())
    await this.#writer!.ask({ do: 'make', path: this.#file(id), id })
    this.#open = ''
    let filled = 0
    for (let last = 0; !this.#over.signal.aborted; ) {
      const lines = await store.entriesAfter(this.#shared.db, last, FILL_BATCH)
      if (lines.length === 0) break
      await this.#writer!.ask({ do: 'write', lines })
      last = lines.at(-1)!.no
      filled += lines.length
    }
    if (this.#over.signal.aborted) return filled
    await this.#writer!.ask({ do: 'finish' })
    this.#open = id
    this.#seenAt = Date.now()
    const pointer = join(this.#dir, 'current')
    writeFileSync(`${pointer}.new`, id)
    renameSync(`${pointer}.new`, pointer)
    if (old) await store.forgetIndex(this.#shared.db, old)
    for (const name of readdirSync(this.#dir))
      if (name.startsWith('index-') && !name.includes(id)) rmSync(join(this.#dir, name), { force: true })
    this.#shared.log.info({ entries: filled, ms: Date.now() - started }, 'search index made')
    return filled
  }

  #file = (id: string): string => join(this.#dir, `index-${id}.sqlite`)
  #condemn = (): void => rmSync(join(this.#dir, 'current'), { force: true })

  #named(): string | undefined {
    try {
      const id = readFileSync(join(this.#dir, 'current'), 'utf8')
      return /^[0-9a-f-]{36}$/.test(id) ? id : undefined
    } catch {
      return undefined
    }
  }
  #current(): string | undefined {
    const id = this.#named()
    return id !== undefined && existsSync(this.#file(id)) ? id : undefined
  }
}

/** A worker thread that answers one order after the other. */
class Thread {
  readonly #worker = new Worker(new URL('./thread.ts', import.meta.url))
  readonly #waiting = new Map<number, { resolve(a: Answer): void; reject(e: Error): void }>()
  #no = 0

  constructor() {
    this.#worker.unref()
    this.#worker.on('message', ({ no, answer, error }: { no: number; answer?: Answer; error?: string }) => {
      const waiting = this.#waiting.get(no)
      this.#waiting.delete(no)
      if (error === undefined) waiting?.resolve(answer)
      else waiting?.reject(new Error(error))
    })
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('the search thread ended')))
  }

  ask(order: Order): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(++this.#no, { resolve, reject })
      this.#worker.postMessage({ no: this.#no, order })
    })
  }
  async end(): Promise<void> {
    await this.#worker.terminate()
  }
  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
