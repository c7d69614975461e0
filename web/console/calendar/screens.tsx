import { CalendarOutlined } from '@ant-design/icons'
import type { Screen } from '../screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/calendar',
    title: '日历与时限',
    menu: { label: '日历与时限', section: 'platform', icon: CalendarOutlined, order: 80 },
    component: () => import('./page.tsx'),
  },
]
