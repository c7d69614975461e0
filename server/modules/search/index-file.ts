import { DatabaseSync } from 'node:sqlite'
import { bigrams, runsOf, tokensOf } from './text.ts'
import type { Line } from './store.ts'

/** A change of what the file holds asks for a new number: files of another number are made anew. */
const SHAPE = '1'
const TOTAL_MAX = 10_000
const RAREST = 6
const BIGRAMS_MAX = 120

export type Wanted = {
  q: string
  siteId?: string | undefined
  sectionId?: string | undefined
  organId?: string | undefined
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
  newest: boolean
  limit: number
  offset: number
}
export type Found = {
  nos: number[]
  total: number
  totalIsFloor: boolean
  mode: 'phrase' | 'similar'
  /** What to mark in the texts, folded. */
  needles: string[]
  groups: { kind: string; organ: string; year: string; n: number }[]
}

/** One FTS5 file over character bigrams. Only this class knows SQLite; it blocks, so it lives in a thread. */
export class IndexFile {
  readonly #db: DatabaseSync

  private constructor(db: DatabaseSync) {
    this.#db = db
  }

  /** A new, empty file that is not ready yet. */
  static make(path: string, id: string): IndexFile {
    const db = new DatabaseSync(path)
    db.exec(`pragma journal_mode = wal; pragma synchronous = normal;
      create table about (key text primary key, value text not null) without rowid;
      create virtual table entry using fts5 (title, body, facet, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '_'");
      create virtual table word using fts5vocab (entry, 'row');
      create table meta (no integer primary key, day text not null, kind text not null, organ text not null);`)
    db.prepare("insert into about values ('id', ?), ('shape', ?)").run(id, SHAPE)
    return new IndexFile(db)
  }

  /** Throws when the file is lost, damaged, of another shape, or was never finished. */
  static open(path: string, { write }: { write: boolean }): IndexFile {
    const db = new DatabaseSync(path, { readOnly: !write })
    try {
      db.exec('pragma busy_timeout = 5000')
      const about = new Map(
        db
          .prepare('select key, value from about')
          .all()
          .map((r) => [r.key, r.value]),
      )
      if (about.get('shape') !== SHAPE || about.get('ready') !== 'yes')
        throw new Error('the index file is of another shape, or was never finished')
      if (write && db.prepare('pragma quick_check(1)').get()?.quick_check !== 'ok')
        throw new Error('the index file is damaged')
      return new IndexFile(db)
    } catch (error) {
      db.close()
      throw error
    }
  }

  /** Replaces, adds or removes; all of it or nothing. */
  write(lines: readonly Line[]): void {
    const db = this.#db
    const drop = [db.prepare('delete from entry where rowid = ?'), db.prepare('delete from meta where no = ?')]
    const add = db.prepare('insert into entry (rowid, title, body, facet) values (?, ?, ?, ?)')
    const addMeta = db.prepare('insert into meta values (?, ?, ?, ?)')
    db.exec('begin immediate')
    try {
      for (const { no, entry } of lines) {
        for (const d of drop) d.run(no)
        if (!entry) continue
        const title = [entry.title, entry.document_number ?? '', entry.index_number ?? ''].map(tokensOf).join(' ')
        add.run(no, title, tokensOf(entry.body), facetsOf(entry).join(' '))
        addMeta.run(no, entry.published_on, entry.kind, entry.organ_id)
      }
      db.exec('commit')
    } catch (error) {
      db.exec('rollback')
      throw error
    }
  }

