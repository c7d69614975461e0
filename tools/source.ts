import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync } from 'vite'

/** One TypeScript file of the tree, parsed. `path` is relative to the tree's root, with '/'. */
export type Source = { path: string; text: string; program: Node; imports: Import[] }
/** `typeOnly`: erased before it runs. `target`: the path of a relative import; undefined for a package. `reexport`: `export … from`. */
export type Import = {
  specifier: string
  typeOnly: boolean
  target: string | undefined
  reexport: boolean
  star: boolean
  line: number
}
/** A node of the syntax tree (ESTree with TypeScript). */
export type Node = { type: string; start: number; end: number } & Record<string, unknown>

const SKIPPED = new Set(['node_modules', 'dist', 'var'])

export function sources(root: string, folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => filesUnder(root, folder))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => parse(root, path))
}

export function filesUnder(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesUnder(root, path)
    return [path]
  })
}

export const isTest = (path: string): boolean => /\.(test|fixture)\.tsx?$/.test(path) || path.startsWith('test/')

export const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length

/** Calls `visit` for every node of the tree, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit)
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

function parse(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}：${errors[0]!.message}`)
  const imports: Import[] = []
  walk(program as unknown as Node, (node) => {
    const from = node.source
    if (!isNode(from) || typeof from.value !== 'string') return
    if (
      !['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'].includes(node.type)
    )
      return
    imports.push({
      specifier: from.value,
      typeOnly: node.importKind === 'type' || node.exportKind === 'type',
      target: from.value.startsWith('.') ? posix.join(posix.dirname(path), from.value) : undefined,
      reexport: node.type.startsWith('Export'),
      star: node.type === 'ExportAllDeclaration',
      line: lineOf(text, node.start),
    })
  })
  return { path, text, program: program as unknown as Node, imports }
}
