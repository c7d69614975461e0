import { AuditOutlined } from '@ant-design/icons'
import type { Screen } from '../screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/audit',
    title: '审计',
    duties: ['admin.audit'],
    menu: { label: '审计', section: 'oversight', icon: AuditOutlined, order: 90 },
    component: () => import('./page.tsx'),
  },
]
