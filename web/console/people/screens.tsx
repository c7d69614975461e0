import { api } from '../api.ts'
import type { Finder, Screen } from '../screen.ts'

/** The list of accounts is a tab of 组织与人员 (web/console/organs). */
export const screens: readonly Screen[] = [
  { path: '/account', title: '我的账号', component: () => import('./own.tsx') },
  { path: '/reset', title: '重置密码', bare: true, component: () => import('./reset.tsx') },
]

export const finders: readonly Finder[] = [
  {
    label: '人员',
    duties: ['admin.security'],
    find: async (q, signal) =>
      (await api('GET /api/people/accounts', { query: { q, size: 8 } }, { signal })).items.map((a) => ({
        id: a.id,
        title: a.name,
        detail: [a.login, a.organName].join(' · '),
        to: `/organs?tab=people&q=${encodeURIComponent(a.login)}`,
      })),
  },
]
