import { z } from 'zod'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { Day } from '../../kernel/day.ts'
import { slot } from '../../kernel/slots.ts'
import type { Calendar } from './calendar.ts'

/** One line of a yearly notice: a day off, or a day at the weekend that is worked. */
export const NoticeDay = z.object({
  date: Day,
  name: z.string({ error: '请写明节日名称' }).trim().min(1, { error: '请写明节日名称' }).max(30, { error: '节日名称不超过30个字' }),
  isOffDay: z.boolean({ error: '“是否放假”应为“是”或“否”' }),
})
export type NoticeDay = z.infer<typeof NoticeDay>

/** 国务院办公厅关于某年部分节假日安排的通知, in the form that holiday-cn publishes. */
export const Notice = z.object({
  year: z.int({ error: '年份应为四位数字' }).min(2000, { error: '年份过早' }).max(2100, { error: '年份过晚' }),
  papers: z.array(z.string().max(500)).max(10).default([]),
  days: z.array(NoticeDay, { error: '缺少日期列表' }).min(5, { error: '一年的放假安排至少有5天' }).max(120, { error: '日期过多，一年的放假安排不超过120天' }),
})
export type Notice = z.infer<typeof Notice>

export const DueQuery = z.object({
  from: Day.refine((d) => d >= '2000-01-01' && d <= '2099-12-31', { error: '起始日应在2000年至2099年之间' }),
  workingDays: z.coerce.number({ error: '工作日数应为整数' }).int({ error: '工作日数应为整数' })
    .min(1, { error: '工作日数至少为1' }).max(500, { error: '工作日数不超过500' }),
})

/** One day of a count, and why it counts or does not. */
export type CountedDay = { day: Day; counted: boolean; why: string }
export type Due = { dueOn: Day; days: CountedDay[]; unpublishedYears: number[] }

/** A running count that another calendar would move. `to` and `from` are last days in time. */
export type Move = { what: string; title: string; from: Day | null; to: Day | null; link?: string }

/** What depends on the calendar. `preview` changes nothing; `recount` runs in the transaction that saves the notice. */
export type Dependant = {
  name: string
  preview(tx: Tx, ctx: Ctx, next: Calendar): Promise<Move[]>
  recount(tx: Tx, ctx: Ctx, next: Calendar): Promise<number>
}
export const dependants = slot<Dependant>('calendar.dependant')

export const refusals = {
  'calendar.unreadable': ['invalid', '无法读取这份放假安排：{reason}。请上传 JSON 或 Excel 文件，或粘贴“日期、名称、是否放假”三列'],
  'calendar.unknownPreview': ['conflict', '预览之后放假安排已有变动，请重新预览再保存'],
} as const
