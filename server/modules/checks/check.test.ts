import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { check } from './check.ts'
import { isIdNumber, isLuhn } from './detect.ts'
import { officeText } from './office.ts'
import { packs } from './packs.ts'

const keys = (text: string) => check([{ field: 'body', text }], packs).map((f) => f.rule)
const inHtml = (html: string) => check([{ field: 'body', html }], packs).map((f) => f.rule)

for (const [text, rule] of [
  ['机密★10年', 'marks.stateSecret'],
  ['绝密 ★ 长期', 'marks.stateSecret'],
  ['第一行\n秘密\n第三行', 'marks.stateSecretLine'],
  ['【机密】', 'marks.stateSecretLine'],
  ['机 密  特急', 'marks.stateSecretLine'],
  ['工作秘密', 'marks.workSecret'],
  ['内部明电', 'marks.telegram'],
  ['示政发电〔2026〕3号', 'marks.telegram'],
  ['内部资料 注意保存', 'marks.internal'],
  ['（内部使用）', 'marks.internal'],
  ['（此件不公开）', 'marks.internal'],
  ['（此件不予公开）', 'marks.internal'],
] as const)
  test(`“${text.replaceAll('\n', '⏎')}” is discarded`, () => assert.equal(keys(text)[0], rule))

for (const text of [
  '根据《中华人民共和国保守国家秘密法》和机密性要求，开展保密宣传教育。',
  '严守工作秘密和商业秘密，签订保密承诺书。',
  '（此件公开发布）',
  '秘密侦查不在此列',
  '内部审计工作规定',
  '企业内部资料管理应当规范',
  '机密文件管理办法解读',
  '示政发〔2026〕4号',
])
  test(`“${text}” is ordinary text`, () => assert.deepEqual(keys(text), []))

test('an identity number is found however it is spaced, shown masked, and passes once masked', () => {
  const number = '11010519491231002X' // the example of GB 11643-1999
  assert.deepEqual(
    check([{ field: 'body', text: `证号：${number}。` }], packs).map((f) => [f.rule, f.quote, f.at]),
    [['personal.idNumber', '110****002X', 3]],
  )
  assert.deepEqual(keys('110105 19491231 002X'), ['personal.idNumber'])
  assert.deepEqual(keys('1101**********002X'), [])
})
test('only a number whose check digit fits is an identity number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 }), (i) => {
      const last = '0123456789X'[i]!
      assert.equal(isIdNumber(`11010519491231002${last}`), last === 'X')
    }),
  )
})
test('bank cards are found by their check digit; a long serial number is not a card', () => {
  const body = '622202123456789012'
  const card = [...'0123456789'].map((d) => body + d).find(isLuhn)!
  const other = [...'0123456789'].map((d) => body + d).find((n) => !isLuhn(n))!
  assert.deepEqual(keys(`账号${card}`), ['personal.bankCard'])
  assert.deepEqual(keys(`项目编号${other}`), [])
})
test('mobile numbers are found, office numbers and masked ones pass', () => {
  assert.deepEqual(keys('联系人手机13800003210'), ['personal.mobile'])
  assert.deepEqual(keys('手机138 0000 3210'), ['personal.mobile'])
  assert.deepEqual(keys('电话：0000-85000000，手机138****3210'), [])
})
test('a picture without words, a picture of another site and a vague link are found', () => {
  assert.deepEqual(inHtml('<p><img src="/files/1/a.png" alt=""></p>'), ['accessibility.alt'])
  assert.deepEqual(inHtml('<p><img src="https://example.com/a.png" alt="湖"></p>'), ['accessibility.foreignImage'])
  assert.deepEqual(inHtml('<p><a href="/x">点击查看</a></p>'), ['accessibility.emptyLink'])
  assert.deepEqual(inHtml('<p><a href="/x">补贴标准一览表</a><img src="/files/1/a.png" alt="湖"></p>'), [])
})
test('the words of a Word file are read in memory; a broken archive is refused', () => {
  const xml =
    '<w:document><w:body><w:p><w:r><w:t>机密</w:t></w:r><w:r><w:t>★5年</w:t></w:r></w:p></w:body></w:document>'
  const docx = Buffer.from(zipSync({ 'word/document.xml': strToU8(xml) }))
  const mime = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  assert.deepEqual(keys(officeText('a.docx', mime, docx)), ['marks.stateSecret'])
  assert.throws(() => officeText('a.docx', mime, Buffer.from('not a zip')), /打不开/)
})
