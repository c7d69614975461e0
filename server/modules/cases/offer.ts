import { covers, type Actor } from '../../kernel/ctx.ts'
import type { ActionSpec, CaseState, Offer, OpenStep, Procedure } from './contract.ts'

const KEYWORDS = new Set(['step', 'author', 'system'])

/** Who may know that the case exists: readers, those whose duty an action names, those whose work a step is or was, authors. */
export function mayRead(
  p: Procedure,
  state: CaseState,
  path: string,
  steps: readonly Pick<OpenStep, 'duty' | 'path'>[],
  actor: Actor,
): boolean {
  const named = Object.values(p.actions).flatMap((a) => a.by.filter((b) => !KEYWORDS.has(b)))
  return (
    covers(actor, [...p.readers, ...named], path) ||
    steps.some((s) => covers(actor, [s.duty], s.path)) ||
    (state.authorIds?.includes(actor.id) ?? false)
  )
}

/** The open step on which this person would do the action. */
export const stepFor = (spec: ActionSpec, steps: readonly OpenStep[], actor: Actor): OpenStep | undefined =>
  spec.by.includes('step') ? stepsOf(spec, steps).find((s) => whyNotStep(s, actor) === null) : undefined

const stepsOf = (spec: ActionSpec, steps: readonly OpenStep[]) =>
  steps.filter((s) => !spec.steps || spec.steps.includes(s.key))

function whyNotStep(step: OpenStep, actor: Actor): string | null {
  if (!covers(actor, [step.duty], step.path)) return `“${step.label}”由${step.organName}办理，您没有这项职责`
  if (step.excludedPersons.includes(actor.id)) return '您已办理过前面的环节，应由他人办理'
  if (step.holderId !== null && step.holderId !== actor.id && actor.kind !== 'system')
    return `“${step.label}”已指定由他人办理`
  return null
}

/** Why this person cannot do it now, read from the table; null when it is open. The one answer for the guard, the buttons and 待办. */
export function obstacleOf(
  p: Procedure,
  state: CaseState,
  path: string,
  steps: readonly OpenStep[],
  action: string,
  actor: Actor,
): string | null {
  if (p.obstacle) return p.obstacle(state, actor, action, steps)
  const spec = p.actions[action]!
  if (!spec.from.includes(state.status)) return `现在的状态是“${p.statuses[state.status]}”`
  const whys: string[] = []
  for (const by of spec.by) {
    const why = whyNotBy(by, spec, state, path, steps, actor)
    if (why === null) return null
    whys.push(why)
  }
  return whys[0] ?? '没有人可以办理'
}

function whyNotBy(
  by: string,
  spec: ActionSpec,
  state: CaseState,
  path: string,
  steps: readonly OpenStep[],
  actor: Actor,
): string | null {
  if (by === 'system') return actor.kind === 'system' ? null : '由系统到时办理'
  if (by === 'author') return state.authorIds?.includes(actor.id) ? null : '由起草人办理'
  if (by !== 'step') return covers(actor, [by], path) ? null : '您没有这项职责'
  const whys = stepsOf(spec, steps).map((s) => whyNotStep(s, actor))
  return whys.includes(null) ? null : (whys[0] ?? '现在不是这个环节')
}

/** Every action of the table that people do in this status, open or with the reason against it. */
export function offersOf(
  p: Procedure,
  state: CaseState,
  path: string,
  steps: readonly OpenStep[],
  actor: Actor,
): Offer[] {
  return Object.entries(p.actions)
    .filter(([, spec]) => spec.from.includes(state.status) && !spec.by.every((b) => b === 'system'))
    .map(([action, spec]) => {
      const why = obstacleOf(p, state, path, steps, action, actor)
      const { label, reason, confirm, danger } = spec
      return {
        action,
        label,
        open: why === null,
        why,
        needsForm: spec.needsForm ?? false,
        ...(reason && { reason }),
        ...(confirm && { confirm }),
        ...(danger && { danger }),
      }
    })
}

/** '现在可以办理：初审通过、退回修改' */
export function nowOpen(offers: readonly Offer[]): string {
  const open = offers.filter((o) => o.open).map((o) => o.label)
  return open.length > 0 ? `现在可以办理：${open.join('、')}` : '现在没有您可以办理的操作'
}
