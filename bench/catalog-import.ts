// How many catalog rows a second go in and come out. Usage: node bench/catalog-import.ts [rows=4000]
import { defaultLimits, readGrid, writeSheet } from '../server/kernel/xlsx.ts'
import {
  exportSheet,
  officialLayout,
  parseTimeLimit,
  readCatalog,
  withAllChannels,
} from '../server/modules/standards/index.ts'

const total = Number(process.argv[2] ?? 4000)
const entry = (i: number) => ({
  cells: [],
  content: withAllChannels({
    fieldKey: 'finance',
    level1: `一级事项${Math.floor(i / 20)}`,
    level2: `二级事项${i}`,
    level3: '',
    elements: ['机构名称', '开放时间', '办理流程', '联系电话'],
    basis: ['《中华人民共和国政府信息公开条例》', '《关于全面推进政务公开工作的意见》'],
    timeLimit: parseTimeLimit('信息形成或者变更之日起20个工作日内'),
    responsible: '区财政局',
    channels: [{ name: '政府网站', chosen: true }],
    audience: { everyone: true, group: null },
    mode: { proactive: true, onRequest: false },
    tiers: [
      { name: '县级', chosen: true },
      { name: '乡级', chosen: false },
    ],
    extra: {},
    verified: false,
    source: '',
    expectation: 'onEvent' as const,
  }),
})
const entries = Array.from({ length: total }, (_, i) => entry(i))

const timed = async <T>(what: string, work: () => Promise<T> | T): Promise<T> => {
  const start = performance.now()
  const result = await work()
  const ms = performance.now() - start
  console.log(
    `${what.padEnd(24)} ${ms.toFixed(0).padStart(6)} ms  ${Math.round((total / ms) * 1000)
      .toString()
      .padStart(8)} rows/s`,
  )
  return result
}

const bytes = await timed('export (form and zip)', () =>
  writeSheet(exportSheet(officialLayout('目录', false), entries)),
)
const [grid] = await timed('read (zip and cells)', () => readGrid(bytes, { ...defaultLimits, rows: total + 10 }))
const { entries: read, problems } = await timed('understand (entries)', () =>
  readCatalog(grid!, { fieldKey: 'finance', fields: [] }),
)
console.log(
  `${read.length} entries, ${problems.length} problems, ${(bytes.length / 1024).toFixed(0)} KB, ${(process.memoryUsage().rss / 1048576).toFixed(0)} MB resident`,
)
if (read.length !== total || problems.length > 0) process.exitCode = 1
