// Staff from a spreadsheet: looked at first, saved all or nothing.
import type { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import { covers, type Ctx, type Tx } from '../../kernel/ctx.ts'
import { invalid } from '../../kernel/refusal.ts'
import { readGrid, writeSheet } from '../../kernel/xlsx.ts'
import { organByCode } from '../organs/index.ts'
import { createAccountIn } from './accounts.ts'
import type { StaffRows } from './contract.ts'
import { grantDutyIn } from './grants.ts'
import { passwordSheet, readStaff, type Problem, type StaffLine } from './staff-sheet.ts'
import * as store from './store.ts'

export type StaffPreview = { lines: (StaffLine & { organName: string })[]; problems: Problem[] }

/** Saves nothing. */
export async function previewStaff(ctx: Ctx, bytes: Buffer): Promise<StaffPreview> {
  const [grid] = await readGrid(bytes)
  if (!grid) return invalid({ file: '文件中没有可读的工作表' })
  const { lines, problems } = readStaff(grid)
  return ctx.tx(async (tx) => {
    const known: StaffPreview = { lines: [], problems: [...problems] }
    for (const line of lines) {
      const organ = await organOf(tx, ctx, line.values.organCode)
      if (typeof organ === 'string') known.problems.push({ cell: line.cells.organCode!, text: organ })
      if (await store.byLogin(tx, line.values.login))
        known.problems.push({ cell: line.cells.login!, text: `登录名“${line.values.login}”已被使用，请更换` })
      known.lines.push({ ...line, organName: typeof organ === 'string' ? '' : organ.name })
    }
    return known
  })
}

async function organOf(tx: Tx, ctx: Ctx, code: string) {
  const organ = await organByCode(tx, code)
  if (!organ || !covers(ctx.actor, ['admin.security'], organ.path))
    return `没有代码为“${code}”的机构，或者不在您的管理范围内`
  return organ.active ? organ : `“${organ.name}”已停用`
}

export type StaffImport = { created: number; file: { name: string; base64: string } }

/** All accounts and their duties, or none. The passwords leave once, in the answer's file. */
export const importStaff = (ctx: Ctx, { rows }: z.output<typeof StaffRows>): Promise<StaffImport> =>
  ctx.tx(async (tx) => {
    const made = []
    for (const [i, { organCode, duties, ...row }] of rows.entries()) {
      const organ = await organOf(tx, ctx, organCode)
      if (typeof organ === 'string') return invalid({ [`rows.${i}.organCode`]: organ })
      const account = await createAccountIn(tx, ctx, { ...row, organId: organ.id })
      for (const duty of duties) await grantDutyIn(tx, ctx, account.id, { duty, organId: organ.id, toOn: null })
      made.push({ ...account, name: row.name, organName: organ.name })
    }
    await audit(ctx, { action: 'people.importStaff', result: 'allowed', detail: { created: made.length } }, tx)
    const bytes = await writeSheet(passwordSheet(made))
    return { created: made.length, file: { name: `初始密码-${ctx.today}.xlsx`, base64: bytes.toString('base64') } }
  })
