import { ApiError } from '../api.ts'
import type { LocalDraft } from './local-drafts.ts'

/** Another person's text that stands on the server, as a 409 `publishing.stale` tells it. */
export type Theirs<C> = { version: number; byName: string; at: string; content: C }
export type SaveState = 'idle' | 'changed' | 'saving' | 'saved' | 'local' | 'conflict' | 'refused'
export type Snapshot<C> = {
  state: SaveState
  content: C
  version: number
  at: string | null
  conflict: Theirs<C> | null
  problem: Error | null
}

export type Ports<C> = {
  /** Throws ApiError. Answers the new version. */
  save(version: number, content: C): Promise<{ version: number; at: string }>
  keep(draft: LocalDraft<C>): boolean
  drop(): void
  now(): string
  later(ms: number, run: () => void): () => void
}

const PAUSE_MS = 2_000
const RETRY_MS = 5_000

/** Sends the text two seconds after the last change, one sending at a time; keeps it in this browser from the first keystroke until the
 *  server has it. A conflict stops sending until the writer has chosen; a line that is down is tried again. */
export class Autosaver<C> {
  readonly #ports: Ports<C>
  readonly #told: (s: Snapshot<C>) => void
  #now: Snapshot<C>
  #cancel: (() => void) | undefined
  #sending: Promise<void> | undefined
  #serial = 0

  constructor(
    ports: Ports<C>,
    start: { version: number; content: C; at: string | null; conflict?: Theirs<C> },
    told: (s: Snapshot<C>) => void,
  ) {
    this.#ports = ports
    this.#told = told
    this.#now = {
      problem: null,
      ...start,
      conflict: start.conflict ?? null,
      state: start.conflict ? 'conflict' : 'idle',
    }
  }

  get snapshot(): Snapshot<C> {
    return this.#now
  }

  change(content: C): void {
    this.#serial++
    const kept = this.#ports.keep({ version: this.#now.version, content, at: this.#ports.now() })
    if (this.#now.state === 'conflict') return this.#set({ content })
    this.#set({
      content,
      state: 'changed',
      problem: kept ? null : new Error('本机存储已满，请保持网络连接，不要关闭本页'),
    })
    this.#schedule(PAUSE_MS)
  }

  /** Sends what is unsent; resolves when the server has it, or false when it could not be. */
  async flush(): Promise<boolean> {
    this.#cancel?.()
    await this.#sending
    if (this.#unsent()) await this.#send()
    return this.#now.state === 'idle' || this.#now.state === 'saved'
  }

  /** After a conflict: the writer's choice or mixture goes on top of the other person's version. */
  settle(content: C): void {
    const { conflict } = this.#now
    if (!conflict) return
    this.#set({ version: conflict.version, conflict: null, state: 'changed' })
    this.change(content)
    this.#schedule(0)
  }

  /** After a conflict: theirs stands, mine is given up. */
  takeTheirs(): void {
    const { conflict } = this.#now
    if (!conflict) return
    this.#ports.drop()
    this.#set({ version: conflict.version, content: conflict.content, conflict: null, state: 'saved', at: conflict.at })
  }

  /** The line is back. */
  wake(): void {
    if (this.#now.state === 'local') this.#schedule(0)
  }

  stop(): void {
    this.#cancel?.()
  }

  #unsent(): boolean {
    return this.#now.state === 'changed' || this.#now.state === 'local' || this.#now.state === 'refused'
  }

  #schedule(ms: number): void {
    this.#cancel?.()
    this.#cancel = this.#ports.later(
      ms,
      () => void (this.#sending ? this.#sending.then(() => (this.#unsent() ? this.#send() : undefined)) : this.#send()),
    )
  }

  #send(): Promise<void> {
    const { version, content } = this.#now
    const serial = this.#serial
    this.#set({ state: 'saving' })
    this.#sending = this.#ports
      .save(version, content)
      .then(
        (saved) => this.#saved(saved, serial),
        (error) => this.#failed(error),
      )
      .finally(() => {
        this.#sending = undefined
      })
    return this.#sending
  }

  #saved(saved: { version: number; at: string }, serial: number): void {
    if (serial === this.#serial) {
      this.#ports.drop()
      return this.#set({ version: saved.version, at: saved.at, state: 'saved', problem: null })
    }
    this.#ports.keep({ version: saved.version, content: this.#now.content, at: this.#ports.now() })
    this.#set({ version: saved.version, at: saved.at, state: 'changed' })
    this.#schedule(PAUSE_MS)
  }

  #failed(error: unknown): void {
    if (error instanceof ApiError && error.status === 409 && error.code.endsWith('.stale'))
      return this.#set({ state: 'conflict', conflict: error.detail as unknown as Theirs<C> })
    const passing =
      error instanceof ApiError &&
      (error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500)
    if (!passing) {
      // A secret mark must not live on in this browser either (保密法 31).
      if (error instanceof ApiError && /secret/i.test(error.code)) this.#ports.drop()
      return this.#set({ state: 'refused', problem: error as Error })
    }
    this.#set({ state: 'local', at: this.#ports.now(), problem: error as Error })
    this.#schedule(RETRY_MS)
  }

  #set(part: Partial<Snapshot<C>>): void {
    this.#now = { ...this.#now, ...part }
    this.#told(this.#now)
  }
}
