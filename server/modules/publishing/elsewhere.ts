// What publication means to search and to the standards.
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import type { Places } from './places.ts'
import type { Publication, Standing } from './publication.ts'
import type { PublicRow } from './public.ts'

export async function addEntries(_tx: Tx, _ctx: Ctx, _items: readonly Publication[], _rows: readonly PublicRow[], _standings: ReadonlyMap<string, Standing>, _places: Places): Promise<void> {}
export async function fulfilAll(_tx: Tx, _ctx: Ctx, _items: readonly Publication[], _rows: readonly PublicRow[]): Promise<void> {}
export async function removeElsewhere(_tx: Tx, _ctx: Ctx, _documentId: string): Promise<void> {}
