import { Button, Input, Select } from 'antd'
import { expectations, type Expectation } from '../../../server/modules/standards/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import type { Output } from '../api.ts'
import { SavedFilters, useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'
import { EntryDrawer } from './EntryDrawer.tsx'
import { StandardsTabs } from './StandardsTabs.tsx'
import { entryName, Untyped, Unverified } from './words.tsx'

export type EntryRow = Output<'GET /api/standards/entries'>['items'][number]
const initial = { q: '', fieldKey: '', organId: '', check: '', expectation: '', open: '', page: '1', size: '50' }
const checks = { unverified: '待核对', untyped: '时限未能识别', unassigned: '主体未对应' }

/** 公开事项: the rows of all catalogs in force. */
export default function Entries() {
  const { filters, set, reset, active } = useFilters(initial)
  const narrowed =
    active &&
    Object.entries(filters).some(([k, v]) => k !== 'open' && k !== 'page' && v !== initial[k as keyof typeof initial])
  const fields = useApi('GET /api/standards/fields').data?.fields ?? []
  const organs = useApi('GET /api/organs/tree').data?.organs
  const list = useApi(
    'GET /api/standards/entries',
    {
      query: {
        q: filters.q || undefined,
        fieldKey: filters.fieldKey || undefined,
        organId: filters.organId || undefined,
        check: (filters.check || undefined) as keyof typeof checks | undefined,
        expectation: (filters.expectation || undefined) as Expectation | undefined,
        page: Number(filters.page),
        size: Number(filters.size),
      },
    },
    { keep: true },
  )
  return (
    <>
      <PageHeader title="公开事项" />
      <StandardsTabs at="/standards/entries" />
      <DataTable<EntryRow>
        name="公开事项"
        columns={entryColumns}
        rows={list.data?.items}
        rowKey={(r) => r.id}
        loading={list.isFetching}
        error={list.error && spoken(list.error)}
        onRetry={() => void list.refetch()}
        onOpen={(r) => set({ open: r.id, page: filters.page })}
        filtered={narrowed}
        search={
          <Input.Search
            key={filters.q}
            allowClear
            defaultValue={filters.q}
            placeholder="事项、内容、主体"
            aria-label="按事项、内容、主体查找"
            className="filter-search"
            onSearch={(q) => set({ q: q.trim() })}
          />
        }
        filters={
          <>
            <Select
              aria-label="领域"
              className="filter-select"
              allowClear
              placeholder="领域"
              value={filters.fieldKey || undefined}
              onChange={(v) => set({ fieldKey: v ?? '' })}
              options={fields
                .filter((f) => f.entries > 0)
                .map((f) => ({ value: f.key, label: `${f.name}（${f.entries}）` }))}
            />
            <OrganTreeSelect
              aria-label="公开主体"
              className="filter-organ"
              organs={organs ?? []}
              loading={!organs}
              placeholder="公开主体"
              value={filters.organId || undefined}
              onChange={(v) => set({ organId: v ?? '' })}
            />
            <Select
              aria-label="核对"
              className="filter-select"
              allowClear
              placeholder="核对"
              value={filters.check || undefined}
              onChange={(v) => set({ check: v ?? '' })}
              options={Object.entries(checks).map(([value, label]) => ({ value, label }))}
            />
            <Select
              aria-label="公开要求"
              className="filter-select"
              allowClear
              placeholder="公开要求"
              value={filters.expectation || undefined}
              onChange={(v) => set({ expectation: v ?? '' })}
              options={Object.entries(expectations).map(([value, label]) => ({ value, label }))}
            />
            {narrowed && (
              <Button type="link" onClick={reset}>
                清除筛选
              </Button>
            )}
          </>
        }
        tools={<SavedFilters name="entries" filters={filters} onApply={(f) => set({ ...initial, ...f })} />}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: list.data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
      />
      <EntryDrawer id={filters.open || undefined} onClose={() => set({ open: '', page: filters.page })} />
    </>
  )
}

export const entryColumns: Column<EntryRow>[] = [
  {
    key: 'entry',
    title: '公开事项',
    width: 260,
    render: (r) => (
      <span className="cell-title">
        {entryName(r.content)}
        <span className="cell-sub">
          {r.fieldName} · {r.content.level1}
        </span>
      </span>
    ),
  },
  {
    key: 'elements',
    title: '公开内容（要素）',
    width: 320,
    render: (r) => <span className="cell-clamp">{r.content.elements.join('；')}</span>,
  },
  {
    key: 'limit',
    title: '公开时限',
    width: 220,
    render: (r) => (
      <>
        {r.content.timeLimit.original || '—'}
        {r.content.timeLimit.parts.length === 0 && (
          <>
            {' '}
            <Untyped />
          </>
        )}
      </>
    ),
  },
  {
    key: 'organs',
    title: '公开主体',
    width: 180,
    render: (r) =>
      r.organs.length === 0 ? (
        <span className="warn-text">{r.content.responsible || '未填写'}（未对应单位）</span>
      ) : r.organs.length > 3 ? (
        `${r.organs
          .slice(0, 2)
          .map((o) => o.name)
          .join('、')}等 ${r.organs.length} 个单位`
      ) : (
        r.organs.map((o) => o.name).join('、')
      ),
  },
  {
    key: 'expectation',
    title: '公开要求',
    width: 130,
    extra: true,
    render: (r) => expectations[r.content.expectation],
  },
  {
    key: 'basis',
    title: '公开依据',
    width: 280,
    extra: true,
    render: (r) => <span className="cell-clamp">{r.content.basis.join('；')}</span>,
  },
  {
    key: 'channels',
    title: '渠道',
    width: 200,
    extra: true,
    render: (r) =>
      r.content.channels
        .filter((c) => c.chosen)
        .map((c) => c.name)
        .join('、') || '—',
  },
  { key: 'verified', title: '核对', width: 90, render: (r) => (r.content.verified ? '已核对' : <Unverified />) },
]
