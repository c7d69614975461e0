// `npm run check`: every rule of the house that a machine can hold. All are errors.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { boundaries } from './boundaries.ts'
import { sqlBoundaries } from './sql-boundaries.ts'
import { unfinished } from './unfinished.ts'

const ROOT = join(import.meta.dirname, '..')
const LINES_SHOWN = 60

type Result = { ok: boolean; output: string }
type Check = { name: string; run(): Result | Promise<Result> }

/** A program of node_modules, run by this Node. */
const program = (script: string, ...args: string[]): Promise<Result> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('exit', (code) => resolve({ ok: code === 0, output }))
  })
const faults = (found: string[]): Result => ({ ok: found.length === 0, output: found.join('\n') })

const CHECKS: readonly Check[] = [
  { name: '类型', run: () => program('typescript/bin/tsc', '-p', '.') },
  { name: '写法与大小（oxlint）', run: () => program('oxlint/bin/oxlint', '--deny-warnings', '-f', 'unix') },
  { name: '格式（biome）', run: () => program('@biomejs/biome/bin/biome', 'format', '--max-diagnostics=20') },
  { name: '无用代码与依赖（knip）', run: () => program('knip/bin/knip.js', '--no-progress') },
  { name: '导入边界', run: () => faults(boundaries(ROOT)) },
  { name: 'SQL 边界', run: () => faults(sqlBoundaries(ROOT)) },
  { name: '未完成的痕迹', run: () => faults(unfinished(ROOT)) },
]

const only = process.argv.slice(2)
let failed = 0
for (const check of CHECKS.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)))) {
  const started = Date.now()
  const { ok, output } = await check.run()
  const lines = output.trimEnd().split('\n')
  console.log(`${ok ? '✔' : '✖'} ${check.name}（${Date.now() - started} ms）`)
  if (ok) continue
  failed++
  console.log(
    lines
      .slice(0, LINES_SHOWN)
      .map((line) => `  ${line}`)
      .join('\n'),
  )
  if (lines.length > LINES_SHOWN) console.log(`  ……另有 ${lines.length - LINES_SHOWN} 行`)
}
if (failed > 0) console.log(`\n${failed} 项检查未通过`)
process.exitCode = failed > 0 ? 1 : 0
