// Reads packs/demo/corpus/*.txt: blocks that open with '== topic | organ | field | extra…' and hold lines 'X sentence' by letter.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../../../packs/demo/corpus')

/** T titles, L leads, F facts, N closings, H headed items ('heading|text'), C clauses, S subjects, O offences, G grounds. */
export type Topic = {
  name: string
  organ: string
  field: string
  extra: string
  months: string
  lines: Readonly<Record<string, readonly string[]>>
}

export function corpus(file: string): Topic[] {
  const topics: Topic[] = []
  for (const line of readFileSync(join(FOLDER, `${file}.txt`), 'utf8').split('\n')) {
    if (line.startsWith('== ')) {
      const [name = '', organ = '', field = '', extra = '', months = ''] = line.slice(3).split(' | ')
      topics.push({ name, organ, field, extra, months, lines: {} })
    } else if (line.trim()) {
      const lines = topics.at(-1)!.lines as Record<string, string[]>
      ;(lines[line[0]!] ??= []).push(line.slice(2))
    }
  }
  return topics
}

/** What each kind of organ does, as a list of matters: 'organ: matter、matter'. */
export function matters(): Map<string, string[]> {
  const lines = readFileSync(join(FOLDER, 'organs.txt'), 'utf8').trim().split('\n')
  return new Map(
    lines.map((line) => {
      const [name = '', list = ''] = line.split(': ')
      return [name, list.split('、')]
    }),
  )
}
