import { Input, Select, Tag } from 'antd'
import { freshnessStates, type FreshnessState } from '../../../server/modules/sites/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { StatCards } from '../../ui/StatCards.tsx'
import type { Output } from '../api.ts'
import { useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'

type Row = Output<'GET /api/sites/:id/freshness'>['items'][number]
const initial = { state: '', text: '', page: '1', size: '50' }
const tones: Record<FreshnessState, string> = {
  fresh: 'green',
  soon: 'gold',
  stale: 'red',
  empty: 'red',
  unlimited: 'default',
}
export const stateTag = (state: FreshnessState) => <Tag color={tones[state]}>{freshnessStates[state]}</Tag>

/** Every channel with its limit, the worst first. */
export function Freshness({ siteId, onOpen }: { siteId: string; onOpen: (sectionId: string) => void }) {
  const { filters, set } = useFilters(initial)
  const { data, error, isFetching, refetch } = useApi(
    'GET /api/sites/:id/freshness',
    {
      params: { id: siteId },
      query: {
        ...(filters.state ? { state: filters.state as FreshnessState } : {}),
        ...(filters.text ? { text: filters.text } : {}),
        page: Number(filters.page),
        size: Number(filters.size),
      },
    },
    { keep: true },
  )
  return (
    <>
      <Figures counts={data?.counts} state={filters.state} onState={(state) => set({ state })} />
      <DataTable<Row>
        name="栏目更新"
        columns={columns}
        rows={data?.items}
        rowKey={(r) => r.channelId}
        loading={isFetching}
        error={error && spoken(error)}
        onRetry={() => void refetch()}
        onOpen={(r) => onOpen(r.sectionId)}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
        search={
          <Input.Search
            placeholder="栏目或子站"
            aria-label="查找栏目"
            allowClear
            defaultValue={filters.text}
            style={{ width: 200 }}
            onSearch={(text) => set({ text: text.trim() })}
          />
        }
        filters={
          <Select
            aria-label="更新情况"
            placeholder="更新情况"
            allowClear
            style={{ width: 150 }}
            value={filters.state || undefined}
            onChange={(v) => set({ state: v ?? '' })}
            options={Object.entries(freshnessStates).map(([value, label]) => ({ value, label }))}
          />
        }
        filtered={filters.state !== ''}
      />
    </>
  )
}

type Counts = Output<'GET /api/sites/:id/freshness'>['counts']

function Figures({
  counts,
  state: chosen,
  onState,
}: {
  counts: Counts | undefined
  state: string
  onState: (state: string) => void
}) {
  const stat = (state: FreshnessState, tone?: 'bad' | 'warn' | 'good') => ({
    label: freshnessStates[state],
    value: counts?.[state] ?? '—',
    ...(tone && (counts?.[state] ?? 0) > 0 ? { tone } : {}),
    onClick: () => onState(chosen === state ? '' : state),
    pressed: chosen === state,
  })
  return (
    <StatCards
      label="栏目更新情况"
      stats={[
        stat('stale', 'bad'),
        stat('empty', 'bad'),
        stat('soon', 'warn'),
        stat('fresh', 'good'),
        stat('unlimited'),
      ]}
    />
  )
}

const columns: Column<Row>[] = [
  {
    key: 'name',
    title: '栏目',
    render: (r) => (
      <span>
        {r.name}
        <span className="cell-sub">{r.sectionName}</span>
      </span>
    ),
  },
  { key: 'state', title: '情况', width: 120, render: (r) => stateTag(r.state) },
  { key: 'last', title: '最近更新', width: 120, render: (r) => r.lastOn ?? '—' },
  { key: 'due', title: '应在此前更新', width: 130, render: (r) => r.dueOn ?? '—' },
  { key: 'count', title: '信息数', width: 90, align: 'right', render: (r) => r.count },
  { key: 'class', title: '类别', width: 130, render: (r) => <span title={r.basis}>{r.className}</span> },
  {
    key: 'path',
    title: '路径',
    width: 200,
    extra: true,
    render: (r) => (
      <a href={r.path} target="_blank" rel="noopener">
        {r.path}
      </a>
    ),
  },
]
