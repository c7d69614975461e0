import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalid, Refusal, refuser } from './refusal.ts'

const refuse = refuser({
  'thing.stale': ['conflict', '{name}已被修改，请刷新'],
  'thing.gone': ['notFound', '没有这项内容'],
})
const caught = (act: () => never): Refusal => {
  try {
    return act()
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return error
  }
}

test('a refusal carries its code, its kind and the text with its parts filled in', () => {
  const { code, kind, message, params } = caught(() => refuse('thing.stale', { name: '目录' }))
  assert.deepEqual(
    { code, kind, message, params },
    { code: 'thing.stale', kind: 'conflict', message: '目录已被修改，请刷新', params: { name: '目录' } },
  )
})

test('a part that is not given is left empty rather than shown as a brace', () => {
  assert.equal(caught(() => refuse('thing.stale')).message, '已被修改，请刷新')
})

test('an invalid input names each field, and leads with the first', () => {
  const { kind, message, fields } = caught(() => invalid({ title: '请填写标题', day: '日期有误' }))
  assert.deepEqual(
    { kind, message, fields },
    { kind: 'invalid', message: '请填写标题', fields: { title: '请填写标题', day: '日期有误' } },
  )
})
