import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { api, type Output } from './api.ts'

export type Session = NonNullable<Output<'GET /api/people/session'>['person']>

const KEY = ['GET /api/people/session', null]

/** The person at this browser; undefined while asking, null when nobody is signed in. */
export function useSessionQuery() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => api('GET /api/people/session', undefined, { signal }),
    staleTime: 60_000,
  })
}

export function useForgetSession(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    // Not clear(): the shell watches this one query, and an observer of a removed query hears nothing more.
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] })
    await client.invalidateQueries({ queryKey: KEY })
  }
}

export const SessionContext = createContext<Session | null>(null)

/** The signed-in person; only below the shell. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside of the shell')
  return session
}

/** True when the person holds one of the duties somewhere; no duties asked means everyone. The server decides, this only hides. */
export const holds = (session: Session, duties: readonly string[] | undefined): boolean =>
  duties === undefined || session.grants.some((g) => duties.includes(g.duty))
