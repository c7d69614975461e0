// 公告, 公示, 应急与预警: headed items under a numbered heading each.
import { plusDays, type Day } from '../../kernel/day.ts'
import { corpus, type Topic } from './corpus.ts'
import {
  at,
  compose,
  h2,
  list,
  NUMERALS,
  p,
  takeLines,
  table,
  type DemoDocument,
  type Draft,
  type World,
} from './document.ts'
import type { Random } from './random.ts'
import { inWords } from '../../kernel/day.ts'
import { words as placeWords, type Words } from './words.ts'

const ASK = [
  '咨询和反映问题，请在工作日与{机构}联系，或者到{街镇}便民服务中心登记，{2-5}个工作日内答复。',
  '对以上内容有疑问的，可以向{机构}咨询；通过本网站互动交流栏目提出的，{3-5}个工作日内回复。',
  '{机构}在{社区}设置现场咨询点，服务时间为工作日{9}时至{16-17}时，纸质材料免费取阅。',
  '请相关单位和个人提前安排，确有困难的可以书面说明，由{机构}逐件研究回复。',
]

const COMMON = new Map(corpus('general').map((t) => [t.name, list(t, 'H')]))
const URGENT = list(corpus('general').find((t) => t.name === '应急通用')!, 'C')

function items(r: Random, topic: Topic, words: Words, n: number, common: string): string {
  return [...takeLines(r, topic, 'H', n), ...r.some(COMMON.get(common)!, 3)]
    .map((line, i) => {
      const [heading = '', text = ''] = words.say(line.replace('|', '\u0001')).split('\u0001')
      return h2(`${NUMERALS[i]}、${heading}`) + p(text)
    })
    .join('')
}

function closing(world: World, r: Random, organCode: string, words: Words, on: Day): string {
  const organ = world.byCode(organCode)
  return (
    p(words.say(r.pick(ASK).replace('{机构}', organ.shortName))) +
    `<p class="align-right">${organ.name}</p><p class="align-right">${inWords(on)}</p>`
  )
}

export function announcements(world: World, count: number): DemoDocument[] {
  const topics = corpus('notice')
  return Array.from({ length: count }, (_, i) => {
    const topic = topics[i % topics.length]!
    return compose(world, `notice-${topic.name}`, i, (r) => {
      const on = world.calendar.draw(
        r,
        topic.name === '防汛' ? '5-9' : topic.name === '招生' ? '4-8' : '',
        i < 6 ? 20 : undefined,
      )
      const { words } = at(world, r, on)
      const organCode = world.organ(topic.organ).code
      const title = words.say(r.pick(list(topic, 'T')))
      const body =
        p(words.say(r.pick(list(topic, 'L')))) +
        items(r, topic, words, 4, '公告通用') +
        p(words.say(r.pick(list(topic, 'N'))))
      return {
        kind: 'announcement',
        organCode,
        title,
        summary: '',
        bodyHtml: body + closing(world, r, organCode, words, on),
        fields: { madeOn: on, validUntil: plusDays(on, r.int(20, 60)), contact: world.byCode(organCode).shortName },
        keywords: [topic.name],
        field: topic.field,
        on,
        picture: null,
      }
    })
  })
}

export function publicNotices(world: World, count: number): DemoDocument[] {
  const topics = corpus('publicity')
  return Array.from({ length: count }, (_, i) => {
    const topic = topics[i % topics.length]!
    return compose(world, `publicity-${topic.name}`, i, (r) =>
      notice(world, r, topic, world.calendar.draw(r, '', i < count * 0.55 ? 26 : 300)),
    )
  })
}

function notice(world: World, r: Random, topic: Topic, on: Day): Draft {
  const { words, town } = at(world, r, on)
  const organCode = world.organ(topic.organ).code
  const organ = world.byCode(organCode)
  // A notice of last month has ended and left its list; those that must still be seen end after the start day.
  const until = plusDays(on, Math.max(r.int(9, 30), on > plusDays(world.calendar.today, -27) ? 28 : 0))
  const body =
    p(words.say(r.pick(list(topic, 'L')))) +
    items(r, topic, words, r.int(3, 4), '公示通用') +
    (r.chance(0.7)
      ? sheet(
          r,
          topic.name,
          town.communities.map((c) => c.name),
        )
      : '') +
    p(words.say(r.pick(list(topic, 'N'))))
  return {
    kind: 'publicNotice',
    organCode,
    title: words.say(r.pick(list(topic, 'T'))),
    summary: '',
    bodyHtml: body + closing(world, r, organCode, words, on),
    fields: {
      displayFrom: on,
      displayUntil: until,
      objectionTo: organ.name,
      objectionPhone: '0000-00000000',
      madeOn: on,
    },
    keywords: [topic.name],
    field: topic.field,
    on,
    picture: null,
  }
}

