import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quotation } from './quotation.ts'

test('a masked number is found where it stands', () => {
  const text = '请拨打13800138000（张三）或8888-0000'
  assert.deepEqual(
    [...text.matchAll(quotation('138****8000'))].map((m) => m[0]),
    ['13800138000'],
  )
})

test('a quotation with signs of its own is taken literally', () => {
  assert.deepEqual(
    [...'（一）a.b?'.matchAll(quotation('a.b?'))].map((m) => m[0]),
    ['a.b?'],
  )
  assert.deepEqual([...'axb'.matchAll(quotation('a.b'))], [])
})
