import { anyone, get } from '../../kernel/route.ts'
import { SearchQuery } from './contract.ts'
import { searchDocuments } from './hosts.ts'

export const routes = [
  get('/api/search', {
    summary: '搜索公开信息',
    query: SearchQuery,
    scope: anyone,
    rate: { count: 120, seconds: 60 },
    run: (ctx, { query }) => searchDocuments(ctx, query),
  }),
] as const