  /** The file is filled and may be read. */
  finish(): void {
    this.#db.exec(
      "insert into entry (entry) values ('optimize'); insert into about values ('ready', 'yes'); pragma wal_checkpoint(truncate);",
    )
  }

  /** The words as typed; when nothing has them, the rarest six pairs of characters, any of them. */
  search(wanted: Wanted): Found {
    const runs = [...new Set(runsOf(wanted.q))]
    const phrase = runs.map(phraseOf)
    const exact = this.#run(phrase.join(' AND '), wanted)
    if (exact.total > 0 || runs.length === 0) return { ...exact, mode: 'phrase', needles: runs }
    const pairs = [...new Set(runs.flatMap(bigrams).filter((t) => [...t].length === 2))].slice(0, BIGRAMS_MAX)
    return { ...this.#run(this.#rarest(pairs).map(quoted).join(' OR '), wanted), mode: 'similar', needles: pairs }
  }

  #rarest(pairs: readonly string[]): string[] {
    const count = this.#db.prepare('select doc from word where term = ?')
    return pairs
      .map((t) => ({ t, n: Number(count.get(t)?.doc ?? 0) }))
      .filter((x) => x.n > 0)
      .sort((a, b) => a.n - b.n)
      .slice(0, RAREST)
      .map((x) => x.t)
  }

  #run(words: string, w: Wanted): Omit<Found, 'mode' | 'needles'> {
    if (words === '') return { nos: [], total: 0, totalIsFloor: false, groups: [] }
    const facets = [
      w.siteId && token('s', w.siteId),
      w.sectionId && token('c', w.sectionId),
      w.organId && token('o', w.organId),
      w.kind && token('k', w.kind),
    ]
    const match = [`({title body} : (${words}))`, ...facets.filter(Boolean).map((f) => `(facet : ${quoted(f!)})`)].join(
      ' AND ',
    )
    const dated = w.from !== undefined || w.to !== undefined
    const days = [w.from ?? '0000', w.to ?? '9999']
    const where = `from entry ${dated || w.newest ? 'join meta on meta.no = entry.rowid' : ''} where entry match ? ${dated ? 'and meta.day between ? and ?' : ''}`
    const args = [match, ...(dated ? days : [])]
    const order = w.newest ? 'meta.day desc, entry.rowid desc' : 'bm25(entry, 8.0, 1.0, 0.0), entry.rowid desc'
    const all = (sql: string, ...more: number[]) =>
      this.#db.prepare(sql).all(...args, ...more) as Record<string, string | number>[]
    const total = Number(all(`select count(*) as n from (select 1 ${where} limit ?)`, TOTAL_MAX + 1)[0]!.n)
    return {
      nos: all(`select entry.rowid as no ${where} order by ${order} limit ? offset ?`, w.limit, w.offset).map((r) =>
        Number(r.no),
      ),
      total: Math.min(total, TOTAL_MAX),
      totalIsFloor: total > TOTAL_MAX,
      groups: all(
        `select m.kind, m.organ, substr(m.day, 1, 4) as year, count(*) as n from (select entry.rowid as no ${where} limit ?) t join meta m on m.no = t.no group by 1, 2, 3`,
        TOTAL_MAX,
      ).map((r) => ({ kind: String(r.kind), organ: String(r.organ), year: String(r.year), n: Number(r.n) })),
    }
  }

  close(): void {
    this.#db.close()
  }
}

// Tokens hold letters and digits only (see runsOf), so nothing a person types reaches FTS5's own syntax.
const quoted = (t: string): string => `"${t.replaceAll('"', '')}"`
/** A run as a phrase of its pairs; a single character as the beginning of any token. */
const phraseOf = (run: string): string => {
  const tokens = bigrams(run)
  return tokens.length === 1 ? `${quoted(tokens[0]!)} *` : quoted(tokens.slice(0, -1).join(' '))
}
const token = (kind: 's' | 'c' | 'o' | 'k', value: string): string =>
  `${kind}_${value.toLowerCase().replace(/[^a-z0-9]/g, '')}`
const facetsOf = (e: NonNullable<Line['entry']>): string[] => [
  token('s', e.site_id),
  ...e.section_ids.map((c) => token('c', c)),
  token('o', e.organ_id),
  token('k', e.kind),
]
