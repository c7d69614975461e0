import type { KeyboardEvent, ReactNode } from 'react'

export type View = { key: string; label: ReactNode; count?: number }

/** Tabs that scroll sideways where they do not fit (antd's put a button into the tab list, which breaks its role). Arrows move. */
export function ViewTabs({
  views,
  value,
  onChange,
  label,
  extra,
}: {
  views: readonly View[]
  value: string
  onChange: (key: string) => void
  label: string
  extra?: ReactNode
}) {
  const onKey = (e: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key]
    if (!step) return
    const at = views.findIndex((v) => v.key === value)
    const next = views[(at + step + views.length) % views.length]!
    onChange(next.key)
    e.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[views.indexOf(next)]?.focus()
  }
  return (
    <div className="view-tabs">
      <div role="tablist" aria-label={label} onKeyDown={onKey}>
        {views.map((v) => (
          <button
            key={v.key}
            type="button"
            role="tab"
            aria-selected={v.key === value}
            tabIndex={v.key === value ? 0 : -1}
            onClick={() => onChange(v.key)}
          >
            {v.label}
            {v.count !== undefined && <span> {v.count}</span>}
          </button>
        ))}
      </div>
      {extra}
    </div>
  )
}
