import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyContent, type FieldDef } from '../../../server/modules/publishing/content.ts'
import { differences, merged, missing, wide } from './kind-form.ts'

const fields: FieldDef[] = [
  { key: 'documentNumber', label: '文号', type: 'text', required: true },
  { key: 'madeOn', label: '成文日期', type: 'day', required: true },
  { key: 'contact', label: '联系方式', type: 'text', required: false },
]
const needs = { body: true, summary: false, entry: true, image: false }

test('what is still owed is listed in the order of the form', () => {
  assert.deepEqual(
    missing({ fields, needs }, emptyContent()).map((m) => m.label),
    ['标题', '文号', '成文日期', '正文', '公开事项'],
  )
  const done = {
    ...emptyContent(),
    title: '通知',
    bodyHtml: '<p>正文</p>',
    entryIds: ['e'],
    fields: { documentNumber: '示政〔2026〕1号', madeOn: '2026-01-02' },
  }
  assert.deepEqual(missing({ fields, needs }, done), [])
})

test('a body of empty paragraphs is no body, a table or picture is', () => {
  const field = (bodyHtml: string) =>
    missing({ fields: [], needs: { ...needs, entry: false } }, { ...emptyContent(), title: 't', bodyHtml }).map(
      (m) => m.field,
    )
  assert.deepEqual(field('<p>&nbsp;</p><p></p>'), ['bodyHtml'])
  assert.deepEqual(field('<p><img src="/files/1/a.png" alt="图"></p>'), [])
})

test('a cleared field becomes null, and proactive disclosure has no ground for withholding', () => {
  const before = {
    ...emptyContent(),
    fields: { contact: '8888', madeOn: '2026-01-02' },
    disclosureClass: 'withheld' as const,
    withholdGround: 'art16.internal' as const,
  }
  const after = merged(before, { fields: { contact: '' }, disclosureClass: 'proactive' })
  assert.deepEqual(after.fields, { contact: null, madeOn: '2026-01-02' })
  assert.equal(after.withholdGround, null)
  assert.deepEqual(
    merged(
      { ...before, classes: { theme: 'civil', genre: '', set: 'policy' } },
      { classes: { theme: undefined as never, genre: 'notice' } as never },
    ).classes,
    { theme: '', genre: 'notice', set: 'policy' },
  )
  assert.equal(merged(before, { title: '新' }).withholdGround, 'art16.internal')
})

test('two texts are compared field by field, the body without its markup', () => {
  const mine = { ...emptyContent(), title: '甲', bodyHtml: '<p>一</p><p>二</p>', fields: { madeOn: '2026-01-02' } }
  const theirs = { ...emptyContent(), title: '乙', bodyHtml: '<p>一</p>', fields: {} }
  assert.deepEqual(differences({ fields }, mine, theirs), [
    { key: 'title', label: '标题', mine: '甲', theirs: '乙' },
    { key: 'bodyHtml', label: '正文', mine: '一\n二', theirs: '一' },
    { key: 'fields.madeOn', label: '成文日期', mine: '2026-01-02', theirs: '' },
  ])
  assert.deepEqual(differences({ fields }, mine, mine), [])
})

test('long texts, lists and addresses take the whole width', () => {
  assert.equal(wide({ type: 'longText' }), true)
  assert.equal(wide({ type: 'day' }), false)
})
