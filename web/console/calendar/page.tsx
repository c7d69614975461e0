import { Alert } from 'antd'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ViewTabs } from '../../ui/ViewTabs.tsx'
import { useFilters } from '../filters.tsx'
import { useApi } from '../hooks.ts'
import { Count } from './Count.tsx'
import { Rules } from './Rules.tsx'
import { Years } from './Years.tsx'
import './calendar.css'

const views = [
  { key: 'years', label: '放假安排' },
  { key: 'rules', label: '时限规则' },
  { key: 'count', label: '工作日推算' },
]
const initial = { view: 'years' }

/** 日历与时限: which years are published, what the limits rest on, and a count of one's own. */
export default function CalendarPage() {
  const { filters, set } = useFilters(initial)
  const years = useApi('GET /api/calendar/years')
  const lacking = years.data?.unpublishedYears ?? []
  return (
    <>
      <PageHeader title="日历与时限" />
      {lacking.length > 0 && (
        <Alert
          className="calendar-note"
          type="warning"
          showIcon
          title={`${lacking.map((y) => `${y}年`).join('、')}放假安排尚未录入`}
          description="到期日落在该年的时限暂按周末推算。国务院办公厅通知公布后，请系统管理员在下方上传，在途时限将重新计算。"
        />
      )}
      <ViewTabs views={views} value={filters.view} onChange={(view) => set({ view })} label="日历与时限" />
      {filters.view === 'rules' ? <Rules /> : filters.view === 'count' ? <Count /> : <Years years={years} />}
    </>
  )
}
