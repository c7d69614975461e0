import { get, signedIn } from '../../kernel/route.ts'
import { kinds, limit, standings } from './contract.ts'
import { allRules } from './store.ts'

export const routes = [
  get('/api/deadlines/rules', {
    summary: '时限规则及其依据',
    scope: signedIn,
    run: (ctx) =>
      ctx.tx(async (tx) => {
        const rules = await allRules(tx)
        return {
          rules: rules.map((r) => ({
            ...r,
            kindLabel: kinds[r.kind],
            limit: limit(r),
            statusLabel: standings[r.status],
          })),
        }
      }),
  }),
] as const
