import sanitizeHtml, { type Attributes, type IOptions } from 'sanitize-html'
import { tidy } from './tidy.ts'

/** Markup that may be stored, and what was taken out, named for the author. */
export type Cleaned = { html: string; dropped: string[] }

const ALIGN: Record<string, string> = {
  left: 'align-left',
  center: 'align-center',
  right: 'align-right',
  justify: 'align-justify',
}
const CLASSES = [...Object.values(ALIGN), 'no-indent', 'signature', 'caption']
/** A div stands for a paragraph or a wrapper; tidy decides, and none is left. */
const TAGS = [
  'p',
  'div',
  'br',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'blockquote',
  'hr',
  'strong',
  'em',
  'u',
  's',
  'sub',
  'sup',
  'a',
  'img',
  'figure',
  'figcaption',
  'table',
  'caption',
  'colgroup',
  'col',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'th',
  'td',
  'pre',
  'code',
  'dl',
  'dt',
  'dd',
]
/** Taken away with all they hold. Everything else that is not allowed loses its tags and keeps its text. */
const VANISH = [
  'script',
  'style',
  'textarea',
  'option',
  'noscript',
  'head',
  'title',
  'xml',
  'template',
  'iframe',
  'object',
  'embed',
  'applet',
  'svg',
  'math',
]
const NAMES: Record<string, string> = {
  script: '脚本',
  style: '样式表',
  iframe: '内嵌网页',
  object: '内嵌对象',
  embed: '内嵌对象',
  applet: '内嵌对象',
  form: '表单',
  input: '表单控件',
  button: '表单控件',
  select: '表单控件',
  video: '视频',
  audio: '音频',
  svg: '矢量图',
  math: '公式',
  handler: '页面动作',
  css: '行内样式',
  link: '不安全的链接',
  image: '不能识别的图片',
}
const LIMIT = 5_000_000

/** The door for all rich text: structure, tables, links and pictures stay; scripts, styles, office markup and handlers go.
 *  Alignment becomes a class, for public pages carry no inline style. Bounded to 5 million characters. */
export function clean(dirty: string): Cleaned {
  const dropped = new Set<string>()
  const safe = sanitizeHtml(unwrap(dirty.slice(0, LIMIT)), {
    ...options,
    transformTags: { ...transforms, '*': (tag, attribs) => note(tag, attribs, dropped) },
  })
  return { html: tidy(safe.replace(/[\u200b\ufeff]/g, '')), dropped: [...dropped] }
}

/** Word and WPS hide code in conditional comments and wrap text in tags of their own namespaces. */
const unwrap = (text: string): string =>
  text
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, '')
    .replace(/<!\[(?:if|endif)[^\]]*\]>/gi, '')
    .replace(/<\/?(?:o|w|v|m|st1|wps):[a-z0-9]+[^>]*>/gi, '')

function note(tag: string, attribs: Attributes, dropped: Set<string>) {
  if (!TAGS.includes(tag) && NAMES[tag]) dropped.add(NAMES[tag])
  for (const [name, value] of Object.entries(attribs)) {
    if (name.startsWith('on')) dropped.add(NAMES.handler!)
    if (
      (name === 'href' || name === 'src') &&
      /^[\s\u0000-\u001f]*(?:javascript|vbscript|data(?!:image\/))/i.test(value)
    )
      dropped.add(NAMES.link!)
    if (name === 'style' && /(?:position|background|url|expression)/i.test(value)) dropped.add(NAMES.css!)
  }
  return { tagName: tag, attribs: aligned(attribs) }
}

function aligned(attribs: Attributes): Attributes {
  const align = /text-align\s*:\s*(left|center|right|justify)/i.exec(attribs.style ?? '')?.[1] ?? attribs.align
  const kept = (attribs.class ?? '').split(/\s+/).filter((c) => CLASSES.includes(c))
  const classes =
    align && ALIGN[align.toLowerCase()] && !kept.some((c) => c.startsWith('align-'))
      ? [...kept, ALIGN[align.toLowerCase()]!]
      : kept
  const { style: _style, class: _class, ...rest } = attribs
  return classes.length > 0 ? { ...rest, class: classes.join(' ') } : rest
}

const rename = (to: string) => (_tag: string, attribs: Attributes) => ({ tagName: to, attribs: aligned(attribs) })
const transforms: NonNullable<IOptions['transformTags']> = {
  b: rename('strong'),
  i: rename('em'),
  strike: rename('s'),
  del: rename('s'),
  ins: rename('u'),
  h1: rename('h2'),
  center: (_tag, attribs) => ({ tagName: 'div', attribs: { ...attribs, class: 'align-center' } }),
  section: rename('div'),
  article: rename('div'),
  main: rename('div'),
  a: (tag, attribs) => ({
    tagName: tag,
    attribs: /^https?:/i.test(attribs.href ?? '') ? { ...attribs, rel: 'noopener' } : attribs,
  }),
}

const size = ['width', 'height']
const options: IOptions = {
  allowedTags: TAGS,
  nonTextTags: VANISH,
  allowedAttributes: {
    '*': ['class', 'lang', 'dir'],
    a: ['href', 'title', 'rel', 'id'],
    img: ['src', 'alt', 'title', ...size],
    ol: ['start', 'type'],
    li: ['value'],
    td: ['colspan', 'rowspan', 'headers', 'scope'],
    th: ['colspan', 'rowspan', 'headers', 'scope', 'abbr'],
    col: ['span'],
    colgroup: ['span'],
    h2: ['id'],
    h3: ['id'],
    h4: ['id'],
    p: ['id'],
  },
  allowedClasses: { '*': CLASSES },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowProtocolRelative: true,
  enforceHtmlBoundary: false,
  nestingLimit: 60,
}

/** The text a reader sees, a line per block: for checks, search and summaries. */
export const plain = (html: string): string =>
  sanitizeHtml(
    html
      .replace(/<(?:br|hr)\s*\/?>|<\/(?:p|h\d|li|tr|div|blockquote|figcaption|caption|dt|dd|pre)>/gi, '\n')
      .replace(/<\/t[dh]>/gi, '\t'),
    {
      allowedTags: [],
      allowedAttributes: {},
    },
  )
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/\u00a0|&nbsp;/g, ' ')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
