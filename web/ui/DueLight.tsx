import { Tooltip } from 'antd'
import { dueWords, type Due } from './due.ts'
import { dayText } from './when.ts'
export type { Due } from './due.ts'

/** A coloured dot with words; the day it means on hover and focus. */
export function DueLight(due: Due) {
  const { text, tone } = dueWords(due)
  const light = (
    <span className={`due due-${tone}`} tabIndex={due.dueOn ? 0 : undefined}>
      {text}
    </span>
  )
  return due.dueOn ? <Tooltip title={`${dayText(due.dueOn)} 到期`}>{light}</Tooltip> : light
}
