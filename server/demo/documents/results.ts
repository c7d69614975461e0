// 行政许可与行政处罚结果, 重大建设项目: what was decided, with the facts the law wants shown. Persons are masked.
import { plusDays, yearOf } from '../../kernel/day.ts'
import { corpus } from './corpus.ts'
import { at, compose, h2, list, p, paragraphs, table, takeLines, type DemoDocument, type World } from './document.ts'
import { firms, projects } from './places.ts'

const shopkeeper = ['小吃店', '便利店', '修理铺', '水果店', '理发店', '烘焙坊', '五金店']
const SURNAMES = [...'沈陆顾周许潘钱薛邵唐严汤蒋宋戴韩袁']

const COMMON = list(corpus('general').find((t) => t.name === '案件通用')!, 'C')

export function licences(world: World, count: number): DemoDocument[] {
  const topics = corpus('result').filter((t) => t.extra !== '处罚')
  return Array.from({ length: count }, (_, i) => {
    const topic = topics[i % topics.length]!
    return compose(world, `licence-${topic.name}`, i, (r) => {
      const on = world.calendar.draw(r, '', i < count / 2 ? 120 : undefined)
      const { words, town } = at(world, r, on)
      const organ = world.organ(topic.organ)
      const decided = plusDays(on, -r.int(1, 5))
      const party =
        topic.name.startsWith('食品') && r.chance(0.5)
          ? `湖湾区${town.name.slice(0, 2)}${r.pick(SURNAMES)}记${r.pick(shopkeeper)}`
          : r.pick(firms)
      const number = `示湖${organ.shortName.slice(-3, -1)}许〔${yearOf(decided)}〕${r.int(12, 980)}号`
      const lines = [...takeLines(r, topic, 'C', 5), ...r.some(COMMON, 4)].map((c) => words.say(c))
      return {
        kind: 'licence',
        organCode: organ.code,
        title: `关于准予${party}${topic.name}的决定`,
        summary: '',
        field: topic.field,
        on,
        picture: null,
        keywords: ['行政许可', topic.name],
        bodyHtml:
          paragraphs(r, lines) +
          table(
            '许可信息',
            [['项目', '内容']],
            [
              ['行政相对人', party],
              ['决定书文号', number],
              ['许可类别', topic.extra],
              ['作出决定日期', decided],
              ['许可机关', organ.name],
            ],
          ),
        fields: {
          counterparty: party,
          decisionNumber: number,
          licenceType: topic.extra,
          decidedOn: decided,
          validFrom: decided,
          validTo: plusDays(decided, 365 * r.int(1, 5)),
          authority: organ.name,
        },
      }
    })
  })
}

export function penalties(world: World, count: number): DemoDocument[] {
  const topics = corpus('result').filter((t) => t.extra === '处罚')
  return Array.from({ length: count }, (_, i) => {
    const topic = topics[i % topics.length]!
    return compose(world, `penalty-${topic.name}`, i, (r) => {
      // Minor and common penalties are shown three and twelve months: an older one would have left.
      const on = world.calendar.draw(r, '', 80)
      const { words, town } = at(world, r, on)
      const organ = world.organ(topic.organ)
      const decided = plusDays(on, -r.int(1, 6))
      const party = r.chance(0.4)
        ? `湖湾区${town.name.slice(0, 2)}${r.pick(SURNAMES)}某某${r.pick(shopkeeper)}`
        : r.pick(firms)
      const number = `示湖${organ.shortName.slice(-3, -1)}罚〔${yearOf(decided)}〕${r.int(8, 460)}号`
      const offence = words.say(r.pick(list(topic, 'O')))
      const gravity = r.pick(['轻微', '一般', '一般'])
      const lines = [...takeLines(r, topic, 'C', 5), ...r.some(COMMON, 4)].map((c) => words.say(c))
      return {
        kind: 'penalty',
        organCode: organ.code,
        title: `${party}${offence}案行政处罚决定信息`,
        summary: '',
        field: topic.field,
        on,
        picture: null,
        keywords: ['行政处罚', topic.name],
        bodyHtml: p(`当事人：${party}（其他身份信息依法不予公开）。`) + h2('违法事实和处理情况') + paragraphs(r, lines),
        fields: {
          counterparty: party,
          decisionNumber: number,
          offence,
          ground: list(topic, 'G')[0]!,
          penaltyType:
            topic.name === '食品处罚' ? '罚款、没收违法所得' : topic.name === '卫生处罚' ? '警告、罚款' : '罚款',
          gravity,
          decidedOn: decided,
          authority: organ.name,
          displayUntil: plusDays(decided, gravity === '轻微' ? 90 : 365),
        },
      }
    })
  })
}

const stages = ['批准服务', '批准结果', '招标投标', '征收土地', '重大设计变更', '施工', '质量安全监督', '竣工'] as const
const stageTitles: Record<(typeof stages)[number], readonly string[]> = {
  批准服务: ['审批事项办理指引', '报批材料和流程公布'],
  批准结果: ['可行性研究报告批复', '初步设计批复'],
  招标投标: ['施工招标结果', '监理招标公告摘要'],
  征收土地: ['用地批准和补偿安置信息'],
  重大设计变更: ['设计变更批准信息'],
  施工: ['施工进度公开', '开工信息公开'],
  质量安全监督: ['质量安全监督检查情况'],
  竣工: ['竣工验收结果', '竣工决算信息'],
}
export function majorProjects(world: World, count: number): DemoDocument[] {
  const topic = corpus('project')[0]!
  return Array.from({ length: count }, (_, i) =>
    compose(world, 'majorProject', i, (r) => {
      const on = world.calendar.draw(r)
      const { words } = at(world, r, on)
      const project = projects[i % projects.length]!
      const stage = stages[(i * 5) % stages.length]!
      const organ = world.organ(
        stage === '征收土地' || (stage === '批准结果' && r.chance(0.4))
          ? '自然资源和规划局'
          : stage === '质量安全监督'
            ? '住房和城乡建设局'
            : '发展和改革委员会',
      )
      const lines = takeLines(r, topic, 'C', r.int(7, 9)).map((c) => words.say(c))
      const progress = table(
        '节点情况',
        [['节点', '计划', '状态']],
        r
          .some(['立项批复', '用地手续', '招标', '开工', '主体完工', '设备安装', '专项验收', '竣工备案'], r.int(4, 6))
          .map((n) => [n, words.say('{年}年{1-12}月'), r.pick(['已完成', '办理中', '未到期'])]),
      )
      return {
        kind: 'majorProject',
        organCode: organ.code,
        title: `${project}${r.pick(stageTitles[stage])}`,
        summary: '',
        bodyHtml:
          p(`现将${project}${stage}阶段有关信息公开如下。`) + paragraphs(r, lines) + (r.chance(0.6) ? progress : ''),
        fields: {
          projectName: project,
          projectCode: `0000-${r.int(100000, 999999)}-${r.int(10, 99)}-00-${r.int(100000, 999999)}`,
          stage,
          madeOn: plusDays(on, -r.int(1, 9)),
        },
        keywords: ['重大建设项目', stage],
        field: '重大建设项目',
        on,
        picture: null,
      }
    }),
  )
}
