// 财政预决算 and 统计数据: tables whose sums agree, and what they mean.
import { plusDays, yearOf, type Day } from '../../kernel/day.ts'
import { matters } from './corpus.ts'
import {
  at,
  compose,
  h2,
  p,
  paragraphs,
  table,
  type DemoDocument,
  type OrganRow,
  type Row,
  type World,
} from './document.ts'
import type { Random } from './random.ts'

/** Amounts in 万元 as integers of 分-free cents, so that a column adds up. */
const cents = (r: Random, from: number, to: number): number => r.int(from * 100, to * 100)
const shown = (c: number): string => (c / 100).toFixed(2)
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0)

export const mattersOf = (organ: OrganRow): string[] => {
  const all = matters()
  const town = organ.level === 'town' ? (organ.legalKind === 'dispatchedOrgan' ? '街道' : '镇') : undefined
  return all.get(town ?? [...all.keys()].find((k) => organ.name.includes(k)) ?? '经济开发区')!
}

const WHY = [
  '项目支出增加主要用于{事}，其中一次性支出{12-280}万元，完成后不再列入基数。',
  '基本支出变动主要是人员增减{2-9}人及社会保险缴费基数调整，公用经费按定额标准{98-100}%控制。',
  '“三公”经费较上年减少{1-9}.{1-9}万元，公务用车保有量{2-12}辆，全年未安排因公出国（境）费用。',
  '会议费、培训费合计{3-28}万元，视频会议比例达到{40-70}%，线下培训使用机关自有场地。',
  '政府采购全部编入预算，货物类{10-120}万元、服务类{20-600}万元，预留中小企业份额{30-45}%。',
  '年末结转{8-260}万元，系合同跨年付款，{明年}年{3-6}月底前支付完毕，逾期收回统筹。',
  '对{事}等{2-9}个项目开展绩效评价，得分{82-97}分，评价中反映的服务覆盖不足已列入整改。',
  '机关运行经费{36-420}万元，较上年下降{1-6}.{1-9}%，主要是办公设备延长更新周期、集中采购降价。',
  '国有资产年末账面{300-6800}万元，房屋出租收入{0-60}万元全部缴入国库，未设账外资金。',
  '{事}经费按照实际工作量测算，单价参照市场询价，第三方服务费支付前须验收。',
  '本年新增{事}任务，区级安排{20-360}万元，上级转移支付{10-260}万元，分别按规定用途使用。',
]
const TYPES = ['部门预算', '部门决算', '“三公”经费', '预算执行情况'] as const

export function budgets(world: World, count: number): DemoDocument[] {
  const organs = world.pack.organs.filter(
    (o) =>
      o.level !== 'community' &&
      ['administrativeOrgan', 'dispatchedOrgan', 'dispatchedBody'].includes(o.legalKind) &&
      o.parentCode !== null &&
      o.code !== 'HW-KFQ',
  )
  return Array.from({ length: count }, (_, i) =>
    compose(world, 'budget', i, (r) => {
      const government = i < 4
      const organ = government ? world.organ('财政局') : world.byCode(organs[i % organs.length]!.code)
      const type = government
        ? (['政府预算', '政府决算', '预算执行情况', '预算执行情况'] as const)[i]!
        : TYPES[i % TYPES.length]!
      const on = world.calendar.draw(r, type.includes('决算') ? '8-10' : type === '预算执行情况' ? '7-11' : '1-3')
      const year = yearOf(on) - (type.includes('决算') ? 1 : 0)
      const name = government ? '湖湾区' : organ.shortName
      const suffix =
        type === '预算执行情况'
          ? `${year}年${r.pick(['上半年', '三季度', '1—10月'])}预算执行情况`
          : type === '“三公”经费'
            ? `${year}年“三公”经费预算公开`
            : `${year}年度${type}`
      const { words } = at(world, r, on)
      const fields = mattersOf(organ)
      const say = (line: string) => words.say(line.replaceAll('{事}', r.pick(fields)))
      const body = [
        h2('一、主要职能'),
        p(
          `${organ.name}主要承担${r.some(fields, 5).join('、')}等工作，纳入公开范围的预算单位${r.int(1, 8)}个，人员编制${r.int(18, 160)}名。`,
        ),
        h2('二、收支情况'),
        incomeTable(r, government),
        spendingTable(r, fields),
        h2('三、增减变化说明'),
        paragraphs(r, r.some(WHY, r.int(6, 7)).map(say)),
      ]
      return {
        kind: 'budget',
        organCode: organ.code,
        title: `${name}${suffix}`,
        summary: '',
        bodyHtml: body.join(''),
        fields: {
          fiscalYear: year,
          budgetType: type,
          approvedOn: plusDays(on, -r.int(3, 19)),
          madeOn: plusDays(on, -r.int(2, 9)),
        },
        keywords: ['财政预决算', String(year)],
        field: '财政预决算',
        on,
        picture: null,
      }
    }),
  )
}

