import { BellOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useApi } from '../hooks.ts'

const POLL_MS = 60_000

/** Unread notices, in sight on every screen. */
export function Bell() {
  const unread = useApi('GET /api/notices/unread', undefined, { refetchInterval: POLL_MS }).data?.unread ?? 0
  return (
    <Link
      to={'/notices' as never}
      className="icon-button bell"
      aria-label={unread > 0 ? `消息，${unread} 条未读` : '消息'}
      title="消息"
    >
      <BellOutlined />
      {unread > 0 && <em aria-hidden="true">{unread > 99 ? '99+' : unread}</em>}
    </Link>
  )
}
