// 公开主体 in words → organs of this district. What is not known by name or role is named, never guessed.

export type OrganName = { id: string; name: string; shortName: string; underRegulation: boolean }
/** `names`: how catalogs call the body; `organs`: how names of organs end that fill the role, where * stands for a place
 *  (自然资源和规划局*分局). From packs/standards/roles.json. */
export type Role = { names: readonly string[]; organs: readonly string[] }
export type Resolved = { organIds: string[]; unknown: string[] }

/** A resolver for one tree: index once, resolve many. */
export function resolver(organs: readonly OrganName[], roles: readonly Role[]): (text: string) => Resolved {
  const bearers = organs.filter((o) => o.underRegulation)
  const exact = new Map(
    bearers
      .flatMap(
        (o) =>
          [
            [o.name, [o.id]],
            [o.shortName, [o.id]],
          ] as const,
      )
      .filter(([name]) => name !== ''),
  )
  const byRole = roles.map((r) => ({
    names: [...r.names].sort((a, b) => b.length - a.length),
    ids: bearers.filter((o) => r.organs.some((end) => ends(o.name, end))).map((o) => o.id),
  }))
  const memory = new Map<string, readonly string[]>()
  const find = (token: string): readonly string[] => {
    const known = exact.get(token)
    if (known) return known
    const ending = token.length >= 3 ? bearers.filter((o) => o.name.endsWith(token)).map((o) => o.id) : []
    if (ending.length > 0) return ending
    const matches = byRole.flatMap((r) => {
      const name = r.names.find((n) => token.endsWith(n))
      return name ? [{ length: name.length, ids: r.ids }] : []
    })
    const longest = Math.max(0, ...matches.map((m) => m.length))
    return matches.find((m) => m.length === longest)?.ids ?? []
  }
  return (text) => {
    const ids = new Set<string>()
    const unknown: string[] = []
    for (const token of tokens(text)) {
      const found = memory.get(token) ?? find(token)
      memory.set(token, found)
      if (found.length === 0) unknown.push(token)
      for (const id of found) ids.add(id)
    }
    return { organIds: [...ids], unknown }
  }
}

const ends = (name: string, pattern: string): boolean => {
  const [head, tail] = pattern.split('*')
  return tail === undefined ? name.endsWith(pattern) : name.endsWith(tail) && name.includes(head!)
}

/** '民政局、乡镇人民政府（街道办事处）' → 民政局, 乡镇人民政府, 街道办事处. */
export const tokens = (text: string): string[] => [
  ...new Set(
    text
      .normalize('NFKC')
      .split(/[、,;/()\n]|(?<=[局府处委室门])(?:和|及|或者?)/)
      .map((t) => t.replace(/\s+/g, ''))
      .filter((t) => t.length > 1),
  ),
]
