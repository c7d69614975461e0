import { DatePicker } from 'antd'
import dayjs from 'dayjs'

type Props = {
  value?: string | null
  onChange?: (value: string | null) => void
  id?: string
  disabled?: boolean
  'aria-label'?: string
  placeholder?: string
  min?: string
}

/** A day as 'YYYY-MM-DD' text: no zone can move it. */
export function DayInput({ value, onChange, min, placeholder = '选择日期', ...rest }: Props) {
  return (
    <DatePicker
      {...rest}
      className="day-input"
      placeholder={placeholder}
      value={value ? dayjs(value) : null}
      format="YYYY-MM-DD"
      minDate={min ? dayjs(min) : undefined}
      onChange={(d) => onChange?.(d ? d.format('YYYY-MM-DD') : null)}
    />
  )
}

/** The library's columns of hours and minutes scroll, but the keyboard does not get there by itself. */
const reachColumns = (): void =>
  document.querySelectorAll<HTMLElement>('.ant-picker-time-panel-column').forEach((column) => {
    column.tabIndex = 0
  })

/** A moment on the wall in China, as '2026-11-23T09:30:00+08:00', whatever the machine's zone. */
export function MomentInput({ value, onChange, min, placeholder = '选择日期和时间', ...rest }: Props) {
  return (
    <DatePicker
      {...rest}
      className="day-input"
      placeholder={placeholder}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(value.slice(0, 19)) : null}
      minDate={min ? dayjs(min) : undefined}
      onOpenChange={(open) => open && requestAnimationFrame(reachColumns)}
      onChange={(d) => onChange?.(d ? `${d.format('YYYY-MM-DDTHH:mm')}:00+08:00` : null)}
    />
  )
}
