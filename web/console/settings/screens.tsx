import { SettingOutlined } from '@ant-design/icons'
import type { Screen } from '../screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/settings',
    title: '设置',
    duties: ['admin.system', 'admin.security'],
    menu: { label: '设置', section: 'platform', icon: SettingOutlined, order: 90 },
    component: () => import('./page.tsx'),
  },
]
