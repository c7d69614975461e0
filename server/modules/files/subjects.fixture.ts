import sharp from 'sharp'
import type { RouteExamples, SubjectFixture } from '../../../test/support/subjects.ts'
import { putFile } from './index.ts'

const picture = (n: number) =>
  sharp({ create: { width: 32 + n, height: 32, channels: 3, background: '#0e5a93' } })
    .png()
    .toBuffer()

export const subjects: readonly SubjectFixture[] = [
  {
    type: 'file',
    make: async (ctx, organId, n) =>
      (await putFile(ctx, { kind: 'image', organId, alt: '湖' }, { name: `${n}.png`, bytes: await picture(n) })).id,
  },
]
export const examples: RouteExamples = {
  'POST /api/files/:id/crop': { body: { left: 0, top: 0, width: 16, height: 16 } },
}
