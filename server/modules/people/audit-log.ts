// The security record, for the audit administrator. Reads of it are plain; taking it away as a file is itself on record.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import { reach, type Ctx, type Tx } from '../../kernel/ctx.ts'
import { Day } from '../../kernel/day.ts'
import { instant, startOf, wallClock } from '../../kernel/instant.ts'
import { plusDays } from '../../kernel/day.ts'
import { download, Paging, type Paged } from '../../kernel/route.ts'
import { writeSheet, XLSX } from '../../kernel/xlsx.ts'
import { auditActions, auditResults } from './contract.ts'
import { below } from './queries.ts'

const EXPORT_MAX = 5000
const COUNT_MAX = 10_000

export const AuditFilter = z.object({
  from: Day.optional(),
  to: Day.optional(),
  actor: z.string().trim().max(50).optional(),
  action: z.string().trim().max(100).optional(),
  result: z.enum(['allowed', 'denied', 'failed']).optional(),
  subjectId: z.string().max(100).optional(),
})
export const AuditQuery = AuditFilter.extend(Paging.shape)

export type AuditLine = {
  no: string
  at: string
  actorName: string
  organName: string | null
  ip: string
  action: string
  label: string
  result: keyof typeof auditResults
  subjectType: string | null
  subjectId: string | null
  subjectName: string | null
  detail: Record<string, unknown>
  requestId: string
}

/** Lines of organs in the actor's charge; lines that belong to no organ (unknown logins, the system) to whoever is in charge of the root. */
function matching(ctx: Ctx, f: z.output<typeof AuditFilter>): RawBuilder<unknown> {
  const places = reach(ctx.actor, ['admin.audit'])
  const whole = places.some((path) => path.split('/').length <= 3)
  return sql`from audit a left join organs_organ_view o on o.id::text = a.organ_id
      left join people_account s on a.subject_type = 'account' and s.id::text = a.subject_id
    where (${below(sql`o.path`, places)} or (${whole}::boolean and o.path is null))
    and (${f.from ? startOf(f.from) : null}::timestamptz is null or a.at >= ${f.from ? startOf(f.from) : null}::timestamptz)
    and (${f.to ? startOf(f.to) : null}::timestamptz is null or a.at < ${f.to ? startOf(plusDays(f.to, 1)) : null}::timestamptz)
    and (${f.actor ?? null}::text is null or a.actor_name like '%' || ${f.actor ?? ''}::text || '%')
    and (${f.action ?? null}::text is null or a.action = ${f.action ?? null} or (${f.action ?? null} = 'refused' and a.action like '% /api/%'))
    and (${f.result ?? null}::text is null or a.result = ${f.result ?? null})
    and (${f.subjectId ?? null}::text is null or a.subject_id = ${f.subjectId ?? null})`
}

async function lines(tx: Tx, where: RawBuilder<unknown>, limit: number, offset: number): Promise<AuditLine[]> {
  const { rows } = await sql<
    Omit<AuditLine, 'label'>
  >`select a.no, a.at, a.actor_name as "actorName", o.name as "organName", a.ip, a.action, a.result,
    a.subject_type as "subjectType", a.subject_id as "subjectId", s.name as "subjectName", a.detail, a.request_id as "requestId" ${where}
    order by a.at desc, a.no desc limit ${limit} offset ${offset}`.execute(tx)
  return rows.map((r) => ({
    ...r,
    label: auditActions[r.action] ?? (r.action.includes(' /api/') ? '越权访问' : r.action),
  }))
}

/** The total is exact up to ten thousand, which is as far as anyone pages. */
export const readAudit = (ctx: Ctx, f: z.output<typeof AuditQuery>): Promise<Paged<AuditLine>> =>
  ctx.tx(async (tx) => {
    const where = matching(ctx, f)
    const {
      rows: [count],
    } = await sql<{
      n: number
    }>`select count(*)::int as n from (select 1 ${where} limit ${COUNT_MAX}) as found`.execute(tx)
    return { items: await lines(tx, where, f.size, (f.page - 1) * f.size), total: count!.n, page: f.page, size: f.size }
  })

export const exportAudit = (ctx: Ctx, f: z.output<typeof AuditFilter>) =>
  ctx.tx(async (tx) => {
    const found = await lines(tx, matching(ctx, f), EXPORT_MAX, 0)
    await audit(ctx, { action: 'people.exportAudit', result: 'allowed', detail: { ...f, lines: found.length } }, tx)
    const rows = found.map((l) => [
      wallClock(instant(l.at)),
      l.actorName,
      l.organName ?? '',
      l.label,
      auditResults[l.result],
      l.subjectName ?? l.subjectId ?? '',
      l.ip,
      l.requestId,
    ])
    const bytes = await writeSheet({
      name: '审计记录',
      headerRows: 1,
      widths: [18, 12, 24, 16, 8, 20, 16, 38],
      rows: [['时间', '人员', '机构', '操作', '结果', '对象', '地址', '请求编号'], ...rows],
    })
    return download(XLSX, `审计记录-${ctx.today}.xlsx`, bytes)
  })
