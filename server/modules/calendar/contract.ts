import { z } from 'zod'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { Day, weekday } from '../../kernel/day.ts'
import { slot } from '../../kernel/slots.ts'
import type { Calendar } from './calendar.ts'

/** One line of a yearly notice: a day off, or a day at the weekend that is worked. */
export const NoticeDay = z.object({
  date: Day,
  name: z
    .string({ error: '请写明节日名称' })
    .trim()
    .min(1, { error: '请写明节日名称' })
    .max(30, { error: '节日名称不超过30个字' }),
  isOffDay: z.boolean({ error: '“是否放假”应为“是”或“否”' }),
})
export type NoticeDay = z.infer<typeof NoticeDay>

const DAYS_MAX = 120
/** 国务院办公厅关于某年部分节假日安排的通知, in the form that holiday-cn publishes. */
export const Notice = z
  .object({
    year: z
      .int({ error: '年份应为四位数字' })
      .min(2000, { error: '年份应在2000年至2100年之间' })
      .max(2100, { error: '年份应在2000年至2100年之间' }),
    papers: z.array(z.string().max(500)).max(10).default([]),
    days: z
      .array(NoticeDay, { error: '缺少日期列表' })
      .min(1, { error: '没有日期' })
      .max(DAYS_MAX, { error: `日期过多，一年的放假安排不超过${DAYS_MAX}天` }),
  })
  .superRefine(({ year, days }, problem) => {
    const at = (i: number, message: string) => problem.addIssue({ code: 'custom', path: ['days', i, 'date'], message })
    const seen = new Set<string>()
    days.forEach((d, i) => {
      if (d.date < `${year - 1}-12-01` || d.date > `${year + 1}-01-31`) at(i, `${d.date}不属于${year}年的放假安排`)
      if (seen.has(d.date)) at(i, `${d.date}重复出现，请只保留一行`)
      if (!d.isOffDay && ![0, 6].includes(weekday(d.date))) at(i, `${d.date}不是周末，不能列为调休上班`)
      seen.add(d.date)
    })
    // 全国年节及纪念日放假办法: these are days off in every year; a notice without them is only a part of one.
    const lacking = ['01-01', '05-01', '10-01'].filter(
      (d) => !days.some((x) => x.date === `${year}-${d}` && x.isOffDay),
    )
    if (lacking.length > 0)
      problem.addIssue({
        code: 'custom',
        path: ['days'],
        message: `缺少法定节假日${lacking.map((d) => `${year}-${d}`).join('、')}，请上传全年完整的放假安排`,
      })
  })
export type Notice = z.infer<typeof Notice>

export const DueQuery = z.object({
  from: Day.refine((d) => d >= '2000-01-01' && d <= '2099-12-31', { error: '起始日应在2000年至2099年之间' }),
  workingDays: z.coerce
    .number({ error: '工作日数应为整数' })
    .int({ error: '工作日数应为整数' })
    .min(1, { error: '工作日数至少为1' })
    .max(500, { error: '工作日数不超过500' }),
})

/** One day of a count, and why it counts or does not. */
export type CountedDay = { day: Day; counted: boolean; why: string }
export type Due = { dueOn: Day; days: CountedDay[]; unpublishedYears: number[] }

/** Shown wherever a day rests on a year whose notice is not out. */
export const unpublishedNote = (years: readonly number[]): string =>
  `${years.map((y) => `${y}年`).join('、')}放假安排尚未公布，暂按周末推算，公布后将重新计算。`

/** A running count that another calendar would move. `from` and `to` are last days in time; null while paused. */
export type Move = { what: string; title: string; from: Day | null; to: Day | null }

/** What depends on the calendar. `preview` changes nothing; `recount` runs in the transaction that saves the notice. */
export type Dependant = {
  name: string
  preview(tx: Tx, ctx: Ctx, next: Calendar): Promise<Move[]>
  recount(tx: Tx, ctx: Ctx, next: Calendar): Promise<void>
}
export const dependants = slot<Dependant>('calendar.dependant')

/** What the administrator sees before saving. `token` names the calendar and the notice it was made from. */
export type Preview = {
  notice: Notice
  offDays: number
  workedDays: number
  workingDaysInYear: number
  replaces: 'package' | 'upload' | null
  changes: { day: Day; before: string; after: string }[]
  moves: Move[]
  movesTotal: number
  token: string
}
export type YearShown = {
  year: number
  source: 'package' | 'upload'
  detail: string
  savedBy: string
  savedAt: string
  offDays: number
  workedDays: number
}

export const SaveNotice = z.object({ notice: Notice, token: z.string().length(64, { error: '请先预览再保存' }) })

export const refusals = {
  'calendar.unreadable': ['invalid', '无法读取这份放假安排：{reason}'],
  'calendar.changedSince': ['conflict', '预览之后放假安排已有变动，请重新预览再保存'],
  'calendar.notUploaded': ['notFound', '{year}年的放假安排不是上传的，不能移除'],
} as const
