import { CheckSquareOutlined } from '@ant-design/icons'
import { api } from '../api.ts'
import { useApi } from '../hooks.ts'
import type { Finder, Screen } from '../screen.ts'

const useOpenCount = (): number | undefined =>
  useApi('GET /api/cases/summary', undefined, { refetchInterval: 60_000 }).data?.tasks

export const screens: readonly Screen[] = [
  {
    path: '/',
    title: '待办',
    menu: { label: '待办', section: 'work', icon: CheckSquareOutlined, order: 10, useBadge: useOpenCount },
    component: () => import('./home.tsx'),
  },
  { path: '/cases', title: '办理事项登记', component: () => import('./register.tsx') },
]

export const finders: readonly Finder[] = [
  {
    label: '办理事项',
    async find(q, signal) {
      const { items } = await api('GET /api/cases', { query: { q, size: 8 } }, { signal })
      return items.map((c) => ({
        id: c.id,
        title: c.title,
        detail: [c.number, c.organName, c.statusLabel].filter(Boolean).join(' · '),
        to: `/cases?case=${c.id}`,
      }))
    },
  },
]
