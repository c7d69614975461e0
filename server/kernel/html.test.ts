import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { href, html, raw } from './html.ts'

/** What a browser makes of the markup: the tags, and the attributes and text as read. */
function read(markup: string): { tags: string[]; text: string; title: string | undefined } {
  const tags: string[] = []
  let text = ''
  let title: string | undefined
  const visit = (node: Tree.ChildNode): void => {
    if ('value' in node) text += node.value
    if (!('tagName' in node)) return
    tags.push(node.tagName)
    title ??= node.attrs.find((a) => a.name === 'title')?.value
    node.childNodes.forEach(visit)
  }
  parseFragment(markup).childNodes.forEach(visit)
  return { tags, text, title }
}

const texts = fc.string({ unit: 'binary' }).filter((s) => !/[\u0000\r]/.test(s))

test('whatever text is put in, a browser reads the same text and no further tag', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const page = read(html`<p title="${text}">${text}</p>`.text)
      assert.deepEqual(page, { tags: ['p'], text, title: text })
    }),
  )
})

test('markup from a template is kept, a list is joined, and nothing is shown for nothing', () => {
  const items = ['a<b', 'c'].map((t) => html`<li>${t}</li>`)
  assert.equal(
    html`<ul>${items}${false}${null}${undefined}${0}</ul>${raw('<hr>')}`.text,
    '<ul><li>a&lt;b</li><li>c</li>0</ul><hr>',
  )
})

test('a link that could run code leads nowhere, however it is written', () => {
  for (const url of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ])
    assert.equal(href(url), '#', url)
})

test('ordinary links stay as they are', () => {
  for (const url of [
    'https://www.example.gov.cn/a?b=1#c',
    '/path/',
    '../up.html',
    '#part',
    'mailto:a@example.gov.cn',
    'tel:0510-00000000',
    '?page=2',
    '/时间:2026',
  ])
    assert.equal(href(url), url)
})
