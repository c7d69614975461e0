import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { frequencies, type LimitPart, paces, parseTimeLimit, renderTimeLimit, triggers } from './timeLimit.ts'

const workdays = (amount: number, trigger: string, more = {}) => [
  { kind: 'within', amount, unit: 'workdays', trigger, ...more },
]
const typed: Record<string, unknown[]> = {
  信息形成或者变更之日起20个工作日内: workdays(20, 'formedOrChanged'),
  信息形成或变更之日起20个工作日内: workdays(20, 'formedOrChanged'),
  制定或获取信息之日起10个工作日内: workdays(10, 'madeOrObtained'),
  形成或者变更之日起20个工作日内予以公开: workdays(20, 'formedOrChanged'),
  '信息形成20个工作日内公开;其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示': [
    ...workdays(20, 'formed'),
    ...workdays(7, 'decision', { appliesTo: '行政许可、行政处罚事项' }),
  ],
  自该政府信息形成或者变更之日起20个工作日内及时公开: workdays(20, 'formedOrChanged'),
  自该信息形成或者变更之日起20个工作日内: workdays(20, 'formedOrChanged'),
  自制作或获取该信息之日起20个工作日内公开: workdays(20, 'madeOrObtained'),
  公开事项信息形成或变更之日起20个工作日内公开: workdays(20, 'formedOrChanged'),
  本级人民代表大会或其常务委员会批准后20日内: [{ kind: 'within', amount: 20, unit: 'days', trigger: 'approval' }],
  信息形成或者变更之日起20个工作日内公开: workdays(20, 'formedOrChanged'),
  信息形成或者变更之日起20个工作日内予以公开: workdays(20, 'formedOrChanged'),
  实时公开: [{ kind: 'immediate', pace: 'realTime' }],
  及时公开: [{ kind: 'immediate', pace: 'prompt' }],
  '1.除处罚决定外其他内容:长期公开(动态调整);2.处罚决定:20个工作日内。': [
    { kind: 'permanent', dynamic: true, appliesTo: '除处罚决定外其他内容' },
    ...workdays(20, 'unstated', { appliesTo: '处罚决定' }),
  ],
  收到征地批准文件之日起10个工作日内公开: workdays(10, 'documentReceived'),
  '制定或获取信息之日起10个工作日内,公示7个工作日': workdays(10, 'madeOrObtained', { minDisplayWorkdays: 7 }),
  '信息形成(变更)3个工作日内,公示时间不少于7个工作日': workdays(3, 'formedOrChanged', { minDisplayWorkdays: 7 }),
  信息形成之日起20个工作日内: workdays(20, 'formed'),
  永久公开: [{ kind: 'permanent', dynamic: false }],
  制定或获取文件之日起10个工作日内: workdays(10, 'madeOrObtained'),
  制定或获取扶持政策措施之日起10个工作日内: workdays(10, 'madeOrObtained'),
  制定或获取指南之日起10个工作日内: workdays(10, 'madeOrObtained'),
  制定或获取备案政策之日起10个工作日内: workdays(10, 'madeOrObtained'),
  制定或获取扶持补贴政策之日起10个工作日内: workdays(10, 'madeOrObtained'),
  自收到申请之日起20个工作日内公开: workdays(20, 'application'),
  自收到申请之日起20个工作日内: workdays(20, 'application'),
  制作或获取信息之日起7个工作日内: workdays(7, 'madeOrObtained'),
  按进展情况及时公开: [{ kind: 'immediate', pace: 'byProgress' }],
  半年至少更新1次: [{ kind: 'frequency', every: 'P6M', times: 1 }],
  每年1月31日前: [{ kind: 'yearlyBy', monthDay: '01-31' }],
  长期公开: [{ kind: 'permanent', dynamic: false }],
  '自信息形成或者变更之日起二十个工作日内予以公开。': workdays(20, 'formedOrChanged'),
  '信息形成或者变更之日起２０个工作日内，公示期不少于３０日': workdays(20, 'formedOrChanged', { minDisplayDays: 30 }),
  每季度公开一次: [{ kind: 'frequency', every: 'P3M', times: 1 }],
  每年3月底前公布: [{ kind: 'yearlyBy', monthDay: '03-31' }],
  自作出行政处罚决定之日起七个工作日内公示: workdays(7, 'decision'),
}

for (const [wording, parts] of Object.entries(typed))
  test(`“${wording}” is typed and keeps its wording`, () =>
    assert.deepEqual(parseTimeLimit(wording), { original: wording, parts }))

const untyped = [
  '',
  '同上',
  '按有关规定执行',
  '20个',
  '第20条规定的工作日内',
  '国办发〔2019〕54号印发之日起公开',
  '依据2019年第20号公告之日起公开',
  '3至20个工作日内',
  '信息形成之日起20个工作日内（第26条另有规定的除外）',
  '拟于20个工作日内完成整改后公开',
  '0个工作日内',
  '信息形成之日起1个月内',
  '公示7个工作日',
  '每年13月1日前',
  '每年2月30日前',
  '每年20次',
  '信息形成之日起20个工作日内；具体以通知为准',
  '会议结束之日起20个工作日内',
  '20',
  '半年',
  '项目投资20日内',
  '电话12345日内公开',
]
for (const wording of untyped)
  test(`“${wording}” stays text: nothing is guessed`, () =>
    assert.deepEqual(parseTimeLimit(wording), { original: wording, parts: [] }))

const amount = fc.integer({ min: 1, max: 365 })
const label = fc.constantFrom('处罚决定', '行政许可、行政处罚事项', '办事指南')
const part: fc.Arbitrary<LimitPart> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('within' as const),
      amount,
      unit: fc.constantFrom('workdays' as const, 'days' as const),
      trigger: fc.constantFrom(...(Object.keys(triggers) as (keyof typeof triggers)[])),
      minDisplayWorkdays: amount,
      appliesTo: label,
    },
    { requiredKeys: ['kind', 'amount', 'unit', 'trigger'] },
  ),
  fc.record(
    {
      kind: fc.constant('immediate' as const),
      pace: fc.constantFrom(...(Object.keys(paces) as (keyof typeof paces)[])),
      appliesTo: label,
    },
    { requiredKeys: ['kind', 'pace'] },
  ),
  fc.record({ kind: fc.constant('permanent' as const), dynamic: fc.boolean() }),
  fc.record({
    kind: fc.constant('frequency' as const),
    every: fc.constantFrom(...(Object.keys(frequencies) as (keyof typeof frequencies)[])),
    times: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({ kind: fc.constant('yearlyBy' as const), monthDay: fc.constantFrom('01-31', '02-28', '12-01') }),
)
test('what we render we read back as the same limit', () =>
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) =>
      assert.deepEqual(
        parseTimeLimit(renderTimeLimit(parts)).parts,
        parts.map((p) => ({ ...p })),
      ),
    ),
  ))

test('any text at all keeps its wording and never throws', () =>
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(parseTimeLimit(text).original, text))))

const sample = join(process.env.DISTRICT_TEST_DATA ?? '../shared', 'domain/catalog-sample.json')
test('every wording of the 91 real rows is typed', { skip: existsSync(sample) ? false : `没有 ${sample}` }, () => {
  const { entries } = JSON.parse(readFileSync(sample, 'utf8')) as { entries: { time_limit: string }[] }
  assert.equal(entries.length, 91)
  assert.deepEqual(
    entries.filter((e) => parseTimeLimit(e.time_limit).parts.length === 0),
    [],
  )
  assert.deepEqual(
    [...new Set(entries.map((e) => e.time_limit))].filter((w) => !(w in typed)),
    [],
  )
})
