// Feeds as a real feed library (npm rss-parser) reads them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Parser from 'rss-parser'
import type { TestApp } from '../support/app.ts'
import { publicSite } from '../support/publicSite.ts'

let app: TestApp
before(async () => {
  app = await publicSite()
})
after(() => app.close())

for (const [name, type] of [
  ['rss.xml', 'application/rss+xml'],
  ['atom.xml', 'application/atom+xml'],
] as const)
  test(`${name} of a channel gives the newest thirty with title, link and moment`, async () => {
    const answer = await fetch(`${app.url}/xwdt/${name}`)
    assert.equal(answer.headers.get('content-type'), `${type}; charset=utf-8`)
    const feed = await new Parser().parseString(await answer.text())
    assert.equal(feed.items.length, 30)
    assert.match(feed.title ?? '', /湖湾要闻/)
    const days = feed.items.map((i) => i.isoDate!)
    assert.deepEqual(days, days.toSorted().reverse())
    for (const item of feed.items.slice(0, 3)) {
      assert.match(item.title ?? '', /常务会议/)
      assert.equal((await fetch(item.link!)).status, 200)
    }
  })

test('what looks like markup in a title stays text in the feed', async () => {
  const feed = await new Parser().parseString(await (await fetch(`${app.url}/bm/mzj/zcwj/rss.xml`)).text())
  assert.ok(feed.items.some((i) => i.title?.trim() === '湖湾区居家养老服务补贴实施办法 <试行> & 说明'))
})

test('an empty channel has a readable feed too', async () => {
  const feed = await new Parser().parseString(await (await fetch(`${app.url}/bm/tjj/gsgg/atom.xml`)).text())
  assert.equal(feed.items.length, 0)
})
