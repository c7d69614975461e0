import type { ReactNode } from 'react'

export type Stat = {
  label: string
  value: ReactNode
  tone?: 'bad' | 'good' | 'warn'
  hint?: string
  onClick?: () => void
  pressed?: boolean
}

/** A row of figures; those with onClick filter what is below. */
export function StatCards({ stats, label = '概况' }: { stats: readonly Stat[]; label?: string }) {
  return (
    <ul className="stat-cards" aria-label={label}>
      {stats.map((s) => {
        const inner = (
          <>
            <b>{s.value}</b>
            <span>{s.label}</span>
          </>
        )
        return (
          <li key={s.label} className={s.tone ? `stat stat-${s.tone}` : 'stat'} title={s.hint}>
            {s.onClick ? (
              <button type="button" aria-pressed={s.pressed ?? false} onClick={s.onClick}>
                {inner}
              </button>
            ) : (
              <div>{inner}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
