import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

/** A program outside npm that the tests need: how to see that it is there, and Debian's package for it. */
type Tool = { name: string; package: string; present(): boolean }

const onPath = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

const TOOLS: readonly Tool[] = [
  { name: 'Chromium', package: 'chromium', present: () => onPath('chromium') },
  { name: 'fontconfig', package: 'fontconfig', present: () => onPath('fc-list') },
  {
    name: '中文字体',
    package: 'fonts-noto-cjk',
    present: () => spawnSync('sh', ['-c', 'fc-list :lang=zh | grep -q .']).status === 0,
  },
  { name: 'PostgreSQL 15', package: 'postgresql-15', present: () => postgresFolder() !== undefined },
  { name: 'xmllint', package: 'libxml2-utils', present: () => onPath('xmllint') },
  { name: 'Java 运行环境', package: 'default-jre-headless', present: () => onPath('java') },
]

const POSTGRES = '/usr/lib/postgresql'
/** The folder of the oldest PostgreSQL from 15 on that Debian's packages installed: the floor is what must be proven. */
export function postgresFolder(): string | undefined {
  const versions = existsSync(POSTGRES)
    ? readdirSync(POSTGRES)
        .map(Number)
        .filter((v) => v >= 15)
        .sort((a, b) => a - b)
    : []
  return versions.map((v) => `${POSTGRES}/${v}/bin`).find((dir) => existsSync(`${dir}/postgres`))
}

/** Installs by apt what is missing when we are root on Debian; otherwise says what to install, and ends. */
export function provideTools(): void {
  const missing = TOOLS.filter((tool) => !tool.present())
  if (missing.length === 0) return
  const packages = missing.map((tool) => tool.package).join(' ')
  const names = missing.map((tool) => tool.name).join('、')
  const command = `apt-get install -y --no-install-recommends ${packages}`
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    console.error(`测试需要 ${names}，本机没有。请先安装，例如：\n  sudo apt-get update && sudo ${command}`)
    process.exit(1)
  }
  console.log(`测试需要 ${names}，正在用 apt 安装……`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const done =
    spawnSync('sh', ['-c', `apt-get update -q && ${command}`], { stdio: ['ignore', 'inherit', 'inherit'], env })
      .status === 0
  if (done && missing.every((tool) => tool.present())) return
  console.error(`未能装好 ${names}。请检查软件源后手工运行：\n  ${command}`)
  process.exit(1)
}
