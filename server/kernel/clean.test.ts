import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { clean, plain } from './clean.ts'

for (const [what, dirty, html] of [
  ['scripts vanish with what they hold', '<p>一<script>alert(1)</script>二</p>', '<p>一二</p>'],
  ['handlers go, the element stays', '<p onclick="x()">一</p>', '<p>一</p>'],
  ['a link that runs code becomes its text', '<p><a href="javascript:alert(1)">一</a></p>', '<p>一</p>'],
  ['alignment becomes a class', '<p style="text-align:center">一</p>', '<p class="align-center">一</p>'],
  [
    'merged cells survive',
    '<table><tr><td colspan="2" rowspan="3" style="width:1px">一</td></tr></table>',
    '<table><tbody><tr><td colspan="2" rowspan="3">一</td></tr></tbody></table>',
  ],
  ['office tags keep their text', '<p class="MsoNormal">一<o:p></o:p><w:sdt>二</w:sdt></p>', '<p>一二</p>'],
  ['conditional comments vanish', '<!--[if gte mso 9]><xml><w:x>junk</w:x></xml><![endif]--><p>一</p>', '<p>一</p>'],
  [
    'a div of text is a paragraph, a div of blocks is none',
    '<div>一<div><p>二</p></div>三</div>',
    '<p>一</p><p>二</p><p>三</p>',
  ],
  [
    'a table is never inside a paragraph',
    '<p>一<table><tr><td>二</td></tr></table></p>',
    '<p>一</p><table><tbody><tr><td>二</td></tr></tbody></table>',
  ],
  ['empty paragraphs go', '<p>一</p><p>&nbsp;</p><p><br></p><p>二</p>', '<p>一</p><p>二</p>'],
  [
    'pictures and links stay',
    '<p><img src="/files/1/a.png" alt="湖"><a href="https://www.gov.cn/">国</a></p>',
    '<p><img src="/files/1/a.png" alt="湖"><a href="https://www.gov.cn/" rel="noopener">国</a></p>',
  ],
] as const)
  test(what, () => assert.equal(clean(dirty).html, html))

test('what was taken out is named in Chinese', () =>
  assert.deepEqual(clean('<p onclick="x">a</p><iframe src="x"></iframe>').dropped, ['页面动作', '内嵌网页']))

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<div>',
        '</div>',
        '<table>',
        '<td>',
        '</table>',
        '<script>',
        '</script>',
        '<img src=x onerror=alert(1)>',
        '<svg/onload=alert(1)>',
        '<a href="java\tscript:alert(1)">',
        '<!--',
        '-->',
        '<style>',
        '<iframe srcdoc="<script>">',
        '<math><mtext></mtext>',
        '<p style="x:expression(1)">',
        '&lt;script&gt;',
        '<li>',
        '<ul>',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

test('whatever comes in, nothing that runs goes out, and cleaning again changes nothing', () => {
  fc.assert(
    fc.property(nasty, (dirty) => {
      const { html } = clean(dirty)
      const bad: string[] = []
      const walk = (
        node: { nodeName: string; attrs?: { name: string; value: string }[]; childNodes?: unknown[] },
        inParagraph: boolean,
      ) => {
        if (['script', 'style', 'iframe', 'svg', 'math', 'object', 'form', 'input', 'div'].includes(node.nodeName))
          bad.push(node.nodeName)
        if (node.nodeName === 'p' && inParagraph) bad.push('p in p')
        for (const a of node.attrs ?? [])
          if (a.name.startsWith('on') || a.name === 'style' || /^\s*javascript:/i.test(a.value)) bad.push(a.name)
        for (const c of node.childNodes ?? []) walk(c as typeof node, inParagraph || node.nodeName === 'p')
      }
      walk(parseFragment(html) as never, false)
      assert.deepEqual(bad, [])
      assert.equal(clean(html).html, html)
    }),
    { numRuns: 500 },
  )
})

test('plain text has a line for each block', () =>
  assert.equal(
    plain('<h2>甲</h2><p>乙&amp;<br>丙</p><table><tr><td>丁</td><td>戊</td></tr></table>'),
    '甲\n乙&\n丙\n丁\t戊',
  ))