function incomeTable(r: Random, government: boolean): string {
  const scale = government ? 40 : 1
  const names = government
    ? ['税收收入', '非税收入', '上级补助收入', '调入资金']
    : r.some(['一般公共预算拨款', '政府性基金预算拨款', '事业收入', '上年结转', '其他收入', '上级补助'], r.int(3, 4))
  const rows = names.map((n) => [n, cents(r, 60 * scale, 2600 * scale), cents(r, 60 * scale, 2600 * scale)] as const)
  const total: Row = [{ text: '合计' }, shown(sum(rows.map((x) => x[1]))), shown(sum(rows.map((x) => x[2])))]
  return table(
    '收入情况（单位：万元）',
    [
      [
        { text: '项目', rows: 2 },
        { text: '金额', cols: 2 },
      ],
      ['上年', '本年'],
    ],
    [...rows.map((x) => [x[0], shown(x[1]), shown(x[2])]), total],
  )
}
function spendingTable(r: Random, fields: readonly string[]): string {
  const rows = r.some(fields, r.int(5, 7)).map((name) => {
    const basic = cents(r, 8, 480)
    const project = cents(r, 12, 1600)
    return [name, shown(basic), shown(project), shown(basic + project), basic + project] as const
  })
  return table(
    '支出情况（单位：万元）',
    [['支出方向', '基本支出', '项目支出', '合计']],
    [...rows.map((x) => x.slice(0, 4) as string[]), [{ text: '总计', cols: 3 }, shown(sum(rows.map((x) => x[4])))]],
  )
}

const SERIES: readonly (readonly [string, readonly string[], string])[] = [
  [
    '主要经济指标',
    [
      '地区生产总值',
      '规模以上工业增加值',
      '固定资产投资',
      '社会消费品零售总额',
      '一般公共预算收入',
      '实际使用外资',
      '进出口总额',
    ],
    '亿元',
  ],
  ['工业生产情况', ['装备制造', '电子信息', '新材料', '食品加工', '生物医药', '纺织服装', '工业用电量'], '亿元'],
  [
    '居民收入和消费',
    ['工资性收入', '经营净收入', '财产净收入', '转移净收入', '食品烟酒支出', '居住支出', '教育文化支出'],
    '元',
  ],
  ['固定资产投资', ['工业投资', '技改投资', '基础设施', '房地产开发', '民间投资', '高技术投资'], '亿元'],
  ['服务业运行', ['交通运输', '信息服务', '租赁商务', '居民服务', '文化体育', '科学研究'], '亿元'],
  ['人口就业情况', ['常住人口', '城镇人口', '新增就业', '参保人数', '出生人口', '跨区迁入'], '人'],
  ['农业生产情况', ['粮食面积', '蔬菜产量', '水产品产量', '茶叶产量', '生猪存栏', '农机总动力'], '（自然单位）'],
  [
    '能源与环境',
    ['规上综合能耗', '全社会用电', '优良天数', '污水处理量', '新能源发电', '万元产值用水'],
    '（自然单位）',
  ],
]
const NOTES = [
  '{项}同比变化主要受{年初基数较高|重点项目集中入库|部分企业设备检修|新增法人单位纳入统计|消费活动错月}影响，剔除一次性因素后增速为{2-8}.{1-9}%。',
  '分街道（镇）看，{街镇}增量贡献{8-26}%，{片区}企业数量增加{6-68}家，区域间差距比上期缩小{0}.{2-9}个百分点。',
  '{项}连续{2-6}个月保持增长，环比{提高|回落}{0}.{1-9}个百分点，需关注订单、价格和库存的变化。',
  '从结构看，{项}占比为{12-46}.{1-9}%，高于前{二|三}年同期平均水平，新动能对总量增长的拉动逐步显现。',
  '{月份}调查样本{120-860}个，有效应答率{94-99}.{1-9}%，对异常数据{3-26}条逐户核实并保留修改记录。',
  '统计部门提示，单月数据波动不宜简单外推，使用时应结合累计数和可比口径，不将抽样结果推及单个企业。',
  '{项}的主要支撑来自{规模较大的制造企业|现代物流|绿色技术|社区服务|规模种养主体}，中小单位恢复相对缓慢，盈利分化仍然存在。',
  '价格指数和实物量分别核算，{项}现价增速与可比价增速相差{0}.{3-9}个百分点，原因已在说明中列示。',
  '季节调整采用统一方法，本期数据为初步核算，年终以核定数为准；由于四舍五入，分项与总数可能略有差异。',
  '对{12-60}家调查单位开展回访，订单充足的占{36-58}%，反映物流成本偏高的占{12-30}%，反映用工紧张的占{8-28}%。',
]

