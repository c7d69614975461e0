// What an organ is, who leads it, and how it discloses: 机构职能, 领导信息, 公开指南, 公开年报.
import { plusDays, yearOf } from '../../kernel/day.ts'
import { corpus } from './corpus.ts'
import {
  at,
  compose,
  h2,
  NUMERALS,
  p,
  paragraphs,
  table,
  takeLines,
  type DemoDocument,
  type OrganRow,
  type World,
} from './document.ts'
import { mattersOf } from './figures.ts'
import type { Random } from './random.ts'

export const HOURS = '工作日 9:00—11:30，13:30—17:00'
const PHONE = '0000-00000000'

const DOES = [
  '拟订{事}年度计划并组织实施，提出区级财政资金安排建议，检查资金使用效果。',
  '负责{事}的业务指导和监督检查，发现突出问题及时督促整改并按规定公开处理结果。',
  '承担{事}相关行政审批、备案和公共服务，公布办理条件、时限、流程和咨询渠道。',
  '组织{事}统计调查和分析预测，建立基础台账，为区政府决策提供数据依据。',
  '推进{事}标准化、数字化建设，与{4-9}个单位共享必要数据，减少重复填报。',
  '指导街道（镇）做好{事}，协调解决跨部门问题，开展政策解读和业务培训。',
  '负责{事}领域安全风险防控、应急准备和信访调解，依法保护当事人合法权益。',
  '研究{事}中的新情况、新问题，起草有关规范性文件，组织公众参与、评估和清理。',
  '管理{事}专项资金和政府购买服务项目，落实公开招标、绩效评价和验收责任。',
  '依法查处{事}方面的违法行为，规范裁量标准，公示执法依据、程序和决定。',
  '组织{事}宣传、志愿服务和社会监督，每年{2-6}次听取服务对象意见。',
  '联系上级主管部门和行业组织，承担{事}对外协作、信息报送和档案管理。',
  '统筹{事}布点和设施配置，提出新建、改建项目建议，参与方案论证与竣工验收。',
  '受理{事}方面的咨询、申请和举报，建立首接负责、限时答复和结果回访机制。',
  '监测{事}运行情况，按月分析数据，遇有异常及时会商并提出处置意见。',
  '牵头{事}跨部门协调，拟定责任清单，跟踪重点任务进展并通报结果。',
  '组织{事}从业人员培训和能力评价，公布服务机构名录及其信用情况。',
  '落实{事}领域信息公开要求，编制目录、核对时限，更新办事指南和常见问答。',
  '负责{事}有关合同、档案和资产管理，定期盘点，接受审计监督。',
  '开展{事}绩效评估，听取代表委员、专家和群众意见，提出改进方案。',
  '承办区政府交办的{事}专项任务，按期报送情况，做好与相关单位的衔接。',
  '推动{事}服务向社区（村）延伸，设立便民点，方便群众就近办理。',
]
const OFFICES = ['办公室', '综合科', '政策法规科', '财务审计科']

export const disclosing = (world: World): OrganRow[] =>
  world.pack.organs
    .filter(
      (o) =>
        o.level !== 'community' &&
        o.code !== 'HW-KFQ' &&
        ['administrativeOrgan', 'dispatchedOrgan', 'dispatchedBody'].includes(o.legalKind),
    )
    .map((o) => world.byCode(o.code))
const headOf = (world: World, code: string) => world.pack.leaders.find((l) => l.organCode === code)

