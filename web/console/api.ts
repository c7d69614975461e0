import type { Api } from '../../server/app.ts'

type KeyOf<R> = R extends { method: infer M extends string; path: infer P extends string } ? `${M} ${P}` : never
/** 'GET /api/organs/:id': every endpoint of the server by method and path. */
export type Key = KeyOf<Api>
type RouteOf<K, R = Api> = R extends { method: infer M extends string; path: infer P extends string }
  ? `${M} ${P}` extends K
    ? R
    : never
  : never
type TypesOf<K> = RouteOf<K> extends { readonly _types?: infer T } ? NonNullable<T> : never
type Given<T> = { [P in keyof T as undefined extends T[P] ? ([T[P]] extends [undefined] ? never : P) : P]: T[P] }
type Plain<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends Date
    ? string
    : T extends readonly (infer U)[]
      ? Plain<U>[]
      : T extends object
        ? { [P in keyof T]: Plain<T[P]> }
        : T
type Parts<K> = Given<Pick<TypesOf<K>, Extract<keyof TypesOf<K>, 'params' | 'query' | 'body'>>>
/** What an endpoint is given; a part of which nothing is required may be left out. */
export type Input<K> = { [P in keyof Parts<K> as {} extends Parts<K>[P] ? never : P]: Parts<K>[P] } & {
  [P in keyof Parts<K> as {} extends Parts<K>[P] ? P : never]?: Parts<K>[P]
}
export type Output<K> = TypesOf<K> extends { output: infer O } ? Plain<O> : never
/** The second argument may be left out when the endpoint needs nothing. */
export type Args<K> =
  {} extends Input<K> ? [input?: Input<K>, options?: CallOptions] : [input: Input<K>, options?: CallOptions]
export type CallOptions = { signal?: AbortSignal; clientKey?: string }

/** A "no" of the server, or of the line (status 0). `fields` holds messages by dotted path. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Readonly<Record<string, string>>
  readonly detail: Readonly<Record<string, unknown>>
  readonly requestId: string
  constructor(
    status: number,
    problem: {
      code: string
      message: string
      fields?: Record<string, string>
      detail?: Record<string, unknown>
      requestId?: string
    },
  ) {
    super(problem.message)
    this.status = status
    this.code = problem.code
    this.fields = problem.fields ?? {}
    this.detail = problem.detail ?? {}
    this.requestId = problem.requestId ?? ''
  }
}

const OFFLINE = { code: 'line.broken', message: '没有连上服务器，已填写的内容还在本页。请检查网络后再试' }
const GARBLED = { code: 'answer.garbled', message: '服务器的回答无法识别，请稍后再试' }

/** Opens the sign-in dialog; resolves true when the same person is back. Given by the shell. */
let signInAgain: (() => Promise<boolean>) | undefined
export const onSessionEnded = (ask: () => Promise<boolean>): void => {
  signInAgain = ask
}

type Raw = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }

/** '/api/organs/7?page=2' from 'GET /api/organs/:id'; empty query values vanish, arrays repeat. */
export function address(key: string, { params = {}, query = {} }: Raw = {}): string {
  const path = key
    .slice(key.indexOf(' ') + 1)
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Calls an endpoint. A change that meets an ended session asks to sign in and is then repeated under the same client key,
 *  so nothing typed is lost and nothing happens twice. Throws ApiError only. */
export async function api<K extends Key>(key: K, ...[input, options]: Args<K>): Promise<Output<K>> {
  const raw = (input ?? {}) as Raw
  const method = key.slice(0, key.indexOf(' '))
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['idempotency-key'] = options?.clientKey ?? crypto.randomUUID()
  const form = raw.body instanceof FormData
  if (raw.body !== undefined && !form) headers['content-type'] = 'application/json'
  const body = raw.body === undefined ? undefined : form ? (raw.body as FormData) : JSON.stringify(raw.body)
  const call = () =>
    send(address(key, raw), { method, headers, body, signal: options?.signal, credentials: 'same-origin' })
  return (await again(key, call)) as Output<K>
}

/** A link to an endpoint that answers with a file. */
export const fileHref = <K extends Key>(key: K, ...[input]: Args<K>): string => address(key, (input ?? {}) as Raw)

export async function again<T>(key: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (
      !(error instanceof ApiError) ||
      error.status !== 401 ||
      error.code !== 'session.ended' ||
      !signInAgain ||
      key.endsWith('/people/session')
    )
      throw error
    if (!(await signInAgain())) throw error
    return await call()
  }
}

async function send(url: string, init: RequestInit): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiError(0, OFFLINE)
  }
  if (response.status === 204) return undefined
  return read(response.status, await response.text().catch(() => ''))
}

export function read(status: number, text: string): unknown {
  let answer: unknown
  try {
    answer = text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new ApiError(status, GARBLED)
  }
  if (status < 400) return answer
  const problem = (answer as { error?: ConstructorParameters<typeof ApiError>[1] } | undefined)?.error
  throw new ApiError(status, problem ?? GARBLED)
}

/** Sends files with progress (0–1), which fetch cannot tell. Sign-in and errors as in `api`. */
export function upload<T>(
  key: string,
  form: FormData,
  options: { params?: Record<string, unknown>; onProgress?: (part: number) => void; signal?: AbortSignal } = {},
): Promise<T> {
  const clientKey = crypto.randomUUID()
  const call = () =>
    new Promise<T>((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(key.slice(0, key.indexOf(' ')), address(key, options))
      request.setRequestHeader('idempotency-key', clientKey)
      request.upload.onprogress = (e) => {
        if (e.lengthComputable) options.onProgress?.(e.loaded / e.total)
      }
      request.onerror = () => reject(new ApiError(0, OFFLINE))
      request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
      request.onload = () => {
        try {
          resolve(read(request.status, request.responseText) as T)
        } catch (error) {
          reject(error)
        }
      }
      options.signal?.addEventListener('abort', () => request.abort(), { once: true })
      request.send(form)
    })
  return again(key, call)
}
