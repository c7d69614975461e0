// A seeded source of chance: the same seed gives the same district, on every machine.
export type Random = {
  next(): number
  int(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  some<T>(list: readonly T[], n: number): T[]
  chance(p: number): boolean
}

export function random(seed: string): Random {
  let state = 2166136261
  for (const c of seed) state = Math.imul(state ^ c.codePointAt(0)!, 16777619)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0 // mulberry32
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const some = <T>(list: readonly T[], n: number): T[] => {
    const rest = [...list]
    for (let i = rest.length - 1; i > 0; i--) {
      const j = int(0, i)
      ;[rest[i], rest[j]] = [rest[j]!, rest[i]!]
    }
    return rest.slice(0, n)
  }
  return { next, int, some, pick: (list) => list[int(0, list.length - 1)]!, chance: (p) => next() < p }
}
