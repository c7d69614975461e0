import { sql } from 'kysely'
import { covers, reach, type Ctx } from './ctx.ts'
import { Refusal } from './refusal.ts'
import type { Input, Locator, Scope } from './route.ts'

export type Scoping = { locators: ReadonlyMap<string, Locator> }

const notFound = () => new Refusal('subject.notFound', 'notFound', '没有找到，或您无权查看')
const forbidden = () => new Refusal('duty.missing', 'forbidden', '您没有这项操作的职责，请联系本单位管理员')

/** The one place that decides who may. `door` needs no input and runs before anything is read; `subject` runs before the command. */
export const authorise = {
  async door(ctx: Ctx, scope: Scope<never>, _scoping: Scoping): Promise<void> {
    switch (scope.kind) {
      case 'anyone':
        return
      case 'setup':
        if (await isSetUp(ctx)) throw notFound()
        return
      case 'signedIn':
        return
      case 'has':
      case 'over':
        if (reach(ctx.actor, scope.duties).length === 0) throw forbidden()
        return
      default:
        scope satisfies never
    }
  },

  /** What the actor's scope does not cover does not exist for them: the same 404 as for an id that never was. */
  async subject(
    ctx: Ctx,
    scope: Scope<never>,
    input: Input<unknown, unknown, unknown>,
    scoping: Scoping,
  ): Promise<void> {
    if (scope.kind !== 'over') return
    const locator = scoping.locators.get(scope.type)
    if (!locator) throw new Error(`no module locates subjects of type ${scope.type}`)
    const id = scope.id(input as never)
    const paths = await ctx.tx((tx) => locator.locate(tx, id))
    if (!paths?.some((path) => covers(ctx.actor, scope.duties, path))) throw notFound()
  },
}

async function isSetUp(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql`select 1 from installation where key = 'setUp'`.execute(ctx.db)
  return rows.length > 0
}
