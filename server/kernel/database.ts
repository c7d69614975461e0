import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Db } from './ctx.ts'

// A day comes as text, not as a Date at the machine's midnight; bigint stays text (kysely's habit, no loss of digits).
pg.types.setTypeParser(1082, (text) => text)

/** A pool over one PostgreSQL, 15 to 18. Timestamps are exchanged in UTC. */
export function connect(url: string, max: number): { db: Db; close(): Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 30_000,
    options: '-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
  })
  // A connection that dies, idle or between two queries of a transaction, is replaced; the query in flight, or the next
  // one, reports the error to its caller. Without a listener Node would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<{}>({ dialect: new PostgresDialect({ pool }) })
  return { db, close: () => db.destroy() }
}
