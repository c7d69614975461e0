// 要闻, 部门与街镇动态, 社区信息, 上级要闻转载, 图片: a lead, facts, what comes next.
import { plusDays, type Day } from '../../kernel/day.ts'
import { corpus, type Topic } from './corpus.ts'
import {
  at,
  compose,
  h2,
  list,
  p,
  paragraphs,
  table,
  takeLines,
  type DemoDocument,
  type Draft,
  type World,
} from './document.ts'
import { scene } from './pictures.ts'
import type { Random } from './random.ts'
import type { Town, Words } from './words.ts'

const TAILS = [
  '问题整改逐项销号',
  '办理结果向社会公开',
  '进展按月公布',
  '群众可在现场提出意见',
  '首批点位已经启用',
  '服务时间延长至晚间',
  '重点任务明确到人',
  '多部门协同推进',
  '居民全程参与监督',
  '资金使用逐项公示',
  '标准和流程同步公布',
  '年底前全部完成',
]
const VICE = [
  '{副区长}在现场强调，要把群众反映集中的问题列成清单，逐项明确责任单位和时限，不搞层层转办。',
  '{副区长}到会并要求，各项任务既要看进度，也要看群众是否用得上，对反复出现的问题从制度上找原因。',
  '区委、区政府有关负责同志参加活动。{副区长}指出，{片区}的做法可以在其他街道（镇）推广，但要结合实际，防止一刀切。',
  '{副区长}要求，有关部门每{5-10}个工作日向区政府办公室报送进展，涉及群众利益的事项依法公开、听取意见。',
  '“办得怎么样，最终由群众来评。”{副区长}与{社区}居民代表座谈时说，对一时解决不了的，要把原因和时间表讲清楚。',
  '会议由{副区长}主持。会上，{街镇}和{3-6}家单位作了交流发言，书面通报了{月份}重点工作情况。',
]
const SAID = [
  '“我们提的意见有回音，哪怕办不成，也说得清为什么。”{社区}居民{周师傅|沈阿姨|老顾|潘女士|陆先生|许大爷}说。',
  '{公司}一名负责人告诉记者，以前跑一趟要准备{3-9}份材料，如今一张清单说得明明白白。',
  '“标准写得细，干起活来心里有底。”一名参与此项工作的基层干部介绍。',
  '工作人员坦言，起初也有居民不理解，经过{2-5}轮上门沟通，大家慢慢认可了这种做法。',
  '“希望能坚持下去，别只热闹一阵。”采访中，不少群众这样期待。',
]

type Style = 'news' | 'dynamics'
const COMMON = new Map(corpus('general').map((t) => [t.name, list(t, 'C')]))
const commonOf = (organCode: string, town?: Town): readonly string[] =>
  COMMON.get(!town ? '部门通用' : organCode === town.code ? '街道通用' : '社区通用')!
function story(world: World, r: Random, topic: Topic, style: Style, organCode: string, on: Day, town?: Town): Draft {
  const { words } = at(world, r, on, town)
  const vice = world.pack.leaders.filter((l) => l.title.endsWith('副区长'))
  const say = (line: string) => words.say(line.replace('{副区长}', `副区长${r.pick(vice).name}`))
  const lead = say(r.pick(list(topic, 'L')))
  const facts = r
    .some([...takeLines(r, topic, 'F', r.int(6, 7)), ...r.some(commonOf(organCode, town), town ? 4 : 2)], 20)
    .map(say)
  const next = r.some(list(topic, 'N'), 2)
  const half = Math.ceil(facts.length / 2)
  const sections = r.chance(0.22)
    ? [
        h2(r.pick(['主要做法', '工作进展', '现场直击', '做实事、见实效'])),
        paragraphs(r, facts.slice(half)),
        h2(r.pick(['群众评价', '问题与改进', '后续安排'])),
      ]
    : [paragraphs(r, facts.slice(half))]
  const body = [
    p(lead),
    ...(style === 'news' ? [p(say(r.pick(VICE)))] : []),
    paragraphs(r, facts.slice(0, half)),
    ...sections,
    p(say(r.pick(SAID)) + (r.chance(0.5) ? say(next[1]!) : '')),
    p(say(next[0]!)),
    ...(r.chance(0.12) ? [figures(r, words)] : []),
  ]
  const title = say(r.pick(list(topic, 'T')))
  return {
    kind: style,
    organCode,
    title: world.titles.has(title) ? `${title}，${r.pick(TAILS)}` : title,
    summary: '',
    bodyHtml: body.join(''),
    fields:
      style === 'news'
        ? { sourceName: '湖湾区融媒体中心', happenedOn: plusDays(on, -r.int(0, 2)) }
        : { sourceName: world.byCode(organCode).shortName },
    keywords: [topic.name, ...(topic.field && topic.field !== topic.name ? [topic.field] : [])],
    field: topic.field,
    on,
    picture: r.chance(0.08) ? scene(r, `${topic.name}工作现场示意图`) : null,
  }
}

