import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { defaultLimits, letters, readGrid, writeSheet } from './xlsx.ts'

const says = (text: RegExp) => (error: Error) => text.test(error.message)

test('what is written is read back, each merged cell with the address of its master', async () => {
  const bytes = await writeSheet({
    name: '目录',
    rows: [
      ['标题', '', ''],
      ['一级', '二级', '三级'],
      ['甲', '=1+1', 3],
      ['', '丙\n丁', ''],
    ],
    merges: [
      { top: 1, left: 1, bottom: 1, right: 3 },
      { top: 3, left: 1, bottom: 4, right: 1 },
    ],
    titleRows: 1,
    headerRows: 1,
  })
  const [sheet] = await readGrid(bytes)
  assert.equal(sheet!.name, '目录')
  assert.deepEqual([sheet!.rows, sheet!.columns], [4, 3])
  assert.deepEqual(sheet!.at(4, 1), { text: '甲', address: 'A4', master: 'A3' })
  assert.deepEqual(sheet!.at(1, 3), { text: '标题', address: 'C1', master: 'A1' })
  assert.equal(sheet!.at(3, 2).text, '=1+1')
  assert.equal(sheet!.at(4, 2).text, '丙\n丁')
  assert.equal(sheet!.at(99, 99).text, '')
})

test('columns are named as Excel names them', () =>
  assert.deepEqual([1, 26, 27, 52, 703].map(letters), ['A', 'Z', 'AA', 'AZ', 'AAA']))

test('what is no workbook is refused with the remedy', async () => {
  await assert.rejects(readGrid(Buffer.alloc(0)), says(/空的/))
  await assert.rejects(readGrid(Buffer.from('序号,一级事项\n1,甲')), says(/不是 \.xlsx/))
  await assert.rejects(readGrid(Buffer.from('d0cf11e0a1b11ae100000000', 'hex')), says(/另存为 \.xlsx/))
  await assert.rejects(readGrid(zip('word/document.xml', Buffer.from('<a/>'))), says(/Word/))
  await assert.rejects(readGrid(zip('xl/workbook.xml', Buffer.from('<a'))), says(/损坏|不是/))
  const whole = await writeSheet({ name: '一', rows: [['甲']] })
  await assert.rejects(readGrid(whole.subarray(0, whole.length - 200)), says(/\.xlsx/))
})

test('a zip bomb is stopped while it unpacks, whatever size it declares', async () => {
  await assert.rejects(
    readGrid(zip('xl/workbook.xml', Buffer.alloc(50 << 20)), { ...defaultLimits, unpacked: 8 << 20 }),
    says(/展开后过大/),
  )
})

test('too many rows, columns or bytes are refused', async () => {
  const bytes = await writeSheet({ name: '一', rows: [['1', '2', '3'], ['1'], ['1']] })
  await assert.rejects(readGrid(bytes, { ...defaultLimits, rows: 2 }), says(/超过2行/))
  await assert.rejects(readGrid(bytes, { ...defaultLimits, columns: 2 }), says(/超过2列/))
  await assert.rejects(readGrid(bytes, { ...defaultLimits, bytes: 10 }), says(/超过/))
})

test('a merge over a whole sheet costs nothing', async () => {
  const bytes = await writeSheet({
    name: '一',
    rows: [['甲', '乙']],
    merges: [{ top: 2, left: 1, bottom: 3, right: 2 }],
  })
  const [sheet] = await readGrid(bytes)
  assert.equal(sheet!.at(1, 2).text, '乙')
  assert.equal(sheet!.merges.length, 0)
})

/** A zip with one deflated part that claims to be one byte long. */
function zip(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt32LE(1, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(data.length, 20)
  entry.writeUInt32LE(1, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + data.length, 16)
  return Buffer.concat([local, Buffer.from(name), data, entry, Buffer.from(name), end])
}
