// `npm run bench [name] [arguments…]`: one bench, or all of them. Figures go to bench/RESULTS.md by hand, with their command and day.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const BENCHES = ['start', 'catalog-import', 'publish']
const [name, ...args] = process.argv.slice(2)
if (name !== undefined && !BENCHES.includes(name)) {
  console.error(`没有名为 ${name} 的测量。可用：${BENCHES.join('、')}`)
  process.exit(1)
}
for (const bench of name === undefined ? BENCHES : [name]) {
  console.log(`\n== ${bench}`)
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${bench}.ts`), ...args], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}
