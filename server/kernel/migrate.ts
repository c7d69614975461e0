import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from './ctx.ts'

const FOLDER = join(import.meta.dirname, '../../migrations')
const LOCK = 20_260_001

/** Applies what is new in migrations/, in order, all in one transaction under one lock. Forward only:
 *  a file that changed or vanished after it ran is refused, before anything is touched. Returns the names applied. */
export async function migrate(db: Db, folder = FOLDER): Promise<string[]> {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort()
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(tx)
    await sql`create table if not exists migration (name text primary key, sha256 text not null, ran_at timestamptz not null default now())`.execute(
      tx,
    )
    const { rows } = await sql<{
      name: string
      sha256: string
    }>`select name, sha256 from migration order by name`.execute(tx)
    const ran = new Map(rows.map((r) => [r.name, r.sha256]))
    const text = new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
    for (const [name, sha] of ran) {
      const now = text.get(name)
      if (now === undefined) throw new Error(`数据库已执行过迁移 ${name}，但程序中没有这个文件：程序版本可能比数据库旧`)
      if (hash(now) !== sha) throw new Error(`迁移 ${name} 执行之后被改动过。请还原该文件，把改动写成新的迁移`)
    }
    const fresh = files.filter((name) => !ran.has(name))
    for (const name of fresh) {
      try {
        await sql.raw(text.get(name)!).execute(tx)
      } catch (cause) {
        throw new Error(`迁移 ${name} 执行失败：${(cause as Error).message}`, { cause })
      }
      await sql`insert into migration (name, sha256) values (${name}, ${hash(text.get(name)!)})`.execute(tx)
    }
    return fresh
  })
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
