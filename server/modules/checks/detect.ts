// Pure detectors: they see text in memory and remember nothing.
import type { Detector } from './contract.ts'

export type Hit = { at: number | null; quote: string; no?: number }

const DIGIT_BEFORE = '(?<![0-9A-Za-z])'
const DIGIT_AFTER = '(?![0-9A-Za-z])'
const HITS_MAX = 200

/** Blank or hyphen between groups of digits is how such numbers are often typed. */
const numbers = (text: string, pattern: string): { at: number; typed: string; digits: string }[] =>
  [...text.normalize('NFKC').matchAll(new RegExp(DIGIT_BEFORE + pattern + DIGIT_AFTER, 'g'))]
    .slice(0, HITS_MAX)
    .map((m) => ({ at: m.index, typed: m[0], digits: m[0].replace(/[ -]/g, '') }))

/** GB 11643-1999: the eighteenth place is a check digit over the seventeen before it. */
export function isIdNumber(number: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(number)) return false
  const month = Number(number.slice(10, 12))
  const dayOfMonth = Number(number.slice(12, 14))
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return false
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, w, i) => total + w * Number(number[i]), 0)
  return '10X98765432'[sum % 11] === number[17]!.toUpperCase()
}

/** ISO/IEC 7812: the Luhn check of bank card numbers. */
export function isLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const d = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? d * 2 : d
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const masked = (digits: string) => `${digits.slice(0, 3)}****${digits.slice(-4)}`
/** Card numbers of Chinese banks begin with 62, older ones with 4, 5 or 9; a 统一社会信用代码 holds letters or fails the check. */
const CARD = '(?:62|4|5|9)(?:[ -]?\\d){13,18}'

const images = (html: string): { src: string; alt: string }[] =>
  [...html.matchAll(/<img\b[^>]*>/gi)]
    .slice(0, HITS_MAX)
    .map(([tag]) => ({ src: attr(tag, 'src'), alt: attr(tag, 'alt').trim() }))
const attr = (tag: string, name: string): string => new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`, 'i').exec(tag)?.[1] ?? ''
const VAGUE = /^(?:点击(?:这里|此处|查看|进入)?|这里|此处|链接|更多|详情|查看|下载)$/

export const detectors: Record<Detector, (text: string, html: string) => Hit[]> = {
  idNumber: (text) =>
    numbers(text, '\\d(?:[ -]?\\d){16}[ -]?[\\dXx]')
      .filter((n) => isIdNumber(n.digits))
      .map((n) => ({ at: n.at, quote: masked(n.digits) })),
  bankCard: (text) =>
    numbers(text, CARD)
      .filter((n) => n.digits.length >= 15 && n.digits.length <= 19 && isLuhn(n.digits) && !isIdNumber(n.digits))
      .map((n) => ({ at: n.at, quote: masked(n.digits) })),
  mobile: (text) =>
    numbers(text, '(?:\\+?86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}').map((n) => ({
      at: n.at,
      quote: masked(n.digits),
    })),
  missingAlt: (_text, html) =>
    images(html).flatMap((image, i) => (image.alt === '' ? [{ at: null, quote: '', no: i + 1 }] : [])),
  foreignImage: (_text, html) =>
    images(html).flatMap((image, i) =>
      /^(?:https?:)?\/\//i.test(image.src) ? [{ at: null, quote: '', no: i + 1 }] : [],
    ),
  vagueLink: (_text, html) =>
    [...html.matchAll(/<a\b[^>]*href[^>]*>([\s\S]*?)<\/a>/gi)]
      .map((m) => m[1]!.replace(/<[^>]*>/g, '').trim())
      .filter((words) => VAGUE.test(words))
      .map((quote) => ({ at: null, quote })),
}
