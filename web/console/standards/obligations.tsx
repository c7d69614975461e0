import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { obligationStatuses, type ObligationStatus } from '../../../server/modules/standards/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { dayText, todayIn } from '../../ui/when.ts'
import type { Output } from '../api.ts'
import { SavedFilters, useFilters } from '../filters.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'
import { EntryDrawer } from './EntryDrawer.tsx'
import { StandardsTabs } from './StandardsTabs.tsx'
import { entryName, ObligationTag } from './words.tsx'

type Row = Output<'GET /api/standards/obligations'>['items'][number]
const initial = { q: '', status: '', organId: '', fieldKey: '', year: '', page: '1', size: '20' }

/** 应公开清单: entry × organ × period, overdue first. */
export default function Obligations() {
  const { filters, set, reset, active } = useFilters(initial)
  const [open, setOpen] = useState<string>()
  const manages = holds(useSession(), ['standards.manage'])
  const applicability = useApplicability()
  const list = useApi(
    'GET /api/standards/obligations',
    {
      query: {
        q: filters.q || undefined,
        status: (filters.status || undefined) as ObligationStatus | undefined,
        organId: filters.organId || undefined,
        fieldKey: filters.fieldKey || undefined,
        year: filters.year ? Number(filters.year) : undefined,
        page: Number(filters.page),
        size: Number(filters.size),
      },
    },
    { keep: true },
  )
  return (
    <>
      <PageHeader title="应公开清单" />
      <StandardsTabs at="/standards/obligations" />
      <DataTable<Row>
        name="应公开清单"
        columns={manages ? [...columns, { key: 'act', title: '', width: 110, render: applicability.button }] : columns}
        rows={list.data?.items}
        rowKey={(r) => r.id}
        loading={list.isFetching}
        error={list.error && spoken(list.error)}
        onRetry={() => void list.refetch()}
        onOpen={(r) => setOpen(r.entryId)}
        filtered={active}
        search={
          <Input.Search
            key={filters.q}
            allowClear
            defaultValue={filters.q}
            placeholder="事项、单位"
            aria-label="按事项、单位查找"
            className="filter-search"
            onSearch={(q) => set({ q: q.trim() })}
          />
        }
        filters={<Filters filters={filters} set={set} reset={active ? reset : undefined} />}
        tools={<SavedFilters name="obligations" filters={filters} onApply={(f) => set({ ...initial, ...f })} />}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: list.data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
      />
      <EntryDrawer id={open} onClose={() => setOpen(undefined)} />
      {applicability.dialog}
    </>
  )
}

const columns: Column<Row>[] = [
  {
    key: 'entry',
    title: '公开事项',
    render: (r) => (
      <span className="cell-title">
        {entryName(r)}
        <span className="cell-sub">
          {r.fieldName} · {r.level1}
        </span>
      </span>
    ),
  },
  { key: 'status', title: '状态', width: 150, render: (r) => <ObligationTag status={r.status} late={r.doneLate} /> },
  { key: 'organ', title: '公开主体', width: 170, render: (r) => r.organName },
  { key: 'period', title: '期间', width: 130, render: (r) => r.label },
  { key: 'due', title: '应于', width: 130, render: (r) => <span title={r.limit}>{dayText(r.dueOn)}</span> },
  {
    key: 'done',
    title: '公开于',
    width: 120,
    render: (r) =>
      r.doneOn ? (
        r.doneOn
      ) : r.naReason ? (
        <span className="na-reason" title={`${r.naBy} 标注`}>
          {r.naReason}
        </span>
      ) : r.needed > 1 ? (
        `已有 ${r.doneCount}，需 ${r.needed} 次`
      ) : (
        '—'
      ),
  },
  { key: 'limit', title: '目录时限', width: 240, extra: true, render: (r) => r.limit || '—' },
]

type FilterProps = { filters: typeof initial; set: (change: Partial<typeof initial>) => void; reset?: () => void }
function Filters({ filters, set, reset }: FilterProps) {
  const organs = useApi('GET /api/organs/tree').data?.organs
  const fields = useApi('GET /api/standards/fields').data?.fields ?? []
  const year = Number(todayIn().slice(0, 4))
  return (
    <>
      <Select
        aria-label="状态"
        className="filter-select"
        allowClear
        placeholder="状态"
        value={filters.status || undefined}
        onChange={(status) => set({ status: status ?? '' })}
        options={Object.entries(obligationStatuses).map(([value, label]) => ({ value, label }))}
      />
      <Select
        aria-label="领域"
        className="filter-select"
        allowClear
        placeholder="领域"
        value={filters.fieldKey || undefined}
        onChange={(fieldKey) => set({ fieldKey: fieldKey ?? '' })}
        options={fields.filter((f) => f.entries > 0).map((f) => ({ value: f.key, label: f.name }))}
      />
      <OrganTreeSelect
        aria-label="公开主体"
        className="filter-organ"
        organs={organs ?? []}
        loading={!organs}
        placeholder="公开主体"
        value={filters.organId || undefined}
        onChange={(organId) => set({ organId: organId ?? '' })}
      />
      <Select
        aria-label="年份"
        className="filter-select"
        allowClear
        placeholder="年份"
        value={filters.year || undefined}
        onChange={(y) => set({ year: y ?? '' })}
        options={[0, 1, 2, 3].map((n) => ({ value: String(year - n), label: `${year - n}年` }))}
      />
      {reset && (
        <Button type="link" onClick={reset}>
          清除筛选
        </Button>
      )}
    </>
  )
}

/** 不适用 with its reason, and the way back, both one click from the row. */
function useApplicability() {
  const [row, setRow] = useState<Row>()
  const { message } = App.useApp()
  const mark = useAct('POST /api/standards/obligations/:id/not-applicable')
  const undo = useAct('POST /api/standards/obligations/:id/applicable', '已恢复为应公开')
  const button = (r: Row) =>
    r.status === 'notApplicable' ? (
      <Button size="small" onClick={() => void undo.run({ params: { id: r.id } })}>
        恢复
      </Button>
    ) : r.status === 'done' ? null : (
      <Button size="small" onClick={() => setRow(r)}>
        不适用
      </Button>
    )
  const dialog = (
    <ReasonDialog
      open={row !== undefined}
      title="标为不适用"
      okText="标为不适用"
      onClose={() => setRow(undefined)}
      reason={{ label: '理由', suggestions: ['本单位没有这项职能', '本期间没有发生', '职能已划转'] }}
      consequence={
        row && (
          <>
            “{entryName(row)}”{row.label}不再计入{row.organName}的应公开事项，理由和标注人留存备查，可以随时恢复。
          </>
        )
      }
      onOk={async (reason) => {
        await mark.act({ params: { id: row!.id }, body: { reason } })
        const { id } = row!
        void message.success({
          content: (
            <span>
              已标为不适用{' '}
              <Button type="link" size="small" onClick={() => void undo.run({ params: { id } })}>
                撤销
              </Button>
            </span>
          ),
          duration: 8,
        })
      }}
    />
  )
  return { button, dialog }
}
