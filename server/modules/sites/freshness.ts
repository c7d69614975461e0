// Is a channel kept up? Computed from what was published, by the limit of its class. Pure.
import { plusDays, type Day } from '../../kernel/day.ts'
import { dayOf, type Instant } from '../../kernel/instant.ts'
import type { ChannelClass } from './packs.ts'

export const freshnessStates = {
  fresh: '正常',
  soon: '即将到期',
  stale: '超期未更新',
  empty: '空栏目',
  unlimited: '按变动更新',
} as const
export type FreshnessState = keyof typeof freshnessStates
export type Freshness = { state: FreshnessState; lastOn: Day | null; dueOn: Day | null }

const SOON_DAYS = 3

/** The last day on which a channel may still be without something new. Months count by the calendar: 31 August + 6 months is the end of February. */
export function dueDay(lastOn: Day, limit: NonNullable<ChannelClass['limit']>): Day {
  if ('days' in limit) return plusDays(lastOn, limit.days)
  const [year, month, date] = lastOn.split('-').map(Number) as [number, number, number]
  const months = year * 12 + month - 1 + limit.months
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate()
  return new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(date, last)))
    .toISOString()
    .slice(0, 10) as Day
}

export function freshness(cls: ChannelClass, lastAt: Instant | undefined, today: Day): Freshness {
  if (lastAt === undefined) return { state: 'empty', lastOn: null, dueOn: null }
  const lastOn = dayOf(lastAt)
  if (cls.limit === null) return { state: 'unlimited', lastOn, dueOn: null }
  const dueOn = dueDay(lastOn, cls.limit)
  return { state: today > dueOn ? 'stale' : plusDays(today, SOON_DAYS) >= dueOn ? 'soon' : 'fresh', lastOn, dueOn }
}
