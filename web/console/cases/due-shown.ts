import { units } from '../../../server/modules/deadlines/contract.ts'
import type { DueShown } from '../../../server/modules/cases/contract.ts'
import type { ClockShown } from '../../../server/modules/deadlines/contract.ts'
import type { Due } from '../../ui/due.ts'

const unitOf = (unit: keyof typeof units): string => units[unit] || '日'

/** A task's clock as the light beside it: over, running, paused, or none. */
export function lightOf(due: Pick<DueShown, 'state' | 'left' | 'unit' | 'late' | 'dueOn'>): Due {
  if (due.state === 'none' || due.left === null) return { state: 'none' }
  const shown = { count: Math.abs(due.left), unit: unitOf(due.unit), dueOn: due.dueOn }
  return { ...shown, state: due.state === 'paused' ? 'paused' : due.late ? 'over' : 'running' }
}

/** A clock of a record as a light: what has ended says how. */
export function lightOfClock(c: Pick<ClockShown, 'state' | 'left' | 'late' | 'dueOn'>): Due | { words: string } {
  if (c.state === 'void') return { words: '已终止' }
  if (c.state === 'met') return c.late ? { words: '超期办结' } : { state: 'met' }
  return lightOf({
    state: c.state,
    left: c.left?.amount ?? null,
    unit: c.left?.unit ?? 'day',
    late: c.late,
    dueOn: c.dueOn,
  })
}
