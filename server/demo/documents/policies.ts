// 规范性文件, 其他政策文件, 规划, 公开制度: chapters and numbered articles.
import { inWords, plusDays, yearOf, type Day } from '../../kernel/day.ts'
import { corpus, type Topic } from './corpus.ts'
import {
  at,
  compose,
  h2,
  list,
  money,
  NUMERALS,
  p,
  table,
  takeLines,
  type DemoDocument,
  type Draft,
  type World,
} from './document.ts'
import type { Random } from './random.ts'
import type { Words } from './words.ts'

const PURPOSE = [
  '为规范{题}工作，保障公民、法人和其他组织的合法权益，根据有关法律、法规和上级文件规定，结合本区实际，制定本办法。',
  '为进一步做好{题}工作，明确办理条件、标准和责任，提高服务质量和资金使用效益，依据国家、省、市有关规定，制定本办法。',
  '根据法律法规和年度工作部署，针对{题}中群众和企业反映集中的问题，在征求意见、专家论证和合法性审查的基础上，制定本办法。',
]
const SCOPE = [
  '本区行政区域内的{题}及其监督管理，适用本办法；法律、法规另有规定的，从其规定。',
  '本办法适用于各街道（镇）和有关部门组织实施的{题}，上级专项资金项目另有办法的除外。',
  '本区范围内从事{题}相关活动的单位和个人，应当遵守本办法；本办法没有规定的，按照上级规定执行。',
]
const DUTIES = [
  '{机构}负责{题}的组织实施和业务指导，财政、审计、市场监督管理等部门在各自职责范围内做好相关工作。',
  '街道办事处、镇人民政府负责本辖区的受理、核实和日常管理，社区、村协助做好宣传和入户工作，不承担行政审批责任。',
  '建立由{机构}牵头、{4-9}个部门参加的协调机制，每季度研究一次问题，议定事项明确责任单位和完成时间。',
  '工作经费列入年度预算，不得挤占专项资金，不得向服务对象收取规定以外的费用。',
]
const CONTROL = [
  '办理条件、标准、流程、结果和资金使用情况应当依法公开，涉及个人隐私的作去标识处理，公示期满及时撤下。',
  '公民、法人和其他组织可以对违反本办法的行为投诉、举报，受理单位应当在{7-15}个工作日内答复，对举报人信息予以保密。',
  '工作人员滥用职权、玩忽职守、徇私舞弊的，依法依规处理；单位和个人弄虚作假骗取资金的，追回资金并依法追究责任。',
  '审计机关依法对资金使用进行监督，绩效评价结果作为政策调整和下一年度预算安排的依据。',
  '与办理事项有利害关系的人员应当回避，档案自办结之日起保存不少于{5-10}年，查阅应当登记。',
  '每年{11-12}月由{机构}对执行情况开展自查，存在普遍性问题的提出修订建议，修订前应当听取服务对象意见。',
  '对首次轻微违规并及时改正的，以提醒、指导为主；同一问题反复出现的，纳入重点监督。',
  '政策解读材料与本文件同步公布，办理指南自施行之日起{5-10}个工作日内更新到位。',
]
const shorter: Record<string, string> = { HW: '示政', 'HW-ZFB': '示政办' }

/** 发文代字: 示政发, 示政办发, 示民发 … */
const prefix = (code: string, short: string): string =>
  shorter[code] ?? `示湖${short.replace(/^区|湖湾/g, '').slice(0, 2)}`
type Shape = { kind: 'normative' | 'policy'; form: string; articles: boolean }
const shapes: readonly Shape[] = [
  { kind: 'normative', form: '实施办法', articles: true },
  { kind: 'normative', form: '管理办法', articles: true },
  { kind: 'normative', form: '实施细则', articles: true },
  { kind: 'policy', form: '工作方案', articles: false },
  { kind: 'policy', form: '若干措施', articles: false },
  { kind: 'policy', form: '工作要点', articles: false },
  { kind: 'policy', form: '通知', articles: false },
]

