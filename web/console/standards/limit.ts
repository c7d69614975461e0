import type { EntryContent } from '../../../server/modules/standards/contract.ts'

type Part = EntryContent['timeLimit']['parts'][number]
const starts = {
  formedOrChanged: '信息形成或变更',
  formed: '信息形成',
  madeOrObtained: '制作或获取',
  decision: '作出决定',
  approval: '批准',
  application: '收到申请',
  documentReceived: '收到文件',
  unstated: '',
}
const every = { P1W: '每周', P1M: '每月', P3M: '每季度', P6M: '每半年', P1Y: '每年' }

/** The typed limit in words for the drawer: '信息形成后 20 个工作日；行政处罚：作出决定后 7 个工作日'. */
export const limitText = (parts: readonly Part[]): string =>
  parts.length === 0
    ? '未能识别，不据此计算期限'
    : parts.map((p) => (p.appliesTo ? `${p.appliesTo}：` : '') + partText(p)).join('；')

function partText(p: Part): string {
  if (p.kind === 'immediate') return { realTime: '实时', prompt: '及时', byProgress: '按进展及时' }[p.pace]
  if (p.kind === 'permanent') return p.dynamic ? '长期公开，动态调整' : '长期公开'
  if (p.kind === 'frequency') return `${every[p.every]} ${p.times} 次`
  if (p.kind === 'yearlyBy') return `每年 ${Number(p.monthDay.slice(0, 2))} 月 ${Number(p.monthDay.slice(3))} 日前`
  const shown = p.minDisplayWorkdays
    ? `，公示不少于 ${p.minDisplayWorkdays} 个工作日`
    : p.minDisplayDays
      ? `，公示不少于 ${p.minDisplayDays} 日`
      : ''
  return `${starts[p.trigger] ? `${starts[p.trigger]}后 ` : ''}${p.amount} ${p.unit === 'workdays' ? '个工作日' : '日'}内${shown}`
}
