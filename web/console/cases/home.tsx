import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Segmented, Tag } from 'antd'
import { unpublishedNote } from '../../../server/modules/calendar/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { DueLight } from '../../ui/DueLight.tsx'
import { EmptyState, Panel } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { StatCards } from '../../ui/StatCards.tsx'
import { greeting } from '../../ui/when.ts'
import type { Output } from '../api.ts'
import { useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'
import { CoverageCard } from '../standards/CoverageCard.tsx'
import { screens as standards } from '../standards/screens.tsx'
import { CaseDrawer } from './CaseDrawer.tsx'
import { lightOf } from './due-shown.ts'
import './cases.css'

type Task = Output<'GET /api/cases/tasks'>['items'][number]
const initial = { scope: 'mine', overdue: '', page: '1', size: '20', case: '' }
const EVERY_MINUTE = { refetchInterval: 60_000 }

/** 待办: what must I do, and by when. */
export default function Home() {
  const session = useSession()
  const navigate = useNavigate()
  const { filters, set } = useFilters(initial)
  const summary = useApi('GET /api/cases/summary', undefined, EVERY_MINUTE).data
  const coverage = holds(session, standards.find((s) => s.path === '/standards')?.duties)
  return (
    <>
      <PageHeader
        title={
          summary === undefined
            ? greeting()
            : summary.tasks > 0
              ? `${greeting()}，有 ${summary.tasks} 件事要办`
              : `${greeting()}，没有要办的事`
        }
        actions={
          holds(session, ['publishing.draft']) && (
            <Button type="primary" onClick={() => void navigate({ to: '/publishing/new' as never })}>
              起草信息
            </Button>
          )
        }
      />
      {summary && (
        <Figures
          summary={summary}
          overdue={filters.overdue === 'true'}
          onOverdue={(on) => set({ overdue: on ? 'true' : '' })}
        />
      )}
      {summary && summary.unpublishedYears.length > 0 && (
        <Alert className="home-note" type="warning" showIcon title={unpublishedNote(summary.unpublishedYears)} />
      )}
      <div className={coverage ? 'two-one' : undefined}>
        <Tasks filters={filters} set={set} />
        {coverage && <CoverageCard />}
      </div>
      <CaseDrawer id={filters.case} onClose={() => set({ case: '', page: filters.page })} />
    </>
  )
}

function Figures({
  summary,
  overdue,
  onOverdue,
}: {
  summary: Output<'GET /api/cases/summary'>
  overdue: boolean
  onOverdue: (on: boolean) => void
}) {
  return (
    <StatCards
      label="我的待办"
      stats={[
        {
          label: '已超期',
          value: summary.overdue,
          ...(summary.overdue > 0
            ? { tone: 'bad' as const, onClick: () => onOverdue(!overdue), pressed: overdue, hint: '只看已超期' }
            : {}),
        },
        { label: '两个工作日内到期', value: summary.soon, ...(summary.soon > 0 ? { tone: 'warn' as const } : {}) },
        { label: '暂停计时', value: summary.paused },
        { label: '本月已办', value: summary.doneThisMonth, tone: 'good' },
      ]}
    />
  )
}

type Filters = typeof initial

function Tasks({ filters, set }: { filters: Filters; set: (change: Partial<Filters>) => void }) {
  const scope = filters.scope === 'organ' ? 'organ' : 'mine'
  const query = {
    scope,
    ...(filters.overdue === 'true' && { overdue: 'true' }),
    page: Number(filters.page),
    size: Number(filters.size),
  } as const
  const tasks = useApi('GET /api/cases/tasks', { query }, { keep: true, ...EVERY_MINUTE })
  const navigate = useNavigate()
  return (
    <Panel title={scope === 'mine' ? '我的待办' : '本单位在办'} extra="按法定时限排序" className="tasks">
      <DataTable<Task>
        name="待办"
        columns={columns}
        rows={tasks.data?.items}
        rowKey={(t) => `${t.caseId}-${t.stepNo}`}
        loading={tasks.isLoading}
        error={tasks.error && spoken(tasks.error)}
        onRetry={() => void tasks.refetch()}
        onOpen={(t) => set({ case: t.caseId, page: filters.page })}
        search={
          <Segmented
            aria-label="范围"
            value={scope}
            onChange={(v) => set({ scope: String(v) })}
            options={[
              { value: 'mine', label: '我的' },
              { value: 'organ', label: '本单位' },
            ]}
          />
        }
        tools={
          <Button type="link" onClick={() => void navigate({ to: '/cases' as never })}>
            办理事项登记
          </Button>
        }
        empty={
          filters.overdue === 'true' ? (
            <EmptyState
              title="没有超期的事项"
              action={<Button onClick={() => set({ overdue: '' })}>查看全部</Button>}
            />
          ) : (
            <EmptyState
              title={scope === 'mine' ? '没有要办的事' : '本单位没有在办的事项'}
              hint="轮到您办理时会出现在这里，并发送通知"
            />
          )
        }
        page={{
          page: query.page,
          size: query.size,
          total: tasks.data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
      />
    </Panel>
  )
}

const columns: Column<Task>[] = [
  {
    key: 'title',
    title: '事项',
    render: (t) => (
      <>
        <span className="cell-title">{t.title}</span>
        <span className="cell-sub">{[t.procedureName, t.number].filter(Boolean).join(' · ')}</span>
      </>
    ),
  },
  { key: 'step', title: '环节', width: 88, render: (t) => <Tag color="blue">{t.step}</Tag> },
  { key: 'organ', title: '来自', width: 108, render: (t) => t.organName },
  {
    key: 'due',
    title: '时限',
    width: 132,
    render: (t) => (
      <>
        <DueLight {...lightOf(t.due)} />
        {t.due.unpublishedYears.length > 0 && (
          <span className="cell-sub" title={unpublishedNote(t.due.unpublishedYears)}>
            暂按周末推算
          </span>
        )}
      </>
    ),
  },
]