export function policies(world: World, normative: number, others: number): DemoDocument[] {
  const topics = corpus('policy')
  const numbers = new Map<string, number>()
  const one = (i: number, shape: Shape) => {
    const topic = topics[i % topics.length]!
    const own = world.organ(topic.organ)
    // A branch of a city bureau makes no 规范性文件 of its own.
    const issuer =
      (shape.kind === 'normative' && (i % 3 === 0 || own.legalKind !== 'administrativeOrgan')) || i % 5 === 4
        ? 'HW-ZFB'
        : own.code
    const made = compose(world, `policy-${topic.name}`, i + (shape.kind === 'policy' ? 500 : 0), (r) =>
      policy(world, r, topic, shape, issuer, i),
    )
    return made
  }
  const made = [
    ...Array.from({ length: normative }, (_, i) => one(i, shapes[i % 3]!)),
    ...Array.from({ length: others }, (_, i) => one(i, shapes[3 + ((i * 3) % 4)]!)),
  ]
  // 文号 runs by issuer and year in the order of the dates.
  for (const d of [...made].sort((a, b) => a.on.localeCompare(b.on))) {
    const organ = world.byCode(d.organCode)
    const word = `${prefix(organ.code, organ.shortName)}${d.kind === 'normative' ? '规' : '发'}`
    const key = `${word}${yearOf(d.on)}`
    numbers.set(key, (numbers.get(key) ?? 0) + 1 + (key.length % 3))
    d.fields.documentNumber = `${word}〔${yearOf(d.on)}〕${numbers.get(key)!}号`
  }
  return made
}

function policy(world: World, r: Random, topic: Topic, shape: Shape, organCode: string, i: number): Draft {
  const on = world.calendar.draw(r)
  const { words } = at(world, r, on)
  const organ = world.byCode(organCode)
  const subject = list(topic, 'T')[i % list(topic, 'T').length]!
  const say = (line: string) => words.say(line.replaceAll('{题}', subject).replaceAll('{机构}', organ.shortName))
  const own = takeLines(r, topic, 'C', r.int(8, 10)).map(say)
  const extra = {
    purpose: say(r.pick(PURPOSE)),
    scope: say(r.pick(SCOPE)),
    duties: r.some(DUTIES, 2).map(say),
    control: r.some(CONTROL, 3).map(say),
  }
  const effectiveOn = plusDays(on, shape.kind === 'normative' ? r.int(30, 45) : 0)
  const years = r.int(2, 5)
  const title = titleOf(shape, subject, on, world)
  const summary = `${subject}的适用范围、办理条件、标准、程序和监督要求，自${inWords(effectiveOn)}起施行。`
  const bodyHtml = shape.articles ? articles(own, extra, effectiveOn, years) : measures(r, own, extra, words)
  return {
    kind: shape.kind,
    organCode,
    title,
    summary: shape.kind === 'normative' ? summary : '',
    bodyHtml: `${bodyHtml}<p class="align-right">${organ.name}</p><p class="align-right">${inWords(plusDays(on, -2))}</p>`,
    fields: {
      madeOn: plusDays(on, -2),
      effectiveOn,
      ...(shape.kind === 'normative' ? { lapsesOn: plusDays(effectiveOn, years * 365) } : {}),
      issuedBy: organ.name,
    },
    keywords: [topic.name, subject.slice(0, 12)],
    field: topic.field,
    on,
    picture: null,
  }
}

function titleOf(shape: Shape, subject: string, on: Day, world: World): string {
  const year = yearOf(on)
  const title =
    shape.form === '通知'
      ? `关于做好${year}年${subject}工作的通知`
      : shape.form === '工作要点'
        ? `${year}年湖湾区${subject}工作要点`
        : shape.form === '工作方案'
          ? `湖湾区${subject}工作方案（${year}年）`
          : `湖湾区${subject}${shape.form}`
  return world.titles.has(title) && shape.kind === 'normative' ? `${title}（修订）` : title
}

