// Runs the tests of the project: `npm test`, and with `outside` `npm run test:outside`.
import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provideTools } from './needs.ts'
import { startForeignPostgres } from './postgres15.ts'
import type { Counts } from './counts-reporter.ts'

const ROOT = join(import.meta.dirname, '..')
const UNIT = [
  'server/**/*.test.ts',
  'tools/**/*.test.ts',
  'web/**/*.test.ts',
  'packs/**/*.test.ts',
  'test/support/**/*.test.ts',
]
const DATABASE = 'server/**/*.db.test.ts'
const JOURNEYS = 'test/journeys/**/*.test.ts'
const OUTSIDE = 'test/outside/**/*.test.ts'
/** Longest time for one test: a hanging one fails instead of holding the run. */
const TIMEOUT_MS = 300_000

/** The lines with which node:test ends a run, and the keys of its counts. */
const SUMMARY = [
  ['tests', 'tests'],
  ['suites', 'suites'],
  ['pass', 'passed'],
  ['fail', 'failed'],
  ['cancelled', 'cancelled'],
  ['skipped', 'skipped'],
  ['todo', 'todo'],
] as const

type Stage = { name: string; files: string[]; concurrency: number; env?: Record<string, string> }

async function runAll(): Promise<number> {
  const checked = await node(['tools/check.ts'])
  const code = await report([
    { name: '单元与数据库测试', files: files(UNIT), concurrency: 2 },
    { name: '浏览器流程', files: files([JOURNEYS]), concurrency: 1 },
  ])
  if (checked !== 0) console.log('\n检查（npm run check）未通过，详见上文')
  return checked || code
}

async function runOutside(): Promise<number> {
  const foreign = await startForeignPostgres()
  console.log(`PostgreSQL ${foreign.version} 已在 ${foreign.dir} 启动`)
  try {
    return await report([
      {
        name: `数据库测试（PostgreSQL ${foreign.version}）`,
        files: files([DATABASE]),
        concurrency: 2,
        env: { TEST_DATABASE_URL: foreign.url },
      },
      { name: '外部判官', files: files([OUTSIDE]), concurrency: 1 },
    ])
  } finally {
    await foreign.stop()
  }
}

/** Runs the stages one after the other, says what was skipped and why, and ends with node's own summary lines, summed. */
async function report(stages: Stage[]): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'opendistrict-counts-'))
  const total: Counts = { counts: {}, skipped: [], failed: [] }
  const started = Date.now()
  let code = 0
  for (const [i, stage] of stages.entries()) {
    console.log(`\n== ${stage.name}（${stage.files.length} 个文件）`)
    if (stage.files.length === 0) continue
    const out = join(dir, String(i))
    code = (await runStage(stage, out)) || code
    const result: Counts = existsSync(out)
      ? JSON.parse(readFileSync(out, 'utf8'))
      : { counts: {}, skipped: [], failed: [] }
    for (const [key, n] of Object.entries(result.counts)) total.counts[key] = (total.counts[key] ?? 0) + n
    total.skipped.push(...result.skipped)
    total.failed.push(...result.failed)
  }
  rmSync(dir, { recursive: true })
  if (total.skipped.length > 0)
    console.log(`\n跳过 ${total.skipped.length} 项：\n${total.skipped.map((s) => `  ﹣ ${s}`).join('\n')}`)
  if (total.failed.length > 0)
    console.log(`\n失败 ${total.failed.length} 项：\n${total.failed.map((s) => `  ✖ ${s}`).join('\n')}`)
  console.log('')
  for (const [shown, key] of SUMMARY) console.log(`ℹ ${shown} ${total.counts[key] ?? 0}`)
  console.log(`ℹ duration_ms ${Date.now() - started}`)
  return code
}

const runStage = (stage: Stage, out: string): Promise<number> =>
  node(
    [
      '--test',
      `--test-concurrency=${stage.concurrency}`,
      `--test-timeout=${TIMEOUT_MS}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${join(import.meta.dirname, 'counts-reporter.ts')}`,
      `--test-reporter-destination=${out}`,
      ...stage.files,
    ],
    stage.env,
  )

const files = (patterns: string[]): string[] =>
  globSync(patterns, { cwd: ROOT, exclude: (name) => name === 'node_modules' || name === 'dist' }).sort()

const node = (args: string[], env: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })

provideTools()
process.exitCode = await (process.argv[2] === 'outside' ? runOutside() : runAll())
