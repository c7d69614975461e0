// 人员: what the browser and other modules may know of accounts, duties and sessions.
import { z } from 'zod'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { Day } from '../../kernel/day.ts'
import { slot } from '../../kernel/slots.ts'

/** What a person may do over an organ and all below it. The three `admin.*` exclude each other (三员分立). */
export const duties = {
  'admin.system': { label: '系统管理员', about: '站点、设置与标准包' },
  'admin.security': { label: '安全管理员', about: '账号与授权' },
  'admin.audit': { label: '审计管理员', about: '查阅审计记录' },
  'organs.manage': { label: '机构管理', about: '维护机构、岗位、领导信息' },
  'standards.manage': { label: '标准管理（政务公开科）', about: '维护公开目录，核定公开义务' },
  'standards.draft': { label: '目录起草（课题组）', about: '起草公开目录' },
  'publishing.draft': { label: '信息员', about: '起草信息' },
  'publishing.firstReview': { label: '初审', about: '审核信息内容' },
  'publishing.secrecyReview': { label: '保密审查', about: '公开前的保密审查' },
  'publishing.signOff': { label: '签发', about: '批准公开' },
  'publishing.manage': { label: '信息管理', about: '撤回、更正、下架、排期' },
  'sites.manage': { label: '站群管理', about: '站点、栏目、专题与菜单' },
  'console.read': { label: '查看', about: '查看工作台，不能办理' },
} as const
export type Duty = keyof typeof duties
export const dutyNames = Object.keys(duties) as Duty[]
export const adminDuties = ['admin.system', 'admin.security', 'admin.audit'] as const satisfies readonly Duty[]
export type AdminDuty = (typeof adminDuties)[number]
export const isAdmin = (duty: string): duty is AdminDuty => (adminDuties as readonly string[]).includes(duty)

const Id = z.uuid({ error: '编号格式不正确' })
export const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,39}$/, { error: '登录名为3至40个字符，以字母开头，由小写字母、数字、点、横线组成' })
const PersonName = z.string().trim().min(1, { error: '请填写姓名' }).max(50, { error: '姓名不超过50个字' })
const Phone = z
  .string()
  .trim()
  .regex(/^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})?$/, { error: '电话应为手机号或带区号的座机号' })
  .default('')
const Email = z
  .union([z.literal(''), z.email({ error: '电子邮箱格式不正确' })], { error: '电子邮箱格式不正确' })
  .default('')
const Post = z.string().trim().max(50, { error: '岗位不超过50个字' }).default('')
const Secret = z.string().min(1, { error: '请填写密码' }).max(200, { error: '密码不超过200个字符' })

export const SignIn = z.object({
  login: z.string().trim().min(1, { error: '请填写登录名' }).max(100),
  password: Secret,
})
export const AccountInput = z.object({
  login: Login,
  name: PersonName,
  organId: Id,
  post: Post,
  phone: Phone,
  email: Email,
})
/** An absent phone or e-mail stays as it is: screens only ever see them masked. */
export const AccountEdit = z.object({
  name: PersonName,
  organId: Id,
  post: Post,
  phone: Phone.unwrap().optional(),
  email: Email.unwrap().optional(),
})
export const GrantInput = z.object({
  duty: z.enum(dutyNames as [Duty, ...Duty[]], { error: '请选择职责' }),
  organId: Id,
  fromOn: Day.optional(),
  toOn: Day.nullish().transform((v) => v ?? null),
})
export const PasswordChange = z.object({ current: Secret, next: Secret })
export const ResetAsk = z.object({ login: z.string().trim().min(1, { error: '请填写登录名' }).max(100) })
export const ResetUse = z.object({ token: z.string().min(20).max(100), next: Secret })
export const Leaving = z.object({
  successorId: Id.nullish().transform((v) => v ?? null),
  reason: z.string().trim().min(1, { error: '请填写原因' }).max(200),
})

