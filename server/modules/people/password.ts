// Passwords: argon2id with its parameters in the hash (PHC string), and what makes one acceptable.
import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { securityPolicy } from './contract.ts'

type Cost = { m: number; t: number; p: number }
/** OWASP's second recommendation: 19 MiB, two passes; 28 ms on one core. */
const COST: Cost = { m: 19_456, t: 2, p: 1 }
const SALT = 16
const TAG = 32

const derive = promisify(argon2)
const tagOf = (password: string, nonce: Buffer, { m, t, p }: Cost, tagLength: number): Promise<Buffer> =>
  derive('argon2id', { message: password.normalize('NFC'), nonce, parallelism: p, tagLength, memory: m, passes: t })

const b64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT)
  return `$argon2id$v=19$m=${cost.m},t=${cost.t},p=${cost.p}$${b64(salt)}$${b64(await tagOf(password, salt, cost, TAG))}`
}

const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, m, t, p, salt, tag] = FORM.exec(hash) ?? []
  if (!salt || !tag) return false
  const expected = Buffer.from(tag, 'base64')
  const found = await tagOf(
    password,
    Buffer.from(salt, 'base64'),
    { m: Number(m), t: Number(t), p: Number(p) },
    expected.length,
  )
  return timingSafeEqual(found, expected)
}

/** True when the hash was made with other parameters than ours of today. */
export const outdated = (hash: string): boolean =>
  !hash.startsWith(`$argon2id$v=19$m=${COST.m},t=${COST.t},p=${COST.p}$`)

/** Compared with where there is no account, so that an unknown login costs the same time as a known one. */
export const NOBODY = `$argon2id$v=19$m=${COST.m},t=${COST.t},p=${COST.p}$${b64(Buffer.alloc(SALT, 7))}$${b64(Buffer.alloc(TAG, 7))}`

const COMMON = new Set([
  'password',
  'passwd',
  'admin',
  'administrator',
  'root',
  'qwerty',
  'qwertyuiop',
  'qazwsx',
  'qazwsxedc',
  'asdfgh',
  'asdfghjkl',
  'zxcvbn',
  'abc',
  'abcd',
  'abcdef',
  'iloveyou',
  'woaini',
  'welcome',
  'letmein',
  'test',
  'user',
  'guest',
  'master',
  'login',
  'changeme',
  'huawei',
  'china',
  'zhongguo',
  'zhengwu',
  'gongkai',
  'zwgk',
  'gov',
  'xinxi',
  'mima',
])
const LOOKS_LIKE: Record<string, string> = { '@': 'a', '0': 'o', $: 's', '1': 'l', '3': 'e', '!': 'i' }

/** 'P@ssw0rd123!' is still the word "password" with the usual ornaments. */
function common(password: string): boolean {
  const plain = password.toLowerCase()
  const spelled = plain.replace(/[@0$13!]/g, (c) => LOOKS_LIKE[c]!)
  const letters = (text: string) => text.replace(/[^a-z]/g, '')
  const ends = plain.replace(/^[^a-z]+|[^a-z]+$/g, '').replace(/[@0$13!]/g, (c) => LOOKS_LIKE[c]!)
  return [letters(plain), letters(spelled), letters(ends)].some((word) => COMMON.has(word)) || new Set(plain).size < 5
}

/** What is wrong with a password and how to mend it; undefined when it is acceptable. */
export function weakness(password: string, who: { login: string; name: string }): string | undefined {
  if ([...password].length < securityPolicy.passwordMin) return `密码至少${securityPolicy.passwordMin}个字符`
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((c) => c.test(password)).length
  if (classes < securityPolicy.passwordClasses) return '密码应包含大写字母、小写字母、数字、符号中的三类'
  const plain = password.toLowerCase()
  if (plain.includes(who.login.toLowerCase()) || ([...who.name].length > 1 && plain.includes(who.name.toLowerCase())))
    return '密码不能包含登录名或姓名'
  if (common(password)) return '这个密码过于常见，请换一个'
  return undefined
}

const ALPHABET = { upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ', lower: 'abcdefghijkmnpqrstuvwxyz', digit: '23456789' }
const pick = (from: string): string => from[randomInt(from.length)]!

/** A password to be used once, easy to read out: 'Kfm4-Tq9w-Hx3e'. About 60 bits. */
export function oneTimePassword(): string {
  const group = () =>
    pick(ALPHABET.upper) + pick(ALPHABET.lower) + pick(ALPHABET.lower + ALPHABET.upper) + pick(ALPHABET.digit)
  return `${group()}-${group()}-${group()}`
}
