import { reach } from '../../kernel/ctx.ts'
import { del, get, has, IdParam, over, post, put, type Locator } from '../../kernel/route.ts'
import { cropImage, describe, pack, removeFile, upload } from './commands.ts'
import { Crop, Describe, Library, Upload } from './contract.ts'
import * as store from './store.ts'

const DUTIES = [
  'publishing.draft',
  'publishing.firstReview',
  'publishing.secrecyReview',
  'publishing.signOff',
  'publishing.manage',
  'sites.manage',
  'organs.manage',
] as const
const WRITERS = ['publishing.draft', 'publishing.manage', 'sites.manage', 'organs.manage'] as const
const LARGEST = Math.max(...Object.values(pack.kinds).map((k) => k.maxBytes))
const own = over('file', (i) => i.params.id, ...WRITERS)

export const routes = [
  get('/api/files/kinds', { summary: '可上传的文件类型和大小上限', scope: has(...DUTIES), run: async () => pack }),
  get('/api/files', {
    summary: '图库和附件库',
    query: Library,
    scope: has(...DUTIES),
    run: async (ctx, { query }) => ({
      ...(await ctx.tx((tx) => store.library(tx, reach(ctx.actor, DUTIES), query))),
      page: query.page,
      size: query.size,
    }),
  }),
  post('/api/files', {
    summary: '上传图片或附件',
    body: Upload,
    upload: true,
    limit: LARGEST,
    scope: over('organ', (i) => i.body.organId, ...WRITERS),
    rate: { count: 60, seconds: 60 },
    run: (ctx, { body }, files) => upload(ctx, body, files),
  }),
  get('/api/files/:id', {
    summary: '文件信息',
    params: IdParam,
    scope: over('file', (i) => i.params.id, ...DUTIES),
    run: (ctx, { params }) => ctx.tx(async (tx) => (await store.byId(tx, params.id))!),
  }),
  post('/api/files/:id/crop', {
    summary: '裁剪图片，另存为新图片',
    params: IdParam,
    body: Crop,
    scope: own,
    run: (ctx, { params, body }) => cropImage(ctx, params.id, body),
  }),
  put('/api/files/:id', {
    summary: '修改图片说明和文件名',
    params: IdParam,
    body: Describe,
    scope: own,
    run: (ctx, { params, body }) => describe(ctx, params.id, body),
  }),
  del('/api/files/:id', {
    summary: '移出文件库',
    params: IdParam,
    scope: own,
    run: (ctx, { params }) => removeFile(ctx, params.id),
  }),
]

export const locators: Locator[] = [{ type: 'file', locate: store.pathsOf }]
