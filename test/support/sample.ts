// Makes a valid input from a schema, so that a test can knock at every door of the route table.
import { z } from 'zod'

type Json = {
  type?: string | string[]
  properties?: Record<string, Json>
  required?: string[]
  items?: Json
  minItems?: number
  enum?: unknown[]
  const?: unknown
  anyOf?: Json[]
  oneOf?: Json[]
  allOf?: Json[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMinimum?: number
  default?: unknown
  $ref?: string
  $defs?: Record<string, Json>
}

/** The smallest value that ought to pass; what a refinement wants beyond the shape needs an example of its own. */
export function sample(schema: z.ZodType): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  return make(json, json)
}

const FORMATS: Record<string, string> = {
  uuid: '01900000-0000-7000-8000-0000000000aa',
  date: '2026-11-23',
  'date-time': '2026-11-23T01:00:00.000Z',
  email: 'a@example.cn',
  uri: 'https://example.gov.cn/',
}
const CANDIDATES = [
  'abcdef',
  'a',
  '1',
  '2026',
  '999999',
  '9999999999',
  'ab-cd',
  'ABCDEF',
  '/a',
  '/a/',
  'a/b',
  '#123456',
  'a.b',
  '1.1',
  'www.example.gov.cn',
  '2026-01',
  '12:00',
  '一',
]

function make(s: Json, root: Json): unknown {
  if (s.$ref)
    return make(
      s.$ref
        .split('/')
        .slice(1)
        .reduce<Json>((at, key) => (at as Record<string, Json>)[key]!, root),
      root,
    )
  if (s.const !== undefined) return s.const
  if (s.enum) return s.enum[0]
  if (s.default !== undefined) return s.default
  const choice = s.anyOf ?? s.oneOf
  if (choice) return make(choice.find((c) => c.type !== 'null') ?? choice[0]!, root)
  if (s.allOf) return Object.assign({}, ...s.allOf.map((part) => make(part, root)))
  const type = Array.isArray(s.type) ? s.type.find((t) => t !== 'null') : s.type
  switch (type) {
    case 'object':
      return Object.fromEntries((s.required ?? []).map((key) => [key, make(s.properties?.[key] ?? {}, root)]))
    case 'array':
      return Array.from({ length: s.minItems ?? 0 }, () => make(s.items ?? {}, root))
    case 'integer':
    case 'number':
      return s.exclusiveMinimum !== undefined ? s.exclusiveMinimum + 1 : Math.max(s.minimum ?? 1, 1)
    case 'boolean':
      return true
    case 'string':
      return text(s)
    default:
      return 'x'
  }
}

function text(s: Json): string {
  const format = s.format && FORMATS[s.format]
  if (format) return format
  const fits = (t: string) =>
    t.length >= (s.minLength ?? 0) &&
    t.length <= (s.maxLength ?? Infinity) &&
    (!s.pattern || new RegExp(s.pattern, 'u').test(t))
  return CANDIDATES.find(fits) ?? '样'.repeat(s.minLength ?? 1)
}
