import type { ActionType, Destinations } from '../../../server/modules/publishing/contract.ts'

/** What an act does, in words, before it is done. */
export function consequence(type: ActionType, places?: Pick<Destinations, 'add' | 'remove'>): string {
  const add = places ? `${places.add.length} 个栏目` : '有关栏目'
  const remove = places ? `${places.remove.length} 个栏目` : '所有栏目'
  switch (type) {
    case 'submit':
      return `提交后进入审核，不能再修改；审核通过后将出现在${add}。审核期间可以撤回送审。`
    case 'recall':
      return '稿件回到您手中，可以继续修改；已签署的意见作废，再次提交后重新审核。'
    case 'approve':
      return '通过后进入下一环节。意见和签署时间记入审批表。'
    case 'secrecyReview':
      return '请逐项审查后选择结论。同意公开的进入签发；不予公开、依申请公开的不再发布。'
    case 'signOff':
      return `签发后立即公开，将出现在${add}。`
    case 'sendBack':
      return '稿件退回起草人修改，已有意见作废，修改后重新审核。'
    case 'reschedule':
      return '到新的时间自动发布。'
    case 'unschedule':
      return '不再定时发布，回到签发环节。'
    case 'publishNow':
      return `不再等待，立即公开，将出现在${add}。`
    case 'discard':
      return '移入回收站，不再显示在草稿中。可以随时恢复。'
    case 'restoreDraft':
      return '从回收站恢复为草稿。'
    case 'revise':
      return '另起一个新版本修改，审核通过后替换；在此之前，现有页面保持公开。'
    case 'correct':
      return '更正后立即替换公开页面，并在页面上注明更正说明。只用于改正文字差错，实质修改请用“修订”。'
    case 'setValidity':
      return '公开页面和政策文件库立即显示新的效力。'
    case 'withdraw':
      return `将从${remove}撤下，原网址显示撤回说明。可以恢复发布。`
    case 'takeDown':
      return `将从${remove}、检索、订阅和下载中一并移除，原网址不显示任何内容和标题。内部记录保留，可以恢复发布。`
    case 'reinstate':
      return `恢复公开，将重新出现在${add}。`
    default:
      return ''
  }
}