/** Names are masked as 个人信息保护法 asks: a surname, no address, no number of a document. */
function sheet(r: Random, name: string, communities: readonly string[]): string {
  if (name === '救助公示')
    return table(
      '拟保障对象',
      [['序号', '户主', '所属社区（村）', '保障人数', '每月金额（元）']],
      Array.from({ length: r.int(4, 9) }, (_, i) => [
        String(i + 1),
        `${r.pick([...'沈陆顾周许潘钱薛邵唐严汤'])}**`,
        r.pick(communities),
        String(r.int(1, 4)),
        String(r.int(260, 2400)),
      ]),
    )
  if (name === '采购结果')
    return table(
      '评审结果',
      [
        ['排名', '供应商', { text: '得分', cols: 2 }],
        ['', '', '技术', '价格'],
      ],
      Array.from({ length: 3 }, (_, i) => [
        String(i + 1),
        `投标人${'甲乙丙丁戊己'[r.int(0, 5)]!}`,
        (r.int(420, 580) / 10).toFixed(1),
        (r.int(220, 380) / 10).toFixed(1),
      ]),
    )
  if (name === '抽检公示')
    return table(
      '分类结果',
      [['类别', '批次', '合格', '合格率']],
      r
        .some(['蔬菜', '水果', '畜禽肉', '水产品', '糕点', '乳制品', '食用油', '调味品', '熟食'], r.int(4, 6))
        .map((k) => {
          const n = r.int(8, 40)
          const ok = n - r.int(0, 2)
          return [k, String(n), String(ok), `${((ok / n) * 100).toFixed(1)}%`]
        }),
    )
  return table(
    '主要事项',
    [['事项', '内容', '责任单位']],
    r
      .some(['意见登记', '现场展示', '材料复核', '结果反馈', '档案移交', '专家咨询', '第三方核验'], r.int(3, 5))
      .map((k) => [
        k,
        `第${r.int(1, 9)}至${r.int(10, 20)}日办理`,
        r.pick(['承办科室', '属地街道（镇）', '建设单位', '经办窗口']),
      ]),
  )
}

const WHOLE = corpus('community').find((t) => t.name === '社区议事')!
const DAILY = list(corpus('general').find((t) => t.name === '社区通用')!, 'C')
/** 居务（村务）公开 of every community: what came in, what was spent, what was decided. In its own section only, and without 索引号: communities are no organs of the Regulation. */
export const communityAffairs = (world: World): DemoDocument[] =>
  world.towns
    .flatMap((town) => town.communities.map((community) => ({ town, community })))
    .map(({ town, community }, i) =>
      compose(world, 'affairs', i, (r) => {
        const on = world.calendar.draw(r, '', 80)
        const words = placeWords(r, on, { town, community })
        const village = community.name.endsWith('村')
        const month = words.say('{月份}')
        const amounts = r
          .some(
            ['公共收益', '上级补助', '场地使用费', '社会捐赠', '集体资产租金', '废旧物资处置', '便民服务代收代付'],
            r.int(3, 5),
          )
          .map((name) => [name, (r.int(300, 68000) / 10).toFixed(1), (r.int(200, 52000) / 10).toFixed(1)])
        const said = [...takeLines(r, WHOLE, 'F', 4), ...r.some(DAILY, 4)].map((line) => words.say(line))
        return {
          kind: 'dynamics',
          organCode: community.code,
          title: `${community.name}${month}${village ? '村务' : '居务'}公开`,
          summary: '',
          field: '',
          on,
          picture: null,
          keywords: [village ? '村务公开' : '居务公开'],
          channels: ['community', 'notice'],
          bodyHtml:
            p(words.say(`现将{社区}${month}${village ? '村务' : '居务'}情况公布如下，公示期内接受查询。`)) +
            table('收支情况（单位：元）', [['项目', '收入', '支出']], amounts) +
            h2('议事和服务') +
            said.map((x) => p(x)).join('') +
            p(words.say(r.pick(list(WHOLE, 'N')))),
          fields: { sourceName: community.name },
        }
      }),
    )

export function emergencies(world: World, count: number): DemoDocument[] {
  const topics = corpus('emergency')
  const levels = ['重大（橙色）', '较大（黄色）', '一般（蓝色）']
  return Array.from({ length: count }, (_, i) => {
    const topic = topics[i % topics.length]!
    return compose(world, `emergency-${topic.name}`, i, (r) => {
      const on = world.calendar.draw(r, topic.months)
      const { words } = at(world, r, on)
      const organCode = topic.name === '低温' ? world.organ('应急管理局').code : world.organ(topic.organ).code
      const level = r.pick(levels)
      const lead = r.pick([
        `根据会商研判，${topic.name}风险可能影响我区{街镇}、{片区}等区域，现就有关防范事项发布如下。`,
        `为减轻${topic.name}对生产生活的影响，经授权，向{街镇}等重点区域居民和单位发布以下措施。`,
        `{前日}，区有关部门对${topic.name}应对准备作了检查，结合{片区}实际情况，补充发布防范指引。`,
      ])
      const points = [...takeLines(r, topic, 'C', r.int(4, 5)), ...r.some(URGENT, 3)]
        .map((c, k) => p(`${NUMERALS[k]}、${words.say(c)}`))
        .join('')
      return {
        kind: 'emergency',
        organCode,
        title: `${words.say('{年}年')}${words.say(r.pick(list(topic, 'T')))}（${r.pick(world.towns).name}${r.pick(['片区', '辖区', '一带'])}）`,
        summary: '',
        bodyHtml: p(words.say(lead)) + points + closing(world, r, organCode, words, on),
        fields: {
          eventType: topic.extra,
          ...(topic.extra === '应急预案' ? {} : { level }),
          issuedAt: `${on} ${String(r.int(7, 18)).padStart(2, '0')}:${r.pick(['00', '30'])}`,
          approvedBy: '湖湾区人民政府',
        },
        keywords: ['应急', topic.name],
        field: topic.field,
        on,
        picture: null,
      }
    })
  })
}
