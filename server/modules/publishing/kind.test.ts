import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, type Day } from '../../kernel/day.ts'
import { Content, fieldTypes } from './contract.ts'
import {
  chainFor,
  factsOf,
  indexNumber,
  issues,
  monthsLater,
  notCompetent,
  validityOn,
  type OrganFacts,
} from './kind.ts'
import { authority, chains, classes, kinds, limits, sources } from './packs.ts'

const TODAY = day('2026-11-03')
const organ = (name: string, over: Partial<OrganFacts> = {}): OrganFacts => ({
  id: 'o',
  name,
  legalKind: 'administrativeOrgan',
  level: 'district',
  path: '/district/o/',
  parentId: 'district',
  underRegulation: true,
  ...over,
})
const check = (kind: string, content: Partial<Content>) =>
  Object.fromEntries(
    issues(kinds.get(kind)!, Content.parse(content), { today: TODAY, limits, sources }).map((f) => [
      f.field,
      f.message,
    ]),
  )

test('the pack has at least twelve kinds, whose facts are fields or known, whose classes exist and whose field types have a widget', () => {
  assert.ok(kinds.size >= 12)
  const common = new Set([
    'indexNumber',
    'publisher',
    'publishedOn',
    'disclosureClass',
    'theme',
    'genre',
    'set',
    'validity',
    'keywords',
    'entry',
  ])
  for (const k of kinds.values()) {
    for (const fact of k.facts)
      assert.ok(common.has(fact) || k.fields.some((f) => f.key === fact && !f.internal), `${k.key}.${fact}`)
    for (const name of ['theme', 'genre', 'set'] as const)
      assert.ok(
        k.classes[name] === '' || classes[name].some((c) => c.code === k.classes[name]),
        `${k.key}.${name} ${k.classes[name]}`,
      )
    for (const f of k.fields)
      assert.ok((fieldTypes as readonly string[]).includes(f.type) && (f.type !== 'choice' || f.choices!.length > 1))
    if (k.hasDisplay) assert.ok(k.fields.some((f) => f.key === 'displayUntil'))
    if (k.hasValidity) assert.ok(k.fields.some((f) => f.key === 'effectiveOn'))
  }
})

test('authority: the refusal names the competent body; a kind without a rule is everybody’s', () => {
  assert.equal(notCompetent(authority, kinds.get('statistics')!, organ('区统计局')), null)
  assert.equal(notCompetent(authority, kinds.get('statistics')!, organ('区民政局'))!.competent, '区统计局')
  assert.equal(
    notCompetent(
      authority,
      kinds.get('normative')!,
      organ('春燕社区', { legalKind: 'selfGoverning', underRegulation: false }),
    )!.basis,
    '条例第十条',
  )
  assert.equal(
    notCompetent(authority, kinds.get('announcement')!, organ('春燕社区', { legalKind: 'selfGoverning' })),
    null,
  )
})

test('a community’s texts are reviewed for secrecy and signed by the organ above it', () => {
  const street = organ('东湖街道办事处', { id: 'street', path: '/district/street/' })
  const steps = chainFor(
    chains.get('standard')!,
    organ('春燕社区', { level: 'community', path: '/district/street/cy/' }),
    street,
  )
  assert.deepEqual(
    steps.map((s) => s.organPath),
    ['/district/street/cy/', '/district/street/', '/district/street/'],
  )
  assert.deepEqual(
    chainFor(chains.get('full')!, organ('区民政局'), organ('区政府')).map((s) => s.name),
    ['初审', '复审', '保密审查', '签发'],
  )
})

test('what is missing or wrong is told at its field, with the way to mend it', () => {
  const found = check('policy', {
    title: '',
    bodyHtml: '<p>&nbsp;</p>',
    fields: {
      documentNumber: '湖政发[2026]4号',
      madeOn: '2026-11-04',
      effectiveOn: '2026-12-01',
      lapsesOn: '2026-11-30',
      issuedBy: '区政府',
    },
  })
  assert.deepEqual(Object.keys(found).toSorted(), [
    'bodyHtml',
    'entryIds',
    'fields.documentNumber',
    'fields.lapsesOn',
    'fields.madeOn',
    'title',
  ])
  assert.match(found['fields.documentNumber']!, /六角括号/)
})

