// `npm run dev`: the server restarts and the console is built again whenever a source changes.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const start = (...args: string[]) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })

const children = [
  start(
    join(ROOT, 'node_modules/vite/bin/vite.js'),
    'build',
    '--watch',
    '--config',
    'web/vite.config.ts',
    '--logLevel',
    'warn',
  ),
  start('--watch', '--watch-preserve-output', 'server/main.ts', ...process.argv.slice(2)),
]
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => children.forEach((child) => child.kill(signal)))
for (const child of children)
  child.once('exit', (code) => {
    for (const other of children) other.kill('SIGTERM')
    process.exitCode = code ?? 1
  })
