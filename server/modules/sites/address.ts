// What a request's address means. Pure.

export type Address =
  /** `list` is the directory of a numbered list page, `path` the address as registered. */
  { kind: 'page'; path: string; pageNo: number } | { kind: 'moved'; to: string } | { kind: 'wrong' }

const PATH_MAX = 1_000
const NUMBERED = /^(.*\/)index_([1-9]\d{0,6})\.html$/

/** Reads a raw path: decodes it once, refuses what could escape or hide (encoded slashes, control characters, dot segments
 *  that climb out), and sends the other spellings of a page to its one address. */
export function readAddress(rawPath: string): Address {
  if (rawPath.length > PATH_MAX || !rawPath.startsWith('/')) return { kind: 'wrong' }
  if (/%(2f|5c|00)/i.test(rawPath) || rawPath.includes('\\')) return { kind: 'wrong' }
  let path: string
  try {
    path = decodeURIComponent(rawPath)
  } catch {
    return { kind: 'wrong' }
  }
  if (/[\u0000-\u001f\u007f]/.test(path)) return { kind: 'wrong' }
  const kept: string[] = []
  const parts = path.split('/').slice(1)
  for (const part of parts) {
    if (part === '..') {
      if (kept.pop() === undefined) return { kind: 'wrong' }
    } else if (part !== '.' && part !== '') kept.push(part)
  }
  const last = parts.at(-1)!
  const clean = `/${kept.join('/')}${kept.length > 0 && (last === '' || last === '.' || last === '..') ? '/' : ''}`
  const whole = clean.endsWith('/index.html') ? clean.slice(0, -'index.html'.length) : clean
  if (whole !== path) return { kind: 'moved', to: encodeURI(whole) }
  const numbered = NUMBERED.exec(whole)
  return numbered
    ? { kind: 'page', path: numbered[1]!, pageNo: Number(numbered[2]) }
    : { kind: 'page', path: whole, pageNo: 0 }
}

/** The host without its port, in lower case and without a final dot; undefined when the header is no host. */
export function hostOf(header: string | undefined): string | undefined {
  const host = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/.exec((header ?? '').trim().toLowerCase())?.[1]
  return host?.replace(/\.$/, '')
}
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/** The declared parameters of a query, in order and bounded, so that foreign ones (utm_…, spm) do not make a page twice. */
export function readQuery(search: URLSearchParams, declared: readonly string[]): Record<string, string> {
  const query: Record<string, string> = {}
  for (const name of declared) {
    const value = search.get(name)?.trim().slice(0, 100)
    if (value) query[name] = value
  }
  return query
}

const HOPS_MAX = 5
/** Follows redirects from a path as they would stand with `rule`: 'loop', 'long', or undefined when they end well. */
export function redirectFault(
  rule: { from: string; to: string },
  existing: ReadonlyMap<string, string>,
): 'loop' | 'long' | undefined {
  const next = (path: string): string | undefined => (path === rule.from ? rule.to : existing.get(path))
  // Chains may also run into the new rule from before it.
  const starts = [rule.from, ...[...existing].filter(([, to]) => to === rule.from).map(([from]) => from)]
  for (const start of starts) {
    const seen = new Set<string>()
    let at: string | undefined = start
    while (at !== undefined && next(at) !== undefined) {
      if (seen.has(at)) return 'loop'
      seen.add(at)
      if (seen.size > HOPS_MAX) return 'long'
      at = next(at)
    }
  }
  return undefined
}
export const REDIRECT_HOPS_MAX = HOPS_MAX
