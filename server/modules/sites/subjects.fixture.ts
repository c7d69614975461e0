import { sql } from 'kysely'
import type { SubjectFixture } from '../../../test/support/subjects.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { SiteInput } from './contract.ts'
import { channelsOf, establishSite, mainSite, sectionsOf } from './index.ts'

const site = SiteInput.parse({
  name: '示例市湖湾区人民政府',
  shortName: '湖湾区',
  slogan: '',
  domain: 'district.example',
  code: '',
  icp: '',
  police: '',
  organiser: '区政府办公室',
  undertaker: '',
  contact: '',
  agencyMark: '',
  correctionUrl: '',
  emblemFileId: null,
})

/** One site over the whole tree; every organ that is to have a section gets one. */
export const prepare = (ctx: Ctx): Promise<unknown> => ctx.tx((tx) => establishSite(tx, ctx, site, true))

const sectionAt = (ctx: Ctx, organId: string) =>
  ctx.tx(async (tx) => (await sectionsOf(tx, (await mainSite(tx))!.id)).find((s) => s.organId === organId)?.id)

export const subjects: readonly SubjectFixture[] = [
  {
    type: 'site',
    known: true,
    make: async (ctx, organId) =>
      (await sql`select from organs_organ_view where id = ${organId} and parent_id is null`.execute(ctx.db)).rows
        .length === 1
        ? (await ctx.tx(mainSite))!.id
        : undefined,
  },
  { type: 'section', known: true, make: sectionAt },
  {
    type: 'channel',
    known: true,
    make: async (ctx, organId) => {
      const section = await sectionAt(ctx, organId)
      return section && (await ctx.tx((tx) => channelsOf(tx, section)))[0]?.id
    },
  },
]
