import { FileTextOutlined } from '@ant-design/icons'
import type { Finder, Screen } from '../screen.ts'

const seesPublishing = ['publishing.draft', 'publishing.firstReview', 'publishing.secrecyReview', 'publishing.signOff', 'publishing.manage', 'console.read'] as const

export const screens: readonly Screen[] = [
  {
    path: '/publishing', title: '信息发布', duties: seesPublishing,
    menu: { label: '信息发布', section: 'work', icon: FileTextOutlined, order: 30 },
    component: () => import('./list.tsx'),
  },
]

export const finders: readonly Finder[] = []
