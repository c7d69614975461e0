// `npm run new <module>`: a module from a template, entered at the end of the order; it passes `npm run check` as it stands.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const BLOCK = 10

/** Writes the files of module `name` below `root` and enters it in the order; answers the paths it wrote. */
export function newModule(root: string, name: string): string[] {
  if (!/^[a-z]{3,20}$/.test(name)) throw new Error('模块名只能是3至20个小写英文字母，取自 CONTEXT.md 的词汇')
  if (existsSync(join(root, 'server/modules', name))) throw new Error(`server/modules/${name} 已经存在`)
  const files = template(name, nextMigration(root))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  enter(root, name)
  return [...Object.keys(files), 'server/modules.ts', 'server/app.ts']
}

/** The first number of the next free block: modules own ten numbers each. */
function nextMigration(root: string): string {
  const numbers = readdirSync(join(root, 'migrations')).map((file) => Number(/^(\d{4})_/.exec(file)?.[1] ?? 0))
  return String((Math.floor(Math.max(0, ...numbers) / BLOCK) + 1) * BLOCK).padStart(4, '0')
}

/** A new module comes last: it may use all others. Moving it earlier is a decision record. */
function enter(root: string, name: string): void {
  const change = (path: string, edits: [RegExp, string][]) => {
    let text = readFileSync(join(root, path), 'utf8')
    for (const [pattern, replacement] of edits) {
      if (!pattern.test(text)) throw new Error(`${path} 不是预期的样子，请手工登记模块 ${name}`)
      text = text.replace(pattern, replacement)
    }
    writeFileSync(join(root, path), text)
  }
  change('server/modules.ts', [[/,?(\s*)\] as const/, `,$1  '${name}',$1] as const`.replaceAll('$1  ', '\n  ')]])
  change('server/app.ts', [
    [/((?:import .* from '\.\/modules\/.*\n)+)/, `$1import { ${name}Module } from './modules/${name}/index.ts'\n`],
    [/(const exact = \[[\s\S]*?),?(\s*)\] as const/, `$1,\n  ${name}Module,$2] as const`],
  ])
}

const template = (name: string, number: string): Record<string, string> => ({ ...inner(name, number), ...outer(name) })

const place = (name: string) => ({ at: `server/modules/${name}`, Type: name[0]!.toUpperCase() + name.slice(1) })

/** Table, contract, and what acts. */
function inner(name: string, number: string): Record<string, string> {
  const { at, Type } = place(name)
  return {
    [`migrations/${number}_${name}_note.sql`]: `-- A note of an organ, the first table of ${name}.
create table ${name}_note (
  id uuid primary key,
  organ_id text not null,
  text text not null,
  made_at timestamptz not null
);
create index ${name}_note_organ on ${name}_note (organ_id, made_at desc);
`,
    [`${at}/contract.ts`]: `import { z } from 'zod'

export const New${Type}Note = z.object({
  organId: z.uuid({ error: '请选择单位' }),
  text: z.string().trim().min(1, { error: '请填写内容' }).max(500, { error: '内容不超过500字' }),
})
export type New${Type}Note = z.infer<typeof New${Type}Note>
`,
    [`${at}/store.ts`]: `import { sql } from 'kysely'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/id.ts'
import type { New${Type}Note } from './contract.ts'

export async function addNote(tx: Tx, ctx: Ctx, note: New${Type}Note): Promise<string> {
  const id = newId()
  await sql\`insert into ${name}_note (id, organ_id, text, made_at) values (\${id}, \${note.organId}, \${note.text}, \${ctx.now})\`.execute(tx)
  return id
}
`,
    [`${at}/commands.ts`]: `import type { Ctx } from '../../kernel/ctx.ts'
import { record } from '../../kernel/events.ts'
import type { New${Type}Note } from './contract.ts'
import { addNote } from './store.ts'

export const note = (ctx: Ctx, input: New${Type}Note): Promise<{ id: string }> =>
  ctx.tx(async (tx) => {
    const id = await addNote(tx, ctx, input)
    await record(tx, ctx, { type: '${name}.note', id }, [{ type: '${name}.noted', at: ctx.now }])
    return { id }
  })
`,
  }
}

/** Routes, what later modules may call, the test and the README. */
function outer(name: string): Record<string, string> {
  const { at, Type } = place(name)
  return {
    [`${at}/http.ts`]: `import { over, post } from '../../kernel/route.ts'
import { note } from './commands.ts'
import { New${Type}Note } from './contract.ts'

export const routes = [
  post('/api/${name}/notes', {
    summary: '记录一条说明',
    body: New${Type}Note,
    scope: over('organ', ({ body }) => body.organId, 'organs.manage'),
    run: (ctx, { body }) => note(ctx, body),
  }),
] as const
`,
    [`${at}/index.ts`]: `import { module } from '../../kernel/module.ts'
import { routes } from './http.ts'

export const ${name}Module = module({ name: '${name}', routes })
`,
    [`${at}/contract.test.ts`]: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { New${Type}Note } from './contract.ts'

test('an empty note is refused with a message in Chinese', () => {
  const result = New${Type}Note.safeParse({ organId: '018f2f3e-7b7a-7c3e-8f00-000000000001', text: ' ' })
  assert.equal(result.error?.issues[0]?.message, '请填写内容')
})
`,
    [`${at}/README.md`]: `# ${name}

What it is, in one sentence.

## Law served
The articles, each with the file that does what it says.

## Invariants
What is always true of its tables.

## Tables
\`${name}_note\`: a note of an organ.
`,
  }
}

if (import.meta.main) {
  try {
    const root = join(import.meta.dirname, '..')
    const written = newModule(root, process.argv[2] ?? '')
    console.log(`已建立模块：\n${written.map((path) => `  ${path}`).join('\n')}\n接下来：npm run check`)
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
