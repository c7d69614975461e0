// What the catalog asks of an organ and no other document of the demo tells: one text for the entries of one 一级事项.
import { plusDays, type Day } from '../../kernel/day.ts'
import { corpus, type Topic } from './corpus.ts'
import {
  compose,
  h2,
  list,
  NUMERALS,
  p,
  paragraphs,
  table,
  type DemoDocument,
  type Draft,
  type World,
} from './document.ts'
import { random } from './random.ts'
import { words } from './words.ts'

/** Entries of one organ, field, 一级事项 and period that stand open. `on` is the day of publication, `madeOn` of the text. */
export type Wanted = {
  key: string
  organCode: string
  fieldKey: string
  fieldName: string
  level1: string
  entries: readonly { name: string; elements: readonly string[] }[]
  on: Day
  madeOn: Day
}

const FIELDS: Record<string, string> = {
  budget: '财政预决算',
  culture: '公共文化服务',
  environment: '生态环境',
  foodAndDrug: '食品药品监管',
  legalServices: '公共法律服务',
  majorProjects: '重大建设项目',
  taxation: '税收管理',
  urbanPlanning: '城乡规划',
  workSafety: '安全生产',
}
/** The field's name in the corpus, which is also the `field` of the documents. */
export const corpusField = (key: string): string => FIELDS[key] ?? ''

const LEADS = [
  '根据政府信息公开条例和{领域}公开目录，现将{事项}有关信息公开如下，内容有变化的将在法定时限内更新。',
  '按照{领域}公开目录的要求，{机构}梳理了{事项}的办理依据、标准和进展，供公众查阅和监督。',
  '为方便群众和企业了解{事项}，{机构}对有关内容作了汇总，所列事项均可在政务服务窗口咨询。',
  '{机构}{年}年{事项}信息已经核对，现予公布；涉及个人隐私、商业秘密的内容已依法作出处理。',
]
const CLOSINGS = [
  '对公开内容有疑问的，请与{机构}联系；认为应当公开而未公开的，可以依法提出申请。',
  '以上信息由{机构}负责解释和更新，纸质文本在{街镇}便民服务中心免费查阅。',
  '公众发现内容有误的，可以通过网站找错栏目反映，{机构}核实后在{2-4}个工作日内答复。',
  '下一次更新时间为{后月}，如遇依据调整将提前更新并注明变化内容。',
]

export function catalogDocuments(world: World, wanted: readonly Wanted[]): DemoDocument[] {
  const news = [...corpus('news-a'), ...corpus('news-b'), ...corpus('news-c')]
  const rules = corpus('policy')
  const projects = corpus('project')
  return wanted.map((w, i) => ({
    ...compose(world, `catalog-${w.fieldKey}`, i, (r) => {
      const organ = world.byCode(w.organCode)
      const own = world.towns.find((t) => t.code === w.organCode) ?? r.pick(world.towns)
      const said = words(r, w.on, { town: own, community: r.pick(own.communities) })
      const field = corpusField(w.fieldKey)
      const matching = (topics: readonly Topic[], letter: string) =>
        topics.filter((t) => t.field === field).flatMap((t) => list(t, letter))
      const pool = r
        .some([...matching(news, 'F'), ...matching(rules, 'C'), ...matching(projects, 'C')], w.entries.length * 2 + 4)
        .map((line) => said.say(line))
      const fill = (line: string) =>
        said.say(
          line.replaceAll('{领域}', w.fieldName).replaceAll('{事项}', w.level1).replaceAll('{机构}', organ.shortName),
        )
      const parts = w.entries.map(
        (e, k) =>
          h2(`${NUMERALS[k]}、${e.name}`) +
          p(
            `公开内容包括：${r
              .some(e.elements, Math.min(3, e.elements.length))
              .map((x) => x.replace(/[。；;，,]$/, '').slice(0, 60))
              .join('；')}。`,
          ) +
          p(pool.slice(k * 2, k * 2 + 2).join('')),
      )
      const budget = w.fieldKey === 'budget'
      return {
        kind: budget ? 'budget' : 'announcement',
        organCode: w.organCode,
        title: `${organ.shortName}${w.level1}信息公开（${w.on.slice(0, 4)}年${Number(w.on.slice(5, 7))}月）`,
        summary: '',
        field,
        on: w.on,
        picture: null,
        keywords: [w.fieldName.slice(0, 20), '主动公开'],
        bodyHtml:
          p(fill(r.pick(LEADS))) +
          parts.join('') +
          paragraphs(r, pool.slice(w.entries.length * 2)) +
          (r.chance(0.4) ? figures(r.int(2, 9), w.on, random(w.key)) : '') +
          p(fill(r.pick(CLOSINGS))),
        fields: (budget
          ? {
              fiscalYear: Number(w.on.slice(0, 4)),
              budgetType: '部门预算',
              approvedOn: plusDays(w.madeOn, -5),
              madeOn: w.madeOn,
            }
          : { madeOn: w.madeOn, contact: organ.shortName }) as Draft['fields'],
      }
    }),
    key: `catalog/${w.key}`,
  }))
}

const figures = (n: number, on: Day, r: ReturnType<typeof random>): string =>
  table(
    '办理情况',
    [['项目', '本期', '累计']],
    [
      ['咨询答复', String(r.int(n, 60)), String(r.int(60, 480))],
      ['现场检查（办理）', String(r.int(n, 90)), String(r.int(90, 700))],
      ['更新日期', { text: on, cols: 2 }],
    ],
  )
