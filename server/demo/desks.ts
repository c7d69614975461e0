// Work in every step of the review, some of it overdue and some due soon, and a few notices: the desks on the first morning.
import type { Actor, Ctx, Tx } from '../kernel/ctx.ts'
import { plusDays } from '../kernel/day.ts'
import { dayOf, instant, type Instant } from '../kernel/instant.ts'
import { actIn } from '../modules/cases/index.ts'
import { organByCode } from '../modules/organs/index.ts'
import { notify } from '../modules/notices/index.ts'
import { createDraft } from '../modules/publishing/index.ts'
import { Content } from '../modules/publishing/contract.ts'
import type { DemoAccount } from './accounts.ts'
import { deskDocuments, worldOf, type DemoDocument, type World } from './documents/index.ts'

type Step = 'submit' | 'approve' | 'secrecyReview' | 'signOff' | 'sendBack'
/** How far a piece has come, and how many days ago each hand took it up: the last one's clock is what the desk shows. */
type Plan = { organ: string; kinds: readonly string[]; steps: readonly Step[]; daysAgo: number }
const TOWARDS: Record<'draft' | 'first' | 'secrecy' | 'sign' | 'returned', readonly Step[]> = {
  draft: [],
  first: ['submit'],
  secrecy: ['submit', 'approve'],
  sign: ['submit', 'approve', 'secrecyReview'],
  returned: ['submit', 'sendBack'],
}
const ORGANS = { zfb: 'HW-ZFB', yjj: 'HW-YJJ', dh: 'HW-DH' } as const
const plans: readonly Plan[] = (Object.keys(ORGANS) as (keyof typeof ORGANS)[]).flatMap((key) => {
  const organ = ORGANS[key]
  const kinds = key === 'zfb' ? ['news', 'announcement'] : key === 'yjj' ? ['dynamics'] : ['dynamics']
  // The most telling first: overdue and due soon at each desk.
  return [
    { organ, kinds, steps: TOWARDS.sign, daysAgo: 5 },
    { organ, kinds, steps: TOWARDS.sign, daysAgo: 1 },
    { organ, kinds, steps: TOWARDS.first, daysAgo: 9 },
    { organ, kinds, steps: TOWARDS.first, daysAgo: 1 },
    { organ, kinds, steps: TOWARDS.secrecy, daysAgo: 8 },
    { organ, kinds, steps: TOWARDS.secrecy, daysAgo: 2 },
    { organ, kinds, steps: TOWARDS.returned, daysAgo: 3 },
    { organ, kinds, steps: TOWARDS.draft, daysAgo: 1 },
  ]
})
const INPUT: Record<Step, Record<string, unknown>> = {
  submit: { note: '请审核' },
  approve: { opinion: '内容属实，同意报审' },
  signOff: { opinion: '同意发布' },
  sendBack: { reason: '第二段数字与附表不一致，请核对后重新提交' },
  secrecyReview: {
    conclusion: 'open',
    noStateSecret: true,
    noWorkSecret: true,
    noTradeSecret: true,
    noPrivacy: true,
    superiorAsked: false,
    opinion: '经审查，同意公开',
  },
}

/** Returns how many pieces are open. */
export async function fillDesks(tx: Tx, ctx: Ctx, world: World, accounts: readonly DemoAccount[]): Promise<number> {
  const who = (login: string): Actor => accounts.find((a) => a.login === login)!.actor
  const signer: Record<Step, Actor | null> = {
    submit: null,
    approve: who('chushen'),
    secrecyReview: who('baomi'),
    signOff: who('qianfa'),
    sendBack: who('chushen'),
  }
  const writer: Record<string, Actor> = {
    'HW-ZFB': who('xinxi.zfb'),
    'HW-YJJ': who('xinxi.yjj'),
    'HW-DH': who('xinxi.dh'),
  }
  const texts = deskDocuments(worldOf(world.pack, world.calendar.today, `${world.seed}-desk`)).filter(
    (d) => !world.titles.has(d.title),
  )
  const used = new Set<string>()
  for (const plan of plans) {
    const text = texts.find(
      (d) => d.organCode === plan.organ && plan.kinds.includes(d.kind) && !used.has(d.key) && d.picture === null,
    )
    if (!text) continue
    used.add(text.key)
    await walk(tx, ctx, plan, text, writer[plan.organ]!, signer)
  }
  await tellNews(tx, ctx, who('gongkai'), who('xinxi.yjj'))
  return used.size
}

async function walk(
  tx: Tx,
  ctx: Ctx,
  plan: Plan,
  text: DemoDocument,
  author: Actor,
  signer: Record<Step, Actor | null>,
): Promise<void> {
  const organ = (await organByCode(tx, plan.organ))!
  const content = Content.parse({
    title: text.title,
    bodyHtml: text.bodyHtml,
    fields: today(text, ctx),
    keywords: text.keywords,
  })
  let at = morning(ctx, plan.daysAgo)
  const { id } = await createDraft(as(ctx, author, at), { kind: text.kind, organId: organ.id, content })
  for (const step of plan.steps) {
    at = later(at)
    await actIn(tx, as(ctx, signer[step] ?? author, at), id, { type: step, ...INPUT[step] })
  }
}

const as = (ctx: Ctx, actor: Actor, now: Instant): Ctx => ({ ...ctx, actor, now, today: dayOf(now) })
const morning = (ctx: Ctx, daysAgo: number): Instant => instant(`${plusDays(ctx.today, -daysAgo)}T09:10:00+08:00`)
const later = (at: Instant): Instant => instant(new Date(Date.parse(at) + 55 * 60_000))
/** The text was dated anywhere in the year; what is on a desk was written these days. */
const today = (text: DemoDocument, ctx: Ctx): DemoDocument['fields'] => ({
  ...text.fields,
  ...('madeOn' in text.fields ? { madeOn: plusDays(ctx.today, -12), validUntil: plusDays(ctx.today, 30) } : {}),
})

async function tellNews(tx: Tx, ctx: Ctx, office: Actor, officer: Actor): Promise<void> {
  await notify(tx, ctx, {
    to: { accountId: office.id },
    title: '公开目录执行情况',
    text: '部分公开事项已超过公开时限，请在“公开目录”中查看并督促责任单位。',
    link: '/console/standards',
  })
  await notify(tx, ctx, {
    to: { accountId: officer.id },
    title: '稿件被退回修改',
    text: '审核人指出数字与附表不一致，请修改后重新提交。',
    link: '/console/publishing',
  })
}
