import { Button, Card, Result, Skeleton } from 'antd'
import type { ReactNode } from 'react'

/** Nothing here, why, and what to do next. */
export function EmptyState({ title, hint, action }: { title: string; hint?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty-state">
      <svg viewBox="0 0 120 56" aria-hidden="true">
        <path d="M4 40c14-10 28-10 42 0s28 10 42 0 21-9 28-4" />
        <path d="M14 50c12-7 24-7 36 0s24 7 36 0 16-6 22-3" />
        <circle cx="86" cy="16" r="8" />
      </svg>
      <p className="empty-title">{title}</p>
      {hint && <p className="empty-hint">{hint}</p>}
      {action}
    </div>
  )
}

/** A part that could not be loaded; the rest of the page stays. */
export function LoadError({ text, onRetry }: { text: string; onRetry?: () => void }) {
  return <Result status="warning" title={text} extra={onRetry && <Button onClick={onRetry}>重新加载</Button>} />
}

/** Shows what is known: error, waiting, or the children with the data. */
export function Loaded<T>({
  data,
  error,
  onRetry,
  lines = 6,
  children,
}: {
  data: T | undefined
  error?: string | null
  onRetry?: () => void
  lines?: number
  children: (data: T) => ReactNode
}) {
  if (data !== undefined) return <>{children(data)}</>
  if (error) return <LoadError text={error} onRetry={onRetry} />
  return (
    <div role="status" aria-busy="true" aria-label="正在加载">
      <Skeleton active title={false} paragraph={{ rows: lines }} />
    </div>
  )
}

/** A white card with a title row, as on the home screen. */
export function Panel({
  title,
  extra,
  children,
  className,
}: {
  title?: ReactNode
  extra?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <Card className={className ? `panel ${className}` : 'panel'} variant="outlined">
      {title && (
        <div className="panel-head">
          <h2>{title}</h2>
          {extra && <span className="panel-extra">{extra}</span>}
        </div>
      )}
      {children}
    </Card>
  )
}

/** '已自动保存 09:30' — announced politely, never in the way. */
export function Autosave({
  state,
  at,
}: {
  state: 'idle' | 'changed' | 'saving' | 'saved' | 'local' | 'conflict'
  at?: string
}) {
  const text = {
    idle: '',
    changed: '有改动，即将保存',
    saving: '正在保存',
    saved: at ? `已自动保存 ${at}` : '已保存',
    local: at ? `未连上服务器，已存于本机 ${at}` : '未连上服务器，已存于本机',
    conflict: '他人已修改，请比对',
  }[state]
  return (
    <span className={`autosave autosave-${state}`} role="status">
      {text}
    </span>
  )
}
