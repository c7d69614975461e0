import { GlobalOutlined } from '@ant-design/icons'
import { api } from '../api.ts'
import type { Finder, Screen } from '../screen.ts'

const duties = ['sites.manage', 'admin.system', 'console.read'] as const

export const screens: readonly Screen[] = [
  {
    path: '/sites',
    title: '站群',
    menu: { label: '站群', section: 'platform', icon: GlobalOutlined, order: 10 },
    duties,
    component: () => import('./page.tsx'),
  },
]

const FOUND_MAX = 8
export const finders: readonly Finder[] = [
  {
    label: '子站',
    duties,
    find: async (text, signal) => {
      const { sections } = await api('GET /api/sites', undefined, { signal })
      return sections
        .filter((s) => s.name.includes(text) || s.shortName.includes(text))
        .slice(0, FOUND_MAX)
        .map((s) => ({ id: s.id, title: s.name, detail: s.path, to: `/sites?section=${s.id}` }))
    },
  },
]
