// Fails when an import breaks a wall of the house (ARCHITECTURE.md). The list in server/modules.ts is the order.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Import, isNode, isTest, type Source, sources, walk } from './source.ts'

const FOLDERS = ['server', 'web', 'tools', 'test', 'bench']
/** What a contract, which the browser runs too, may load besides our own files. */
const BROWSER_PACKAGES = new Set(['zod'])

type Tree = { files: Map<string, Source>; order: string[] }
type Place = {
  area: 'kernel' | 'module' | 'pages' | 'server' | 'web' | 'tools' | 'test'
  module?: string
  file: string
}

/** The faults of the tree at `root`, each with its place and its reason; empty when all walls stand. */
export function boundaries(root: string): string[] {
  const all = sources(
    root,
    FOLDERS.filter((folder) => existsSync(join(root, folder))),
  )
  const tree: Tree = { files: new Map(all.map((source) => [source.path, source])), order: moduleOrder(all) }
  return [...folderFaults(root, tree.order), ...all.flatMap((source) => importFaults(source, tree)), ...cycles(tree)]
}

/** The names in the list `order` of server/modules.ts. */
export function moduleOrder(all: readonly Source[]): string[] {
  const list = all.find(({ path }) => path === 'server/modules.ts')
  const names: string[] = []
  if (list)
    walk(list.program, (node) => {
      if (node.type !== 'VariableDeclarator' || !isNode(node.id) || node.id.name !== 'order') return
      walk(node, (inner) => {
        if (inner.type === 'Literal' && typeof inner.value === 'string') names.push(inner.value)
      })
    })
  return names
}

function folderFaults(root: string, order: readonly string[]): string[] {
  const path = join(root, 'server/modules')
  const folders = existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((e) => e.isDirectory())
        .map((e) => e.name)
    : []
  return [
    ...(order.length === 0 ? ['server/modules.ts：没有读到模块清单 order'] : []),
    ...folders
      .filter((name) => !order.includes(name))
      .map((name) => `server/modules/${name}：不在 server/modules.ts 的清单里`),
    ...order.filter((name) => !folders.includes(name)).map((name) => `server/modules.ts：清单里的 ${name} 没有文件夹`),
  ]
}

function importFaults(source: Source, tree: Tree): string[] {
  const from = placeOf(source.path)
  const faults: string[] = []
  for (const one of source.imports) {
    const say = (why: string) => faults.push(`${source.path}:${one.line} 导入 ${one.specifier}：${why}`)
    if (one.star && from.file !== 'contract.ts') say('不用 export *，逐个写出导出的名字')
    if (one.target === undefined) packageFault(from, source, one, say)
    else fileFault(from, source, one.target, one, tree, say)
  }
  if (
    /(^|\/)index\.tsx?$/.test(source.path) &&
    !/^server\/(modules\/\w+|pages|demo(\/\w+)?)\/index\.ts$/.test(source.path)
  )
    faults.push(`${source.path}：只有模块的根目录可以有 index.ts`)
  if (from.file === 'contract.ts' && from.area === 'module') faults.push(...browserFaults(source.path, tree))
  return faults
}

function packageFault(from: Place, source: Source, { specifier, typeOnly }: Import, say: (why: string) => void): void {
  if (isTest(source.path) || typeOnly) return
  if (from.area === 'web' && specifier.startsWith('node:') && source.path !== 'web/vite.config.ts')
    say('浏览器里没有 Node 的模块')
  if (['pg', 'pg-boss'].includes(specifier) && (from.area === 'module' || from.area === 'pages'))
    say('数据库连接由内核掌管，模块只用 ctx.tx')
}