export const StaffRow = z.object({
  login: Login,
  name: PersonName,
  organCode: z.string().trim().min(1, { error: '请填写机构代码' }),
  post: Post,
  phone: Phone,
  email: Email,
  duties: z
    .array(z.enum(dutyNames as [Duty, ...Duty[]]))
    .max(dutyNames.length)
    .default([]),
})
export type StaffRow = z.output<typeof StaffRow>
export const STAFF_IMPORT_MAX = 200
export const StaffRows = z.object({
  rows: z
    .array(StaffRow.refine((r) => !r.duties.some(isAdmin), { error: '管理员职责不能批量导入', path: ['duties'] }))
    .min(1, { error: '没有可导入的人员' })
    .max(STAFF_IMPORT_MAX, { error: `一次最多导入${STAFF_IMPORT_MAX}人` }),
})

/** What audit lines say in words; a line whose action is a method and a path was a refused call of that endpoint. */
export const auditActions: Readonly<Record<string, string>> = {
  'people.signIn': '登录',
  'people.signOut': '退出登录',
  'people.locked': '锁定登录名',
  'people.endSessions': '结束会话',
  'people.changePassword': '修改密码',
  'people.resetPassword': '重置密码',
  'people.askReset': '申请重置密码',
  'people.applyReset': '通过邮件重置密码',
  'people.accountCreated': '新建账号',
  'people.accountChanged': '修改账号',
  'people.suspended': '暂停账号',
  'people.resumed': '恢复账号',
  'people.unlocked': '解除锁定',
  'people.left': '离岗移交',
  'people.granted': '授予职责',
  'people.revoked': '收回职责',
  'people.importStaff': '导入人员',
  'people.exportAccounts': '导出账号',
  'people.exportAudit': '导出审计记录',
  'people.settings': '修改设置',
  'people.setUp': '初始设置',
  'organs.importPack': '导入机构包',
  'organs.move': '移动机构',
  'notices.testMail': '发送测试邮件',
  'checks.discarded': '丢弃涉密或内部内容',
  'publishing.recordRead': '查阅审查记录',
  'sites.site': '修改网站信息',
  'standards.catalogImported': '导入目录',
  'standards.catalogExported': '导出目录',
  'standards.catalogPublished': '发布目录',
  'standards.coverageExported': '导出目录覆盖',
  'standards.fieldsChosen': '选定公开领域',
  'standards.draftMade': '起草目录新版',
  'standards.draftChanged': '修改目录草案',
  'standards.draftDropped': '删除目录草案',
  'standards.entryAdded': '增加公开事项',
  'standards.entryChanged': '修改公开事项',
  'standards.entryRemoved': '删除公开事项',
  'standards.proposed': '提出目录建议',
  'standards.proposalAdopted': '采纳目录建议',
  'standards.proposalDeclined': '不采纳目录建议',
  'standards.proposalWithdrawn': '撤回目录建议',
  'standards.markedNotApplicable': '标为不适用',
  'standards.markedApplicable': '撤销不适用',
}
export const auditResults = { allowed: '成功', denied: '拒绝', failed: '失败' } as const

/** Limits on passwords, sessions and sign-in. GB/T 22239 (等保三级) asks for complexity, change at intervals, lock-out and time-out. */
export const securityPolicy = {
  passwordMin: 10,
  passwordClasses: 3,
  passwordHistory: 5,
  failures: 5,
  lockMinutes: 30,
  idleMinutes: 30,
  sessionHours: 12,
  resetMinutes: 30,
} as const
/** The one limit that an administrator sets: days after which a password must be changed; 0 never. */
export const SecuritySettings = z.object({
  passwordMaxAgeDays: z.coerce
    .number({ error: '应为整数' })
    .int()
    .min(0, { error: '不能小于0' })
    .max(3650, { error: '不超过3650天' }),
})
export const defaultSecuritySettings: z.output<typeof SecuritySettings> = { passwordMaxAgeDays: 90 }

