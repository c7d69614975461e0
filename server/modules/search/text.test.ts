import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bigrams, indexKey, mark, numberKey, runsOf, snippet } from './text.ts'

test('width, case and compatibility forms do not matter', () => {
  assert.deepEqual(runsOf('《ＡＢＣ条例》，第１条'), ['abc条例', '第1条'])
  assert.deepEqual(bigrams('信息公开'), ['信息', '息公', '公开', '开'])
})

test('one 文号 has one key, however its brackets are typed', () => {
  const same = [
    '湖政发〔2026〕4号',
    '湖政发[2026]4号',
    '湖政发（2026）4号',
    '湖政发【2026】第4号',
    '湖政发2026-4',
    '湖政发〔2026〕04号',
    ' 湖政发 〔 2026 〕 4 号 ',
    '湖政发［２０２６］４号',
    '湖政发2026年4号',
  ]
  for (const text of same) assert.deepEqual(numberKey(text), { prefix: '湖政发', key: '2026-4' }, text)
  for (const text of ['〔2026〕4号', '[2026]4', '2026-4', '2026/4号'])
    assert.deepEqual(numberKey(text), { prefix: '', key: '2026-4' }, text)
  for (const text of ['2026', '2026年工作要点', '4号', '20264', '养老服务', '2026年4月5日'])
    assert.equal(numberKey(text), null, text)
})

test('an index number has one key with and without its separators', () => {
  for (const text of ['014006438/2026-00123', '014006438 2026 00123', '014006438-2026-00123'])
    assert.equal(indexKey(text), '014006438202600123')
  for (const text of ['养老', '养老服务补贴办法', '12-3', 'x'.repeat(61)]) assert.equal(indexKey(text), null)
})

test('matches are marked without changing a character', () => {
  assert.deepEqual(mark('关于印发《养老服务补贴办法》的通知', ['养老服务', '服务补贴']), [
    { text: '关于印发《', hit: false },
    { text: '养老服务补贴', hit: true },
    { text: '办法》的通知', hit: false },
  ])
  assert.deepEqual(mark('ＡＢｃ', ['abc']), [{ text: 'ＡＢｃ', hit: true }])
  assert.deepEqual(mark('<script>', ['script']), [
    { text: '<', hit: false },
    { text: 'script', hit: true },
    { text: '>', hit: false },
  ])
})

test('property: the pieces of a marked text are the text, and each marked piece is a match', () => {
  const text = fc.string({ unit: fc.constantFrom(...'养老服务补贴AbＣ1㈠㎡ ,。𠮷'), maxLength: 60 })
  const needle = fc.string({ unit: fc.constantFrom(...'养老服务ab1'), minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(text, fc.array(needle, { maxLength: 3 }), (t, needles) => {
      const segments = mark(t, needles)
      return (
        segments.map((s) => s.text).join('') === t &&
        segments.every((s) => s.text !== '') &&
        segments.every((s, i) => i === 0 || s.hit !== segments[i - 1]!.hit || s.hit) &&
        (segments.some((s) => s.hit) || !needles.some((n) => t.includes(n)))
      )
    }),
  )
})

test('a snippet stands around the first match, and is short', () => {
  const body = `${'前文'.repeat(100)}养老服务补贴${'后文'.repeat(100)}`
  const text = snippet(body, ['养老服务'])
    .map((s) => s.text)
    .join('')
  assert.match(text, /^…(前文)+养老服务补贴(后文)+…$/)
  assert.ok(text.length < 130)
  assert.equal(
    snippet('短文', ['没有'])
      .map((s) => s.text)
      .join(''),
    '短文',
  )
})
