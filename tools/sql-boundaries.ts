// Fails when SQL leaves its own ground: a module reads its own tables and views that earlier modules publish, and writes in
// store*.ts only; nobody else has SQL; tables are made in migrations/ only, each under its module's name.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { moduleOrder } from './boundaries.ts'
import { filesUnder, isNode, isTest, lineOf, type Node, type Source, sources, walk } from './source.ts'
import { hasDdl, type Named, relationsIn } from './sql-text.ts'

const READS = new Set([
  'selectFrom',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
  'innerJoinLateral',
  'leftJoinLateral',
  'crossJoinLateral',
  'using',
  'from',
])
const WRITES = new Set(['insertInto', 'replaceInto', 'updateTable', 'deleteFrom', 'mergeInto'])
/** What the kernel lets modules read: the security record has its viewer in a module, pages say whether they are a demo. */
const KERNEL_PUBLISHES = new Set(['audit', 'installation'])
/** The runner of migrations keeps its own list of what ran: that table cannot come from a migration. */
const MAKES_TABLES = new Set(['server/kernel/migrate.ts'])

type Ground = { order: string[]; relations: Set<string> }

export function sqlBoundaries(root: string): string[] {
  const all = sources(root, ['server'])
  const migrations = readMigrations(root)
  const ground: Ground = {
    order: moduleOrder(all),
    relations: new Set(['migration', ...migrations.flatMap((m) => m.made)]),
  }
  return [
    ...migrations.flatMap((m) => migrationFaults(m, ground.order)),
    ...all.filter(({ path }) => !isTest(path)).flatMap((source) => sourceFaults(source, ground)),
  ]
}

type Migration = { path: string; module: string; made: string[]; touched: string[] }

