import type { FastifyReply, FastifyRequest } from 'fastify'
import { ZodError } from 'zod'
import { Refusal, type RefusalKind } from './refusal.ts'

const STATUS: Record<RefusalKind, number> = {
  invalid: 422,
  notFound: 404,
  forbidden: 403,
  conflict: 409,
  tooLarge: 413,
  tooMany: 429,
  unauthenticated: 401,
  unavailable: 503,
}
const TRANSPORT: Record<string, [number, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, '提交的内容超过大小限制，请精简后再试'],
  FST_REQ_FILE_TOO_LARGE: [413, '文件超过大小限制，请压缩或分拆后再上传'],
  FST_FILES_LIMIT: [413, '一次上传的文件过多，请分批上传'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, '不支持这种提交格式'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, '提交的内容不是有效的 JSON'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, '提交的内容为空'],
}
/** PostgreSQL: deadlock, serialization failure, lock or statement timeout: nothing was written, trying again may help. */
const BUSY = new Set(['40001', '40P01', '55P03', '57014'])

export type Problem = {
  error: {
    code: string
    message: string
    fields: Record<string, string>
    detail: Record<string, unknown>
    requestId: string
  }
}

/** The one place where what was thrown becomes an answer. A bug answers 500 with the request's number, and is logged. */
export function answer(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, message, fields, detail } = describe(error)
  if (status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, 'failed')
  const body: Problem = { error: { code, message, fields, detail, requestId: request.id } }
  return reply
    .code(status)
    .header('cache-control', 'private, no-store')
    .type('application/json; charset=utf-8')
    .send(body)
}

function describe(error: unknown) {
  const none = { fields: {}, detail: {} }
  if (error instanceof Refusal)
    return {
      status: STATUS[error.kind],
      code: error.code,
      message: error.message,
      fields: error.fields,
      detail: error.params,
    }
  if (error instanceof ZodError) {
    const fields = Object.fromEntries(
      error.issues.map((i) => [i.path.map(String).join('.'), chinese(i.message)]).reverse(),
    )
    const count = Object.keys(fields).length
    return {
      status: 422,
      code: 'input.invalid',
      message: count > 1 ? `有${count}处填写有误，请更正后再提交` : chinese(error.issues[0]!.message),
      fields,
      detail: {},
    }
  }
  const { code } = error as { code?: string }
  const known = code ? TRANSPORT[code] : undefined
  if (known) return { status: known[0], code: 'request.refused', message: known[1], ...none }
  if (code && BUSY.has(code))
    return { status: 503, code: 'database.busy', message: '系统正忙，内容没有保存，请稍后再试', ...none }
  return {
    status: 500,
    code: 'server.failed',
    message: '系统出现故障，内容没有保存。请稍后再试；仍不成功时，把请求编号告知管理员',
    ...none,
  }
}

/** A schema's own English default is no message for a person. */
const chinese = (message: string): string =>
  /[\u4e00-\u9fff]/.test(message) ? message : '填写有误，请检查格式和是否漏填'
