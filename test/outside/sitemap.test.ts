// sitemap.xml against the schema of sitemaps.org by xmllint (Debian libxml2-utils). The schema is the one that the npm library
// `sitemap` ships (schema/sitemap.xsd, version 0.9 of 2008-03-26).
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { TestApp } from '../support/app.ts'
import { publicSite } from '../support/publicSite.ts'

const SCHEMA = join(import.meta.dirname, '../../node_modules/sitemap/schema/sitemap.xsd')
const skip =
  spawnSync('xmllint', ['--version']).status === 0 ? false : '没有 xmllint，请先执行：apt-get install libxml2-utils'
let app: TestApp
before(async () => {
  app = await publicSite()
})
after(() => app.close())

test('every part of the sitemap is valid, and each address in it answers', { skip }, async () => {
  const index = await (await fetch(`${app.url}/sitemap.xml`)).text()
  assert.equal(spawnSync('xmllint', ['--noout', '-'], { input: index }).status, 0)
  const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => m[1]!)
  assert.ok(parts.length > 0)
  for (const part of parts) {
    const text = await (await fetch(part)).text()
    const judged = spawnSync('xmllint', ['--noout', '--schema', SCHEMA, '-'], { input: text, encoding: 'utf8' })
    assert.equal(judged.status, 0, judged.stderr)
    const addresses = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => m[1]!)
    assert.ok(addresses.length > 500)
    for (let i = 0; i < addresses.length; i += 37) assert.equal((await fetch(addresses[i]!)).status, 200, addresses[i])
  }
  assert.equal((await fetch(`${app.url}/sitemap-99.xml`)).status, 404)
})

test('robots.txt keeps a demonstration out of search engines', async () => {
  assert.match(await (await fetch(`${app.url}/robots.txt`)).text(), /Disallow: \/\n/)
})
