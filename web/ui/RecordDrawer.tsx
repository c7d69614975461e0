import { Button, Drawer, Timeline, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { whenText } from './when.ts'

export type RecordAction = {
  key: string
  label: string
  /** The one likely next step. */
  primary?: boolean
  danger?: boolean
  /** Why it cannot be done now; shown beside the disabled button. */
  blocked?: string
  onClick: () => void
}
export type Fact = { label: string; value: ReactNode }
export type Moment = { key: string; at: string; who: string; what: string; note?: ReactNode; tone?: 'good' | 'bad' }

/** Actions of a record; a disabled one says why, in words beside it. */
export function RecordActions({ actions }: { actions: readonly RecordAction[] }) {
  const open = actions.filter((a) => !a.blocked)
  const blocked = actions.filter((a) => a.blocked)
  return (
    <div className="record-actions">
      {open.length > 0 && (
        <div className="record-open">
          {open.map((a) => (
            <Button key={a.key} type={a.primary ? 'primary' : 'default'} danger={a.danger} onClick={a.onClick}>
              {a.label}
            </Button>
          ))}
        </div>
      )}
      {blocked.map((a) => (
        <div className="record-blocked" key={a.key}>
          <Button size="small" disabled aria-describedby={`why-${a.key}`}>
            {a.label}
          </Button>
          <span id={`why-${a.key}`}>{a.blocked}</span>
        </div>
      ))}
    </div>
  )
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((f) => (
        <div key={f.label}>
          <dt>{f.label}</dt>
          <dd>{f.value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Newest first: what happened, who did it, when. */
export function Moments({ moments }: { moments: readonly Moment[] }) {
  return (
    <Timeline
      items={moments.map((m) => ({
        key: m.key,
        color: m.tone === 'bad' ? 'red' : m.tone === 'good' ? 'green' : 'blue',
        content: (
          <div className="moment">
            <b>{m.what}</b>
            <span>{m.who}</span>
            <Tooltip title={whenText(m.at)}>
              <time dateTime={m.at}>{whenText(m.at)}</time>
            </Tooltip>
            {m.note && <p>{m.note}</p>}
          </div>
        ),
      }))}
    />
  )
}

type Props = {
  open: boolean
  onClose: () => void
  title: ReactNode
  tags?: ReactNode
  /** Statutory clocks, DueLight with their names. */
  clocks?: ReactNode
  actions?: readonly RecordAction[]
  facts?: readonly Fact[]
  moments?: readonly Moment[]
  children?: ReactNode
  extra?: ReactNode
}

/** A record beside its list: allowed actions on top, then clocks, facts, content, and what happened. */
export function RecordDrawer({ open, onClose, title, tags, clocks, actions, facts, moments, children, extra }: Props) {
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={title}
      extra={extra}
      size={640}
      destroyOnHidden
      rootClassName="record-drawer scroll-drawer"
      closable={{ 'aria-label': '关闭' }}
    >
      <div className="drawer-scroll" role="region" aria-label="记录内容" tabIndex={0}>
        {tags && <div className="record-tags">{tags}</div>}
        {actions && actions.length > 0 && <RecordActions actions={actions} />}
        {clocks && <div className="record-clocks">{clocks}</div>}
        {facts && <Facts facts={facts} />}
        {children}
        {moments && moments.length > 0 && (
          <section className="record-story">
            <h3>办理经过</h3>
            <Moments moments={moments} />
          </section>
        )}
      </div>
    </Drawer>
  )
}
