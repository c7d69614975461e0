import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder } from './source.ts'

const FOLDERS = ['server', 'web', 'tools', 'test', 'bench', 'migrations', 'docs']
const TEXT = /\.(ts|tsx|mjs|css|sql|html|md|json)$/
/** Marks of work left undone, tests left aside, and paths of one machine. Written so that this file does not find itself. */
const MARKS: [pattern: RegExp, why: string][] = [
  [
    new RegExp(
      [
        'TO' + 'DO',
        'FIX' + 'ME',
        'HA' + 'CK:',
        'not ' + 'implemented',
        'lorem ' + 'ipsum',
        '暂未' + '实现',
        '敬请' + '期待',
        '正在' + '开发',
      ].join('|'),
    ),
    '未完成的标记：做完它，或去掉还没有的东西',
  ],
  [/\b(it|test|describe)\.(only|todo)\b|\bskip: *true|\btodo: *true/, '被单独运行或搁置的测试'],
  [/(^|[\s'"(=])\/(work|home)\/[a-z.]/, '某台机器上的路径'],
]

/** The lines that hold an unfinished mark. */
export function unfinished(root: string): string[] {
  return FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => filesUnder(root, folder))
    .filter((path) => TEXT.test(path))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .flatMap((line, i) =>
          MARKS.filter(([pattern]) => pattern.test(line)).map(([, why]) => `${path}:${i + 1}：${why}`),
        ),
    )
}
