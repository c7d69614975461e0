import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Loaded } from '../../ui/Feedback.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { RecordDrawer } from '../../ui/RecordDrawer.tsx'
import { dayText, whenText } from '../../ui/when.ts'
import type { ApiError, Output } from '../api.ts'
import { spoken, useAct, useApi } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'
import { NoticeUpload } from './NoticeUpload.tsx'

type Year = Output<'GET /api/calendar/years'>['years'][number]

export function Years({ years }: { years: UseQueryResult<Output<'GET /api/calendar/years'>, ApiError> }) {
  const [opened, setOpened] = useState<Year>()
  const manages = holds(useSession(), ['admin.system'])
  return (
    <div className={manages ? 'two-one' : undefined}>
      <DataTable<Year>
        name="已公布的年度放假安排"
        columns={columns}
        rows={years.data?.years}
        rowKey={(y) => String(y.year)}
        loading={years.isLoading}
        error={years.error && spoken(years.error)}
        onRetry={() => void years.refetch()}
        onOpen={setOpened}
      />
      {manages && <NoticeUpload />}
      <YearDrawer year={opened} manages={manages} onClose={() => setOpened(undefined)} />
    </div>
  )
}

const columns: Column<Year>[] = [
  { key: 'year', title: '年份', width: 90, render: (y) => <b>{y.year}年</b> },
  { key: 'off', title: '放假', width: 80, render: (y) => `${y.offDays}天` },
  { key: 'worked', title: '调休上班', width: 100, render: (y) => `${y.workedDays}天` },
  {
    key: 'source',
    title: '来源',
    render: (y) => (
      <>
        {y.source === 'upload' ? <Tag color="blue">上传</Tag> : <Tag>公开数据</Tag>}{' '}
        <span className="muted">{y.detail}</span>
      </>
    ),
  },
]

function YearDrawer({ year, manages, onClose }: { year: Year | undefined; manages: boolean; onClose: () => void }) {
  const days = useApi(
    'GET /api/calendar/years/:year',
    { params: { year: year?.year ?? 0 } },
    { enabled: year !== undefined },
  )
  const [asking, setAsking] = useState(false)
  const remove = useAct('DELETE /api/calendar/notices/:year', '已移除')
  return (
    <RecordDrawer
      open={year !== undefined}
      onClose={onClose}
      title={`${year?.year ?? ''}年放假安排`}
      extra={
        manages &&
        year?.source === 'upload' && (
          <Button danger onClick={() => setAsking(true)}>
            移除
          </Button>
        )
      }
      facts={
        year && [
          { label: '来源', value: year.detail },
          { label: '录入', value: `${year.savedBy}，${whenText(year.savedAt)}` },
        ]
      }
    >
      <Loaded data={days.data} error={days.error && spoken(days.error)} onRetry={() => void days.refetch()}>
        {(data) => (
          <ul className="year-days">
            {data.days.map((d) => (
              <li key={d.date} className={d.isOffDay ? 'off' : 'worked'}>
                <span>{dayText(d.date)}</span>
                <span>{d.name}</span>
                <b>{d.isOffDay ? '放假' : '上班'}</b>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <ReasonDialog
        open={asking}
        title={`移除${year?.year ?? ''}年放假安排`}
        okText="移除"
        danger
        onClose={() => setAsking(false)}
        consequence="移除后，落在该年的时限改按公开数据或周末推算，在途时限将立即重新计算。可以再次上传。"
        onOk={async () => {
          await remove.act({ params: { year: year!.year } })
          onClose()
        }}
      />
    </RecordDrawer>
  )
}
