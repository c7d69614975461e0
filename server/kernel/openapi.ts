import { z } from 'zod'
import type { Route, Scope } from './route.ts'

/** OpenAPI 3.1 of every endpoint, made from the routes themselves. */
export function openapi(routes: readonly Route[], url: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenDistrict 政务公开标准化平台',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    paths,
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sid' } } },
  }
}

const schema = (s: z.ZodType) => z.toJSONSchema(s, { io: 'input', unrepresentable: 'any' })

function operation(route: Route) {
  const open = route.scope.kind === 'anyone' || route.scope.kind === 'setup'
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[^a-zA-Z0-9]+(\w)/g, (_, c: string) => c.toUpperCase())}`,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'kernel'],
    description: who(route.scope),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body || route.upload ? { requestBody: body(route) } : {}),
    responses: {
      200: {
        description: '成功',
        ...(route.output
          ? { content: { 'application/json': { schema: z.toJSONSchema(route.output, { unrepresentable: 'any' }) } } }
          : {}),
      },
      default: { description: '未成功：error.code、error.message（中文）、error.fields（逐项）、error.requestId' },
    },
    security: open ? [] : [{ session: [] }],
  }
}

function parameters(s: z.ZodType | undefined, place: 'path' | 'query') {
  if (!s) return []
  const { properties = {}, required = [] } = schema(s) as { properties?: Record<string, object>; required?: string[] }
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: shape,
  }))
}

const body = (route: Route) => ({
  required: true,
  content: {
    [route.upload ? 'multipart/form-data' : 'application/json']: {
      schema: route.body ? schema(route.body) : { type: 'object' },
    },
  },
})

function who(scope: Scope<never>): string {
  switch (scope.kind) {
    case 'anyone':
      return '任何人'
    case 'setup':
      return '仅限尚未完成首次设置时'
    case 'signedIn':
      return '已登录的工作人员'
    case 'has':
      return `具有职责之一：${scope.duties.join('、')}；结果限于职责范围`
    case 'over':
      return `对所涉单位具有职责之一：${scope.duties.join('、')}；范围之外一律视为不存在`
    default:
      return scope satisfies never
  }
}
