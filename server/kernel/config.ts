import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'

const flag = z.stringbool({ error: '应为 true 或 false' })
/** Every setting with its meaning: the README's table and the printed summary are made from this. */
export const settings = {
  PORT: { schema: z.coerce.number().int().min(0).max(65535).default(8080), about: '监听端口', secret: false },
  HOST: {
    schema: z.string().min(1).default('127.0.0.1'),
    about: '监听地址；有演示账号时只能是本机地址',
    secret: false,
  },
  PUBLIC_URL: {
    schema: z.url().optional(),
    about: '对外网址，如 https://www.example.gov.cn；未设时为监听地址',
    secret: false,
  },
  DATABASE_URL: { schema: z.url().optional(), about: '外部 PostgreSQL（15–18）；未设时使用内置数据库', secret: true },
  DATA_DIR: { schema: z.string().min(1).default('./var'), about: '数据目录：内置数据库、文件、索引', secret: false },
  SECRET_KEY: {
    schema: z.string().min(32, { error: '至少32个字符' }).optional(),
    about: '签名密钥；未设时首次启动生成并存于数据目录',
    secret: true,
  },
  TRUST_PROXY: {
    schema: z.string().default(''),
    about: '可信反向代理的地址或网段，逗号分隔；未设时不信任转发头',
    secret: false,
  },
  SMTP_URL: {
    schema: z.url().optional(),
    about: '发信服务器，如 smtps://user:pass@mail.example；未设时邮件通知为“未配置”',
    secret: true,
  },
  SMTP_FROM: { schema: z.string().optional(), about: '发件人', secret: false },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    about: '日志级别',
    secret: false,
  },
  ROLE: { schema: z.enum(['both', 'web', 'worker']).default('both'), about: '本进程的角色', secret: false },
  DATABASE_POOL: {
    schema: z.coerce.number().int().min(2).max(200).default(12),
    about: '数据库连接数上限',
    secret: false,
  },
  SECURE_COOKIES: { schema: flag.optional(), about: '会话 Cookie 仅限 HTTPS；未设时由 PUBLIC_URL 决定', secret: false },
} as const

type Settings = { [K in keyof typeof settings]: z.output<(typeof settings)[K]['schema']> }
export type Config = Omit<Settings, 'SECRET_KEY' | 'PUBLIC_URL' | 'SECURE_COOKIES'> & {
  SECRET_KEY: string
  PUBLIC_URL: string
  SECURE_COOKIES: boolean
}

/** Reads and validates the environment; throws one message that names every wrong setting and its remedy. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const wrong: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, { schema, about }] of Object.entries(settings)) {
    const result = schema.safeParse(env[name] === '' ? undefined : env[name])
    if (result.success) values[name] = result.data
    else wrong.push(`${name}：${result.error.issues[0]!.message}（${about}）`)
  }
  if (wrong.length > 0) throw new Error(`配置有误，请更正后再启动：\n  ${wrong.join('\n  ')}`)
  const c = values as Settings
  const dir = isAbsolute(c.DATA_DIR) ? c.DATA_DIR : resolve(c.DATA_DIR)
  const url = (c.PUBLIC_URL ?? `http://${c.HOST.includes(':') ? `[${c.HOST}]` : c.HOST}:${c.PORT}`).replace(/\/$/, '')
  return {
    ...c,
    DATA_DIR: dir,
    PUBLIC_URL: url,
    SECRET_KEY: c.SECRET_KEY ?? keptSecret(dir),
    SECURE_COOKIES: c.SECURE_COOKIES ?? url.startsWith('https:'),
  }
}

function keptSecret(dir: string): string {
  const file = join(dir, 'secret.key')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dir, { recursive: true })
  const key = randomBytes(32).toString('base64url')
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

/** Lines for the operator: every setting in force, secrets masked. */
export const summary = (c: Config): string[] =>
  Object.entries(settings).map(([name, { about, secret }]) => {
    const value = c[name as keyof Config]
    const shown = value === undefined || value === '' ? '（未设）' : secret ? masked(String(value)) : String(value)
    return `  ${name.padEnd(15)} ${shown}  # ${about}`
  })

const masked = (value: string): string => (/^\w+:\/\//.test(value) ? value.replace(/:\/\/.*@/, '://****@') : '****')
