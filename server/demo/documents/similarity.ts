// How alike two texts are: the share of the shorter one's five-character runs that the other one has too (0 to 1).
export const plain = (html: string): string => html.replace(/<[^>]+>/g, '').replace(/&\w+;/g, '').replace(/\s+/g, '')

export function shingles(text: string): Set<string> {
  const runs = new Set<string>()
  for (let i = 0; i + 5 <= text.length; i++) runs.add(text.slice(i, i + 5))
  return runs
}

export function alike(a: Set<string>, b: Set<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let common = 0
  for (const run of small) if (large.has(run)) common++
  return small.size === 0 ? 0 : common / small.size
}
