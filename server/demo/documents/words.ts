// Turns a line of the corpus into a sentence: '[a|b]' and '{a|b}' choose, '{3-9}' is a number, '{街镇}' a name that stays the same in a document.
import { plusDays, weekday, yearOf, type Day } from '../../kernel/day.ts'
import type { Random } from './random.ts'
import * as places from './places.ts'

export type Town = { code: string; name: string; communities: readonly { code: string; name: string }[] }
export type Place = { town: Town; community: { code: string; name: string } }
export type Words = { say(line: string): string; place: Place; day: Day }

const dayWords = (d: Day): string => `${Number(d.slice(5, 7))}月${Number(d.slice(8))}日`
export const season = (d: Day): string =>
  ['冬季', '冬季', '春季', '春季', '春季', '夏季', '夏季', '夏季', '秋季', '秋季', '秋季', '冬季'][
    Number(d.slice(5, 7)) - 1
  ]!
const monthWords = (d: Day, shift: number): string => `${((Number(d.slice(5, 7)) - 1 + shift + 12) % 12) + 1}月`
/** The nearest working day of the week at or after `d`. */
const weekdayFrom = (d: Day): Day => (weekday(d) === 6 ? plusDays(d, 2) : weekday(d) === 0 ? plusDays(d, 1) : d)

/** Words that mean the same in these texts; a document keeps to one of each. */
const SAME: readonly (readonly [string, string])[] = [
  ['按照', '依照'],
  ['老人', '老年人'],
  ['逐项', '逐条'],
  ['应当', '应'],
  ['可以', '可'],
  ['不少于', '不低于'],
  ['截至', '到'],
  ['及时', '尽快'],
  ['公布', '公开'],
  ['相关', '有关'],
  ['方便', '便于'],
  ['全部', '均'],
  ['当日', '当天'],
  ['期间', '期内'],
  ['时限', '期限'],
  ['处置', '处理'],
  ['配备', '配置'],
  ['周边', '附近'],
  ['提醒', '提示'],
  ['检测', '检验'],
  ['设置', '设立'],
  ['帮助', '协助'],
  ['解释', '说明'],
]
export const reworded = (r: Random, html: string): string =>
  SAME.reduce((text, [one, other]) => (r.chance(0.5) ? text.replaceAll(one, other) : text), html)

/** The vocabulary of one document: what is named once keeps its name to the end. */
export function words(r: Random, d: Day, place: Place): Words {
  const bound = new Map<string, string>()
  const villages = place.town.communities.filter((c) => c.name.endsWith('村'))
  const makers: Record<string, () => string> = {
    街镇: () => place.town.name,
    社区: () => place.community.name,
    松岭: () => '松岭街道',
    镇: () => (place.town.name.endsWith('镇') ? place.town.name : '荷塘镇'),
    社区2: () => r.pick(place.town.communities.filter((c) => c.name !== place.community.name)).name,
    村庄: () =>
      villages.length > 0
        ? r.pick(villages).name
        : r.pick(['莲溪村', '雁滩村', '青田村', '南圩村', '丁桥村', '芦花村']),
    道路: () => r.pick(places.roads),
    道路2: () => r.pick(places.roads.filter((x) => x !== bound.get('道路'))),
    路段: () => `${r.pick(places.roads)}（${r.pick(['东段', '西段', '南段', '北段', '中段'])}）`,
    片区: () => r.pick(places.quarters),
    河道: () => r.pick(places.rivers),
    学校: () => r.pick(places.schools),
    文化场馆: () => r.pick(places.venues),
    卫生院: () => r.pick(places.clinics),
    科室: () => r.pick(places.wards),
    项目: () => r.pick(places.projects),
    公司: () => r.pick(places.firms),
    食品对象: () => r.pick(places.cuisines),
    安全检查对象: () => r.pick(places.inspected),
    主题: () => r.pick(places.upperThemes),
    政策题: () => r.pick(places.drafts),
    改造点: () => r.pick(places.corners),
    稿源: () => r.pick(places.agencies),
    季节: () => season(d),
    月份: () => monthWords(d, -1),
    后月: () => monthWords(d, 1),
    年: () => String(yearOf(d)),
    明年: () => String(yearOf(d) + 1),
    前日: () => dayWords(weekdayFrom(plusDays(d, -r.int(2, 4)))),
    后日: () => dayWords(weekdayFrom(plusDays(d, r.int(4, 8)))),
    后日2: () => dayWords(weekdayFrom(plusDays(d, r.int(12, 18)))),
  }
  const value = (name: string): string => {
    if (name.includes('|')) return r.pick(name.split('|'))
    const range = /^(\d+)-(\d+)$/.exec(name)
    if (range) return String(r.int(Number(range[1]), Number(range[2])))
    if (/^\d+$/.test(name)) return name
    if (/^[一二三四五六]+$/.test(name)) return r.pick([...name])
    const maker = makers[name]
    if (!maker) throw new Error(`demo corpus: no word {${name}}`)
    if (!bound.has(name)) bound.set(name, maker())
    return bound.get(name)!
  }
  const say = (line: string): string => {
    let text = line
    for (let i = 0; i < 200 && /[{[]/.test(text); i++)
      text = text.replace(/\{([^{}[\]]*)\}|\[([^{}[\]]*)\]/, (_, name?: string, choice?: string) =>
        name === undefined ? r.pick(choice!.split('|')) : value(name),
      )
    return text
  }
  return { say, place, day: d }
}
