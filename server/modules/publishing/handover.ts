// A writer who leaves hands over what they draft.
import { sql } from 'kysely'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { handOver } from './store.ts'

export async function draftsOf(tx: Tx, accountId: string): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{
    id: string
    title: string
  }>`select id, title from publishing_document where author_id = ${accountId} and newest_status in ('draft', 'returned') order by changed_at desc limit 1000`.execute(
    tx,
  )
  return rows
}
export async function handOverDrafts(tx: Tx, _ctx: Ctx, fromId: string, toId: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from people_account_view where id::text = ${toId}`.execute(
    tx,
  )
  await handOver(tx, fromId, toId, rows[0]?.name ?? '')
}
