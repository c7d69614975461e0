import { standardChannels } from '../../server/modules/standards/contract.ts'
import type { Range, SheetSpec } from '../../server/kernel/xlsx.ts'
import type { RealRow } from './realCatalog.ts'

const tick = (v: boolean | null) => (v ? '√' : '')
const boxes = (row: RealRow) => {
  const chosen = row.channels ?? []
  return [...standardChannels.filter((c) => !chosen.includes(c)).map((c) => `□${c}`), ...chosen.map((c) => `■${c}`)]
}
const options = (rows: readonly RealRow[]) => [
  ...new Set([...standardChannels, ...rows.flatMap((r) => r.channels ?? [])]),
]

type Made = { name: string; spec: SheetSpec; entries: number }
/** Runs of equal texts in column `c` of the body become merges, as an office would draw them. */
const runs = (body: readonly (readonly string[])[], c: number, first: number): Range[] => {
  const merges: Range[] = []
  let start = 0
  for (let r = 1; r <= body.length; r++) {
    if (r < body.length && body[r]![c] === body[start]![c] && body[r]![0] !== '') continue
    if (r - 1 > start) merges.push({ top: first + start, left: c + 1, bottom: first + r - 1, right: c + 1 })
    start = r
  }
  return merges
}

/** The same rows in the five forms that offices really use. */
export function fiveLayouts(rows: readonly RealRow[]): Made[] {
  return [official(rows), columnPerChannel(rows), methodFirst(rows), oneHeaderRow(rows), fieldsAndNotes(rows)]
}

/** A row in the official order of columns; how elements and bases are written is the office's own. */
const officialRow = (r: RealRow, i: number, elements: string, basis: string): string[] => [
  String(i + 1),
  r.field,
  r.level1,
  r.level2 ?? '',
  r.level3 ?? '',
  elements,
  basis,
  r.time_limit,
  r.subject,
  boxes(r).join('\n'),
  tick(r.audience.all_society),
  r.audience.specific_group ?? '',
  tick(r.mode.proactive),
  tick(r.mode.on_request),
  tick(r.tier.county),
  tick(r.tier.township),
]

function official(rows: readonly RealRow[]): Made {
  const body = rows.map((r, i) => officialRow(r, i, r.content_elements.join('\n'), r.basis.join('\n')))
  const top = [
    '序号',
    '领域',
    '公开事项',
    '',
    '',
    '公开内容\n（要素）',
    '公开依据',
    '公开时限',
    '公开主体',
    '公开渠道和载体',
    '公开对象',
    '',
    '公开方式',
    '',
    '公开层级',
    '',
  ]
  const sub = [
    '',
    '',
    '一级事项',
    '二级事项',
    '三级事项',
    '',
    '',
    '',
    '',
    '',
    '全社会',
    '特定群体\n（请写明）',
    '主动',
    '依申请\n公开',
    '县级',
    '乡级',
  ]
  const down = [1, 2, 6, 7, 8, 9, 10].map((c) => ({ top: 2, left: c, bottom: 3, right: c }))
  const across = [
    [3, 5],
    [11, 12],
    [13, 14],
    [15, 16],
  ].map(([l, r]) => ({ top: 2, left: l!, bottom: 2, right: r! }))
  const title = { top: 1, left: 1, bottom: 1, right: 16 }
  return {
    name: '官方两行表头',
    entries: body.length,
    spec: {
      name: '目录',
      rows: [['基层政务公开标准目录'], top, sub, ...body],
      merges: [
        title,
        ...down,
        ...across,
        ...runs(body, 1, 4),
        ...runs(body, 2, 4).filter((m) => sameAll(body, m, 4, [1])),
      ],
      titleRows: 1,
      headerRows: 2,
    },
  }
}
const sameAll = (body: readonly (readonly string[])[], m: Range, first: number, columns: readonly number[]) =>
  columns.every((c) => new Set(body.slice(m.top - first, m.bottom - first + 1).map((r) => r[c])).size === 1)

function columnPerChannel(rows: readonly RealRow[]): Made {
  const names = options(rows)
  const body = rows.map((r, i) => [
    String(i + 1),
    r.field,
    r.level1,
    r.level2 ?? '',
    r.level3 ?? '',
    r.content_elements.map((e, n) => `${n + 1}.${e}`).join('；'),
    r.basis.join('；'),
    r.time_limit,
    r.subject,
    ...names.map((n) => tick((r.channels ?? []).includes(n))),
    tick(r.audience.all_society),
    r.audience.specific_group ?? '',
    tick(r.mode.proactive),
    tick(r.mode.on_request),
    '',
    tick(r.tier.county),
    tick(r.tier.township),
  ])
  const top = [
    '序号',
    '试点领域',
    '一级事项',
    '二级事项',
    '三级事项',
    '公开内容（要素）',
    '公开依据',
    '公开时限',
    '公开主体',
    '公开渠道和载体',
    ...names.slice(1).map(() => ''),
    '公开对象',
    '',
    '公开方式',
    '',
    '公开层级',
    '',
    '',
  ]
  const sub = [...Array<string>(9).fill(''), ...names, '全社会', '特定群体', '主动', '依申请', '市级', '县级', '乡级']
  const n = names.length
  const across = [
    [10, 9 + n],
    [10 + n, 11 + n],
    [12 + n, 13 + n],
    [14 + n, 16 + n],
  ].map(([l, r]) => ({ top: 1, left: l!, bottom: 1, right: r! }))
  return {
    name: '每个渠道一列',
    entries: body.length,
    spec: {
      name: '标准目录',
      rows: [top, sub, ...body],
      merges: [...Array.from({ length: 9 }, (_, i) => ({ top: 1, left: i + 1, bottom: 2, right: i + 1 })), ...across],
      headerRows: 2,
    },
  }
}

