// The README's flow chart, drawn from the action table. Pure.
import { actions, actionTypes, statuses, type Status } from './contract.ts'

/** Mermaid text: a line per action and status it starts from. */
export function flowChart(): string {
  const line = (from: Status, to: Status, label: string) => `  ${from} --> ${to}: ${label}`
  const moves = actionTypes.flatMap((type) => {
    const { label, from, to } = actions[type] as { label: string; from: readonly Status[]; to: readonly Status[] }
    return type === 'revise' ? [] : from.flatMap((f) => to.map((t) => line(f, t, label)))
  })
  const names = (Object.keys(statuses) as Status[]).map((s) => `  ${s}: ${statuses[s]}`)
  return ['stateDiagram-v2', ...names, '  [*] --> draft: 起草、修订', ...moves].join('\n')
}