/** What a person still holds, by kind, and how it goes to a successor. Filled by cases, publishing, standards …: runs in the caller's transaction. */
export type HandOverTarget = {
  what: string
  list(tx: Tx, accountId: string): Promise<readonly { id: string; title: string }[]>
  move(tx: Tx, ctx: Ctx, fromId: string, toId: string): Promise<void>
}
export const handOverTargets = slot<HandOverTarget>('people.handOver')
/** How a reset link reaches a person; notices gives it. It must neither store nor log the token that `issueReset` makes. */
export type ResetMail = { configured(ctx: Ctx): boolean; queue(tx: Tx, ctx: Ctx, accountId: string): Promise<void> }
export const resetMail = slot<ResetMail>('people.resetMail')

/** One part of setting up an empty installation, given by the module that owns it: its choices, and what a choice does (in the setup's transaction). */
export type SetupPart = {
  key: string
  label: string
  about: string
  options(): readonly { value: string; label: string; about: string }[]
  apply(tx: Tx, ctx: Ctx, chosen: readonly string[], district: District): Promise<void>
}
export const setupParts = slot<SetupPart>('people.setup')
export const District = z.object({
  name: z.string().trim().min(2, { error: '请填写区（县）名称' }).max(50, { error: '名称不超过50个字' }),
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, { error: '行政区划代码为6位数字' }),
})
export type District = z.output<typeof District>
const Administrator = z.object({ login: Login, name: PersonName })
export const SettingUp = z.object({
  district: District,
  /** The organ pack; null makes only the district government, and the tree is entered by hand. */
  organPack: z.string().max(100).nullable(),
  choices: z.record(z.string().max(50), z.array(z.string().max(100)).max(50)).default({}),
  administrators: z
    .object({ system: Administrator, security: Administrator, audit: Administrator })
    .refine((a) => new Set([a.system.login, a.security.login, a.audit.login]).size === 3, {
      error: '三名管理员的登录名不能相同（三员分立）',
      path: ['audit', 'login'],
    })
    .refine((a) => new Set([a.system.name, a.security.name, a.audit.name]).size === 3, {
      error: '三名管理员须由不同的人担任（三员分立）',
      path: ['audit', 'name'],
    }),
})

export const refusals = {
  'people.signInFailed': [
    'unauthenticated',
    '登录名或密码不正确，或者账号已停用、锁定。连续{failures}次失败后，该登录名锁定{minutes}分钟',
  ],
  'people.notFound': ['notFound', '没有这个账号，或者不在您的管理范围内'],
  'people.grantNotFound': ['notFound', '没有这项授权，或者不在您的管理范围内'],
  'people.sessionNotFound': ['notFound', '没有这个会话，或者已经退出'],
  'people.notSelf': ['conflict', '不能对本人的账号进行授权、重置、停用等操作，请由其他管理员办理'],
  'people.separation': ['conflict', '系统管理员、安全管理员、审计管理员须由不同的人担任：该账号已是{held}，请先收回'],
  'people.grantHeld': ['conflict', '该账号在此机构已有这项职责'],
  'people.disabled': ['conflict', '账号已停用，不能办理此操作'],
  'people.needsSuccessor': ['conflict', '该账号名下还有{count}项未办结的工作，请选择接手人'],
  'people.successorUnfit': ['conflict', '接手人须为在用的其他账号'],
  'people.suspended': ['conflict', '账号已暂停使用，请先恢复'],
  'people.lastSecurity': ['conflict', '这是最后一名安全管理员，请先授权另一名安全管理员'],
  'people.resetExpired': ['invalid', '重置链接已失效，请重新申请'],
  'people.mailNotConfigured': ['unavailable', '本系统未配置发信服务器，请联系安全管理员重置密码'],
  'people.alreadySetUp': ['notFound', '本系统已完成初始设置'],
} as const
