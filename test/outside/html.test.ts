// The Nu HTML checker (vnu-jar, needs a JRE) on every public page type: no error.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import type { TestApp } from '../support/app.ts'
import { everyPage, publicSite } from '../support/publicSite.ts'

const JAR = join(import.meta.dirname, '../../node_modules/vnu-jar/build/dist/vnu.jar')
const java = spawnSync('java', ['-version']).status === 0
const PAGE_LIMIT = 60 * 1024
const SCRIPT_LIMIT = 20 * 1024
let app: TestApp
before(async () => {
  app = await publicSite()
})
after(() => app.close())

test('no public page type has an error for the Nu HTML checker', {
  skip: java ? false : '没有 JRE，请先执行：apt-get install default-jre-headless',
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'))
  const names = new Map<string, string>()
  for (const [i, path] of (await everyPage(app)).entries()) {
    const answer = await fetch(app.url + path)
    assert.ok(answer.status < 500, `${path}: ${answer.status}`)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
    const file = join(folder, `${String(i).padStart(3, '0')}.html`)
    writeFileSync(file, await answer.text())
    names.set(file, path)
  }
  console.log(`  checked ${names.size} pages`)
  const { stderr } = spawnSync(
    'java',
    ['-jar', JAR, '--format', 'json', '--errors-only', '--no-langdetect', ...names.keys()],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  rmSync(folder, { recursive: true })
  const { messages } = JSON.parse(stderr) as { messages: { url: string; message: string; extract?: string }[] }
  assert.deepEqual(
    messages.map((m) => `${names.get(m.url.replace(/^file:/, ''))}: ${m.message} ${m.extract ?? ''}`),
    [],
  )
})

test('no public page carries an inline style or script, sets a cookie, or is heavier than a page may be', async () => {
  for (const path of await everyPage(app)) {
    const answer = await fetch(app.url + path, { redirect: 'manual' })
    const text = await answer.text()
    assert.doesNotMatch(text, /<[a-z][^>]*\sstyle=/i, path)
    assert.doesNotMatch(text, /<style|<script(?![^>]*\ssrc=)|<[a-z][^>]*\son[a-z]+=/i, path)
    assert.equal(answer.headers.get('set-cookie'), null, path)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
    assert.match(
      answer.headers.get('content-security-policy') ?? '',
      /default-src 'none'; script-src 'self'; style-src 'self'/,
      path,
    )
    assert.match(text, /演示数据/, path)
    const bytes = async (match: RegExp) => {
      let sum = 0
      for (const [, url] of text.matchAll(match))
        sum += brotliCompressSync(Buffer.from(await (await fetch(app.url + url)).arrayBuffer())).length
      return sum
    }
    assert.ok(
      brotliCompressSync(text).length + (await bytes(/<link rel="stylesheet" href="([^"]+)"/g)) <= PAGE_LIMIT,
      `${path} is too heavy`,
    )
    assert.ok((await bytes(/<script src="([^"]+)"/g)) <= SCRIPT_LIMIT, `${path} has too much script`)
  }
})

test('no link of a public page is dead', async () => {
  const seen = new Map<string, string>()
  for (const path of await everyPage(app)) {
    const text = await (await fetch(app.url + path)).text()
    for (const [, href] of text.matchAll(/(?:href|src)="(\/[^"#]*)"/g)) seen.set(href!.replaceAll('&amp;', '&'), path)
  }
  const dead: string[] = []
  for (const [href, from] of seen) {
    const answer = await fetch(app.url + href, { redirect: 'manual' })
    await answer.arrayBuffer()
    if (answer.status >= 400) dead.push(`${href} (${answer.status}) on ${from}`)
  }
  console.log(`  followed ${seen.size} links`)
  assert.deepEqual(dead, [])
})
