// The timeline in words. Pure.
import { actions } from './contract.ts'

const reasonOf = (data: Record<string, unknown>) =>
  typeof data.reason === 'string' && data.reason ? `：${data.reason}` : ''
/** One line of the timeline in words, without the person's name. */
export function narrate(fact: { type: string; data: Record<string, unknown> }): string | undefined {
  const { data } = fact
  const lines: Record<string, string> = {
    'publishing.drafted': '起草',
    'publishing.submitted': '提交审核',
    'publishing.signed': `${data.stepName}：${data.opinion}`,
    'publishing.closed': `保密审查结论为不发布${reasonOf(data)}`,
    'publishing.returned': `${data.stepName}退回${reasonOf(data)}`,
    'publishing.recalled': `${actions.recall.label}${reasonOf(data)}`,
    'publishing.scheduled': '定时发布',
    'publishing.unscheduled': `${actions.unschedule.label}${reasonOf(data)}`,
    'publishing.published': '发布',
    'publishing.discarded': actions.discard.label,
    'publishing.restored': actions.restoreDraft.label,
    'publishing.revised': '起草新版',
    'publishing.corrected': `更正：${data.note}`,
    'publishing.validitySet': `标注效力：${data.note}`,
    'publishing.withdrawn': `撤回${reasonOf(data)}`,
    'publishing.takenDown': `静默下架${reasonOf(data)}`,
    'publishing.ended': '展示期满，自动撤下',
    'publishing.superseded': '由新版替代',
    'publishing.reinstated': `恢复发布${reasonOf(data)}`,
    'publishing.validityTurned': `效力转为“${data.name}”`,
  }
  return lines[fact.type]
}