function figures(r: Random, words: Words): string {
  const rows = r
    .some(
      ['登记事项', '按期办结', '现场答复', '转交办理', '群众参与人次', '回访户数', '发现问题', '完成整改'],
      r.int(4, 6),
    )
    .map((name) => [
      name,
      String(r.int(12, 860)),
      words.say(r.pick(['较上月增加{2-30}', '较上月减少{2-20}', '与上月持平', '首次统计'])),
    ])
  return table('主要数据', [[{ text: '项目', rows: 1 }, '数量', '变化']], rows)
}

export function districtNews(world: World, count: number): DemoDocument[] {
  const topics = [...corpus('news-a'), ...corpus('news-b'), ...corpus('news-c')]
  return Array.from({ length: count }, (_, i) => {
    const topic = topics[i % topics.length]!
    return compose(world, `news-${topic.name}`, i, (r) =>
      story(world, r, topic, 'news', 'HW-ZFB', world.calendar.draw(r, months(topic), i < 16 ? 12 : undefined)),
    )
  })
}
/** Of one department when it is named, else of all in turn. */
export function departmentNews(world: World, count: number, department?: string): DemoDocument[] {
  const topics = [...corpus('news-a'), ...corpus('news-b'), ...corpus('news-c')].filter(
    (t) => department === undefined || t.organ === department,
  )
  return Array.from({ length: count }, (_, i) => {
    const topic = topics[i % topics.length]!
    return compose(world, `news-${topic.name}`, 1000 + i, (r) =>
      story(
        world,
        r,
        topic,
        'dynamics',
        world.organ(topic.organ).code,
        world.calendar.draw(r, months(topic), i < topics.length ? 12 : undefined),
      ),
    )
  })
}
export function townNews(world: World, count: number, from: readonly Town[] = world.towns): DemoDocument[] {
  const topics = corpus('street')
  return Array.from({ length: count }, (_, i) => {
    const town = from[i % from.length]!
    const open = topics.filter((t) => t.name !== '镇村建设' || town.name.endsWith('镇'))
    const topic = open[Math.floor(i / from.length) % open.length]!
    return compose(world, `town-${topic.name}`, i, (r) =>
      story(world, r, topic, 'dynamics', town.code, world.calendar.draw(r, '', i < from.length ? 12 : undefined), town),
    )
  })
}
/** At least one of every community, so that no section is empty. */
export function communityNews(world: World, extra: number): DemoDocument[] {
  const topics = corpus('community')
  const homes = world.towns.flatMap((town) => town.communities.map((community) => ({ town, community })))
  return Array.from({ length: homes.length + extra }, (_, i) => {
    const { town, community } = homes[i < homes.length ? i : (i * 7) % homes.length]!
    const topic = topics[i % topics.length]!
    return compose(world, `community-${topic.name}`, i, (r) =>
      story(world, r, topic, 'dynamics', community.code, world.calendar.draw(r, '', i % 3 === 0 ? 14 : undefined), {
        ...town,
        communities: [community, ...town.communities.filter((c) => c !== community).slice(0, 1)],
      }),
    )
  })
}
export function reprints(world: World, count: number): DemoDocument[] {
  const topic = corpus('upper')[0]!
  return Array.from({ length: count }, (_, i) =>
    compose(world, 'upper', i, (r) => {
      const on = world.calendar.draw(r, '', i < 4 ? 12 : undefined)
      const { words } = at(world, r, on)
      const source = words.say('{稿源}')
      const title = words.say(r.pick(list(topic, 'T')))
      const closing = list(topic, 'N').filter((n) => !n.startsWith('（'))
      const facts = takeLines(r, topic, 'F', r.int(7, 9)).map((f) => words.say(f))
      return {
        kind: 'reprint',
        organCode: 'HW-ZFB',
        title,
        summary: '',
        bodyHtml: [
          p(words.say(r.pick(list(topic, 'L')))),
          paragraphs(r, facts),
          p(words.say(r.pick(closing))),
          p(`（来源：${source}）`),
        ].join(''),
        fields: {
          sourceName: source,
          sourceUrl: `https://demo.example.gov.cn/${on.slice(0, 7)}/${r.int(10000, 99999)}.html`,
          originalOn: plusDays(on, -r.int(0, 1)),
        },
        keywords: [words.say('{主题}')],
        field: '',
        on,
        picture: null,
      }
    }),
  )
}
export function pictures(world: World, count: number): DemoDocument[] {
  const places = [
    '环湖步道',
    '采菱河畔',
    '松岭茶园',
    '芦洲湿地',
    '石桥古镇',
    '云浦科创园',
    '文昌公园',
    '晴川体育公园',
    '澄湾码头',
    '荷塘稻田',
    '柳堤书场',
    '东湖观景台',
  ]
  const acts = [
    '清晨薄雾中行人渐多',
    '雨后水面如镜',
    '落日映红水面',
    '候鸟在浅滩停歇',
    '志愿者清理岸线',
    '居民在树荫下晨练',
    '孩子们观察水生植物',
    '工人检修亲水栈道',
    '新栽的林带初成',
    '龙舟队在水上训练',
    '茶农采摘新叶',
    '夜色中灯光初上',
  ]
  const more = [
    '近年来，{片区}沿线累计补植乔木{300-1800}株，步道与公交站点相互衔接，市民步行{6-15}分钟可以到达水边。',
    '为保护岸线植被，管理单位对{2-6}处裸露地块围栏养护，开放时间和绕行路线张贴在入口处。',
    '{社区}志愿者每{周|月}开展巡护，捡拾漂浮物、劝阻野钓，{月份}参与{60-320}人次。',
    '水质监测显示，{河道}{月份}透明度保持在{60-120}厘米，主要指标达到年度目标。',
    '沿线设置休息座椅{30-120}组、直饮水点{4-16}处，无障碍坡道与主入口连通，轮椅可以全程通行。',
    '据统计，{月份}到访{2-12}.{1-9}万人次，周末高峰实行分时引导，停车场空余泊位在入口屏幕公布。',
    '夜间照明采用低位灯具，{22}时后自动调暗，减少对鸟类和沿岸住户的影响。',
    '下一步将完善导览标识和应急救护点，设计方案在{街镇}便民服务中心展示，欢迎居民提出意见。',
    '摄影作品征集面向全体市民，入选作品署名展示，不收取报名费，不涉及可识别的未成年人正面影像。',
    '项目资金和工程变更情况在重大建设项目栏目公布，居民代表参与了{2-5}次现场验收。',
  ]
  return Array.from({ length: count }, (_, i) =>
    compose(world, 'picture', i, (r) => {
      const on = world.calendar.draw(r, '', i < 4 ? 10 : undefined)
      const { words } = at(world, r, on)
      const title = `${places[i % places.length]!}：${r.pick(acts)}`
      const body = r.some(more, 4).map((line) => words.say(line))
      return {
        kind: 'picture',
        organCode: i % 3 === 0 ? 'HW-WTL' : 'HW-RMT',
        title,
        summary: '',
        bodyHtml: p(words.say(`{前日}，${title.replace('：', '，')}。${body[0]!}`)) + paragraphs(r, body.slice(1)),
        fields: { sourceName: '湖湾区融媒体中心', photographer: '区融媒体中心绘制' },
        keywords: ['图片'],
        field: '',
        on,
        picture: scene(r, `${title}（示意图）`),
      }
    }),
  )
}

const months = (topic: Topic): string => /m=(\S+)/.exec(topic.extra)?.[1] ?? ''
