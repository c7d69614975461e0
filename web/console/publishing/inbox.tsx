import { useNavigate } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { InboxRow } from '../../../server/modules/publishing/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { DueLight } from '../../ui/DueLight.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { shortWhen, whenText, todayIn } from '../../ui/when.ts'
import { useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'

const initial = { page: '1', size: '20' }

/** 审核: every open step over all sections that this person may sign, what is due first on top. */
export default function Inbox() {
  const navigate = useNavigate()
  const { filters, set } = useFilters(initial)
  const list = useApi(
    'GET /api/publishing/inbox',
    { query: { page: Number(filters.page), size: Number(filters.size) } },
    { keep: true, refetchInterval: 60_000 },
  )
  return (
    <>
      <PageHeader title="审核" />
      <DataTable<InboxRow>
        name="待审核"
        columns={columns}
        rows={list.data?.items as InboxRow[] | undefined}
        rowKey={(r) => r.editionId}
        loading={list.isLoading}
        error={list.error && spoken(list.error)}
        onRetry={() => void list.refetch()}
        onOpen={(r) => void navigate({ to: `/publishing/editions/${r.editionId}/review` as never })}
        empty={<EmptyState title="没有待审核的信息" hint="有新的送审会出现在这里，并发送通知" />}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: list.data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
      />
    </>
  )
}

const columns: Column<InboxRow>[] = [
  {
    key: 'title',
    title: '标题',
    render: (r) => (
      <span className="cell-title">
        {r.title}
        <span className="cell-sub">{r.kindName}</span>
      </span>
    ),
  },
  { key: 'step', title: '环节', width: 110, render: (r) => <Tag>{r.stepName}</Tag> },
  { key: 'organ', title: '来自', width: 180, render: (r) => `${r.organName} · ${r.authorName}` },
  {
    key: 'since',
    title: '送达',
    width: 120,
    render: (r) => (
      <time dateTime={r.since} title={whenText(r.since)}>
        {shortWhen(r.since)}
      </time>
    ),
  },
  {
    key: 'due',
    title: '时限',
    width: 150,
    render: (r) => <DueLight state={r.late ? 'over' : r.dueOn === todayIn() ? 'running' : 'none'} dueOn={r.dueOn} />,
  },
]
