/** A relation that a piece of SQL names, and whether it is written to. `at` is its place in the text. */
export type Named = { name: string; write: boolean; at: number }

type Token = { text: string; at: number }
type Paren = { called: string; sawSelect: boolean }

/** Functions whose arguments contain the word FROM: extract(day from x). */
const FROM_FUNCTIONS = new Set(['extract', 'substring', 'trim', 'overlay', 'position'])
const OPENERS = new Set(['from', 'join', 'into', 'update', 'using', 'truncate'])
const NOT_RELATIONS = new Set(['select', 'lateral', 'only', 'values', 'unnest', 'set', 'skip', 'nowait'])

/** The relations that a statement, or a part of one, names. Slots of a template are written as `$`. A scanner, not a
 *  parser: it follows the words after which SQL expects a relation, through comma lists, and knows the names of CTEs. */
export function relationsIn(sql: string): Named[] {
  const tokens = tokenise(sql)
  const ctes = cteNames(tokens)
  const found: Named[] = []
  const parens: Paren[] = []
  for (let i = 0; i < tokens.length; i++) {
    const { text } = tokens[i]!
    if (text === '(') parens.push({ called: tokens[i - 1]?.text ?? '', sawSelect: false })
    if (text === ')') parens.pop()
    if (text === 'select' && parens.length > 0) parens.at(-1)!.sawSelect = true
    if (!OPENERS.has(text) || !expectsRelation(tokens, i, parens.at(-1))) continue
    for (const named of listAfter(tokens, i)) if (!ctes.has(named.name)) found.push(named)
  }
  return found
}

/** True where the text would create, change or drop a table, view, index and the like. */
export const hasDdl = (sql: string): boolean =>
  /\b(create|alter|drop)\s+(or\s+replace\s+)?(unlogged\s+|temporary\s+|temp\s+|unique\s+|materialized\s+)*(table|index|view|sequence|type|function|trigger|schema|extension)\b/i.test(
    sql,
  )

function tokenise(sql: string): Token[] {
  const plain = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (hidden) => ' '.repeat(hidden.length))
  return [...plain.matchAll(/"[^"]+"|[a-z_][\w.]*|[$(),;=]/gi)].map((m) => ({
    text: unquoted(m[0].toLowerCase()),
    at: m.index,
  }))
}

/** A quoted keyword is a name: it keeps its quotes, so that it opens nothing. */
const unquoted = (word: string): string => (OPENERS.has(word.replaceAll('"', '')) ? word : word.replaceAll('"', ''))

/** `with a as (…), b (x, y) as materialized (…)`: any name that a later `as (` opens. */
function cteNames(tokens: Token[]): Set<string> {
  const names = new Set<string>()
  if (!tokens.some(({ text }) => text === 'with')) return names
  tokens.forEach(({ text }, i) => {
    if (text !== 'as') return
    const opens =
      tokens[i + 1]?.text === '(' ||
      ((tokens[i + 1]?.text === 'materialized' || tokens[i + 1]?.text === 'not') &&
        tokens.slice(i + 2, i + 4).some((t) => t.text === '('))
    if (!opens) return
    let before = i - 1
    if (tokens[before]?.text === ')') while (before > 0 && tokens[before]!.text !== '(') before--
    names.add(tokens[tokens[before]?.text === '(' ? before - 1 : before]?.text ?? '')
  })
  return names
}

function expectsRelation(tokens: Token[], i: number, paren: Paren | undefined): boolean {
  const { text } = tokens[i]!
  const before = tokens[i - 1]?.text ?? ''
  if (text === 'from') return before !== 'distinct' && !(paren && FROM_FUNCTIONS.has(paren.called) && !paren.sawSelect)
  if (text === 'update') return !['for', 'do', 'key', 'on'].includes(before)
  if (text === 'using')
    return (
      !['join', ')', '$'].includes(before) &&
      tokens[i + 1]?.text !== '(' &&
      tokens.some((t) => t.text === 'delete' || t.text === 'merge')
    )
  return true
}

function listAfter(tokens: Token[], opener: number): Named[] {
  const verb = tokens[opener]!.text
  const write =
    ['into', 'update', 'truncate'].includes(verb) || (verb === 'from' && tokens[opener - 1]?.text === 'delete')
  const named: Named[] = []
  let depth = 0
  let expect = true
  for (let i = opener + 1; i < tokens.length; i++) {
    const { text, at } = tokens[i]!
    if (text === '(') {
      depth++
      expect = false // a subquery stands where a name was expected; its own FROM is read on its own
    } else if (text === ')' && --depth < 0) break
    else if (depth > 0) continue
    else if (text === ',') expect = verb === 'from' || verb === 'using' || verb === 'truncate'
    else if (!expect) {
      if (ENDS.has(text)) break
    } else if (!['only', 'lateral', 'table'].includes(text)) {
      // A name before '(' is a function, except after INTO, where the columns follow.
      if (!NOT_RELATIONS.has(text) && text !== '$' && (tokens[i + 1]?.text !== '(' || verb === 'into'))
        named.push({ name: text, write, at })
      expect = false
    }
  }
  return named
}

const ENDS = new Set([
  'where',
  'set',
  'group',
  'order',
  'limit',
  'offset',
  'having',
  'union',
  'returning',
  'values',
  'select',
  'on',
  'join',
  'for',
  'window',
  'from',
  'using',
  ';',
  'when',
])
