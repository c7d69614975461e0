// 组织机构: what the browser, the packs and other modules may know.
import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import type { Tx } from '../../kernel/ctx.ts'
import { slot } from '../../kernel/slots.ts'

export { nest, type Node } from './tree.ts'

/** What an organ is in law. It decides who has duties under 政府信息公开条例 (see `underRegulation`). */
export const legalKinds = {
  administrativeOrgan: '行政机关',
  dispatchedOrgan: '派出机关（街道办事处）',
  dispatchedBody: '派出机构',
  authorisedOrganisation: '法律法规授权组织',
  internalOffice: '内设机构',
  coordinatingBody: '议事协调机构',
  partyBody: '党群机关',
  publicInstitution: '公共企事业单位',
  selfGoverning: '基层群众性自治组织（社区、村）',
} as const
export type LegalKind = keyof typeof legalKinds

export const levels = { district: '区级', town: '街道（镇）级', community: '社区（村）级' } as const
export type Level = keyof typeof levels

export const groupRoles = { chair: '组长', deputy: '副组长', member: '成员', office: '办公室' } as const
export type GroupRole = keyof typeof groupRoles

/** Who bears duties under the Regulation: 行政机关 and 派出机关 (条例第二条, 第十条), organisations authorised by law (第五十四条), and
 *  派出机构 or 内设机构 only where law lets them act in their own name (第十条第三款). 社区 and 村 never; 公共企事业单位 follow 第五十五条 apart. */
export const underRegulation = (o: { legalKind: LegalKind; actsInOwnName: boolean }): boolean =>
  ['administrativeOrgan', 'dispatchedOrgan', 'authorisedOrganisation'].includes(o.legalKind) ||
  (['dispatchedBody', 'internalOffice'].includes(o.legalKind) && o.actsInOwnName)

const Code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{1,40}$/, { error: '机构代码由字母、数字和短横线组成，不超过40个字符' })
const Name = z.string().trim().min(1, { error: '请填写名称' }).max(100, { error: '名称不超过100个字' })
const Short = z.string().trim().max(30, { error: '简称不超过30个字' })
const Line = z.string().trim().max(200, { error: '不超过200个字' })
const Sort = z.coerce.number({ error: '排序应为整数' }).int().min(0, { error: '排序不能小于0' }).max(1_000_000)
const Id = z.uuid({ error: '编号格式不正确' })

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** 统一社会信用代码: 18 characters, the last one checks the others (GB 32100-2015, weights 3^i mod 31). */
export function validCreditCode(code: string): boolean {
  const digits = [...code].map((c) => CREDIT_ALPHABET.indexOf(c))
  if (digits.length !== 18 || digits.includes(-1)) return false
  let sum = 0
  let weight = 1
  for (const digit of digits.slice(0, 17)) {
    sum += digit * weight
    weight = (weight * 3) % 31
  }
  return digits[17] === (31 - (sum % 31)) % 31
}
const CreditCode = z
  .string()
  .trim()
  .toUpperCase()
  .refine(validCreditCode, { error: '统一社会信用代码应为18位，且校验位正确，请核对' })

