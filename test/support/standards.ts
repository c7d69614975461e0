import { HEADER } from './catalogHeader.ts'
import type { Actor } from '../../server/kernel/ctx.ts'
import { day } from '../../server/kernel/day.ts'
import { type SheetSpec, writeSheet } from '../../server/kernel/xlsx.ts'
import { calendarModule } from '../../server/modules/calendar/index.ts'
import { OrganPack } from '../../server/modules/organs/contract.ts'
import { importPackIn, organTree } from '../../server/modules/organs/index.ts'
import * as commands from '../../server/modules/standards/commands.ts'
import { ImportInput } from '../../server/modules/standards/contract.ts'
import { standardsModule } from '../../server/modules/standards/index.ts'
import * as queries from '../../server/modules/standards/queries.ts'
import { obligations } from '../../server/modules/standards/queries-owing.ts'
import { testDatabase } from './db.ts'

const organ = (
  code: string,
  name: string,
  parentCode: string | null,
  legalKind = 'administrativeOrgan',
  level = 'district',
) => ({ code, name, parentCode, legalKind, level })
const pack = OrganPack.parse({
  pack: 'test',
  name: '测试',
  version: '1',
  organs: [
    organ('0', '湖湾区人民政府', null),
    organ('1', '湖湾区财政局', '0'),
    organ('2', '湖湾区应急管理局', '0'),
    organ('3', '东湖街道办事处', '0', 'dispatchedOrgan', 'town'),
    organ('4', '南湾镇人民政府', '0', 'administrativeOrgan', 'town'),
    organ('5', '柳岸社区居民委员会', '3', 'selfGoverning', 'community'),
  ],
})

export const row = (no: number, level2: string, limit: string, who: string) => [
  '' + no,
  '预算',
  level2,
  `${level2}全文`,
  '《中华人民共和国预算法》',
  limit,
  who,
  '■政府网站 □政府公报',
  '√',
  '',
  '√',
  '',
  '√',
  '',
]
export const rows = [
  row(1, '年度预算', '每年3月31日前', '区财政局'),
  row(2, '半年执行情况', '半年至少更新1次', '区财政局'),
  row(3, '机构职能', '长期公开', '区财政局、乡镇人民政府（街道办事处）'),
  row(4, '规范性文件', '信息形成之日起20个工作日内', '财政部门、没有这个单位'),
]
export const file = (body: readonly string[][] = rows, spec: Partial<SheetSpec> = {}) =>
  writeSheet({ name: '目录', rows: [HEADER, ...body], ...spec })
export const options = (over = {}) => ImportInput.parse({ fieldKey: 'budget', name: '财政预决算领域标准目录', ...over })

/** A database with six organs on 2026-11-23, and hands to put a catalog in force and read what is owed. */
export async function standardsIn() {
  const at = await testDatabase({ modules: [calendarModule, standardsModule] })
  const ctx = at.ctx(undefined, '2026-11-23T02:00:00.000Z')
  await calendarModule.start!(ctx)
  await standardsModule.start!(ctx)
  await ctx.tx((tx) => importPackIn(tx, ctx, pack))
  const ids: Record<string, string> = Object.fromEntries((await ctx.tx(organTree)).map((o) => [o.code, o.id]))
  const asPerson = (duty: string, code = '0'): Actor => ({
    kind: 'staff',
    id: `person-${duty}`,
    name: '测试人员',
    organId: ids[code]!,
    grants: [{ duty, organId: ids[code]!, path: '/' }],
    sessionId: null,
  })
  const inForce = async (body: readonly string[][], effectiveOn: string, over = {}) => {
    const { id } = await commands.importCatalog(ctx, await file(body), options(over))
    await commands.publishCatalog(ctx, id, day(effectiveOn))
    return (await ctx.tx((tx) => queries.catalogById(tx, id)))!
  }
  const owed = (filter = {}, now = ctx) =>
    now.tx((tx) => obligations(tx, ['/'], now.today, { page: 1, size: 200, ...filter }))
  const entryNamed = async (level2: string, catalogId: string) =>
    (await ctx.tx((tx) => queries.entriesOf(tx, catalogId))).find((e) => e.content.level2 === level2)!
  return { at, ctx, ids, asPerson, inForce, owed, entryNamed }
}
