export type OrganNode = { id: string; name: string; shortName?: string | null; parentId: string | null }
export type TreeNode = { value: string; title: string; search: string; children: TreeNode[] }

/** Rows to a tree, in the order of the rows. A row whose parent is not among them is a root: scope shows parts of the tree. */
export function nest(organs: readonly OrganNode[]): TreeNode[] {
  const nodes = new Map(
    organs.map((o) => [
      o.id,
      { value: o.id, title: o.name, search: `${o.name} ${o.shortName ?? ''}`, children: [] as TreeNode[] },
    ]),
  )
  const roots: TreeNode[] = []
  for (const o of organs)
    (o.parentId === null ? roots : (nodes.get(o.parentId)?.children ?? roots)).push(nodes.get(o.id)!)
  return roots
}
