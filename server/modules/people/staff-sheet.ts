// The staff list as a spreadsheet: read with each problem at its cell, and written as a template.
import { type Grid, type SheetSpec } from '../../kernel/xlsx.ts'
import { duties, dutyNames, isAdmin, STAFF_IMPORT_MAX, StaffRow, type Duty } from './contract.ts'

export type Problem = { cell: string; text: string }
export type StaffLine = { line: number; values: StaffRow; cells: Partial<Record<keyof StaffRow, string>> }
export type StaffSheet = { lines: StaffLine[]; problems: Problem[] }

const HEADINGS: Record<keyof StaffRow, readonly string[]> = {
  login: ['登录名', '账号', '用户名'],
  name: ['姓名'],
  organCode: ['机构代码', '单位代码', '部门代码'],
  post: ['岗位', '职务'],
  phone: ['手机', '电话', '联系电话', '手机号'],
  email: ['邮箱', '电子邮箱'],
  duties: ['职责', '授权'],
}
const REQUIRED = ['login', 'name', 'organCode'] as const
const HEADER_WITHIN = 10
const byLabel = new Map<string, Duty>(
  dutyNames.flatMap(
    (duty) =>
      [
        [duty, duty],
        [duties[duty].label, duty],
        [duties[duty].label.replace(/（.*）/, ''), duty],
      ] as [string, Duty][],
  ),
)

/** Finds the header wherever it stands in the first rows and its columns in any order; reads every row below it. */
export function readStaff(grid: Grid): StaffSheet {
  const header = findHeader(grid)
  if (!header)
    return {
      lines: [],
      problems: [{ cell: 'A1', text: `前${HEADER_WITHIN}行中没有找到表头，表头应有“登录名”“姓名”“机构代码”三列` }],
    }
  const problems: Problem[] = []
  const lines: StaffLine[] = []
  for (let row = header.row + 1; row <= grid.rows; row++) {
    const cell = (key: keyof StaffRow) =>
      header.columns[key] === undefined ? undefined : grid.at(row, header.columns[key]!)
    const text = (key: keyof StaffRow) => cell(key)?.text.trim() ?? ''
    if (Object.keys(HEADINGS).every((key) => text(key as keyof StaffRow) === '')) continue
    const named = readDuties(text('duties'))
    for (const problem of named.problems) problems.push({ cell: cell('duties')!.address, text: problem })
    const parsed = StaffRow.safeParse({
      login: text('login'),
      name: text('name'),
      organCode: text('organCode'),
      post: text('post'),
      phone: text('phone'),
      email: text('email'),
      duties: named.duties,
    })
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        problems.push({ cell: cell(issue.path[0] as keyof StaffRow)?.address ?? `A${row}`, text: issue.message })
      continue
    }
    const cells = Object.fromEntries(
      Object.keys(header.columns).map((key) => [key, cell(key as keyof StaffRow)!.address]),
    )
    lines.push({ line: row, values: parsed.data, cells })
  }
  return { lines, problems: [...problems, ...repeated(lines), ...tooMany(lines)] }
}

function findHeader(grid: Grid): { row: number; columns: Partial<Record<keyof StaffRow, number>> } | undefined {
  for (let row = 1; row <= Math.min(HEADER_WITHIN, grid.rows); row++) {
    const columns: Partial<Record<keyof StaffRow, number>> = {}
    for (let column = 1; column <= grid.columns; column++) {
      const title = grid.at(row, column).text.replace(/[\s*（）()]|必填|选填/g, '')
      for (const [key, names] of Object.entries(HEADINGS))
        if (names.includes(title)) columns[key as keyof StaffRow] ??= column
    }
    if (REQUIRED.every((key) => columns[key] !== undefined)) return { row, columns }
  }
  return undefined
}

function readDuties(text: string): { duties: Duty[]; problems: string[] } {
  const found: Duty[] = []
  const problems: string[] = []
  for (const word of text
    .split(/[、，,;；\n]/)
    .map((w) => w.trim())
    .filter(Boolean)) {
    const duty = byLabel.get(word)
    if (!duty)
      problems.push(
        `没有“${word}”这项职责，可用：${dutyNames
          .filter((d) => !isAdmin(d))
          .map((d) => duties[d].label)
          .join('、')}`,
      )
    else if (isAdmin(duty)) problems.push(`“${duties[duty].label}”须在账号页面单独授权，不能批量导入`)
    else if (!found.includes(duty)) found.push(duty)
  }
  return { duties: found, problems }
}

function repeated(lines: readonly StaffLine[]): Problem[] {
  const first = new Map<string, number>()
  return lines.flatMap(({ line, values, cells }) => {
    const before = first.get(values.login)
    if (before === undefined) first.set(values.login, line)
    return before === undefined ? [] : [{ cell: cells.login!, text: `登录名“${values.login}”与第${before}行重复` }]
  })
}

const tooMany = (lines: readonly StaffLine[]): Problem[] =>
  lines.length > STAFF_IMPORT_MAX
    ? [{ cell: `A${lines[STAFF_IMPORT_MAX]!.line}`, text: `一次最多导入${STAFF_IMPORT_MAX}人，请分次导入` }]
    : []

const HEADER = ['登录名', '姓名', '机构代码', '岗位', '手机', '邮箱', '职责']
const WIDTHS = [16, 12, 18, 16, 16, 24, 32]
/** An empty list with its header and one example. */
export const staffTemplate = (): SheetSpec => ({
  name: '人员',
  headerRows: 1,
  widths: WIDTHS,
  rows: [HEADER, ['lishi', '李示', 'QZFB', '信息员', '', '', '信息员、查看']],
})
/** Handed out once: the passwords are kept nowhere. */
export const passwordSheet = (
  rows: readonly { name: string; organName: string; login: string; password: string }[],
): SheetSpec => ({
  name: '初始密码',
  titleRows: 1,
  headerRows: 1,
  widths: [14, 28, 18, 20],
  merges: [{ top: 1, left: 1, bottom: 1, right: 4 }],
  rows: [
    ['初始密码（仅此一份，首次登录须修改）'],
    ['姓名', '机构', '登录名', '初始密码'],
    ...rows.map((r) => [r.name, r.organName, r.login, r.password]),
  ],
})
