// What a generator makes: a document as importPublished takes it, without the ids that only the database knows.
import type { Day } from '../../kernel/day.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { OrganPack } from '../../modules/organs/contract.ts'
import type { Topic } from './corpus.ts'
import { hourOf, type DemoCalendar } from './days.ts'
import { random, type Random } from './random.ts'
import { alike, plain, shingles, type Runs } from './similarity.ts'
import { reworded, words, type Place, type Town, type Words } from './words.ts'

export type Picture = { name: string; alt: string; svg: string }
export type DemoDocument = {
  /** Stable between runs with the same seed: seeding again finds what is there. */
  key: string
  kind: string
  organCode: string
  title: string
  summary: string
  bodyHtml: string
  fields: Record<string, string | number | string[]>
  keywords: string[]
  /** 重点领域 by which it is matched with catalog entries; '' for none. */
  field: string
  on: Day
  at: Instant
  picture: Picture | null
  /** Classes of the channels of the organ's own section where it stands; absent: where its kind stands. */
  channels?: readonly string[]
}
export type Draft = Omit<DemoDocument, 'key' | 'at'>
export type OrganRow = OrganPack['organs'][number]
export type World = {
  seed: string
  calendar: DemoCalendar
  pack: OrganPack
  towns: readonly Town[]
  organ(shortPart: string): OrganRow
  byCode(code: string): OrganRow
  titles: Set<string>
  seen: Map<string, Runs[]>
}

const LIMIT = 0.46
const TRIES = 24

/** Tries until the text is unlike all others of its group and the title is new; the least alike otherwise. */
export function compose(world: World, group: string, no: number, make: (r: Random) => Draft): DemoDocument {
  const seen = world.seen.get(group) ?? []
  world.seen.set(group, seen)
  let best: { draft: Draft; runs: Runs; worst: number; r: Random } | undefined
  for (let i = 0; i < TRIES; i++) {
    const r = random(`${world.seed}/${group}/${no}/${i}`)
    const made = make(r)
    const draft = { ...made, bodyHtml: reworded(r, made.bodyHtml) }
    const runs = shingles(plain(draft.bodyHtml))
    const bound = best?.worst ?? Infinity
    let worst = world.titles.has(draft.title) ? 1 : 0
    for (const other of seen) if (worst < bound) worst = Math.max(worst, alike(runs, other))
    if (worst < bound) best = { draft, runs, worst, r }
    if (worst <= LIMIT) break
  }
  const { draft, runs, r } = best!
  seen.push(runs)
  const title = world.titles.has(draft.title) ? again(world, draft.title) : draft.title
  world.titles.add(title)
  return { ...draft, title, key: `${group}/${no}`, at: hourOf(r, draft.on) }
}

/** The second and later of a series: '（第二批）'. */
function again(world: World, title: string): string {
  const numeral = NUMERALS.slice(1).find((n) => !world.titles.has(`${title}（第${n}批）`))
  return `${title}（第${numeral}批）`
}

export const at = (world: World, r: Random, on: Day, town?: Town): Place & { words: Words } => {
  const chosen = town ?? r.pick(world.towns)
  const place = { town: chosen, community: r.pick(chosen.communities) }
  return { ...place, words: words(r, on, place) }
}

export const p = (text: string): string => `<p>${text}</p>`
export const h2 = (text: string): string => `<h2>${text}</h2>`
const cell = (tag: string, c: string | Cell): string =>
  typeof c === 'string'
    ? `<${tag}>${c}</${tag}>`
    : `<${tag}${c.rows ? ` rowspan="${c.rows}"` : ''}${c.cols ? ` colspan="${c.cols}"` : ''}>${c.text}</${tag}>`
export type Cell = { text: string; rows?: number; cols?: number }
export type Row = readonly (string | Cell)[]
export const table = (caption: string, head: readonly Row[], rows: readonly Row[]): string =>
  `<table><caption>${caption}</caption><thead>${head.map((row) => `<tr>${row.map((c) => cell('th', c)).join('')}</tr>`).join('')}</thead><tbody>${rows.map((row) => `<tr>${row.map((c) => cell('td', c)).join('')}</tr>`).join('')}</tbody></table>`

export const NUMERALS = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
  '十四',
  '十五',
  '十六',
  '十七',
  '十八',
  '十九',
  '二十',
  '二十一',
  '二十二',
  '二十三',
  '二十四',
  '二十五',
]
export const money = (r: Random, from: number, to: number): string => (r.int(from * 100, to * 100) / 100).toFixed(2)
/** Some lines of a topic, in the order in which they were written. */
export function takeLines(r: Random, topic: Topic, letter: string, n: number): string[] {
  const chosen = new Set(r.some(list(topic, letter), n))
  return list(topic, letter).filter((line) => chosen.has(line))
}
/** Sentences put together into paragraphs of one or two. */
export function paragraphs(r: Random, sentences: readonly string[]): string {
  const out: string[] = []
  for (let i = 0; i < sentences.length; ) {
    const n = r.chance(0.55) ? 2 : 1
    out.push(p(sentences.slice(i, i + n).join('')))
    i += n
  }
  return out.join('')
}
export const list = (topic: Topic, letter: string): readonly string[] => topic.lines[letter] ?? []