function fileFault(
  from: Place,
  source: Source,
  target: string,
  one: Import,
  tree: Tree,
  say: (why: string) => void,
): void {
  const to = placeOf(target)
  const test = isTest(source.path)
  if (isTest(target) && !test && from.area !== 'tools') return say('产品代码不导入测试')
  if (to.area === 'tools' && from.area !== 'tools' && !test) return say('产品代码不导入工具')
  if (from.area === 'kernel' && to.area !== 'kernel' && !test) return say('内核不认识任何模块')
  if (from.area === 'web' && to.area !== 'web') return webFault(target, one, tree, say)
  if (from.area !== 'web' && to.area === 'web' && from.area !== 'tools' && !test) return say('服务端不导入浏览器代码')
  if (from.area === 'module' && !test && (to.area === 'pages' || to.area === 'server')) return say('模块不导入装配层')
  if (to.area !== 'module' || test) return
  if (from.area === 'module' && from.module === to.module)
    return to.file === 'index.ts' ? say('模块不导入自己的 index.ts') : undefined
  if (to.file !== 'index.ts' && !isContract(target, tree))
    return say(`只有 ${to.module} 的 index.ts 与 contract.ts 对外公开`)
  if (from.area === 'module' && tree.order.indexOf(to.module!) >= tree.order.indexOf(from.module!))
    say(`${to.module} 不在 ${from.module} 之前：请改用事件或扩展点`)
}

/** A module's contract.ts, or a part of it: a file of the module that contract.ts exports from. */
function isContract(path: string, { files }: Tree): boolean {
  const [, module, file] = /^server\/modules\/(\w+)\/(.+)$/.exec(path) ?? []
  if (file === 'contract.ts') return true
  return (
    files.get(`server/modules/${module}/contract.ts`)?.imports.some((one) => one.reexport && one.target === path) ??
    false
  )
}

/** The browser takes types from anywhere public, and code only from contracts and from kernel files that are safe for it. */
function webFault(target: string, one: Import, tree: Tree, say: (why: string) => void): void {
  const to = placeOf(target)
  if (to.area === 'module' && to.file !== 'index.ts' && !isContract(target, tree))
    return say('只能从模块的 contract.ts（或其 index.ts 的类型）导入')
  if (one.typeOnly) return
  if (to.area === 'module' && to.file !== 'index.ts') return
  if (to.area !== 'kernel') return say('浏览器代码只能导入 contract.ts 与类型')
  if (browserFaults(target, tree).length > 0) say('这个内核文件用到了浏览器里没有的东西')
}

/** What the file loads, directly or not, that a browser does not have. */
function browserFaults(path: string, tree: Tree, seen = new Set<string>()): string[] {
  if (seen.has(path)) return []
  seen.add(path)
  const source = tree.files.get(path)
  return (source?.imports ?? [])
    .filter((one) => !one.typeOnly)
    .flatMap((one) => {
      if (one.target !== undefined) return browserFaults(one.target, tree, seen)
      return BROWSER_PACKAGES.has(one.specifier)
        ? []
        : [`${path}:${one.line} 导入 ${one.specifier}：契约在浏览器里也要能运行`]
    })
}

function placeOf(path: string): Place {
  const [top, second, third, ...rest] = path.split('/')
  if (top === 'server' && second === 'kernel') return { area: 'kernel', file: path.slice('server/kernel/'.length) }
  if (top === 'server' && second === 'modules' && rest.length > 0)
    return { area: 'module', module: third!, file: rest.join('/') }
  if (top === 'server' && second === 'pages') return { area: 'pages', file: path.slice('server/pages/'.length) }
  if (top === 'server') return { area: 'server', file: second! }
  if (top === 'web') return { area: 'web', file: path.slice('web/'.length) }
  return { area: top === 'test' ? 'test' : 'tools', file: path }
}

/** Files that load each other in a circle. Imports of types do not count: they are erased. */
function cycles({ files }: Tree): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      found.push(`循环导入：${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`)
      return
    }
    state.set(path, 'open')
    for (const { target, typeOnly } of files.get(path)?.imports ?? [])
      if (target !== undefined && !typeOnly && files.has(target)) visit(target, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of files.keys()) visit(path, [])
  return found
}
