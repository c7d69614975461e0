// One account per role, with fictional names and random passwords.
import type { Actor, Ctx, Tx } from '../kernel/ctx.ts'
import { organByCode } from '../modules/organs/index.ts'
import { createAccountIn, grantDutyIn, type Duty } from '../modules/people/index.ts'

type Role = {
  login: string
  name: string
  role: string
  post: string
  organ: string
  duties: readonly (readonly [Duty, string])[]
}
export type DemoAccount = { login: string; name: string; role: string; password: string; actor: Actor }

const ROOT = 'HW'
const roles: readonly Role[] = [
  {
    login: 'xitong',
    name: '邱启明',
    role: '系统管理员',
    post: '系统管理员',
    organ: 'HW-DSJ',
    duties: [['admin.system', ROOT]],
  },
  {
    login: 'anquan',
    name: '石守正',
    role: '安全管理员',
    post: '安全管理员',
    organ: 'HW-DSJ',
    duties: [['admin.security', ROOT]],
  },
  {
    login: 'shenji',
    name: '龚明察',
    role: '审计管理员',
    post: '审计管理员',
    organ: 'HW-SJJ',
    duties: [['admin.audit', ROOT]],
  },
  {
    login: 'gongkai',
    name: '施文清',
    role: '政务公开科（目录、站群、信息管理）',
    post: '政务公开科科长',
    organ: 'HW-ZWGK',
    duties: [
      ['standards.manage', ROOT],
      ['publishing.manage', ROOT],
      ['sites.manage', ROOT],
      ['organs.manage', ROOT],
      ['console.read', ROOT],
    ],
  },
  {
    login: 'xinxi.zfb',
    name: '葛如兰',
    role: '信息员（区政府办公室）',
    post: '信息员',
    organ: 'HW-ZFB',
    duties: [
      ['publishing.draft', 'HW-ZFB'],
      ['console.read', 'HW-ZFB'],
    ],
  },
  {
    login: 'xinxi.yjj',
    name: '柏长青',
    role: '信息员（区应急管理局）',
    post: '信息员',
    organ: 'HW-YJJ',
    duties: [
      ['publishing.draft', 'HW-YJJ'],
      ['console.read', 'HW-YJJ'],
    ],
  },
  {
    login: 'xinxi.dh',
    name: '樊小满',
    role: '信息员（东湖街道及其社区）',
    post: '信息员',
    organ: 'HW-DH',
    duties: [
      ['publishing.draft', 'HW-DH'],
      ['console.read', 'HW-DH'],
    ],
  },
  {
    login: 'chushen',
    name: '狄思齐',
    role: '初审（科室负责人）',
    post: '科室负责人',
    organ: 'HW-ZFB',
    duties: [['publishing.firstReview', ROOT]],
  },
  {
    login: 'fushen',
    name: '穆知远',
    role: '初审、复审（第二名审核人）',
    post: '科室负责人',
    organ: 'HW-ZFB',
    duties: [['publishing.firstReview', ROOT]],
  },
  {
    login: 'baomi',
    name: '岑慎言',
    role: '保密审查员',
    post: '保密审查员',
    organ: 'HW-ZFB',
    duties: [['publishing.secrecyReview', ROOT]],
  },
  {
    login: 'qianfa',
    name: '房远山',
    role: '签发领导（可用手机签发）',
    post: '分管领导',
    organ: 'HW-ZFB',
    duties: [['publishing.signOff', ROOT]],
  },
  {
    login: 'keti',
    name: '应采薇',
    role: '课题组成员（目录起草）',
    post: '课题组成员',
    organ: 'HW-ZWGK',
    duties: [['standards.draft', ROOT]],
  },
]

/** Makes the accounts and tells each as the actor that its owner will be. */
export async function makeAccounts(tx: Tx, ctx: Ctx): Promise<DemoAccount[]> {
  const made: DemoAccount[] = []
  for (const r of roles) {
    const organ = (await organByCode(tx, r.organ))!
    const { id, password } = await createAccountIn(
      tx,
      ctx,
      { login: r.login, name: r.name, organId: organ.id, post: r.post, phone: '', email: '' },
      { mustChange: false },
    )
    const grants = []
    for (const [duty, code] of r.duties) {
      const over = (await organByCode(tx, code))!
      await grantDutyIn(tx, ctx, id, { duty, organId: over.id, toOn: null })
      grants.push({ duty, organId: over.id, path: over.path })
    }
    made.push({
      login: r.login,
      name: r.name,
      role: r.role,
      password,
      actor: { kind: 'staff', id, name: r.name, organId: organ.id, grants, sessionId: null },
    })
  }
  return made
}
