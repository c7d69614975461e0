// The shape of the tree, as pure functions over paths.

export const pathOf = (parentPath: string | null, id: string): string => `${parentPath ?? '/'}${id}/`
/** True when `path` is the organ at `of` or lies below it. */
export const within = (path: string, of: string): boolean => path.startsWith(of)
/** The ids from the root down to the organ itself. */
export const lineage = (path: string): string[] => path.split('/').filter(Boolean)
/** The path of a descendant (or of the organ itself) after the organ at `from` came to stand at `to`. */
export const moved = (path: string, from: string, to: string): string => to + path.slice(from.length)
/** True when an organ can stand below `parentPath`: not below itself. */
export const canMove = (path: string, parentPath: string): boolean => !within(parentPath, path)

export type Node<T> = T & { children: Node<T>[] }
/** Rows in any order, as a tree in their given order. A row whose parent is absent becomes a root. */
export function nest<T extends { id: string; parentId: string | null }>(rows: readonly T[]): Node<T>[] {
  const nodes = new Map(rows.map((row) => [row.id, { ...row, children: [] as Node<T>[] }]))
  const roots: Node<T>[] = []
  for (const node of nodes.values()) {
    const parent = node.parentId === null ? undefined : nodes.get(node.parentId)
    if (parent) parent.children.push(node)
    else roots.push(node)
  }
  return roots
}
