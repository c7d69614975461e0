import type { SubjectFixture } from '../../../test/support/subjects.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Content } from './contract.ts'
import { createDraft } from './index.ts'

const draft = (ctx: Ctx, organId: string, n: number) =>
  createDraft(ctx, {
    kind: 'announcement',
    organId,
    content: Content.parse({
      title: `第${n}号公告`,
      bodyHtml: `<p>第${n}号公告的正文。</p>`,
      fields: { madeOn: '2026-11-02' },
    }),
  })

export const subjects: readonly SubjectFixture[] = [
  { type: 'document', make: async (ctx, organId, n) => (await draft(ctx, organId, n)).documentId },
  { type: 'edition', make: async (ctx, organId, n) => (await draft(ctx, organId, n)).id },
  // The register's case of an edition bears the edition's id: editorial review is the one procedure so far.
  { type: 'case', make: async (ctx, organId, n) => (await draft(ctx, organId, n)).id },
]
