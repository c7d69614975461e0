import { z } from 'zod'
import { anyone, del, get, has, post, signedIn } from '../../kernel/route.ts'
import { plusWorkingDays } from './calendar.ts'
import { preview, removeNotice, saveNotice } from './commands.ts'
import { DueQuery, SaveNotice } from './contract.ts'
import { readNotice } from './reading.ts'
import * as store from './store.ts'

const YearParam = z.object({
  year: z.coerce.number({ error: '年份应为四位数字' }).int({ error: '年份应为四位数字' }).min(1990).max(2100),
})

export const routes = [
  get('/api/calendar/due', {
    summary: '从某日起的第N个工作日，逐日说明',
    query: DueQuery,
    scope: anyone,
    rate: { count: 300, seconds: 60 },
    run: (ctx, { query }) =>
      ctx.tx(async (tx) => plusWorkingDays(await store.loadCalendar(tx), query.from, query.workingDays)),
  }),
  get('/api/calendar/years', {
    summary: '已公布的年度放假安排',
    scope: signedIn,
    run: (ctx) =>
      ctx.tx(async (tx) => {
        const years = await store.listYears(tx)
        const next = Number(ctx.today.slice(0, 4)) + 1
        return { years, unpublishedYears: [next - 1, next].filter((y) => !years.some((p) => p.year === y)) }
      }),
  }),
  get('/api/calendar/years/:year', {
    summary: '某年放假安排的逐日列表',
    params: YearParam,
    scope: signedIn,
    run: (ctx, { params }) => ctx.tx(async (tx) => ({ year: params.year, days: await store.daysOf(tx, params.year) })),
  }),
  post('/api/calendar/notices/preview', {
    summary: '预览一份新的放假安排：不保存',
    scope: has('admin.system'),
    upload: true,
    limit: 1024 * 1024,
    body: z.object({ text: z.string().max(100_000, { error: '内容过长' }).default('') }),
    run: async (ctx, { body }, files) => preview(ctx, await readNotice(files[0], body.text)),
  }),
  post('/api/calendar/notices', {
    summary: '保存预览过的放假安排，并重新计算在途时限',
    scope: has('admin.system'),
    body: SaveNotice,
    run: async (ctx, { body }) => {
      await saveNotice(ctx, body.notice, body.token)
      return { year: body.notice.year }
    },
  }),
  del('/api/calendar/notices/:year', {
    summary: '移除上传的放假安排',
    params: YearParam,
    scope: has('admin.system'),
    run: (ctx, { params }) => removeNotice(ctx, params.year),
  }),
] as const
