// When things were published: the last twelve months before the start day, busy on working days, quiet at weekends and feasts.
import { plusDays, weekday, type Day } from '../../kernel/day.ts'
import { instant, type Instant } from '../../kernel/instant.ts'
import type { Random } from './random.ts'

const SPAN = 364

function weight(d: Day, age: number): number {
  const feast = /-(01-01|05-0[1-5]|10-0[1-7])$/.test(d)
  const rest = weekday(d) === 0 || weekday(d) === 6
  return (feast ? 0.1 : rest ? 0.18 : 1) * (1 + 1.6 * Math.exp(-age / 35))
}
/** '3-12' or '10-4' (over the turn of the year). */
const within = (month: number, months: string): boolean => {
  const [from = 1, to = 12] = (months || '1-12').split('-').map(Number)
  return from <= to ? month >= from && month <= to : month >= from || month <= to
}

export function calendarOf(today: Day) {
  const all = Array.from({ length: SPAN }, (_, i) => ({ day: plusDays(today, -i - 1), age: i + 1 })).map((x) => ({
    ...x,
    weight: weight(x.day, x.age),
  }))
  /** A day of the last year, in the given months of the year. `longest` and `least` bound its age in days. */
  const draw = (r: Random, months = '', longest = SPAN, least = 1): Day => {
    const open = all.filter((x) => x.age <= longest && x.age >= least && within(Number(x.day.slice(5, 7)), months))
    const choice = open.length > 0 ? open : all
    let left = r.next() * choice.reduce((sum, x) => sum + x.weight, 0)
    return (choice.find((x) => (left -= x.weight) <= 0) ?? choice[0]!).day
  }
  return { today, draw }
}
export type DemoCalendar = ReturnType<typeof calendarOf>

/** An office hour of that day. */
export const hourOf = (r: Random, d: Day): Instant =>
  instant(
    `${d}T${String(r.pick([8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 16, 17])).padStart(2, '0')}:${String(r.int(0, 59)).padStart(2, '0')}:00+08:00`,
  )
