import { Input, Select, Tag } from 'antd'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { shortWhen, whenText } from '../../ui/when.ts'
import type { Output } from '../api.ts'
import { SavedFilters, useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'
import { CaseDrawer } from './CaseDrawer.tsx'

type Row = Output<'GET /api/cases'>['items'][number]
const initial = { q: '', over: '', page: '1', size: '20', case: '' }

/** 办理事项登记: every case of the organs that this person may read. */
export default function Register() {
  const { filters, set, active } = useFilters(initial)
  const { q, over } = filters
  const query = { ...(q && { q }), ...(over && { over }), page: Number(filters.page), size: Number(filters.size) }
  const list = useApi('GET /api/cases', { query }, { keep: true })
  return (
    <>
      <PageHeader
        title="办理事项登记"
        about="各类办理事项统一登记：编号、当前状态、经办单位。点开可查看时限和办理经过。"
      />
      <DataTable<Row>
        name="办理事项"
        columns={columns}
        rows={list.data?.items}
        rowKey={(r) => r.id}
        loading={list.isFetching}
        error={list.error && spoken(list.error)}
        onRetry={() => void list.refetch()}
        onOpen={(r) => set({ case: r.id, page: filters.page })}
        filtered={active}
        search={
          <Input.Search
            aria-label="查找"
            placeholder="标题、编号或查询码"
            allowClear
            style={{ width: 300, maxWidth: '100%' }}
            maxLength={50}
            defaultValue={q}
            onSearch={(v) => set({ q: v.trim() })}
          />
        }
        filters={
          <>
            <Select
              aria-label="是否办结"
              placeholder="是否办结"
              allowClear
              style={{ width: 120 }}
              value={over || undefined}
              onChange={(v) => set({ over: v ?? '' })}
              options={[
                { value: 'false', label: '在办' },
                { value: 'true', label: '已办结' },
              ]}
            />
            <SavedFilters name="cases" filters={filters} onApply={set} />
          </>
        }
        page={{
          page: query.page,
          size: query.size,
          total: list.data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
      />
      <CaseDrawer id={filters.case} onClose={() => set({ case: '', page: filters.page })} />
    </>
  )
}

const columns: Column<Row>[] = [
  {
    key: 'title',
    title: '事项',
    render: (r) => (
      <span className="cell-title">
        {r.title || '未命名'}
        <span className="cell-sub">{r.procedureName}</span>
      </span>
    ),
  },
  { key: 'number', title: '编号', width: 200, render: (r) => r.number ?? '—' },
  {
    key: 'status',
    title: '状态',
    width: 120,
    render: (r) => <Tag color={r.over ? 'default' : 'blue'}>{r.statusLabel}</Tag>,
  },
  { key: 'organ', title: '经办单位', width: 160, render: (r) => r.organName },
  {
    key: 'changed',
    title: '最近办理',
    width: 130,
    render: (r) => (
      <time dateTime={r.changedAt} title={whenText(r.changedAt)}>
        {shortWhen(r.changedAt)}
      </time>
    ),
  },
]
