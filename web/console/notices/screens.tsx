import { BellOutlined } from '@ant-design/icons'
import { useApi } from '../hooks.ts'
import type { Screen } from '../screen.ts'

const POLL_MS = 60_000
const useUnread = (): number | undefined =>
  useApi('GET /api/notices/unread', undefined, { refetchInterval: POLL_MS }).data?.unread

export const screens: readonly Screen[] = [
  {
    path: '/notices',
    title: '消息',
    menu: { label: '消息', section: 'work', icon: BellOutlined, order: 90, useBadge: useUnread },
    component: () => import('./page.tsx'),
  },
]