test('a reprint names a source of the whitelist and an address on its hosts', () => {
  const content = {
    title: '要闻',
    bodyHtml: '<p>内容</p>',
    fields: { sourceName: '某自媒体', sourceUrl: 'https://evil-gov.cn.example/1', originalOn: '2026-11-01' },
  }
  assert.deepEqual(Object.keys(check('reprint', content)), ['fields.sourceName', 'fields.sourceUrl'])
  assert.deepEqual(
    check('reprint', {
      ...content,
      fields: { sourceName: '新华社', sourceUrl: 'https://www.gov.cn/yaowen/1.htm', originalOn: '2026-11-01' },
    }),
    {},
  )
})

test('a penalty’s display ends with the term of its gravity', () => {
  const fields = {
    counterparty: '某公司',
    decisionNumber: '湖罚〔2026〕1号',
    offence: '违法',
    ground: '依据',
    penaltyType: '罚款',
    gravity: '轻微',
    decidedOn: '2026-10-31',
    authority: '区局',
    displayUntil: '2027-02-01',
  }
  const entryIds = ['0198c0de-0000-7000-8000-000000000001']
  assert.match(check('penalty', { title: '处罚', fields, entryIds })['fields.displayUntil']!, /3个月/)
  assert.deepEqual(check('penalty', { title: '处罚', fields: { ...fields, displayUntil: '2027-01-31' }, entryIds }), {})
  assert.equal(monthsLater(day('2026-11-30'), 3), '2027-02-28')
})

test('效力 turns by date: 尚未施行, 有效, 失效; a repeal outranks the dates, an amendment does not outlive them', () => {
  const v = (on: string, mark: 'repealed' | 'amended' | null = null) =>
    validityOn(
      { effectiveOn: day('2026-12-01'), lapsesOn: day('2027-11-30'), mark, markFrom: mark && day('2027-01-01') },
      day(on),
    )
  assert.deepEqual(v('2026-11-30'), { validity: 'notYetInForce', turnsOn: '2026-12-01' })
  assert.deepEqual(v('2026-12-01'), { validity: 'inForce', turnsOn: '2027-12-01' })
  assert.deepEqual(v('2027-11-30').validity, 'inForce')
  assert.deepEqual(v('2027-12-01'), { validity: 'lapsed', turnsOn: null })
  assert.deepEqual(v('2026-12-31', 'amended'), { validity: 'inForce', turnsOn: '2027-01-01' })
  assert.deepEqual(
    [v('2027-01-01', 'amended').validity, v('2027-12-01', 'amended').validity, v('2027-12-01', 'repealed').validity],
    ['amended', 'lapsed', 'repealed'],
  )
  assert.deepEqual(validityOn({ effectiveOn: null, lapsesOn: null, mark: null, markFrom: null }, TODAY), {
    validity: 'inForce',
    turnsOn: null,
  })
})

test('索引号 follows the template', () => {
  assert.equal(
    indexNumber('{organCode}/{year}-{serial:5}', { organCode: '11320211MB0000000X', day: TODAY, serial: 7 }),
    '11320211MB0000000X/2026-00007',
  )
  assert.equal(
    indexNumber('{organCode}/{year}{month}-{serial:5}', { organCode: 'A', day: TODAY, serial: 123456 }),
    'A/202611-123456',
  )
})

test('facts stand in the kind’s order, without what is empty or internal', () => {
  const facts = factsOf(kinds.get('normative')!, {
    indexNumber: 'A/2026-00001',
    publisher: '区政府',
    publishedOn: TODAY as Day,
    disclosureClass: 'proactive',
    theme: '',
    genre: '规范性文件',
    set: '',
    validity: 'inForce',
    keywords: [],
    entries: ['扶持政策'],
    fields: {
      documentNumber: '湖政规〔2026〕4号',
      madeOn: '2026-11-01',
      legalityReview: '内部',
      effectiveOn: '2026-12-01',
      issuedBy: '区政府',
    },
  })
  assert.deepEqual(
    facts.slice(0, 5).map((f) => f.label),
    ['索引号', '效力', '发布机构', '公开日期', '文号'],
  )
  assert.ok(!facts.some((f) => f.value === '内部' || f.value === ''))
})
