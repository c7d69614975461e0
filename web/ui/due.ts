export type Due = {
  state: 'none' | 'running' | 'paused' | 'over' | 'met'
  /** In `unit`s; how many are left, or by how many it is over. */
  count?: number
  unit?: string
  dueOn?: string | null
}

/** Words and colour of a clock; pure, so that lists and prints say the same. */
export function dueWords({ state, count = 0, unit = '个工作日', dueOn }: Due): {
  text: string
  tone: 'over' | 'soon' | 'fine' | 'still'
} {
  if (state === 'met') return { text: '已按期办结', tone: 'still' }
  if (state === 'paused') return { text: `暂停计时，剩 ${count} ${unit}`, tone: 'still' }
  if (state === 'over') return { text: count > 0 ? `超期 ${count} ${unit}` : '已超期', tone: 'over' }
  if (state === 'running')
    return { text: count === 0 ? '今日到期' : `剩 ${count} ${unit}`, tone: count <= 2 ? 'soon' : 'fine' }
  return { text: dueOn ? `${dueOn} 到期` : '无时限', tone: 'still' }
}