function readMigrations(root: string): Migration[] {
  const names = (text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map((m) => m[1]!.toLowerCase().replaceAll('"', ''))
  return filesUnder(root, 'migrations')
    .filter((path) => path.endsWith('.sql'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8').replace(/--[^\n]*/g, '')
      return {
        path,
        module: /\d{4}_([a-z]+)/.exec(path)?.[1] ?? '',
        made: names(
          text,
          /create\s+(?:or\s+replace\s+)?(?:unlogged\s+|materialized\s+)*(?:table|view)\s+(?:if\s+not\s+exists\s+)?([\w".]+)/gi,
        ),
        touched: [
          ...names(text, /(?:alter|drop)\s+(?:table|view|index)\s+(?:if\s+exists\s+)?(?:only\s+)?([\w".]+)/gi),
          ...names(text, /create\s+(?:unique\s+)?index\s+[\w"]+\s+on\s+([\w".]+)/gi),
        ],
      }
    })
}

/** The kernel's own migrations (and the job library's) are free; a module's make and change only what carries its name. */
function migrationFaults({ path, module, made, touched }: Migration, order: readonly string[]): string[] {
  if (!order.includes(module)) return []
  return [...new Set([...made, ...touched])]
    .filter((name) => ownerOf(name, order) !== module)
    .map((name) => `${path}：${name} 不以 ${module}_ 开头，不是本模块的表`)
}

const ownerOf = (relation: string, order: readonly string[]): string | undefined =>
  order.find((name) => relation === name || relation.startsWith(`${name}_`))

function sourceFaults(source: Source, ground: Ground): string[] {
  const faults: string[] = []
  const say = (at: number, why: string) => faults.push(`${source.path}:${lineOf(source.text, at)}：${why}`)
  const named: Named[] = []
  const ctes = new Set<string>()
  walk(source.program, (node) => {
    if (node.type === 'TaggedTemplateExpression' && isSqlTag(node.tag)) {
      const { text, at } = templateText(node)
      if (hasDdl(text) && !MAKES_TABLES.has(source.path)) say(at, '表结构只写在 migrations/ 里')
      for (const one of relationsIn(text)) named.push({ ...one, at })
    }
    if (node.type === 'CallExpression') builderCall(node, named, ctes, say, source.path, ground.relations)
  })
  for (const one of named) if (!ctes.has(one.name)) relationFault(one, source.path, ground, say)
  return faults
}

function builderCall(
  node: Node,
  named: Named[],
  ctes: Set<string>,
  say: (at: number, why: string) => void,
  path: string,
  relations: ReadonlySet<string>,
): void {
  const callee = node.callee
  if (!isNode(callee) || callee.type !== 'MemberExpression' || !isNode(callee.property)) return
  const method = String(callee.property.name)
  const first = (node.arguments as Node[])[0]
  if (method === 'raw' && isSqlTag(callee.object) && !path.startsWith('server/kernel/')) {
    const text = fixedText(first)
    if (text === undefined) say(node.start, 'sql.raw 只接受写死的文字：参数一律用占位')
    // A fragment may begin anywhere in a statement, so every known relation in it counts as read.
    for (const word of text?.match(/[a-z_]\w*/g) ?? [])
      if (relations.has(word)) named.push({ name: word, write: false, at: node.start })
    if (text !== undefined && /\b(insert|update|delete|merge)\b/i.test(text)) say(node.start, '写入的 SQL 不用 sql.raw')
  }
  if (['with', 'withRecursive'].includes(method)) for (const name of texts(first)) ctes.add(name.split('(')[0]!)
  // Buffer.from, Array.from and the like take no table: only a builder's own calls do.
  if (method === 'from' && isNode(callee.object) && callee.object.type === 'Identifier') return
  if (!READS.has(method) && !WRITES.has(method)) return
  for (const text of texts(first))
    named.push({ name: text.split(/\s+as\s+/i)[0]!.trim(), write: WRITES.has(method), at: node.start })
}

/** The texts of a literal or of an array of literals. */
const texts = (node: Node | undefined): string[] =>
  node?.type === 'Literal' && typeof node.value === 'string'
    ? [node.value]
    : node?.type === 'ArrayExpression'
      ? (node.elements as Node[]).flatMap(texts)
      : []

const isSqlTag = (tag: unknown): boolean => isNode(tag) && tag.type === 'Identifier' && tag.name === 'sql'

/** The text of a literal, or of a template without slots. */
function fixedText(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type !== 'TemplateLiteral' || (node.expressions as Node[]).length > 0) return undefined
  return (node.quasis as { value: { raw: string } }[])[0]!.value.raw
}

function templateText(node: Node): { text: string; at: number } {
  const quasis = (node.quasi as Node).quasis as { value: { raw: string } }[]
  return { text: quasis.map((part) => part.value.raw).join(' $ '), at: node.start }
}

function relationFault(
  { name, write, at }: Named,
  path: string,
  { order, relations }: Ground,
  say: (at: number, why: string) => void,
): void {
  const module = /^server\/modules\/([a-z]+)\//.exec(path)?.[1]
  const owner = ownerOf(name, order)
  const file = path.split('/').at(-1)!
  if (!relations.has(name)) return say(at, `没有名为 ${name} 的表或视图（migrations/ 中未见）`)
  if (module === undefined && !path.startsWith('server/kernel/'))
    return say(at, `SQL 只写在模块和内核里（这里读写了 ${name}）`)
  if (write && module !== undefined && !/^store[\w-]*\.ts$/.test(file))
    return say(at, `写入 ${name} 的 SQL 只能放在 store*.ts`)
  if (module === owner) return
  if (module === undefined) return say(at, `内核不认识模块的表 ${name}`)
  if (owner === undefined && !write && KERNEL_PUBLISHES.has(name)) return
  if (owner === undefined) return say(at, `${name} 是内核的表：请调用内核的函数`)
  if (write) return say(at, `${name} 属于 ${owner}，只有它自己能写`)
  if (!name.endsWith('_view')) return say(at, `${name} 是 ${owner} 的表：只能读它发布的 _view`)
  if (order.indexOf(owner) > order.indexOf(module)) say(at, `${owner} 排在 ${module} 之后，不能读它的视图`)
}
