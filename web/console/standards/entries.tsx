import { Button, Select } from 'antd'
import { expectations, type Expectation } from '../../../server/modules/standards/contract.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SavedFilters, useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'
import { EntryDrawer } from './EntryDrawer.tsx'
import { entryColumns, type EntryRow, EntrySearch } from './entryTable.tsx'
import { StandardsTabs } from './StandardsTabs.tsx'

const initial = { q: '', fieldKey: '', organId: '', check: '', expectation: '', open: '', page: '1', size: '50' }
const checks = { unverified: '待核对', untyped: '时限未能识别', unassigned: '主体未对应' }

/** 公开事项: the rows of all catalogs in force. */
export default function Entries() {
  const { filters, set, reset, active } = useFilters(initial)
  const narrowed =
    active &&
    Object.entries(filters).some(([k, v]) => k !== 'open' && k !== 'page' && v !== initial[k as keyof typeof initial])
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
        search={<EntrySearch q={filters.q} onSearch={(q) => set({ q })} />}
        filters={<EntryFilters filters={filters} set={set} onReset={narrowed ? reset : undefined} />}
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

function EntryFilters({
  filters,
  set,
  onReset,
}: {
  filters: typeof initial
  set: (change: Partial<typeof initial>) => void
  onReset: (() => void) | undefined
}) {
  const fields = useApi('GET /api/standards/fields').data?.fields ?? []
  const organs = useApi('GET /api/organs/tree').data?.organs
  return (
    <>
      <Select
        aria-label="领域"
        className="filter-select"
        allowClear
        placeholder="领域"
        value={filters.fieldKey || undefined}
        onChange={(v) => set({ fieldKey: v ?? '' })}
        options={fields.filter((f) => f.entries > 0).map((f) => ({ value: f.key, label: `${f.name}（${f.entries}）` }))}
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
      {onReset && (
        <Button type="link" onClick={onReset}>
          清除筛选
        </Button>
      )}
    </>
  )
}
