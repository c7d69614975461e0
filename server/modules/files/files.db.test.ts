import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { strToU8, zipSync } from 'fflate'
import { testDatabase } from '../../../test/support/db.ts'
import { newId } from '../../kernel/id.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { give } from '../../kernel/slots.ts'
import { module } from '../../kernel/module.ts'
import { cropImage, putFile, removeFile } from './commands.ts'
import { fileScreen } from './contract.ts'
import { read } from './disk.ts'
import * as store from './store.ts'

const organ = newId()
let screened = 0
const screen = module({
  name: 'screen',
  contributions: [
    give(fileScreen, async (_ctx, file) => {
      screened++
      if (file.name.includes('机密')) throw new Refusal('x', 'invalid', '已丢弃')
    }),
  ],
})
const db = await testDatabase({ modules: [screen] })
after(() => db.close())
await sql`insert into organs_organ (id, code, name, short_name, legal_kind, level, acts_in_own_name, under_regulation, disclosure_office, address, phone, path, sort)
  values (${organ}, 'a', '示例局', '示例局', 'administrativeOrgan', 'district', true, true, false, '', '', ${`/${organ}/`}, 1)`.execute(
  db.db,
)
const ctx = db.ctx()
const root = join(ctx.config.DATA_DIR, 'files')
const image = { kind: 'image', organId: organ, alt: '湖' } as const
const attachment = { kind: 'attachment', organId: organ, alt: '' } as const
const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#0e5a93' } })
  .png()
  .toBuffer()
const jpg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#0e5a93' } })
  .withExif({ IFD0: { Artist: 'SomeBody', Software: 'Phone' } })
  .jpeg()
  .toBuffer()
const refused = (code: string) => (e: unknown) => {
  assert(e instanceof Refusal, String(e))
  assert.equal(e.code, code)
  assert.match(e.message, /[\u4e00-\u9fff]/)
  return true
}
const kept = () => {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).length
  } catch {
    return 0
  }
}

test('an image is kept by its hash with its size, and its address names it', async () => {
  const file = await putFile(ctx, image, { name: '湖 景.png', bytes: png })
  assert.deepEqual(
    [file.width, file.height, file.url],
    [40, 30, `/files/${file.id}/${encodeURIComponent('湖 景.png')}`],
  )
  assert.equal((await sharp(await read(root, file.sha256)).metadata()).width, 40)
})
test('where and by whom a photo was made is not kept', async () => {
  assert((await sharp(jpg).metadata()).exif)
  const file = await putFile(ctx, image, { name: 'a.jpg', bytes: jpg })
  const bytes = await read(root, file.sha256)
  assert.equal((await sharp(bytes).metadata()).exif, undefined)
  assert.equal(bytes.includes('SomeBody'), false)
})
test('the same bytes are kept once, under as many names as they get', async () => {
  const before = kept()
  const [a, b] = [
    await putFile(ctx, image, { name: 'b.png', bytes: png }),
    await putFile(ctx, image, { name: 'c.png', bytes: png }),
  ]
  assert.equal(a.sha256, b.sha256)
  assert.notEqual(a.id, b.id)
  assert.equal(kept(), before)
})
test('what is not what its name says, is broken, empty, too large or of no allowed type is refused and leaves nothing', async () => {
  const before = kept()
  const rows = async () =>
    Number((await sql<{ n: string }>`select count(*) as n from files_file`.execute(db.db)).rows[0]!.n)
  const count = await rows()
  const put = (use: Parameters<typeof putFile>[1], name: string, bytes: Buffer) => putFile(ctx, use, { name, bytes })
  await assert.rejects(put(image, 'a.png', Buffer.from('<script>alert(1)</script>')), refused('files.mismatch'))
  await assert.rejects(put(image, 'a.jpg', png), refused('files.mismatch'))
  await assert.rejects(put(attachment, 'a.pdf', png), refused('files.mismatch'))
  await assert.rejects(put(attachment, 'a.txt', Buffer.from([1, 0, 2])), refused('files.mismatch'))
  await assert.rejects(put(image, 'a.png', png.subarray(0, 60)), refused('files.broken'))
  await assert.rejects(put(image, 'a.png', Buffer.alloc(0)), refused('files.empty'))
  await assert.rejects(put(attachment, 'a.exe', Buffer.from('MZ')), refused('files.type'))
  await assert.rejects(put(image, 'a.svg', Buffer.from('<svg/>')), refused('files.type'))
  await assert.rejects(put(image, 'a.png', Buffer.alloc(11_000_000)), refused('files.tooLarge'))
  assert.deepEqual([kept(), await rows()], [before, count])
})
test('office files pass, and every screen sees the bytes before anything is kept', async () => {
  const docx = Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ),
      'word/document.xml': strToU8('<w:document/>'),
    }),
  )
  const seen = screened
  assert.equal((await putFile(ctx, attachment, { name: '附件.docx', bytes: docx })).kind, 'attachment')
  assert.equal(screened, seen + 1)
  const before = kept()
  await assert.rejects(putFile(ctx, attachment, { name: '机密.docx', bytes: Buffer.concat([docx]) }), /已丢弃/)
  assert.equal(kept(), before)
})
test('a crop is a picture of its own; outside the picture it is refused', async () => {
  const file = await putFile(ctx, image, { name: 'd.png', bytes: png })
  const part = await cropImage(ctx, file.id, { left: 10, top: 5, width: 20, height: 16 })
  assert.deepEqual([part.width, part.height, part.alt], [20, 16, '湖'])
  await assert.rejects(
    cropImage(ctx, file.id, { left: 30, top: 5, width: 20, height: 16 }),
    refused('files.cropOutside'),
  )
})
test('a name cannot lead out of its folder or carry control characters', async () => {
  assert.equal(
    (await putFile(ctx, image, { name: '../../etc/\u0000passwd.png', bytes: png })).name,
    '.._.._etc__passwd.png',
  )
})
test('the library lists only what the reach covers, and forgets what was removed', async () => {
  const all = await ctx.tx((tx) => store.library(tx, ['/'], { kind: 'image', page: 1, size: 50 }))
  assert(all.total > 3)
  assert.equal(
    (await ctx.tx((tx) => store.library(tx, [`/${newId()}/`], { kind: 'image', page: 1, size: 50 }))).total,
    0,
  )
  await removeFile(ctx, all.items[0]!.id)
  assert.equal(
    (await ctx.tx((tx) => store.library(tx, ['/'], { kind: 'image', page: 1, size: 50 }))).total,
    all.total - 1,
  )
  assert.equal(
    (await ctx.tx((tx) => store.library(tx, ['/'], { kind: 'image', q: '100%', page: 1, size: 50 }))).total,
    0,
  )
})
