import { Button, Tag } from 'antd'
import { whenText } from '../../ui/when.ts'

type Row = { id: string; device: string; ip: string; seenAt: string; startedAt: string }

/** Where somebody is signed in. */
export function SessionRows({
  sessions,
  current,
  onEnd,
}: {
  sessions: readonly Row[]
  current?: string | null
  onEnd?: (id: string) => void
}) {
  return (
    <ul className="part-list">
      {sessions.map((s) => (
        <li key={s.id}>
          <div>
            <b>{s.device}</b> {s.id === current && <Tag color="blue">本机</Tag>}
            <p>
              {s.ip || '地址未知'} · 最近活动 {whenText(s.seenAt)} · 登录于 {whenText(s.startedAt)}
            </p>
          </div>
          {onEnd && s.id !== current && (
            <Button type="text" danger onClick={() => onEnd(s.id)} aria-label={`结束${s.device}的会话`}>
              结束
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