export const functions = (world: World): DemoDocument[] =>
  disclosing(world).map((organ, i) =>
    compose(world, 'functions', i, (r) => {
      const on = world.calendar.draw(r, '', 330, 20)
      const { words } = at(world, r, on)
      const fields = r.some(mattersOf(organ), 10)
      const does = r
        .some(DOES, Math.min(9, fields.length))
        .map((d, k) => p(`（${NUMERALS[k]}）${words.say(d.replaceAll('{事}', fields[k]!))}`))
      const offices = [
        ...r.some(OFFICES, 2),
        ...fields.slice(0, r.int(3, 5)).map((f) => `${f}${r.pick(['科', '管理科', '服务科'])}`),
      ]
      return {
        kind: 'functions',
        organCode: organ.code,
        title: `${organ.name}机构职能`,
        summary: '',
        field: '',
        on,
        picture: null,
        keywords: ['机构职能', organ.shortName],
        bodyHtml:
          h2('主要职责') +
          does.join('') +
          h2('内设机构') +
          table(
            `${organ.shortName}内设机构`,
            [['机构', '承担事项']],
            offices.map((o, k) => [
              o,
              k < 2
                ? r.pick([
                    '文电会务、政务公开',
                    '人事党建、后勤保障',
                    '综合协调、督查考核',
                    '规范性文件审核、行政复议应诉',
                  ])
                : `${fields[k - 2] ?? fields[0]!}、${r.pick(fields)}`,
            ]),
          ),
        fields: {
          address: organ.address,
          hours: HOURS,
          phone: PHONE,
          headName: headOf(world, organ.code)?.name ?? '（待公布）',
          innerOffices: offices,
        },
      }
    }),
  )

const CAREER = [
  '早年在{基层街道|乡镇|企业|学校|区级机关}工作，历任科员、{副科长|办公室副主任|项目专员}等职。',
  '此后先后在示例市{规划|财政|民政|科技|交通}系统和街道（镇）任职，参与{老城更新|园区建设|河道治理|公共服务改革}等工作。',
  '{20}{14-23}年起担任现任领导职务，联系{片区}和{3-9}个社区（村），每月固定一天在{街镇}接待群众。',
  '具有{公共管理|城市规划|经济学|法学|水利工程|教育学}专业教育背景，取得{研究生|大学本科}学历。',
]
const WORK = [
  '牵头办理人大代表建议、政协委员提案{6-38}件，办理结果按规定公开。',
  '推动{项目}等{3-12}个项目建设，现场协调用地、管线和资金问题。',
  '负责联系{主题}工作，每季度主持一次调度，重点听取群众和企业意见。',
  '今年以来开展调查研究{12-46}次，形成问题清单{20-90}条，已解决{18-80}条。',
  '坚持公开接访，{月份}接待来访{6-38}批，对{3-12}件复杂事项包案督办。',
  '参加新闻发布会或者在线访谈{1-5}次，就{主题}回应群众关切。',
  '对{街镇}的{改造点}建设进行了{2-5}次现场检查，要求按时公布资金和进度。',
]

export function leaders(world: World, count: number): DemoDocument[] {
  return world.pack.leaders.slice(0, count).map((leader, i) =>
    compose(world, 'leader', i, (r) => {
      const on = world.calendar.draw(r, '', 330, 5)
      const { words } = at(world, r, on)
      const organ = world.byCode(leader.organCode)
      const post =
        leader.organCode === 'HW'
          ? `湖湾区人民政府${leader.title.replace('常务副区长', '常务副区长、党组成员')}`
          : `${organ.name}${leader.title}`
      const resume = [
        `${leader.name}，${r.pick(['男', '女'])}，汉族，${r.int(1968, 1984)}年${r.int(1, 12)}月出生。`,
        ...r.some(CAREER, 3).map((c) => words.say(c)),
      ].join('')
      return {
        kind: 'leader',
        organCode: leader.organCode,
        title: `${leader.name}　${post}`,
        summary: '',
        bodyHtml:
          h2('工作分工') +
          p(leader.division) +
          h2('工作简历') +
          p(resume) +
          h2('主要工作') +
          paragraphs(
            r,
            r.some(WORK, r.int(4, 6)).map((w) => words.say(w)),
          ),
        fields: { leaderName: leader.name, post, division: leader.division, resume },
        keywords: ['领导信息'],
        field: '',
        on,
        picture: null,
      }
    }),
  )
}

