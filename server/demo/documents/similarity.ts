// How alike two texts are: the share of the shorter one's five-character runs that the other one has too (0 to 1).
const RUN = 5

export const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&\w+;/g, '')
    .replace(/\s+/g, '')

/** The runs of a text as sorted, distinct numbers: sets of strings were ten times slower over all pairs. */
export type Runs = Uint32Array

export function shingles(text: string): Runs {
  const runs = new Set<number>()
  for (let i = 0; i + RUN <= text.length; i++) {
    let hash = 2166136261
    for (let k = i; k < i + RUN; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 16777619)
    runs.add(hash >>> 0)
  }
  return Uint32Array.from(runs).sort()
}

export function alike(a: Runs, b: Runs): number {
  let i = 0
  let j = 0
  let common = 0
  while (i < a.length && j < b.length) {
    const x = a[i]!
    const y = b[j]!
    if (x === y) common++
    if (x <= y) i++
    if (y <= x) j++
  }
  const shorter = Math.min(a.length, b.length)
  return shorter === 0 ? 0 : common / shorter
}
