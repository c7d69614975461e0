// A small district that publishes: a government, a bureau, a subdistrict and a community, one site over them, one person per duty.
import { sql } from 'kysely'
import type { Actor } from '../../../server/kernel/ctx.ts'
import { day } from '../../../server/kernel/day.ts'
import { newId } from '../../../server/kernel/id.ts'
import { plusMs, startOf } from '../../../server/kernel/instant.ts'
import { calendarModule } from '../../../server/modules/calendar/index.ts'
import { act, casesModule } from '../../../server/modules/cases/index.ts'
import { checksModule } from '../../../server/modules/checks/index.ts'
import { deadlinesModule } from '../../../server/modules/deadlines/index.ts'
import { filesModule } from '../../../server/modules/files/index.ts'
import { Content } from '../../../server/modules/publishing/contract.ts'
import { createDraft, publishingModule } from '../../../server/modules/publishing/index.ts'
import { searchModule } from '../../../server/modules/search/index.ts'
import { establishSite, sitesModule } from '../../../server/modules/sites/index.ts'
import { SiteInput } from '../../../server/modules/sites/contract.ts'
import { standardsModule } from '../../../server/modules/standards/index.ts'
import { testDatabase } from '../db.ts'

export const modules = [
  calendarModule,
  filesModule,
  deadlinesModule,
  casesModule,
  searchModule,
  checksModule,
  standardsModule,
  sitesModule,
  publishingModule,
]
export const site = SiteInput.parse({
  name: '示例市湖湾区人民政府',
  shortName: '湖湾区',
  slogan: '',
  domain: 'district.example',
  code: '',
  icp: '',
  police: '',
  organiser: '湖湾区人民政府办公室',
  undertaker: '',
  contact: '',
  agencyMark: '',
  correctionUrl: '',
  emblemFileId: null,
})

export type Organs = { root: string; civil: string; finance: string; street: string; village: string }
export const duties = {
  author: 'publishing.draft',
  first: 'publishing.firstReview',
  secrecy: 'publishing.secrecyReview',
  signer: 'publishing.signOff',
  manager: 'publishing.manage',
} as const

/** One person per duty over the whole district, the author of the bureau only; ids are fixed, so that another process is the same people. */
export function staff(o: Organs) {
  const person = (no: number, name: string, organId: string, path: string, ...held: string[]): Actor => ({
    kind: 'staff',
    id: `00000000-0000-7000-8000-${String(no).padStart(12, '0')}`,
    name,
    organId,
    grants: held.map((duty) => ({ duty, organId, path })),
    sessionId: null,
  })
  const [root, civil] = [`/${o.root}/`, `/${o.root}/${o.civil}/`]
  return {
    author: person(1, '起草人', o.civil, civil, duties.author),
    first: person(2, '初审人', o.civil, civil, duties.first),
    second: person(3, '复审人', o.root, root, duties.first),
    secrecy: person(4, '保密员', o.root, root, duties.secrecy),
    signer: person(5, '签发人', o.root, root, duties.signer),
    manager: person(6, '管理人', o.root, root, duties.manager),
    all: person(7, '一身多职', o.root, root, ...Object.values(duties)),
    other: person(8, '外单位', o.finance, `/${o.root}/${o.finance}/`, ...Object.values(duties)),
    writer: person(9, '另一起草人', o.civil, civil, duties.author),
  }
}

export async function district(pool = 6) {
  const t = await testDatabase({ modules, pool })
  for (const m of [calendarModule, deadlinesModule, standardsModule]) await m.start?.(t.ctx())
  const organs: Organs = { root: newId(), civil: newId(), finance: newId(), street: newId(), village: newId() }
  const organ = (id: string, path: string, code: string, name: string, kind: string, level: string, under: boolean) =>
    sql`insert into organs_organ (id, parent_id, code, name, short_name, legal_kind, level, acts_in_own_name, under_regulation, disclosure_office, address, phone, path, sort)
      values (${id}, ${path.split('/').at(-3) || null}, ${code}, ${name}, '', ${kind}, ${level}, true, ${under}, false, '', '', ${path}, 0)`.execute(
      t.db,
    )
  await organ(organs.root, `/${organs.root}/`, 'qzf', '湖湾区人民政府', 'administrativeOrgan', 'district', true)
  await organ(
    organs.civil,
    `/${organs.root}/${organs.civil}/`,
    'mzj',
    '区民政局',
    'administrativeOrgan',
    'district',
    true,
  )
  await organ(
    organs.finance,
    `/${organs.root}/${organs.finance}/`,
    'czj',
    '区财政局',
    'administrativeOrgan',
    'district',
    true,
  )
  await organ(
    organs.street,
    `/${organs.root}/${organs.street}/`,
    'dhjd',
    '东湖街道办事处',
    'dispatchedOrgan',
    'town',
    true,
  )
  await organ(
    organs.village,
    `/${organs.root}/${organs.street}/${organs.village}/`,
    'dhjd-cy',
    '春燕社区',
    'selfGoverning',
    'community',
    false,
  )
  await t.ctx().tx((tx) => establishSite(tx, t.ctx(), site, true))
  const people = staff(organs)
  /** Ten in the morning of that day. */
  const as = (who: Actor, on: string) => t.ctx(who, plusMs(startOf(day(on)), 10 * 3_600_000))
  const draft = async (on = DAY, over: Partial<Content> = {}, kind = 'announcement', organId = organs.civil) =>
    createDraft(as(people.author, on), { kind, organId, content: Content.parse({ ...text(), ...over }) })
  /** Through the whole chain; answers the edition's and the document's ids. */
  const publish = async (on = DAY, over: Partial<Content> = {}, kind = 'announcement') => {
    const made = await draft(on, over, kind)
    await review(made.id, on)
    await act(as(people.signer, on), made.id, { type: 'signOff' })
    return made
  }
  const review = async (id: string, on = DAY) => {
    await act(as(people.author, on), id, { type: 'submit' })
    await act(as(people.first, on), id, { type: 'approve' })
    await act(as(people.secrecy, on), id, { type: 'secrecyReview', ...secrecyForm })
  }
  return { ...t, organs, people, as, draft, review, publish }
}
export type District = Awaited<ReturnType<typeof district>>

export const DAY = '2026-11-03'
export const secrecyForm = {
  conclusion: 'open',
  noStateSecret: true,
  noWorkSecret: true,
  noTradeSecret: true,
  noPrivacy: true,
  superiorAsked: false,
}
let n = 0
export const text = (): Partial<Content> => ({
  title: `关于开展第${++n}期养老服务补贴申报的公告`,
  bodyHtml: `<p>符合条件的老年人可以向户籍所在地街道办事处提出申请，第${n}期申报自公告发布之日起开始。</p>`,
  fields: { madeOn: '2026-11-02', contact: '区民政局办公室' },
})
