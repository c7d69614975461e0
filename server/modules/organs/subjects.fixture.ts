import type { RouteExamples, SubjectFixture } from '../../../test/support/subjects.ts'
import { addPart } from './index.ts'

export const subjects: readonly SubjectFixture[] = [
  { type: 'organ', known: true, make: async (_ctx, organId) => organId },
  {
    type: 'organPost',
    known: true,
    make: async (ctx, organId, n) => (await addPart(ctx, 'post', organId, { name: `岗位${n}`, note: '', sort: 0 })).id,
  },
  {
    type: 'organLeader',
    known: true,
    make: async (ctx, organId, n) =>
      (
        await addPart(ctx, 'leader', organId, {
          name: `示例人${n}`,
          title: '局长',
          division: '',
          sort: 0,
          photoFileId: null,
        })
      ).id,
  },
  {
    type: 'organGroup',
    known: true,
    make: async (ctx, organId, n) =>
      (await addPart(ctx, 'group', organId, { name: `小组${n}`, note: '', members: [] })).id,
  },
]
export const examples: RouteExamples = {}
