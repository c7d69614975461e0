import { sql } from 'kysely'
import type { Tx } from './ctx.ts'
import type { Instant } from './instant.ts'

/** A fact about the installation itself (named, set up, demo); undefined when it was never said. */
export async function installationFact<T>(tx: Tx, key: string): Promise<T | undefined> {
  const { rows } = await sql<{ value: T }>`select value from installation where key = ${key}`.execute(tx)
  return rows[0]?.value
}

/** Says a fact about the installation; `false` when it was there already and is not to be replaced. */
export async function sayInstallationFact(
  tx: Tx,
  key: string,
  value: unknown,
  at: Instant,
  replace = true,
): Promise<boolean> {
  const json = JSON.stringify(value)
  const { rows } =
    await sql`insert into installation (key, value, at) values (${key}, ${json}::jsonb, ${at}) on conflict (key) do update
      set value = excluded.value, at = excluded.at where ${replace}::boolean returning key`.execute(tx)
  return rows.length === 1
}
