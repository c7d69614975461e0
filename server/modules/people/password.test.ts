import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, NOBODY, oneTimePassword, outdated, verifyPassword, weakness } from './password.ts'
import { deviceOf, maskEmail, maskPhone } from './mask.ts'

const who = { login: 'lishi', name: '李示' }

test('a hash names its parameters, verifies its password and no other', async () => {
  const hash = await hashPassword('Lake-2026-water')
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await verifyPassword('Lake-2026-water', hash), true)
  assert.equal(await verifyPassword('Lake-2026-wateR', hash), false)
  assert.equal(await verifyPassword('', hash), false)
  assert.equal(outdated(hash), false)
})

test('a hash made with older parameters still verifies, and is known to be outdated', async () => {
  const old = await hashPassword('Lake-2026-water', { m: 8192, t: 1, p: 1 })
  assert.equal(await verifyPassword('Lake-2026-water', old), true)
  assert.equal(outdated(old), true)
})

test("nobody's hash and a damaged one verify nothing", async () => {
  assert.equal(await verifyPassword('anything', NOBODY), false)
  assert.equal(await verifyPassword('anything', 'plain'), false)
})

test('what makes a password weak is said', () => {
  const weak: [string, RegExp][] = [
    ['Ab1!', /至少10个字符/],
    ['abcdefghijkl', /三类/],
    ['ABCDEFGH1234', /三类/],
    ['Lishi-2026-x', /登录名或姓名/],
    ['李示Lake-2026', /登录名或姓名/],
    ['P@ssw0rd2026!', /常见/],
    ['Admin@123456', /常见/],
    ['Abc@12345678', /常见/],
    ['Qwerty!2345', /常见/],
    ['Aa1Aa1Aa1Aa1', /常见/],
  ]
  for (const [password, message] of weak) assert.match(weakness(password, who) ?? 'accepted', message, password)
  for (const good of ['Lake-2026-water', 'correctHorse7staple', '湖水Clear湾2026x'])
    assert.equal(weakness(good, who), undefined, good)
})

test('one-time passwords are acceptable and do not repeat', () => {
  const made = new Set(Array.from({ length: 500 }, oneTimePassword))
  assert.equal(made.size, 500)
  for (const password of made) assert.equal(weakness(password, who), undefined, password)
})

test('contact data is masked', () => {
  assert.equal(maskPhone('13800138000'), '138****8000')
  assert.equal(maskPhone('0510-85551234'), '****1234')
  assert.equal(maskPhone(''), '')
  assert.equal(maskEmail('zhang@example.cn'), 'z***@example.cn')
})

test('a browser is told in words', () => {
  assert.equal(
    deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0'),
    'Edge · Windows',
  )
  assert.equal(
    deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Mobile Safari/604.1'),
    'Safari · iOS',
  )
  assert.equal(deviceOf(''), '其他程序 · 未知系统')
})
