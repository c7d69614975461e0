import type { Screen } from '../screen.ts'

/** The list of accounts is a tab of 组织与人员 (web/console/organs). */
export const screens: readonly Screen[] = [
  { path: '/account', title: '我的账号', component: () => import('./own.tsx') },
  { path: '/reset', title: '重置密码', bare: true, component: () => import('./reset.tsx') },
]
