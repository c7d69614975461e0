// 政策文件库: all normative and other policy files of the district, narrowed by efficacy, organ and year.
import { html, type Html } from '../kernel/html.ts'
import { yearOf } from '../kernel/day.ts'
import type { Tx } from '../kernel/ctx.ts'
import { tag, type PageAnswer, type PageRequest } from '../modules/sites/contract.ts'
import { countWhere, linesWhere, organsWith, policyLines, turn } from '../modules/publishing/index.ts'
import { validities } from '../modules/publishing/contract.ts'
import { column, crumbs } from './parts.ts'

const KINDS = ['normative', 'policy'] as const
const SIZE = 20
const YEARS = 10

export async function policies(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const { query } = request
  const organs = await organsWith(tx, KINDS)
  const organ = organs.find((o) => o.id === query.organ)
  const validity = query.validity && query.validity in validities ? query.validity : undefined
  const year = /^20\d\d$/.test(query.year ?? '') ? Number(query.year) : undefined
  const kind = KINDS.find((k) => k === query.kind)
  const page = Math.min(10_000, Math.max(1, Math.trunc(Number(query.page)) || 1))
  const wanted = {
    kinds: kind ? [kind] : KINDS,
    ...(organ ? { organId: organ.id } : {}),
    ...(validity ? { validity } : {}),
    ...(year ? { year } : {}),
    ...(query.number ? { number: query.number } : {}),
  }
  const total = await countWhere(tx, wanted)
  const shown = await linesWhere(tx, wanted, SIZE, (page - 1) * SIZE)
  const { page: _, ...kept } = query
  const years = Array.from({ length: YEARS }, (_, i) => String(yearOf(request.day) - i))
  const body = html`<section class="card"><div class="page-head"><h1>政策文件库</h1><p>共 ${total} 件</p></div>
<form class="filters" action="${request.path}" method="get">
${select(
  'kind',
  '类别',
  [
    ['normative', '行政规范性文件'],
    ['policy', '其他政策文件'],
  ],
  kind,
)}
${select('validity', '效力', Object.entries(validities), validity)}
${select(
  'organ',
  '发布机构',
  organs.map((o) => [o.id, o.name]),
  organ?.id,
)}
${select(
  'year',
  '公开年份',
  years.map((y) => [y, `${y}年`]),
  year?.toString(),
)}
<div><label for="f-number">文号或索引号</label><input id="f-number" name="number" maxlength="60" value="${query.number ?? ''}"></div>
<div><button class="button" type="submit">查找</button></div></form>
${shown.length === 0 ? html`<p class="none">没有符合条件的文件。可以减少条件，或者<a href="${request.path}">查看全部文件</a>。</p>` : policyLines(shown)}
${turn(request, kept, page, Math.ceil(total / SIZE))}</section>`
  return {
    type: 'page',
    title: '政策文件库',
    meta: column('政策文件库', '本区行政规范性文件和其他政策文件，标注效力', '政策,规范性文件,文号,效力', '政策文件'),
    body,
    crumbs: crumbs(request, '政策文件库'),
    styles: ['lists.css'],
    tags: [tag.documents, tag.day],
  }
}

const select = (
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string | undefined,
): Html =>
  html`<div><label for="f-${name}">${label}</label><select id="f-${name}" name="${name}"><option value="">全部</option>${options.map(
    ([value, text]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`,
  )}</select></div>`