type Extra = { purpose: string; scope: string; duties: string[]; control: string[] }
function articles(own: readonly string[], x: Extra, effectiveOn: Day, years: number): string {
  let no = 0
  const article = (text: string) => p(`<strong>第${NUMERALS[no++]}条</strong>　${text}`)
  const middle = Math.ceil(own.length / 2)
  return [
    h2('第一章　总则'),
    article(x.purpose),
    article(x.scope),
    ...x.duties.map(article),
    h2('第二章　条件与标准'),
    ...own.slice(0, middle).map(article),
    h2('第三章　办理与管理'),
    ...own.slice(middle).map(article),
    h2('第四章　监督'),
    ...x.control.slice(0, 2).map(article),
    h2('第五章　附则'),
    article(`本办法自${inWords(effectiveOn)}起施行，有效期${NUMERALS[years - 1]}年。`),
  ].join('')
}
function measures(r: Random, own: readonly string[], x: Extra, words: Words): string {
  const parts = [...own]
  const groups = r.some(
    [
      '明确适用范围',
      '规范办理流程',
      '细化标准要求',
      '加强资金管理',
      '提升服务质量',
      '完善公开监督',
      '压实工作责任',
      '强化风险防范',
    ],
    3,
  )
  const size = Math.ceil(parts.length / 3)
  const tasks = groups.map(
    (g, i) =>
      h2(`${NUMERALS[i]}、${g}`) +
      parts
        .slice(i * size, (i + 1) * size)
        .map((t, k) => p(`（${NUMERALS[k]}）${t}`))
        .join(''),
  )
  const plan = r.chance(0.6)
    ? table(
        '任务分解表',
        [['任务', '牵头单位', '完成时间']],
        r
          .some(['摸底登记', '制定细则', '业务培训', '集中办理', '中期检查', '第三方评估', '总结公开'], r.int(4, 5))
          .map((t) => [
            t,
            r.pick(['业务科室', '街道（镇）', '财务科室', '法制机构', '综合科']),
            words.say('{后月}底前'),
          ]),
      )
    : ''
  return (
    p(x.purpose.replace('制定本办法', '现提出如下意见')) +
    tasks.join('') +
    h2('四、组织实施') +
    [x.duties[0]!, ...x.control.slice(0, 2)].map((t) => p(t.replaceAll('本办法', '本文件'))).join('') +
    plan
  )
}

const PLAN_TASKS = [
  '到{明年}年底，{片区}重点任务完成率达到{85-98}%，{街镇}率先形成可复制的做法，年度目标逐项分解到责任单位。',
  '坚持规划引领、存量优先，统筹{4-9}类公共资源，避免重复建设，{片区}新增设施与人口变化相匹配。',
  '建立{12-36}项监测指标，每半年评估一次，偏离目标{10-15}%以上的分析原因并调整措施，评估报告向社会公布。',
  '资金采取财政引导、社会参与方式，五年安排{2-18}.{1-9}亿元，重大项目单列，不以举债方式兜底。',
  '推动{街镇}、{社区}等{6-26}个点位先行先试，形成清单、标准和案例三类成果，经评估后面上推广。',
  '把公众参与贯穿始终，编制过程收到意见{60-320}条，采纳{40-240}条，未采纳的已说明理由。',
  '加强与市级专项规划、国土空间规划衔接，涉及用地的纳入年度计划，涉及生态保护的严格执行管控要求。',
  '到期末，群众满意度保持在{92-97}%以上，投诉办结率{98-100}%，公共服务设施步行可达覆盖率提高{6-18}个百分点。',
]
const PLAN_UNITS = ['%', '个', '万平方米', '公里', '万人次', '亿元']
const PLAN_INDICATORS = ['设施覆盖率', '按期办结率', '群众满意度', '年度投入', '示范点数量', '整改完成率']
const PLAN_HEAD = [
  [
    { text: '指标', rows: 2 },
    { text: '单位', rows: 2 },
    { text: '数值', cols: 2 },
  ],
  ['基期', '目标'],
]

function planIndicators(r: Random, base: Topic, words: Words): string[][] {
  const named = list(base, 'T').map((t) =>
    words
      .say(t)
      .replace(/^.*?(区|局)/, '')
      .slice(0, 10),
  )
  return r
    .some([...named, ...PLAN_INDICATORS], r.int(5, 7))
    .map((name) => [name, r.pick(PLAN_UNITS), money(r, 10, 90), money(r, 91, 180)])
}

