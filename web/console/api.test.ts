import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, again, ApiError, onSessionEnded, read } from './api.ts'

test('an address takes parameters by name and leaves empty query values out', () => {
  assert.equal(
    address('GET /api/organs/:id/posts', {
      params: { id: 'a b' },
      query: { q: '', page: 2, status: ['live', 'draft'], organId: undefined },
    }),
    '/api/organs/a%20b/posts?page=2&status=live&status=draft',
  )
})

test('a refusal keeps its code, its field messages and the number of the request', () => {
  const text = JSON.stringify({
    error: {
      code: 'input.invalid',
      message: '有2处填写有误',
      fields: { title: '请填写标题' },
      detail: {},
      requestId: 'r-1',
    },
  })
  assert.throws(
    () => read(422, text),
    (e: ApiError) => e.status === 422 && e.fields.title === '请填写标题' && e.requestId === 'r-1',
  )
  assert.throws(
    () => read(502, '<html>'),
    (e: ApiError) => e.status === 502 && e.code === 'answer.garbled',
  )
})

const ended = () => new ApiError(401, { code: 'session.ended', message: '登录已过期' })

test('a change that meets an ended session is sent again after the same person signed in', async () => {
  let calls = 0
  onSessionEnded(async () => true)
  const answer = await again('POST /api/x', async () => {
    if (++calls === 1) throw ended()
    return 'saved'
  })
  assert.equal(answer, 'saved')
  assert.equal(calls, 2)
})

test('it is not sent again when somebody else signed in, nor for the sign-in itself', async () => {
  onSessionEnded(async () => false)
  let calls = 0
  await assert.rejects(
    again('POST /api/x', async () => {
      calls++
      throw ended()
    }),
    ApiError,
  )
  onSessionEnded(async () => true)
  await assert.rejects(
    again('POST /api/people/session', async () => {
      calls++
      throw ended()
    }),
    ApiError,
  )
  assert.equal(calls, 2)
})
