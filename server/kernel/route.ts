import { z } from 'zod'
import type { Ctx, Tx } from './ctx.ts'
import type { RateLimit } from './rate.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type Input<P, Q, B> = { params: P; query: Q; body: B }

/** Who may call. Decided in one place (http.ts) before the body is read; a route without a scope does not compile.
 *  - anyone: no session needed · setup: only while the installation has no administrator · signedIn: any member of staff
 *  - has: holds one of the duties somewhere; `run` narrows its query with `reach(ctx.actor, duties)`
 *  - over: holds one of the duties over the organ that the subject belongs to; otherwise the subject does not exist (404).
 *    `type` names a subject locator that a module declares; `id` takes the subject's id from the parsed params, query and body. */
export type Scope<I> =
  | { kind: 'anyone' }
  | { kind: 'setup' }
  | { kind: 'signedIn' }
  | { kind: 'has'; duties: readonly string[] }
  | { kind: 'over'; type: string; id: (input: I) => string; duties: readonly string[] }

/** Finds the organ path(s) to which a subject belongs: any one that is covered is enough. Undefined: no such subject. */
export type Locator = { type: string; locate(tx: Tx, id: string): Promise<readonly string[] | undefined> }

export type File = { name: string; bytes: Buffer; mime: string }
/** A body that arrives as multipart/form-data: fields as text, files in memory up to the route's limit. */
export type Reply = {
  status?: number
  headers?: Record<string, string | string[]>
  bytes: Buffer | string
  type: string
}

type Schema = z.ZodType
type Out<S> = S extends Schema ? z.output<S> : undefined

export type Route<M extends Method = Method, Path extends string = string, P = any, Q = any, B = any, O = any> = {
  method: M
  path: Path
  summary: string
  scope: Scope<any>
  params?: Schema
  query?: Schema
  body?: Schema
  output?: Schema
  /** Largest body in bytes; JSON is 1 MiB unless told. */
  limit?: number
  /** Takes files: `files` reach `run` as its third argument. */
  upload?: boolean
  /** State-changing requests are 120 a minute an actor unless told. */
  rate?: RateLimit
  run: (ctx: Ctx, input: any, files: readonly File[]) => Promise<any>
  readonly _types?: { params: P; query: Q; body: B; output: O }
}

type Options<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined, O> = {
  summary: string
  params?: P
  query?: Q
  body?: B
  output?: Schema
  limit?: number
  upload?: boolean
  rate?: RateLimit
  scope: Scope<Input<Out<P>, Out<Q>, Out<B>>>
  run: (ctx: Ctx, input: Input<Out<P>, Out<Q>, Out<B>>, files: readonly File[]) => Promise<O>
}
type InOf<S> = S extends Schema ? z.input<S> : undefined

/** Declares one endpoint: `get('/api/organs/:id', { summary, params, scope, run })`. The types reach the browser's client. */
const declare =
  <M extends Method>(method: M) =>
  <
    const Path extends `/${string}`,
    O,
    P extends Schema | undefined = undefined,
    Q extends Schema | undefined = undefined,
    B extends Schema | undefined = undefined,
  >(
    path: Path,
    options: Options<P, Q, B, O>,
  ): Route<M, Path, InOf<P>, InOf<Q>, InOf<B>, O> =>
    ({ method, path, ...options }) as never

export const get = declare('GET')
export const post = declare('POST')
export const put = declare('PUT')
export const del = declare('DELETE')

/** `has('publishing.draft')`, `over('document', (i) => i.params.id, 'publishing.draft')`, `anyone`, `signedIn`, `setup`. */
export const anyone = { kind: 'anyone' } as const
export const setup = { kind: 'setup' } as const
export const signedIn = { kind: 'signedIn' } as const
export const has = (...duties: string[]) => ({ kind: 'has', duties }) as const
export const over = <I = Input<any, any, any>>(
  type: string,
  id: (input: NoInfer<I>) => string,
  ...duties: string[]
): Scope<any> => ({ kind: 'over', type, id, duties })

/** Bytes of another kind than JSON: a download, an image, a feed. */
export const reply = (
  type: string,
  bytes: Buffer | string,
  extra: Omit<Reply, 'bytes' | 'type'> = {},
): Reply & { __reply: true } => ({ __reply: true, type, bytes, ...extra })
/** An Excel or Word download with a Chinese file name. */
export const download = (type: string, name: string, bytes: Buffer) =>
  reply(type, bytes, {
    headers: {
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, no-store',
    },
  })

/** `?page=2&size=20`; size is bounded. */
export const Paging = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(20),
})
export const IdParam = z.object({ id: z.uuid({ error: '编号格式不正确' }) })
export type Paged<T> = { items: T[]; total: number; page: number; size: number }
