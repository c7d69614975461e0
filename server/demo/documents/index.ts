// All documents of the demo district: deterministic from the seed, dated back from the start day, oldest first.
import type { Day } from '../../kernel/day.ts'
import type { OrganPack } from '../../modules/organs/contract.ts'
import { foiGuides, foiReports, functions, leaders } from './about.ts'
import { calendarOf } from './days.ts'
import type { DemoDocument, World } from './document.ts'
import { budgets, statistics } from './figures.ts'
import { communityNews, departmentNews, districtNews, pictures, reprints, townNews } from './news.ts'
import { announcements, communityAffairs, emergencies, publicNotices } from './notices.ts'
import { foiSystems, plans, policies } from './policies.ts'
import { licences, majorProjects, penalties } from './results.ts'
export type { DemoDocument, World } from './document.ts'

export const SEED = 'huwan-1'

/** What does not hang on the catalog; the rest is made by entries.ts once the catalogs are loaded. */
export function demoDocuments(world: World): DemoDocument[] {
  const all = [
    ...policies(world, 26, 40),
    ...districtNews(world, 76),
    ...departmentNews(world, 84),
    ...townNews(world, 63),
    ...communityNews(world, 6),
    ...communityAffairs(world),
    ...reprints(world, 32),
    ...pictures(world, 24),
    ...announcements(world, 40),
    ...publicNotices(world, 36),
    ...emergencies(world, 24),
    ...licences(world, 25),
    ...penalties(world, 25),
    ...majorProjects(world, 34),
    ...budgets(world, 40),
    ...statistics(world, 30),
    ...plans(world, 26),
    ...functions(world),
    ...leaders(world, 34),
    ...foiReports(world, 30),
    ...foiGuides(world, 30),
    ...foiSystems(world, 24),
  ]
  return all.sort((a, b) => a.at.localeCompare(b.at) || a.key.localeCompare(b.key))
}

/** Texts that three offices have on their desks and that no reader has seen. */
export const deskDocuments = (world: World): DemoDocument[] => [
  ...districtNews(world, 16),
  ...departmentNews(world, 16, '应急管理局'),
  ...townNews(world, 18, world.towns.slice(0, 1)),
]

export function worldOf(pack: OrganPack, today: Day, seed = SEED): World {
  const byCode = (code: string) => pack.organs.find((o) => o.code === code) ?? missing(code)
  const names = new Map(
    Object.entries({
      公安局: '公安局',
      自然资源和规划局: '自然资源和规划局',
      生态环境局: '生态环境局',
      区政府办公室: '人民政府办公室',
      公共资源交易中心: '公共资源交易中心',
    }),
  )
  return {
    seed,
    pack,
    byCode,
    calendar: calendarOf(today),
    titles: new Set(),
    seen: new Map(),
    organ: (part) =>
      pack.organs.find((o) => o.level === 'district' && o.name.includes(names.get(part) ?? part)) ?? missing(part),
    towns: pack.organs
      .filter((o) => o.level === 'town')
      .map((o) => ({
        code: o.code,
        name: o.shortName,
        communities: pack.organs
          .filter((c) => c.parentCode === o.code)
          .map((c) => ({ code: c.code, name: c.shortName })),
      })),
  }
}
const missing = (what: string): never => {
  throw new Error(`demo pack: no organ ${what}`)
}
