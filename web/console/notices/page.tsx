import { Button, Segmented } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { shortWhen } from '../../ui/when.ts'
import type { Output } from '../api.ts'
import { useFilters } from '../filters.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'

type Notice = Output<'GET /api/notices'>['items'][number]
const initial = { show: 'all', page: '1', size: '20' }

export default function NoticesPage() {
  const { filters, set } = useFilters(initial)
  const unread = filters.show === 'unread'
  const { data, error, isFetching, refetch } = useApi(
    'GET /api/notices',
    { query: { page: Number(filters.page), size: Number(filters.size), unread: String(unread) as never } },
    { keep: true },
  )
  const read = useAct('POST /api/notices/:id/read')
  const readAll = useAct('POST /api/notices/read-all', '已全部标为已读')
  const navigate = useNavigate()
  const open = async (n: Notice): Promise<void> => {
    if (!n.readAt) await read.run({ params: { id: n.id } })
    if (n.link.startsWith('/console')) void navigate({ to: (n.link.slice('/console'.length) || '/') as never })
  }
  return (
    <>
      <PageHeader
        title="消息"
        actions={
          <Button disabled={!data?.unread} onClick={() => void readAll.run({})}>
            全部标为已读
          </Button>
        }
      />
      <DataTable<Notice>
        name="消息"
        columns={columns}
        rows={data?.items}
        rowKey={(n) => n.id}
        loading={isFetching}
        error={error && spoken(error)}
        onRetry={() => void refetch()}
        onOpen={(n) => void open(n)}
        empty={<EmptyState title={unread ? '没有未读消息' : '还没有消息'} hint="需要您办理或知悉的事项会在这里提醒" />}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
        filters={
          <Segmented
            aria-label="显示"
            value={filters.show}
            onChange={(show) => set({ show })}
            options={[
              { value: 'all', label: '全部' },
              { value: 'unread', label: `未读${data?.unread ? ` ${data.unread}` : ''}` },
            ]}
          />
        }
      />
    </>
  )
}

const columns: Column<Notice>[] = [
  {
    key: 'title',
    title: '内容',
    render: (n) => (
      <span className={n.readAt ? 'muted' : undefined}>
        {n.readAt ? n.title : <b>{n.title}</b>}
        <span className="cell-sub">{n.text}</span>
      </span>
    ),
  },
  { key: 'state', title: '状态', width: 90, render: (n) => (n.readAt ? '已读' : <b>未读</b>) },
  { key: 'at', title: '时间', width: 150, render: (n) => shortWhen(n.at) },
]
