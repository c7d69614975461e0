import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'
import type { DocumentRow, Status } from '../../../server/modules/publishing/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ViewTabs } from '../../ui/ViewTabs.tsx'
import { shortWhen, whenText } from '../../ui/when.ts'
import { SavedFilters, useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'
import { StatusTag } from './words.tsx'
import './publishing.css'

type Tab = { label: string; status: readonly Status[]; mine?: boolean; empty: string }
const tabs: Record<string, Tab> = {
  mine: { label: '我的草稿', status: ['draft', 'returned'], mine: true, empty: '没有草稿' },
  inReview: { label: '审核中', status: ['inReview', 'scheduled'], empty: '没有审核中的信息' },
  live: { label: '已发布', status: ['live'], empty: '还没有发布过信息' },
  down: { label: '已撤下', status: ['withdrawn', 'takenDown', 'ended', 'closed'], empty: '没有撤下的信息' },
  bin: { label: '回收站', status: ['discarded'], empty: '回收站是空的' },
  all: { label: '全部', status: [], empty: '没有信息' },
}
const initial = { tab: 'live', q: '', kind: '', organId: '', from: '', to: '', sort: 'changed', page: '1', size: '20' }

/** 信息发布: everything of one's scope, by where it stands. */
export default function DocumentList() {
  const navigate = useNavigate()
  const session = useSession()
  const writes = holds(session, ['publishing.draft'])
  const start = useMemo(() => ({ ...initial, tab: writes ? 'mine' : 'live' }), [writes])
  const { filters, set, reset, active } = useFilters(start)
  const tab = tabs[filters.tab] ?? tabs.live!
  const list = useApi('GET /api/publishing/documents', { query: queryOf(filters, tab) as never }, { keep: true })
  const open = (row: DocumentRow): void =>
    void navigate({
      to: (['draft', 'returned'].includes(row.status) && writes
        ? `/publishing/editions/${row.editionId}/edit`
        : `/publishing/editions/${row.editionId}`) as never,
    })
  return (
    <>
      <PageHeader
        title="信息发布"
        actions={
          writes && (
            <Button
              type="primary"
              icon={<PlusOutlined />}
              onClick={() => void navigate({ to: '/publishing/new' as never })}
            >
              起草信息
            </Button>
          )
        }
      />
      <ViewTabs
        label="状态"
        value={filters.tab}
        onChange={(key) => set({ tab: key })}
        views={Object.entries(tabs)
          .filter(([key]) => writes || key !== 'mine')
          .map(([key, t]) => ({ key, label: t.label }))}
      />
      <DataTable<DocumentRow>
        name="信息列表"
        columns={columns}
        rows={list.data?.items as DocumentRow[] | undefined}
        rowKey={(r) => r.editionId}
        loading={list.isFetching}
        error={list.error && spoken(list.error)}
        onRetry={() => void list.refetch()}
        onOpen={open}
        search={<SearchBox value={filters.q} onSearch={(q) => set({ q })} />}
        filters={<FilterRow filters={filters} set={set} reset={active ? reset : undefined} />}
        filtered={active}
        tools={<SavedFilters name="publishing" filters={filters} onApply={(f) => set({ ...start, ...f })} />}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: list.data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
        empty={
          filters.q || filters.kind || filters.organId || filters.from ? undefined : (
            <EmptyState title={tab.empty} hint={tab.mine ? '点击右上角“起草信息”开始' : undefined} />
          )
        }
      />
    </>
  )
}

const queryOf = (filters: typeof initial, tab: Tab) => ({
  q: filters.q || undefined,
  kind: filters.kind || undefined,
  organId: filters.organId || undefined,
  from: filters.from || undefined,
  to: filters.to || undefined,
  status: tab.status.length > 0 ? [...tab.status] : undefined,
  mine: tab.mine ? ('true' as const) : undefined,
  sort: filters.sort as 'changed',
  page: Number(filters.page),
  size: Number(filters.size),
})

const columns: Column<DocumentRow>[] = [
  {
    key: 'title',
    title: '标题',
    render: (r) => (
      <span className="cell-title">
        {r.title || '未命名'}
        {(r.documentNumber || r.indexNumber) && (
          <span className="cell-sub">{[r.documentNumber, r.indexNumber].filter(Boolean).join(' · ')}</span>
        )}
      </span>
    ),
  },
  { key: 'status', title: '状态', width: 118, render: (r) => <StatusTag status={r.status} step={r.stepName} /> },
  { key: 'kind', title: '类型', width: 140, render: (r) => r.kindName },
  { key: 'organ', title: '发布机构', width: 160, render: (r) => r.organName },
  { key: 'author', title: '起草人', width: 90, render: (r) => r.authorName },
  {
    key: 'published',
    title: '发布时间',
    width: 128,
    render: (r) =>
      r.publishedAt ? (
        <time dateTime={r.publishedAt} title={whenText(r.publishedAt)}>
          {shortWhen(r.publishedAt)}
        </time>
      ) : r.publishAt ? (
        `定于 ${shortWhen(r.publishAt)}`
      ) : (
        '—'
      ),
  },
  {
    key: 'changed',
    title: '最近修改',
    width: 128,
    render: (r) => (
      <time dateTime={r.changedAt} title={whenText(r.changedAt)}>
        {shortWhen(r.changedAt)}
      </time>
    ),
  },
]

type FilterProps = { filters: typeof initial; set: (change: Partial<typeof initial>) => void; reset?: () => void }

function FilterRow({ filters, set, reset }: FilterProps) {
  const kinds = useApi('GET /api/publishing/kinds', { query: {} }).data?.kinds ?? []
  const organs = useApi('GET /api/organs/tree').data?.organs
  return (
    <>
      <Select
        aria-label="类型"
        className="filter-select"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="类型"
        value={filters.kind || undefined}
        onChange={(kind) => set({ kind: kind ?? '' })}
        options={kinds.map((k) => ({ value: k.key, label: k.name }))}
      />
      <OrganTreeSelect
        aria-label="发布机构"
        className="filter-organ"
        organs={organs ?? []}
        loading={!organs}
        placeholder="发布机构"
        value={filters.organId || undefined}
        onChange={(organId) => set({ organId: organId ?? '' })}
      />
      <DatePicker.RangePicker
        aria-label="日期"
        className="filter-range"
        placeholder={['开始日期', '结束日期']}
        allowEmpty={[true, true]}
        value={[filters.from ? dayjs(filters.from) : null, filters.to ? dayjs(filters.to) : null]}
        onChange={(range) =>
          set({ from: range?.[0]?.format('YYYY-MM-DD') ?? '', to: range?.[1]?.format('YYYY-MM-DD') ?? '' })
        }
      />
      {reset && (
        <Button type="link" onClick={reset}>
          清除筛选
        </Button>
      )}
    </>
  )
}

function SearchBox({ value, onSearch }: { value: string; onSearch: (q: string) => void }) {
  return (
    <Input.Search
      key={value}
      allowClear
      defaultValue={value}
      placeholder="标题、文号、索引号"
      aria-label="按标题、文号、索引号查找"
      className="filter-search"
      onSearch={(q) => onSearch(q.trim())}
    />
  )
}