export function statistics(world: World, count: number): DemoDocument[] {
  return Array.from({ length: count }, (_, i) =>
    compose(world, 'statistics', i, (r) => {
      const [name, items, unit] = SERIES[i % SERIES.length]!
      const on = world.calendar.draw(r)
      const period = periodOf(on, i)
      const { words } = at(world, r, on)
      const rows = r
        .some(items, r.int(5, items.length))
        .map((x) => [
          x,
          shown(cents(r, 3, 980)),
          `${r.chance(0.78) ? '' : '-'}${(r.int(2, 128) / 10).toFixed(1)}`,
          `${(r.int(40, 120) / 10).toFixed(1)}`,
        ])
      const body = [
        p(`${period}，全区${name}总体${r.pick(['平稳', '稳中有进', '保持恢复', '有所波动'])}，主要数据如下。`),
        table(
          `${period}${name}`,
          [
            [
              { text: '指标', rows: 2 },
              { text: `累计（${unit}）`, rows: 2 },
              { text: '增速（%）', cols: 2 },
            ],
            ['本期', '上年同期'],
          ],
          rows,
        ),
        h2('数据解读'),
        ...r.some(NOTES, r.int(6, 8)).map((n) => p(words.say(n.replaceAll('{项}', r.pick(items))))),
      ]
      return {
        kind: 'statistics',
        organCode: world.organ('统计局').code,
        title: `${period.replace('年全年', '年')}湖湾区${name}`,
        summary: '',
        bodyHtml: body.join(''),
        fields: {
          period,
          dataSource: '湖湾区统计局',
          statisticsNote: '数据为演示用虚构数值；增速按可比口径计算，部分合计数因四舍五入略有差异。',
        },
        keywords: ['统计', name],
        field: '',
        on,
        picture: null,
      }
    }),
  )
}
const QUARTERS = ['一季度', '上半年', '前三季度', '全年'] as const
/** The last period that was over by `on`: months so far, quarters so far, or one month. */
function periodOf(on: Day, i: number): string {
  const month = Number(on.slice(5, 7))
  const last = month === 1 ? 12 : month - 1
  const year = month === 1 ? yearOf(on) - 1 : yearOf(on)
  const quarters = Math.floor(last / 3)
  if (i % 3 === 1) return quarters === 0 ? `${year - 1}年全年` : `${year}年${QUARTERS[quarters - 1]!}`
  return i % 3 === 0 && last > 1 ? `${year}年1—${last}月` : `${year}年${last}月`
}
