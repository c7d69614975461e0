import { AuditOutlined, FileTextOutlined } from '@ant-design/icons'
import { api } from '../api.ts'
import { useApi } from '../hooks.ts'
import type { Finder, Screen } from '../screen.ts'

const reads = [
  'publishing.draft',
  'publishing.firstReview',
  'publishing.secrecyReview',
  'publishing.signOff',
  'publishing.manage',
  'console.read',
] as const
const signs = ['publishing.firstReview', 'publishing.secrecyReview', 'publishing.signOff'] as const

const useInboxCount = (): number | undefined =>
  useApi('GET /api/publishing/inbox', { query: { size: 1 } }, { refetchInterval: 60_000 }).data?.total

export const screens: readonly Screen[] = [
  {
    path: '/publishing',
    title: '信息发布',
    duties: reads,
    menu: { label: '信息发布', section: 'work', icon: FileTextOutlined, order: 30 },
    component: () => import('./list.tsx'),
  },
  {
    path: '/publishing/inbox',
    title: '审核',
    duties: signs,
    menu: { label: '审核', section: 'work', icon: AuditOutlined, order: 40, useBadge: useInboxCount },
    component: () => import('./inbox.tsx'),
  },
  { path: '/publishing/new', title: '起草信息', duties: ['publishing.draft'], component: () => import('./new.tsx') },
  { path: '/publishing/editions/$id', title: '稿件', duties: reads, component: () => import('./record.tsx') },
  {
    path: '/publishing/editions/$id/edit',
    title: '起草',
    duties: ['publishing.draft'],
    component: () => import('./edit.tsx'),
  },
  {
    path: '/publishing/editions/$id/review',
    title: '审核稿件',
    duties: signs,
    component: () => import('./review.tsx'),
  },
]

export const finders: readonly Finder[] = [
  {
    label: '信息',
    duties: reads,
    find: async (q, signal) =>
      (await api('GET /api/publishing/documents', { query: { q, size: 8 } }, { signal })).items.map((d) => ({
        id: d.editionId,
        title: d.title || '未命名',
        detail: [d.documentNumber ?? d.indexNumber, d.organName].filter(Boolean).join(' · '),
        to: `/publishing/editions/${d.editionId}`,
      })),
  },
]
