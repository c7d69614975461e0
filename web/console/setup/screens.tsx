import { SETUP_PATH, type Screen } from '../screen.ts'

export const screens: readonly Screen[] = [
  { path: SETUP_PATH, title: '初始设置', bare: true, component: () => import('./page.tsx') },
]