const facts = {
  code: Code,
  name: Name,
  shortName: Short.default(''),
  legalKind: z.enum(Object.keys(legalKinds) as [LegalKind, ...LegalKind[]], { error: '请选择机构性质' }),
  level: z.enum(Object.keys(levels) as [Level, ...Level[]], { error: '请选择层级' }),
  actsInOwnName: z.boolean().default(false),
  disclosureOffice: z.boolean().default(false),
  creditCode: CreditCode.nullish().transform((v) => v ?? null),
  address: Line.default(''),
  phone: Line.default(''),
  sort: Sort.default(0),
}
export const OrganInput = z.object({ ...facts, parentId: Id.nullable() })
/** The root comes from a pack or from setting up; whoever uses the console adds below something. */
export const OrganBelow = OrganInput.extend({ parentId: z.uuid({ error: '请选择上级机构' }) })
/** Everything but the name, the place and the code, each of which has a command (and a history) of its own. */
export const OrganFacts = z.object({
  legalKind: facts.legalKind,
  level: facts.level,
  actsInOwnName: z.boolean(),
  disclosureOffice: z.boolean(),
  creditCode: facts.creditCode,
  address: Line,
  phone: Line,
  sort: Sort,
})
export const Renaming = z.object({ name: Name, shortName: Short.default(''), from: Day.optional() })
export const Moving = z.object({ parentId: Id })
export const PostInput = z.object({ name: Name, note: Line.default(''), sort: Sort.default(0) })
export const LeaderInput = z.object({
  name: Name,
  title: Line.min(1, { error: '请填写职务' }),
  division: z.string().trim().max(2000, { error: '分工不超过2000个字' }).default(''),
  sort: Sort.default(0),
  photoFileId: Id.nullish().transform((v) => v ?? null),
})
export const GroupInput = z.object({
  name: Name,
  note: Line.default(''),
  members: z
    .array(
      z.object({
        role: z.enum(Object.keys(groupRoles) as [GroupRole, ...GroupRole[]]),
        personName: Line.default(''),
        title: Line.default(''),
        organId: Id.nullish().transform((v) => v ?? null),
      }),
    )
    .max(200, { error: '成员不超过200人' }),
})

/** An organisation tree as a pack: packs/organs/<pack>.json. Parents are named by code and stand before their children. */
export const OrganPack = z.object({
  pack: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  version: z.string().min(1),
  source: z.string().default(''),
  /** True where the facts have not been read in an official source. */
  unverified: z.boolean().default(false),
  organs: z
    .array(z.object({ ...facts, parentCode: Code.nullable(), posts: z.array(Name).default([]) }))
    .min(1)
    .max(5000),
  leaders: z
    .array(
      z.object({
        organCode: Code,
        name: Name,
        title: Line,
        division: z.string().max(2000).default(''),
        sort: Sort.default(0),
      }),
    )
    .max(5000)
    .default([]),
  groups: z
    .array(
      z.object({
        name: Name,
        note: Line.default(''),
        organCode: Code,
        members: z
          .array(
            z.object({
              role: z.enum(Object.keys(groupRoles) as [GroupRole, ...GroupRole[]]),
              personName: Line.default(''),
              title: Line.default(''),
              organCode: Code.nullish(),
            }),
          )
          .max(200),
      }),
    )
    .max(100)
    .default([]),
})
export type OrganPack = z.output<typeof OrganPack>
export type OrganPackInput = z.input<typeof OrganPack>

export type Organ = {
  id: string
  parentId: string | null
  code: string
  name: string
  shortName: string
  legalKind: LegalKind
  level: Level
  /** '/<root>/…/<id>/': covers its subtree by prefix. */
  path: string
  sort: number
  active: boolean
  underRegulation: boolean
  disclosureOffice: boolean
}

/** Open work that forbids closing an organ: a later module names what it still holds, e.g. { what: '办理中的稿件', count: 3 }. */
export type OrganWork = { what: string; count(tx: Tx, organId: string): Promise<number> }
export const organWork = slot<OrganWork>('organs.work')

export const refusals = {
  'organs.notFound': ['notFound', '没有这个机构，或者不在您的管理范围内'],
  'organs.holdsWork': ['conflict', '“{name}”尚有{work}，请先办结或移交，再停用'],
  'organs.hasChildren': ['conflict', '“{name}”尚有{count}个在用的下级机构，请先停用或移走'],
  'organs.rootStays': ['conflict', '顶级机构不能移动或停用'],
  'organs.inactive': ['conflict', '“{name}”已停用，请先恢复使用'],
  'organs.parentInactive': ['conflict', '上级机构已停用，请先恢复上级机构'],
} as const
