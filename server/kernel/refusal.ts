/** What a refusal means to HTTP; decided where the refusal is declared, mapped in one place (http.ts). */
export type RefusalKind =
  | 'notFound'
  | 'forbidden'
  | 'conflict'
  | 'invalid'
  | 'tooLarge'
  | 'tooMany'
  | 'unauthenticated'
  | 'unavailable'
type Declared = Readonly<Record<string, readonly [kind: RefusalKind, text: string]>>
export type RefusalParams = Readonly<Record<string, unknown>>

/** An expected "no" that a person reads. Whatever else is thrown is a bug. */
export class Refusal extends Error {
  readonly code: string
  readonly kind: RefusalKind
  readonly params: RefusalParams
  /** Messages per input field (dotted path), for a form. */
  readonly fields: Readonly<Record<string, string>>
  constructor(
    code: string,
    kind: RefusalKind,
    text: string,
    params: RefusalParams = {},
    fields: Record<string, string> = {},
  ) {
    super(text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')))
    this.code = code
    this.kind = kind
    this.params = params
    this.fields = fields
  }
}

/** Gives a module its own `refuse`, which accepts only the codes its contract declares:
 *  `const refuse = refuser({ 'foi.stale': ['conflict', '已被他人修改，请刷新后再试'] })`. */
export const refuser =
  <D extends Declared>(declared: D) =>
  (code: keyof D & string, params: RefusalParams = {}, fields: Record<string, string> = {}): never => {
    const [kind, text] = declared[code]!
    throw new Refusal(code, kind, text, params, fields)
  }

/** A refusal at named fields: 422 with a message for each. */
export const invalid = (fields: Record<string, string>): never => {
  throw new Refusal('input.invalid', 'invalid', Object.values(fields)[0] ?? '填写有误', {}, fields)
}
