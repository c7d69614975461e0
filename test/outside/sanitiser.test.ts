import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type DefaultTreeAdapterTypes as Tree, parse, parseFragment } from 'parse5'
import { clean } from '../../server/kernel/clean.ts'

const DATA = join(process.env.DISTRICT_TEST_DATA ?? '../shared', 'data/pages')
const skip = existsSync(DATA) ? false : `没有测试数据 ${DATA}`

type Seen = { text: string; links: string[]; images: string[]; spans: string[]; bad: string[] }
const HIDDEN = [
  'script',
  'style',
  'textarea',
  'option',
  'select',
  'noscript',
  'head',
  'title',
  'template',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'xml',
]
const NEVER = [
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'form',
  'input',
  'button',
  'select',
  'textarea',
  'meta',
  'link',
  'base',
  'svg',
  'font',
  'div',
]

/** A link that holds neither words nor a picture is none to a reader. */
const shows = (n: Tree.ChildNode): boolean =>
  n.nodeName === 'img' ||
  (n.nodeName === '#text' && (n as Tree.TextNode).value.trim() !== '') ||
  ('childNodes' in n && !HIDDEN.includes(n.nodeName) && n.childNodes.some(shows))

/** What a reader gets of a tree, computed by the browser's own parsing rules and not by the sanitiser. */
function look(root: Tree.ParentNode): Seen {
  const seen: Seen = { text: '', links: [], images: [], spans: [], bad: [] }
  const walk = (n: Tree.ChildNode | Tree.ParentNode) => {
    if (n.nodeName === '#text') seen.text += (n as Tree.TextNode).value
    if ('tagName' in n) {
      const at = (name: string) => n.attrs.find((a) => a.name === name)?.value
      if (NEVER.includes(n.tagName)) seen.bad.push(n.tagName)
      for (const a of n.attrs)
        if (a.name.startsWith('on') || a.name === 'style' || /^(?:mso|xmlns)/.test(a.name))
          seen.bad.push(`${n.tagName}[${a.name}]`)
      if (n.tagName === 'a' && /^(?:https?:|\/|\.)/.test(at('href') ?? '') && shows(n)) seen.links.push(at('href')!)
      if (n.tagName === 'img' && at('src') && !at('src')!.startsWith('data:')) seen.images.push(at('src')!)
      if (at('colspan') && at('colspan') !== '1') seen.spans.push(`c${at('colspan')}`)
      if (at('rowspan') && at('rowspan') !== '1') seen.spans.push(`r${at('rowspan')}`)
      if (HIDDEN.includes(n.tagName)) return
    }
    if ('childNodes' in n) for (const c of n.childNodes) walk(c)
  }
  walk(root)
  return { ...seen, text: seen.text.replace(/[\s\u00a0\u200b\ufeff]+/g, '') }
}

function judge(name: string, dirty: string): void {
  const before = look(parse(dirty))
  const { html } = clean(dirty)
  const after = look(parseFragment(html))
  assert.deepEqual(after.bad, [], `${name}：留下了不该有的内容`)
  assert.equal(after.text, before.text, `${name}：文字有出入`)
  assert.deepEqual(after.links, before.links, `${name}：链接有出入`)
  assert.deepEqual(after.images, before.images, `${name}：图片有出入`)
  assert.deepEqual(after.spans, before.spans, `${name}：合并单元格有出入`)
}

for (const file of ['gansu-jyt-list.html', 'gne-gzggw.html', 'gne-shanxi.html'])
  test(
    `the saved official page ${file} keeps its text, links, pictures and merged cells, and nothing that runs`,
    { skip },
    () => judge(file, readFileSync(join(DATA, file), 'utf8')),
  )

test('the 24 policy items with dirty HTML keep their text, links, pictures and merged cells', { skip }, () => {
  const items = readFileSync(join(DATA, 'nea-hunan-24-docs.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { title: string; body_html: string })
  assert.equal(items.length, 24)
  for (const item of items) judge(item.title, item.body_html)
})
