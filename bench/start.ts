// Cold start to the first page, and memory at rest. Usage: npm run bench start
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { machine } from './place.ts'

const PORT = 18102
const REST_MS = 20_000
const STEP_MS = 25
const START_MAX_MS = 300_000
const MAIN = join(import.meta.dirname, '../server/main.ts')

/** Starts the platform on `dataDir`; answers the time to its first whole page and how to stop it. */
async function start(dataDir: string, ...args: string[]) {
  const began = performance.now()
  const child = spawn(process.execPath, [MAIN, ...args], {
    stdio: 'ignore',
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(PORT), LOG_LEVEL: 'error' },
  })
  const address = `http://127.0.0.1:${PORT}${args.includes('--empty') ? '/console/' : '/'}`
  while (!(await answers(address))) {
    if (child.exitCode !== null || performance.now() - began > START_MAX_MS)
      throw new Error('the platform did not start')
    await sleep(STEP_MS)
  }
  const ms = performance.now() - began
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return { ms, pid: child.pid!, stop: async () => (child.kill('SIGTERM'), ended) }
}

async function answers(address: string): Promise<boolean> {
  try {
    const page = await fetch(address)
    return page.ok && (await page.text()).length > 0
  } catch {
    return false
  }
}

/** Proportional memory in MB of the processes whose command line holds `part`: shared pages are counted once. */
function memory(part: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const sizes = pids.map((pid) => {
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? ''
      const own = [pid, parent].some((p) => readFileSync(`/proc/${p}/cmdline`, 'utf8').includes(part))
      return own ? Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) : 0
    } catch {
      return 0
    }
  })
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024)
}

console.log(machine())
for (const [name, ...args] of [['empty installation', '--empty'], ['demonstration district']] as const) {
  const dataDir = mkdtempSync(join(tmpdir(), 'opendistrict-bench-start-'))
  const first = await start(dataDir, ...args)
  console.log(`${name}: first start to first page ${(first.ms / 1000).toFixed(1)} s`)
  await first.stop()
  const second = await start(dataDir)
  console.log(`${name}: later start to first page ${(second.ms / 1000).toFixed(1)} s`)
  await sleep(REST_MS)
  const node = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${second.pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
  console.log(
    `${name}: memory at rest ${Math.round(node)} MB (platform) + ${memory(join(dataDir, 'postgres'))} MB (PostgreSQL)`,
  )
  await second.stop()
  rmSync(dataDir, { recursive: true })
}
