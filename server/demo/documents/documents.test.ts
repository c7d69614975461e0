import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, plusDays, weekday } from '../../kernel/day.ts'
import { dayOf } from '../../kernel/instant.ts'
import { findings } from '../../modules/checks/index.ts'
import { organPack } from '../../modules/organs/index.ts'
import { kindOf } from '../../modules/publishing/index.ts'
import { demoDocuments, worldOf } from './index.ts'
import { alike, plain, shingles } from './similarity.ts'

const today = day('2026-11-23')
const pack = organPack('demo-huwan')!
const documents = demoDocuments(worldOf(pack, today))

test('the demo district has 47 units, 9 towns and subdistricts, 122 communities', () => {
  assert.equal(pack.organs.filter((o) => o.level !== 'community' && o.legalKind !== 'internalOffice').length, 47)
  assert.equal(pack.organs.filter((o) => o.level === 'town').length, 9)
  assert.equal(pack.organs.filter((o) => o.legalKind === 'selfGoverning').length, 122)
})

test('there are at least 600 documents, half of them 500 characters or longer, 20 of every kind', () => {
  assert.ok(documents.length >= 600)
  const lengths = documents.map((d) => plain(d.bodyHtml).length).sort((a, b) => a - b)
  assert.ok(lengths[lengths.length >> 1]! >= 500, `median ${lengths[lengths.length >> 1]}`)
  const kinds = new Map<string, number>()
  for (const d of documents) kinds.set(d.kind, (kinds.get(d.kind) ?? 0) + 1)
  for (const [kind, n] of kinds) {
    assert.ok(kindOf(kind), `unknown kind ${kind}`)
    assert.ok(n >= 20, `${kind} ${n}`)
  }
  assert.equal(kinds.size, 20)
})

for (const start of ['2026-11-23', '2027-03-01'])
  test(`no two documents are more than 60 % alike when the start day is ${start}`, () => {
    const all = start === today ? documents : demoDocuments(worldOf(pack, day(start)))
    const runs = all.map((d) => shingles(plain(d.bodyHtml)))
    let worst = { share: 0, pair: '' }
    runs.forEach((a, i) => {
      for (let j = 0; j < i; j++) {
        const share = alike(a, runs[j]!)
        if (share > worst.share) worst = { share, pair: `${all[i]!.key} ~ ${all[j]!.key}` }
      }
    })
    assert.ok(worst.share <= 0.6, `${worst.pair} ${worst.share.toFixed(2)}`)
  })

test('the same seed and day give the same documents; another seed gives others', () => {
  assert.deepEqual(demoDocuments(worldOf(pack, today)), documents)
  assert.notEqual(demoDocuments(worldOf(pack, today, 'another'))[5]!.bodyHtml, documents[5]!.bodyHtml)
})

test('titles and keys are unique, nothing is left unfilled', () => {
  assert.equal(new Set(documents.map((d) => d.title)).size, documents.length)
  assert.equal(new Set(documents.map((d) => d.key)).size, documents.length)
  for (const d of documents)
    assert.doesNotMatch(d.title + plain(d.bodyHtml) + d.summary, /[{}[\]]|undefined|NaN/, d.key)
})

test('all were published in the twelve months before the start, mostly on working days', () => {
  for (const d of documents) assert.ok(dayOf(d.at) < today && dayOf(d.at) >= plusDays(today, -365), `${d.key} ${d.at}`)
  const weekend = documents.filter((d) => [0, 6].includes(weekday(d.on))).length
  assert.ok(weekend / documents.length < 0.15)
})

test('no text holds a telephone, identity or account number, and the checks have nothing to stop', () => {
  for (const d of documents) {
    const found = findings([
      { field: 'title', text: d.title },
      { field: 'bodyHtml', html: d.bodyHtml },
      ...Object.entries(d.fields).map(([field, value]) => ({ field, text: String(value) })),
    ])
    assert.deepEqual(
      found.filter((f) => f.severity === 'stop'),
      [],
      d.key,
    )
    assert.doesNotMatch(plain(d.bodyHtml), /1[3-9]\d{9}|\d{17}[\dXx]/, d.key)
  }
})

test('required fields of every kind are filled and choices are of the list', () => {
  for (const d of documents)
    for (const f of kindOf(d.kind)!.fields) {
      const value = d.fields[f.key]
      if (f.required) assert.ok(value !== undefined && value !== '', `${d.key} ${f.key}`)
      if (f.choices && value !== undefined) assert.ok(f.choices.includes(String(value)), `${d.key} ${f.key} ${value}`)
      if (f.pattern && value !== undefined) assert.match(String(value), new RegExp(f.pattern, 'u'), `${d.key} ${f.key}`)
    }
})