const rowsAbove = [
  ['附件2'],
  ['某区基层政务公开标准目录（在标注范围内至少选择其一公开，法律法规规章另有规定的从其规定）'],
  ['填报单位：政务公开科', '', '', '', '', '', '', '', '', '', '填报日期：2020年10月'],
]

function methodFirst(rows: readonly RealRow[]): Made {
  const body = rows.map((r) => [
    r.field,
    r.level1,
    r.level2 ?? '',
    r.level3 ?? '',
    r.content_elements.join('\n'),
    r.subject,
    r.time_limit,
    r.basis.join('\n'),
    tick(r.mode.proactive),
    tick(r.mode.on_request),
    (r.channels ?? []).map((c) => `■${c}`).join(' '),
    tick(r.audience.all_society),
    r.audience.specific_group ?? '',
    tick(r.tier.county),
    tick(r.tier.township),
  ])
  const top = [
    '领域',
    '公开事项',
    '',
    '',
    '公开内容（要素）',
    '公开主体',
    '公开时限',
    '公开依据',
    '公开方式',
    '',
    '公开渠道和载体',
    '公开对象',
    '',
    '公开层级',
    '',
  ]
  const sub = [
    '',
    '一级事项',
    '二级事项',
    '三级事项',
    '',
    '',
    '',
    '',
    '主动',
    '依申请公开',
    '',
    '全社会',
    '特定群体（请写明）',
    '县级',
    '乡镇级',
  ]
  return {
    name: '方式在渠道之前，无序号，表上三行',
    entries: body.length,
    spec: {
      name: 'Sheet1',
      rows: [...rowsAbove, top, sub, ...body],
      merges: [
        { top: 4, left: 2, bottom: 4, right: 4 },
        { top: 2, left: 1, bottom: 2, right: 15 },
      ],
      titleRows: 3,
      headerRows: 2,
    },
  }
}

function oneHeaderRow(rows: readonly RealRow[]): Made {
  const body = rows.map((r, i) => [
    String(i + 1),
    r.field,
    r.level1,
    r.level2 ?? '',
    r.level3 ?? '',
    r.content_elements.join('\n'),
    r.basis.join('\n'),
    r.time_limit,
    r.subject,
    (r.channels ?? []).join('、'),
    '■文本',
    r.audience.all_society
      ? '■全社会\n□特定群体'
      : r.audience.specific_group
        ? `□全社会\n■特定群体：${r.audience.specific_group}`
        : '□全社会\n□特定群体',
    `${r.mode.proactive ? '■' : '□'}主动 ${r.mode.on_request ? '■' : '□'}依申请公开`,
    '√',
    '',
    '办公室',
    tick(r.tier.county),
    tick(r.tier.township),
  ])
  const top = [
    '序号',
    '领域',
    '一级事项',
    '二级事项',
    '三级事项',
    '公开内容(要素)',
    '公开依据',
    '公开时限',
    '责任主体',
    '公开渠道和载体',
    '公开形式',
    '公开对象',
    '公开方式',
    '决策公开',
    '执行公开',
    '责任科室',
    '县级',
    '镇（街）级',
  ]
  return {
    name: '一行表头，渠道为文字，附加列',
    entries: body.length,
    spec: {
      name: '目录',
      rows: [['某县政务公开标准目录'], [], top, ...body],
      merges: [{ top: 1, left: 1, bottom: 1, right: 18 }],
      titleRows: 2,
      headerRows: 1,
    },
  }
}

function fieldsAndNotes(rows: readonly RealRow[]): Made {
  const body = rows.map((r, i) =>
    officialRow(
      r,
      i,
      r.content_elements.map((e) => `● ${e}`).join('\n'),
      r.basis.map((b, n) => `${n + 1}.${b}`).join('\n'),
    ),
  )
  const a = [
    '序号',
    '领域',
    '公开事项',
    '',
    '',
    '公开内容（要素）',
    '公开依据',
    '公开时限',
    '公开主体',
    '公开渠道和载体（“■”表示必选项，“□”表示可选项）',
    '公开对象',
    '',
    '公开方式',
    '',
    '公开层级',
    '',
  ]
  const b = [
    '',
    '',
    '一级\n事项',
    '二级\n事项',
    '三级\n事项',
    '',
    '',
    '',
    '',
    '',
    '全社会',
    '特定群众',
    '主动',
    '依申请',
    '县级',
    '乡级',
  ]
  const notes = [
    ['注：1.本目录由各领域主管部门负责解释。'],
    ['填表人：张某', '', '', '', '', '', '', '', '审核人：李某'],
  ]
  const at = 4 + body.length
  const repeated = [...body.slice(0, 40), a, b, ...body.slice(40)]
  return {
    name: '中间重复表头，下有注释',
    entries: body.length,
    spec: {
      name: '附件',
      rows: [['附件'], a, b, ...repeated, ...notes],
      merges: [
        { top: 2, left: 3, bottom: 2, right: 5 },
        { top: at + 2, left: 1, bottom: at + 2, right: 16 },
      ],
      titleRows: 1,
      headerRows: 2,
    },
  }
}
