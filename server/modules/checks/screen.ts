import { audit } from '../../kernel/audit.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { refuser } from '../../kernel/refusal.ts'
import { notify } from '../notices/index.ts'
import { check } from './check.ts'
import { refusals, type Finding, type Part } from './contract.ts'
import { packs } from './packs.ts'

const refuse = refuser(refusals)

/** All findings, for the author. Nothing is stored. */
export const findings = (parts: readonly Part[]): Finding[] => check(parts, packs)

/** To be called before anything is stored, logged or previewed: text with a secret or internal mark is refused (422),
 *  the 保密员 of the organ is told that it happened, and no word of the text is kept. */
export async function screen(ctx: Ctx, organId: string, parts: readonly Part[]): Promise<void> {
  const found = findings(parts).find((f) => f.severity === 'discard')
  if (!found) return
  await ctx.tx(async (tx) => {
    await audit(
      ctx,
      {
        action: 'checks.discarded',
        result: 'denied',
        subject: { type: 'organ', id: organId },
        detail: { rule: found.rule, field: found.field },
      },
      tx,
    )
    await notify(tx, ctx, {
      to: { duty: 'publishing.secrecyReview', organId },
      title: '有内容因涉密或内部标志被丢弃',
      text: `${ctx.actor.name}录入的内容触发规则“${packs.flatMap((p) => p.rules).find((r) => r.key === found.rule)!.name}”。内容已丢弃，没有保存，请与其联系并按保密规定处置。`,
    })
  })
  refuse('checks.secret', { message: found.message, remedy: found.remedy }, { [found.field]: found.message })
}
