import { ApartmentOutlined } from '@ant-design/icons'
import { api } from '../api.ts'
import type { Finder, Screen } from '../screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/organs',
    title: '组织与人员',
    menu: { label: '组织与人员', section: 'platform', icon: ApartmentOutlined, order: 20 },
    duties: ['organs.manage', 'admin.system', 'admin.security', 'standards.manage', 'sites.manage', 'console.read'],
    component: () => import('./page.tsx'),
  },
]

const FOUND_MAX = 8

export const finders: readonly Finder[] = [
  {
    label: '机构',
    duties: ['organs.manage', 'admin.system', 'admin.security', 'standards.manage', 'sites.manage', 'console.read'],
    find: async (text, signal) => {
      const { organs } = await api('GET /api/organs/tree', undefined, { signal })
      return organs
        .filter((o) => o.name.includes(text) || o.shortName.includes(text))
        .slice(0, FOUND_MAX)
        .map((o) => ({ id: o.id, title: o.name, detail: o.shortName, to: `/organs?organ=${o.id}` }))
    },
  },
  {
    label: '人员',
    duties: ['admin.security'],
    find: async (text, signal) => {
      const { items } = await api('GET /api/people/accounts', { query: { q: text, size: FOUND_MAX } }, { signal })
      return items.map((a) => ({
        id: a.id,
        title: a.name,
        detail: a.organName,
        to: `/organs?tab=people&account=${a.id}`,
      }))
    },
  },
]
