// Start: settings → database → migrations → packs (and, on an empty machine, the demo district) → the roles asked for.
import { parseArgs } from 'node:util'
import { makeApp, share, startModules, sweeps } from './app.ts'
import { readConfig, summary, type Config } from './kernel/config.ts'
import { connect } from './kernel/database.ts'
import { makeLog } from './kernel/log.ts'
import { migrate } from './kernel/migrate.ts'
import { startPostgres } from './kernel/postgres.ts'
import { startWorker } from './kernel/worker.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { empty: { type: 'boolean', default: false } } })
  const config = readConfig(process.env)
  say(`OpenDistrict 政务公开标准化平台\n配置：\n${summary(config).join('\n')}`)
  const log = makeLog(config.LOG_LEVEL)
  const closing: (() => Promise<unknown>)[] = []
  stopOnSignal(closing)

  const url = config.DATABASE_URL ?? (await embedded(config, log, closing))
  const { db, close } = connect(url, config.DATABASE_POOL)
  closing.unshift(close)
  const applied = await migrate(db)
  if (applied.length > 0) say(`数据库结构已更新：${applied.length} 个迁移`)
  const shared = share(db, log, config)
  await startModules(shared)
  const { prepare } = await import('./demo/index.ts')
  await prepare(shared, { empty: values.empty, say })

  if (config.ROLE !== 'web') {
    const worker = await startWorker(shared, url, sweeps())
    closing.unshift(() => worker.stop())
  }
  if (config.ROLE !== 'worker') {
    const web = await makeApp(shared)
    closing.unshift(() => web.close())
    await web.listen({ host: config.HOST, port: config.PORT })
    say(`门户    ${config.PUBLIC_URL}/\n工作台  ${config.PUBLIC_URL}/console/`)
  }
}

async function embedded(
  config: Config,
  log: ReturnType<typeof makeLog>,
  closing: (() => Promise<unknown>)[],
): Promise<string> {
  say('正在启动内置数据库……')
  const postgres = await startPostgres({ dataDir: config.DATA_DIR, log })
  closing.unshift(() => postgres.stop())
  return postgres.url
}

/** Finishes requests in flight, then reactions, then the database; a second signal ends at once. */
function stopOnSignal(closing: readonly (() => Promise<unknown>)[]): void {
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(1)
    stopping = true
    say('正在停止……')
    for (const close of closing) await close().catch((error: Error) => say(`停止时出错：${error.message}`))
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error: Error) => {
  process.stderr.write(`启动失败：${error.message}\n`)
  if (process.env.LOG_LEVEL === 'debug') process.stderr.write(`${error.stack}\n`)
  process.exit(1)
})