function planBody(r: Random, topic: Topic, base: Topic, words: Words, shortName: string): string {
  const rows = planIndicators(r, base, words)
  const safeguard = (text: string) =>
    words.say(text.replaceAll('{机构}', shortName)).replaceAll('本办法', '本规划').replaceAll('本文件', '本规划')
  return [
    h2('一、发展基础'),
    ...takeLines(r, base, 'F', 3).map((f) => p(words.say(f))),
    h2('二、总体目标'),
    ...r.some(PLAN_TASKS, 3).map((t) => p(words.say(t))),
    table('主要指标', PLAN_HEAD, rows),
    h2('三、重点任务'),
    ...takeLines(r, topic, 'C', r.int(5, 6)).map((c, k) => p(`（${NUMERALS[k]}）${words.say(c)}`)),
    h2('四、实施保障'),
    ...r.some(CONTROL, 2).map((c) => p(safeguard(c))),
  ].join('')
}

export function plans(world: World, count: number): DemoDocument[] {
  const topics = corpus('policy')
  const news = [...corpus('news-a'), ...corpus('news-b'), ...corpus('news-c')]
  return Array.from({ length: count }, (_, i) => {
    const topic = topics[i % topics.length]!
    return compose(world, `plan-${topic.name}`, i, (r) => {
      const on = world.calendar.draw(r)
      const { words } = at(world, r, on)
      const organ = world.organ(topic.organ)
      const base = news.find((t) => t.organ === topic.organ) ?? r.pick(news)
      const year = yearOf(on)
      const period = i < topics.length ? `${year}—${year + r.int(3, 5)}年` : `${year}年度`
      const subject = list(topic, 'T')[(i + 1) % list(topic, 'T').length]!
      return {
        kind: 'plan',
        organCode: organ.code,
        title: `湖湾区${subject}${i < topics.length ? '专项规划' : '年度计划'}（${period}）`,
        summary: '',
        bodyHtml: planBody(r, topic, base, words, organ.shortName),
        fields: { planPeriod: period, madeOn: plusDays(on, -r.int(2, 9)), approvedBy: '湖湾区人民政府' },
        keywords: ['规划计划', topic.name],
        field: topic.field,
        on,
        picture: null,
      }
    })
  })
}

export function foiSystems(world: World, count: number): DemoDocument[] {
  const topic = corpus('foi').find((t) => t.name === '公开制度')!
  const intro = [
    '为做好{题}工作，统一办理标准，结合本机关职责，制定本制度。',
    '根据政府信息公开条例和有关规定，就{题}明确程序、责任和时限，制定本制度。',
    '针对近年来{题}中出现的职责不清、记录不全等问题，修订本制度。',
    '为防止{题}流于形式，方便公众获取信息，经研究，作如下规定。',
  ]
  return Array.from({ length: count }, (_, i) =>
    compose(world, 'foiSystem', i, (r) => {
      const on = world.calendar.draw(r)
      const { words } = at(world, r, on)
      const subject = list(topic, 'S')[i % list(topic, 'S').length]!
      const organ =
        i % 2 === 0
          ? world.byCode('HW-ZFB')
          : r.pick(
              world.pack.organs
                .filter((o) => o.legalKind === 'administrativeOrgan' && o.level === 'district' && o.parentCode !== null)
                .map((o) => world.byCode(o.code)),
            )
      const rows = takeLines(r, topic, 'C', r.int(10, 12)).map((c, k) =>
        p(`<strong>第${NUMERALS[k + 1]}条</strong>　${words.say(c)}`),
      )
      return {
        kind: 'foiSystem',
        organCode: organ.code,
        title: `${organ.code === 'HW-ZFB' ? '湖湾区' : organ.shortName}${subject}制度`,
        summary: '',
        bodyHtml:
          p(`<strong>第一条</strong>　${words.say(r.pick(intro).replace('{题}', subject))}`) +
          rows.join('') +
          p(
            `<strong>第${NUMERALS[rows.length + 1]}条</strong>　本制度由${organ.shortName}负责解释，自印发之日起执行。`,
          ),
        fields: { madeOn: plusDays(on, -1), issuedBy: organ.name },
        keywords: ['公开制度', subject],
        field: '',
        on,
        picture: null,
      }
    }),
  )
}
