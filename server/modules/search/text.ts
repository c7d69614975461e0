import type { Segment } from './contract.ts'

/** Width, case and compatibility forms do not matter: ＡＢＣ = abc, ⑴ = (1). */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

const RUN = /[\p{L}\p{N}\p{M}]+/gu
const PER_TEXT_MAX = 200_000

/** Runs of letters, digits and ideographs: what stands between punctuation and spaces. */
export const runsOf = (text: string): string[] => fold(text.slice(0, PER_TEXT_MAX)).match(RUN) ?? []

/** The tokens of a run: each pair of neighbours, and the last character alone, so that a single character is found as a prefix. */
export function bigrams(run: string): string[] {
  const chars = [...run]
  return chars.map((c, i) => c + (chars[i + 1] ?? ''))
}

/** A text as the index stores it: tokens with a space between; a phrase of tokens is a substring of a run. */
export const tokensOf = (text: string): string =>
  runsOf(text)
    .map((r) => bigrams(r).join(' '))
    .join(' ')

/** '湖政发〔2026〕4号' in any bracket, with or without 号, or as 湖政发2026-4. */
const NUMBER =
  /^(.*?)[〔[(【〈《{]?\s*((?:19|20)\d{2})\s*(?:[〕\])】〉》}年]\s*第?\s*|\s*[-‐–—_/]\s*)0*(\d{1,5})\s*号?$/u
export function numberKey(text: string): { prefix: string; key: string } | null {
  const [, prefix, year, no] = NUMBER.exec(fold(text).trim()) ?? []
  return year === undefined ? null : { prefix: (prefix!.match(RUN) ?? []).join(''), key: `${year}-${no}` }
}

/** An index number without its separators; null for what cannot be one. */
export function indexKey(text: string): string | null {
  const key = fold(text).replace(/[\s\-‐–—_/.·]/g, '')
  return /^[\p{L}\p{N}]{6,60}$/u.test(key) && /\d/.test(key) ? key : null
}

/** Cuts text into pieces, marked where one of the needles (already folded) stands. Merges what overlaps. */
export function mark(text: string, needles: readonly string[]): Segment[] {
  const { folded, from } = foldWithPlaces(text)
  const spans: [number, number][] = []
  for (const needle of needles) {
    if (needle === '') continue
    for (let i = folded.indexOf(needle), n = 0; i >= 0 && n < 200; i = folded.indexOf(needle, i + 1), n++)
      spans.push([from[i]!, from[i + needle.length] ?? text.length])
  }
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const segments: Segment[] = []
  let at = 0
  for (const [start, end] of spans) {
    if (end <= at) continue
    const begin = Math.max(start, at)
    if (begin > at) segments.push({ text: text.slice(at, begin), hit: false })
    const last = segments.at(-1)
    if (last?.hit && begin === at) last.text += text.slice(begin, end)
    else segments.push({ text: text.slice(begin, end), hit: true })
    at = end
  }
  if (at < text.length) segments.push({ text: text.slice(at), hit: false })
  return segments
}

/** The folded text, and for each of its places the place in the original. */
function foldWithPlaces(text: string): { folded: string; from: number[] } {
  let folded = ''
  const from: number[] = []
  let at = 0
  for (const char of text) {
    const f = fold(char)
    for (let i = 0; i < f.length; i++) from.push(at)
    folded += f
    at += char.length
  }
  from.push(text.length)
  return { folded, from }
}

const SNIPPET = 120
const LEAD = 30

/** About 120 characters around the first match; the beginning when there is none. */
export function snippet(body: string, needles: readonly string[]): Segment[] {
  const text = body.replace(/\s+/g, ' ').trim().slice(0, PER_TEXT_MAX)
  const folded = foldWithPlaces(text)
  const places = needles
    .filter(Boolean)
    .map((n) => folded.folded.indexOf(n))
    .filter((i) => i >= 0)
  const first = places.length > 0 ? folded.from[Math.min(...places)]! : 0
  const start = first <= LEAD ? 0 : first - LEAD
  const end = Math.min(text.length, start + SNIPPET)
  const cut = text.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
  return mark(`${start > 0 ? '…' : ''}${cut}${end < text.length ? '…' : ''}`, needles)
}