const numbersOf = (r: Random): number[] => Array.from({ length: 6 }, () => r.int(0, 26))
export function foiReports(world: World, count: number): DemoDocument[] {
  const topic = corpus('foi').find((t) => t.name === '年报叙述')!
  return disclosing(world)
    .slice(0, count)
    .map((organ, i) =>
      compose(world, 'foiReport', i, (r) => {
        const on = world.calendar.draw(r, '1-1')
        const { words } = at(world, r, on)
        const say = (n: number) => takeLines(r, topic, 'C', n).map((c) => words.say(c))
        const [a = 0, b = 0, c = 0] = numbersOf(r)
        const year = yearOf(on) - 1
        const lines = say(r.int(11, 13))
        return {
          kind: 'foiReport',
          organCode: organ.code,
          title: `${organ.shortName}${year}年政府信息公开工作年度报告`,
          summary: '',
          field: '',
          on,
          picture: null,
          keywords: ['政府信息公开年报', String(year)],
          bodyHtml: [
            h2('一、总体情况'),
            paragraphs(r, lines.slice(0, 5)),
            h2('二、主动公开政府信息情况'),
            table(
              '主动公开情况',
              [['信息内容', '本年制发件数', '本年废止件数', '现行有效件数']],
              [
                ['行政规范性文件', String(a), String(Math.min(a, b)), String(a + c)],
                ['行政许可决定', { text: String(a * 17 + b), cols: 3 }],
                ['行政处罚决定', { text: String(b * 9 + c), cols: 3 }],
              ],
            ),
            h2('三、收到和处理政府信息公开申请情况'),
            paragraphs(r, lines.slice(5, 8)),
            table(
              '申请办理情况',
              [['项目', '自然人', '法人或其他组织', '总计']],
              [
                ['本年新收', String(b), String(c), String(b + c)],
                ['上年结转', '0', '0', '0'],
                ['予以公开', String(b), String(c), String(b + c)],
              ],
            ),
            h2('四、存在的主要问题及改进情况'),
            paragraphs(r, lines.slice(8)),
            p(`${organ.address}　联系电话${PHONE}`),
          ].join(''),
          fields: { reportYear: year, madeOn: plusDays(on, -r.int(2, 8)) },
        }
      }),
    )
}

export function foiGuides(world: World, count: number): DemoDocument[] {
  const topic = corpus('foi').find((t) => t.name === '公开指南')!
  return disclosing(world)
    .slice(0, count)
    .map((organ, i) =>
      compose(world, 'foiGuide', i, (r) => {
        const on = world.calendar.draw(r, '', 340, 30)
        const { words } = at(world, r, on)
        const fields = mattersOf(organ)
        const lines = takeLines(r, topic, 'C', r.int(10, 12)).map((c) => words.say(c))
        const office = `${organ.shortName}${organ.code === 'HW-ZFB' ? '政务公开科' : '办公室'}`
        return {
          kind: 'foiGuide',
          organCode: organ.code,
          title: `${organ.name}政府信息公开指南`,
          summary: '',
          field: '',
          on,
          picture: null,
          keywords: ['公开指南'],
          bodyHtml: [
            p(
              `为方便公民、法人和其他组织获取${r.some(fields, 4).join('、')}等方面的政府信息，编制本指南，${r.pick(['每年核对一次', '内容变化时及时更新', '纸质文本可免费取阅'])}。`,
            ),
            h2('一、公开范围和方式'),
            paragraphs(r, lines.slice(0, 4)),
            table(
              '主动公开的主要内容',
              [['类别', '内容', '更新频次']],
              r
                .some(fields, r.int(4, 6))
                .map((f) => [
                  f,
                  r.pick([
                    '政策、条件、流程、结果',
                    '计划、进展、资金、评价',
                    '依据、标准、决定、监督',
                    '统计、项目、验收、变更',
                  ]),
                  r.pick(['即时', '每月', '每季度', '每年', '变动后二十个工作日内']),
                ]),
            ),
            h2('二、依申请公开'),
            paragraphs(r, lines.slice(4, 9)),
            h2('三、监督和救济'),
            paragraphs(r, lines.slice(9)),
            p(`受理机构：${office}；地址：${organ.address}；接待时间：${HOURS}；电话：${PHONE}。`),
          ].join(''),
          fields: { office, address: organ.address, hours: HOURS, phone: PHONE },
        }
      }),
    )
}
