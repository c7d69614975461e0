// Two calendars that others publish: github NateScarlet/holiday-cn and npm chinese-days. Our due days agree with both.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { day, plusDays, weekday, type Day } from '../../server/kernel/day.ts'
import { plusWorkingDays, type Calendar } from '../../server/modules/calendar/index.ts'
import { packageYears } from '../../server/modules/calendar/source.ts'

const folder = join(process.env.DISTRICT_TEST_DATA ?? join(import.meta.dirname, '../../../shared'), 'data/holidays')
const skip = existsSync(folder) ? false : `no published calendars at ${folder}: set DISTRICT_TEST_DATA`
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))

/** Working or not, by the judge's own data: nothing of ours is used but the names of the days. */
type Judge = { name: string; off: Set<string>; worked: Set<string> }
function holidayCn(): Judge {
  const judge: Judge = { name: 'holiday-cn', off: new Set(), worked: new Set() }
  for (const file of readdirSync(folder).filter((f) => /^holiday-cn-\d{4}\.json$/.test(f)))
    for (const d of read(file).days as { date: string; isOffDay: boolean }[])
      (d.isOffDay ? judge.off : judge.worked).add(d.date)
  return judge
}
function chineseDays(): Judge {
  const { holidays, workdays } = read('npm-chinese-days-1.5.7.json')
  return { name: 'chinese-days 1.5.7', off: new Set(Object.keys(holidays)), worked: new Set(Object.keys(workdays)) }
}
const works = (judge: Judge, d: Day) =>
  judge.worked.has(d) || (!judge.off.has(d) && weekday(d) !== 0 && weekday(d) !== 6)

const FIRST_RESULT = day('2015-01-01')
const EARLIEST_START = day('2014-08-01') // 60 working days before the first result
const LAST = day('2026-12-31')
const LIMIT_MAX = 60

test('working-day results agree with two published calendars for every start day and limits 1 to 60 that end in 2015 to 2026', {
  skip,
}, (t) => {
  const { years } = packageYears()
  const ours: Calendar = {
    days: new Map([...years.values()].flat().map((d) => [d.date, d])),
    years: new Set(years.keys()),
  }
  for (const judge of [holidayCn(), chineseDays()]) {
    const working: Day[] = []
    for (let d = EARLIEST_START; d <= LAST; d = plusDays(d, 1)) if (works(judge, d)) working.push(d)
    let compared = 0
    let next = 0 // index of the judge's first working day after the start day
    for (let from = EARLIEST_START; from < LAST; from = plusDays(from, 1)) {
      while (next < working.length && working[next]! <= from) next++
      const limits = Math.min(LIMIT_MAX, working.length - next)
      if (limits === 0) continue
      const counted = plusWorkingDays(ours, from, limits).days.filter((d) => d.counted) // the n-th counted day is the result for n
      for (let n = 1; n <= limits; n++) {
        const [mine, theirs] = [counted[n - 1]!.day, working[next + n - 1]!]
        if (mine !== theirs) assert.fail(`${judge.name}: ${n} working days from ${from}: ${mine}, not ${theirs}`)
        if (mine >= FIRST_RESULT) compared++
      }
    }
    assert.ok(compared > 250_000)
    t.diagnostic(`${judge.name}: ${compared} results compared, all the same`)
  }
})
