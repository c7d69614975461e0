// The gap closes and opens again: an entry of the catalog, what is owed for it, and the pages of both, on the whole product.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { publicSite } from '../../test/support/publicSite.ts'
import type { TestApp } from '../../test/support/app.ts'
import { plusMs } from '../kernel/instant.ts'
import { act } from '../modules/cases/index.ts'
import { importPublished, publishedDocument } from '../modules/publishing/index.ts'
import { catalogAddress, obligations } from '../modules/standards/index.ts'

let app: TestApp
before(async () => {
  app = await publicSite()
})
after(() => app.close())

const page = async (path: string) => (await fetch(app.url + path)).text()
/** The cache of a process follows the feed every quarter of a second. */
async function becomes(path: string, right: (text: string) => boolean): Promise<boolean> {
  for (let i = 0; i < 40; i++) {
    if (right(await page(path))) return true
    await sleep(50)
  }
  return false
}

test('a document published for an entry is listed there, links back and meets what is owed; withdrawn, all of it is undone', async () => {
  const ctx = app.ctx()
  const owed = async (entryId?: string) =>
    (await ctx.tx((tx) => obligations(tx, ['/'], ctx.today, { page: 1, size: 200, ...(entryId ? { entryId } : {}) })))
      .items
  const open = (await owed()).find((o) => o.needed === 1 && o.doneCount === 0 && o.periodTo === null)!
  assert.ok(open, 'something that stays up is owed')
  const address = catalogAddress.entry(open.fieldKey, open.entryId)
  const title = '湖湾区养老服务机构名录'
  const isOwed = async () =>
    (await owed(open.entryId)).filter((o) => o.id === open.id).map((o) => [o.doneCount, o.status === 'done'])[0]
  assert.ok(!(await page(address)).includes(title))

  const past = { kind: 'announcement', organId: open.organId, publishedAt: plusMs(ctx.now, -60_000) }
  const content = { title, bodyHtml: '<p>名录</p>', entryIds: [open.entryId] }
  const { documentIds } = await importPublished(ctx, [{ ...past, content }])
  const doc = (await ctx.tx((tx) => publishedDocument(tx, documentIds[0]!)))!
  assert.deepEqual(await isOwed(), [1, true])
  assert.ok(
    await becomes(address, (entry) => entry.includes(title) && entry.includes(`href="${doc.path}"`)),
    'the entry lists it',
  )
  assert.ok((await page(doc.path)).includes(`href="${address}"`), 'the document links to its entry')

  await act(app.ctx(), doc.editionId, { type: 'withdraw', reason: '名录有误', notice: '因内容有误撤回。' })
  assert.deepEqual(await isOwed(), [0, false])
  assert.ok(await becomes(address, (entry) => !entry.includes(title)), 'a withdrawn document is gone from its entry')
})
