// Content in, findings out. Pure: packs are arguments.
import { plain } from '../../kernel/clean.ts'
import type { Finding, Part, Rule, RulePack } from './contract.ts'
import { detectors, type Hit } from './detect.ts'

const FINDINGS_MAX = 500
const compiled = new WeakMap<Rule, RegExp>()

/** Every finding of the packs in these parts, the gravest first. */
export function check(parts: readonly Part[], packs: readonly RulePack[]): Finding[] {
  const rank = { discard: 0, stop: 1, warn: 2 }
  const rules = packs.flatMap((p) => p.rules)
  return parts
    .flatMap((part) => {
      const html = part.html ?? ''
      const text = part.html === undefined ? (part.text ?? '') : plain(html)
      return rules.flatMap((rule) => hits(rule, text, html).map((hit) => finding(rule, part.field, hit)))
    })
    .sort((a, b) => rank[a.severity] - rank[b.severity])
    .slice(0, FINDINGS_MAX)
}

function hits(rule: Rule, text: string, html: string): Hit[] {
  if (rule.detector) return detectors[rule.detector](text, html)
  let pattern = compiled.get(rule)
  if (!pattern) compiled.set(rule, (pattern = new RegExp(rule.pattern!, 'g')))
  return [...text.matchAll(pattern)].map((m) => ({ at: m.index, quote: m[0].trim().slice(0, 40) }))
}

function finding(rule: Rule, field: string, { at, quote, no }: Hit): Finding {
  const message = rule.message.replace('{quote}', quote).replace('{no}', String(no ?? ''))
  return {
    rule: rule.key,
    severity: rule.severity,
    field,
    message,
    remedy: rule.remedy,
    clause: rule.clause,
    quote,
    at,
  }
}
