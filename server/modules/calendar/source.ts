import { createRequire } from 'node:module'
import { z } from 'zod'
import { Day, yearOf } from '../../kernel/day.ts'
import type { NoticeDay } from './contract.ts'

// 'Spring Festival,春节,4': English name, Chinese name, days of the festival
const Named = z.record(Day, z.string())
const Data = z.object({ holidays: Named, workdays: Named })

export type PackageYears = { name: string; years: ReadonlyMap<number, NoticeDay[]> }

/** The published days of npm `chinese-days` (MIT), by year. A year counts as published when its National Day is there. */
export function packageYears(): PackageYears {
  const load = createRequire(import.meta.url)
  const { holidays, workdays } = Data.parse(load('chinese-days/dist/chinese-days.json'))
  const { version } = load('chinese-days/package.json') as { version: string }
  const days = (named: Record<string, string>, isOffDay: boolean): NoticeDay[] =>
    Object.entries(named).map(([date, text]) => ({ date: date as Day, name: text.split(',')[1] ?? '节日', isOffDay }))
  const years = new Map<number, NoticeDay[]>()
  for (const d of [...days(holidays, true), ...days(workdays, false)]) {
    const year = yearOf(d.date)
    if (holidays[`${year}-10-01` as Day] === undefined) continue
    years.set(year, [...(years.get(year) ?? []), d])
  }
  return { name: `chinese-days ${version}`, years }
}
