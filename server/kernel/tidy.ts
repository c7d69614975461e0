import {
  defaultTreeAdapter,
  type DefaultTreeAdapterTypes as Tree,
  html as names,
  parseFragment,
  serialize,
} from 'parse5'

type Node = Tree.ChildNode
type Element = Tree.Element

const BLOCKS = new Set([
  'p',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'dl',
  'blockquote',
  'hr',
  'figure',
  'table',
  'pre',
])
/** Hold blocks or a bare line of text; whatever is loose between blocks becomes a paragraph. */
const CONTAINERS = new Set(['blockquote', 'li', 'dd', 'td', 'th', 'figure'])
/** Where the parts of lists and figures belong. */
const HOMES: Record<string, string[]> = { li: ['ul', 'ol'], dt: ['dl'], dd: ['dl'], figcaption: ['figure'] }
const TABLE = new Set(['thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption', 'colgroup', 'col'])
const DEPTH_MAX = 100
/** Read as the inside of a page, so that a cell without its table loses its tags. */
const BODY = defaultTreeAdapter.createElement('body', names.NS.HTML, [])

const isElement = (n: Node): n is Element => 'tagName' in n
const isText = (n: Node): n is Tree.TextNode => n.nodeName === '#text'
const attr = (e: Element, name: string) => e.attrs.find((a) => a.name === name)?.value

/** Makes safe markup well-formed the way a browser would, and turns wrappers into plain paragraphs:
 *  no div is left, no paragraph lies in another, no empty paragraph stays, a link without a target becomes its text. */
export function tidy(safe: string): string {
  const root = parseFragment(BODY, safe, {})
  root.childNodes = blocks(root.childNodes, undefined, 0)
  return serialize(root).trim()
}

/** A list of blocks: loose text is wrapped in paragraphs that carry the class of the div around it. */
function blocks(nodes: readonly Node[], cls: string | undefined, depth: number, parent = 'body'): Node[] {
  const out: Node[] = []
  let line: Node[] = []
  const flush = () => {
    if (line.some(shows)) out.push(paragraph(trimmed(line), cls))
    line = []
  }
  for (const node of nodes) {
    if (isElement(node) && opens(node, parent)) {
      flush()
      if (depth < DEPTH_MAX) out.push(...blocks(node.childNodes, attr(node, 'class') ?? cls, depth + 1, parent))
    } else if (isElement(node) && (BLOCKS.has(node.tagName) || node.tagName === 'figcaption')) {
      flush()
      if (node.tagName !== 'p') out.push(inside(node, depth))
      else if (node.childNodes.some(shows))
        out.push(paragraph(inline(node.childNodes, depth), attr(node, 'class') ?? cls, node))
    } else line.push(...inline([node], depth))
  }
  flush()
  return out
}

const isBlock = (n: Node): boolean =>
  isElement(n) && (n.tagName === 'div' || BLOCKS.has(n.tagName) || n.tagName in HOMES)
const holdsBlock = (e: Element, depth = 0): boolean =>
  depth < DEPTH_MAX && e.childNodes.some((n) => isBlock(n) || (isElement(n) && holdsBlock(n, depth + 1)))
const isBare = (e: Element): boolean =>
  e.tagName === 'div' || (e.tagName === 'a' && attr(e, 'href') === undefined && attr(e, 'id') === undefined)
/** Gives its children in its own place: a wrapper, a stray part, a line element around blocks. */
const opens = (e: Element, parent: string): boolean =>
  isBare(e) || strayed(e, parent) || (!isBlock(e) && e.tagName !== 'figcaption' && holdsBlock(e))

/** A part of a list or figure that is not in one. */
const strayed = (e: Element, parent: string): boolean => {
  const homes = HOMES[e.tagName]
  return homes !== undefined && !homes.includes(parent)
}

/** The children of an element that stays: list items, blocks where it holds any, otherwise its line. */
function inside(element: Element, depth: number): Element {
  const { tagName, childNodes } = element
  if (tagName === 'ul' || tagName === 'ol') element.childNodes = items(childNodes, depth)
  else if (CONTAINERS.has(tagName) && holdsBlock(element))
    element.childNodes = blocks(childNodes, undefined, depth + 1, tagName)
  else
    element.childNodes = childNodes.flatMap((n) =>
      isElement(n) && !TABLE.has(n.tagName) ? inline([n], depth + 1, tagName) : isElement(n) ? inside(n, depth + 1) : n,
    )
  return element
}

/** A list holds items only; what lies loose in it becomes one. */
const items = (nodes: readonly Node[], depth: number): Node[] =>
  nodes
    .filter(shows)
    .map((n) => (isElement(n) && n.tagName === 'li' ? inside(n, depth + 1) : inside(make('li', [n]), depth + 1)))

/** Inline nodes; a link that leads nowhere is unwrapped, and a block that strayed in here gives its text. */
function inline(nodes: readonly Node[], depth: number, parent = ''): Node[] {
  return nodes.flatMap((n) => {
    if (!isElement(n)) return [n]
    if (depth >= DEPTH_MAX) return []
    return isBare(n) || strayed(n, parent) || n.tagName === 'p'
      ? inline(n.childNodes, depth + 1, parent)
      : [inside(n, depth + 1)]
  })
}

const make = (tagName: string, childNodes: Node[], attrs: Element['attrs'] = []): Element => ({
  nodeName: tagName,
  tagName,
  namespaceURI: names.NS.HTML,
  parentNode: null,
  childNodes,
  attrs,
})
const paragraph = (children: Node[], cls: string | undefined, kept?: Element): Element => {
  const attrs = (kept?.attrs ?? []).filter((a) => a.name !== 'class')
  return make('p', children, cls ? [...attrs, { name: 'class', value: cls }] : attrs)
}

/** Something a reader sees: a picture, or text that is not blank. */
function shows(n: Node): boolean {
  if (isText(n)) return n.value.replace(/\u00a0/g, ' ').trim() !== ''
  return isElement(n) && n.tagName !== 'br' && (n.tagName === 'img' || n.tagName === 'hr' || n.childNodes.some(shows))
}

const trimmed = (line: Node[]): Node[] => {
  const first = line.findIndex((n) => shows(n))
  const last = line.findLastIndex((n) => shows(n))
  return line.slice(first, last + 1)
}
