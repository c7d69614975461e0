import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConfig, settings, summary } from './config.ts'

const dir = mkdtempSync(join(tmpdir(), 'opendistrict-config-'))
after(() => rmSync(dir, { recursive: true }))
const SECRET_KEY = 'a-key-for-tests-only-'.repeat(2)
const read = (env: Record<string, string>) => readConfig({ DATA_DIR: dir, SECRET_KEY, ...env })

test('without any setting the platform listens on this machine only, port 8080', () => {
  const config = read({})
  assert.deepEqual(
    [config.HOST, config.PORT, config.PUBLIC_URL, config.SECURE_COOKIES],
    ['127.0.0.1', 8080, 'http://127.0.0.1:8080', false],
  )
})

test('a public address makes cookies secure and loses its last slash', () => {
  const config = read({ PUBLIC_URL: 'https://www.example.gov.cn/' })
  assert.deepEqual([config.PUBLIC_URL, config.SECURE_COOKIES], ['https://www.example.gov.cn', true])
})

test('an empty value is no value', () => {
  assert.equal(read({ PORT: '' }).PORT, 8080)
})

test('every wrong setting is named at once, with its meaning', () => {
  assert.throws(
    () => read({ PORT: 'eighty', LOG_LEVEL: 'loud', SECRET_KEY: 'short' }),
    (error: Error) => {
      for (const part of ['请更正后再启动', 'PORT：', '监听端口', 'LOG_LEVEL：', 'SECRET_KEY：至少32个字符'])
        assert.match(error.message, new RegExp(part))
      return true
    },
  )
})

test('the signing key is made once, and only its owner can read it', () => {
  const first = readConfig({ DATA_DIR: dir })
  assert.equal(readConfig({ DATA_DIR: dir }).SECRET_KEY, first.SECRET_KEY)
  assert.equal(statSync(join(dir, 'secret.key')).mode & 0o777, 0o600)
  assert.ok(first.SECRET_KEY.length >= 32)
})

test('the printed summary names every setting and tells no secret', () => {
  const lines = summary(
    read({ DATABASE_URL: 'postgres://boss:hush@db.example/district', SMTP_URL: 'smtps://mailer:hush@mail.example' }),
  ).join('\n')
  for (const name of Object.keys(settings)) assert.match(lines, new RegExp(`\\b${name}\\b`))
  assert.doesNotMatch(lines, /hush|boss|mailer|a-key-for/)
  assert.match(lines, /db\.example/)
})

for (const file of ['README.md', 'README.zh-CN.md'])
  test(`the table of settings in ${file} is the one the code reads`, () => {
    const text = readFileSync(join(import.meta.dirname, '../../', file), 'utf8')
    const listed = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])
    assert.deepEqual(listed, Object.keys(settings))
  })
