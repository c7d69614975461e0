import { ProfileOutlined } from '@ant-design/icons'
import { api } from '../api.ts'
import type { Finder, Screen } from '../screen.ts'

const readers = [
  'standards.manage',
  'standards.draft',
  'console.read',
  'publishing.draft',
  'publishing.firstReview',
  'publishing.secrecyReview',
  'publishing.signOff',
  'publishing.manage',
  'sites.manage',
]
const drafters = ['standards.manage', 'standards.draft']

export const screens: readonly Screen[] = [
  {
    path: '/standards',
    title: '公开目录',
    duties: readers,
    menu: { label: '公开目录', section: 'work', icon: ProfileOutlined, order: 20 },
    component: () => import('./coverage.tsx'),
  },
  { path: '/standards/entries', title: '公开事项', duties: readers, component: () => import('./entries.tsx') },
  {
    path: '/standards/obligations',
    title: '应公开清单',
    duties: readers,
    component: () => import('./obligations.tsx'),
  },
  { path: '/standards/catalogs', title: '目录与版本', duties: readers, component: () => import('./catalogs.tsx') },
  { path: '/standards/catalogs/$id', title: '目录', duties: readers, component: () => import('./catalog.tsx') },
  {
    path: '/standards/import',
    title: '导入目录',
    duties: ['standards.manage'],
    component: () => import('./import.tsx'),
  },
  { path: '/standards/proposals', title: '课题组建议', duties: drafters, component: () => import('./proposals.tsx') },
]

export const finders: readonly Finder[] = [
  {
    label: '公开事项',
    duties: readers,
    async find(text, signal) {
      const found = await api('GET /api/standards/entries', { query: { q: text, size: 6 } }, { signal })
      return found.items.map((e) => ({
        id: e.id,
        title: [e.content.level2, e.content.level3].filter(Boolean).join('：') || e.content.level1,
        detail: e.fieldName,
        to: `/standards/entries?open=${e.id}`,
      }))
    },
  },
]
