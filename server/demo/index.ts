// The demo district. A composition of all modules, like app.ts: it calls only what their index.ts gives.
import { writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { context, system, type Ctx, type Shared } from '../kernel/ctx.ts'
import { isSetUp } from '../modules/people/index.ts'
import type { DemoAccount } from './accounts.ts'
import { begunEmpty, demoFact, markEmpty } from './facts.ts'
import { seedDemo } from './seed.ts'

export type Prepare = { empty: boolean; say: (line: string) => void }

/** What a fresh installation gets before it listens: the demo district, or nothing with --empty. An existing one is left as it is. */
export async function prepare(shared: Shared, { empty, say }: Prepare): Promise<void> {
  const ctx = context(shared, system, { requestId: 'demo' })
  const state = await ctx.tx(async (tx) => ({
    demo: await demoFact(tx),
    setUp: await isSetUp(tx),
    empty: await begunEmpty(tx),
  }))
  if (state.demo && empty)
    throw new Error('数据目录中已有演示区，不能改作全新安装。请另设 DATA_DIR（或 DATABASE_URL）后加 --empty 启动')
  if (state.demo) {
    assertLoopbackWhileDemo(shared.config.HOST)
    say(`演示区  ${state.demo.documents} 条信息，演示账号见 ${accountsFile(shared)}`)
    return
  }
  if (state.setUp) return
  if (empty || state.empty) {
    await ctx.tx((tx) => markEmpty(tx, ctx.now))
    say(`全新安装：请打开 ${shared.config.PUBLIC_URL}/console/ 完成首次设置`)
    return
  }
  assertLoopbackWhileDemo(shared.config.HOST)
  tell(ctx, await seedDemo(ctx, say), say)
}

/** Demo accounts have passwords that were printed: they must not be reached from another machine. */
export function assertLoopbackWhileDemo(host: string): void {
  if (host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)) return
  throw new Error(
    `演示账号存在期间只能监听本机地址，HOST 现为 ${host}。请改为 127.0.0.1；正式安装请另设 DATA_DIR 并加 --empty 启动`,
  )
}

const accountsFile = (shared: Pick<Shared, 'config'>): string => join(shared.config.DATA_DIR, 'demo-accounts.txt')

/** On the screen, and in a file that only the operator's own user may read: passwords are kept nowhere else. */
function tell(ctx: Ctx, accounts: readonly DemoAccount[], say: (line: string) => void): void {
  const lines = [
    '演示账号（密码随机生成，只在本机使用）',
    ...accounts.map((a) => `  ${a.login.padEnd(14)}${a.password.padEnd(20)}${a.name}　${a.role}`),
  ]
  const file = accountsFile(ctx)
  mkdirSync(ctx.config.DATA_DIR, { recursive: true })
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  for (const line of lines) say(line)
  say(`账号清单另存于 ${file}`)
}
