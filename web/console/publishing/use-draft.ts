import { useEffect, useMemo, useRef, useState } from 'react'
import type { Content } from '../../../server/modules/publishing/content.ts'
import { api, type Output } from '../api.ts'
import { useSession } from '../session.tsx'
import { Autosaver, type Ports, type SaveState, type Snapshot } from './autosave.ts'
import { localDrafts } from './local-drafts.ts'

export type Edition = Output<'GET /api/publishing/editions/:id'>

/** The writer's text: on screen, in this browser and on the server. Restores what an earlier visit could not send. */
export function useDraft(edition: Edition) {
  const session = useSession()
  const first = useRef(edition).current
  const drafts = useMemo(() => localDrafts<Content>(localStorage, session.id), [session.id])
  const [restored] = useState(() => {
    const kept = drafts.kept(first.id)
    return kept && JSON.stringify(kept.content) !== JSON.stringify(first.content) ? kept : undefined
  })
  const overtaken = restored !== undefined && restored.version < first.version
  const [snapshot, setSnapshot] = useState<Snapshot<Content>>()
  const saver = useRef<Autosaver<Content>>(undefined)
  /** Grows when another text is put in from outside: forms and the editor start anew from it. */
  const [epoch, setEpoch] = useState(0)

  useEffect(() => {
    const theirs = { version: first.version, byName: first.changedByName, at: first.changedAt, content: first.content }
    const one = new Autosaver<Content>(
      portsOf(first.id, drafts),
      {
        version: first.version,
        at: first.changedAt,
        content: restored && overtaken ? restored.content : first.content,
        conflict: overtaken ? theirs : undefined,
      },
      setSnapshot,
    )
    saver.current = one
    setSnapshot(one.snapshot)
    if (restored && !overtaken) one.change(restored.content)
    const wake = (): void => one.wake()
    window.addEventListener('online', wake)
    return () => {
      one.stop()
      window.removeEventListener('online', wake)
    }
  }, [first, drafts, restored, overtaken])

  useAskBeforeLeaving(snapshot?.state)

  return {
    snapshot: snapshot ?? {
      state: 'idle' as const,
      content: restored?.content ?? first.content,
      version: first.version,
      at: first.changedAt,
      conflict: null,
      problem: null,
    },
    restored: restored !== undefined && !overtaken,
    epoch,
    change: (content: Content) => saver.current?.change(content),
    flush: () => saver.current?.flush() ?? Promise.resolve(true),
    /** Another text in the place of the one on screen. */
    replace: (content: Content) => {
      saver.current?.change(content)
      setEpoch((n) => n + 1)
    },
    settle: (content: Content) => {
      saver.current?.settle(content)
      setEpoch((n) => n + 1)
    },
    takeTheirs: () => {
      saver.current?.takeTheirs()
      setEpoch((n) => n + 1)
    },
    stop: () => saver.current?.stop(),
  }
}

export type Draft = ReturnType<typeof useDraft>

/** The server, this browser and the clock, as the autosaver sees them. */
const portsOf = (id: string, drafts: ReturnType<typeof localDrafts<Content>>): Ports<Content> => ({
  save: async (version, content) => {
    const saved = await api('PUT /api/publishing/editions/:id', {
      params: { id: id },
      body: { version, content },
    })
    return { version: saved.version, at: saved.changedAt }
  },
  keep: (draft) => drafts.keep(id, draft),
  drop: () => drafts.drop(id),
  now: () => new Date().toISOString(),
  later: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
})

/** The browser asks before a page is left whose text is nowhere yet. */
function useAskBeforeLeaving(state: SaveState | undefined): void {
  useEffect(() => {
    const ask = (e: BeforeUnloadEvent): void => {
      if (state && !['idle', 'saved', 'local'].includes(state)) e.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [state])
}
