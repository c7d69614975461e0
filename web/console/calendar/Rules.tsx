import { Tag } from 'antd'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import type { Output } from '../api.ts'
import { spoken, useApi } from '../hooks.ts'

type Rule = Output<'GET /api/deadlines/rules'>['rules'][number]

/** Every limit with the clause it rests on; what nobody has read in the text of the law says so. */
export function Rules() {
  const rules = useApi('GET /api/deadlines/rules')
  return (
    <DataTable<Rule>
      name="时限规则"
      columns={columns}
      rows={rules.data?.rules}
      rowKey={(r) => `${r.key} ${r.version}`}
      loading={rules.isLoading}
      error={rules.error && spoken(rules.error)}
      onRetry={() => void rules.refetch()}
      empty={<EmptyState title="没有时限规则" />}
    />
  )
}

const columns: Column<Rule>[] = [
  {
    key: 'name',
    title: '时限',
    render: (r) => (
      <span className="cell-title">
        {r.name}
        <span className="cell-sub">{r.kindLabel}</span>
      </span>
    ),
  },
  { key: 'limit', title: '期限', width: 130, render: (r) => <b>{r.limit}</b> },
  {
    key: 'clause',
    title: '依据',
    render: (r) => (
      <>
        {r.clause}
        <span className="cell-sub">{r.source}</span>
      </>
    ),
  },
  {
    key: 'valid',
    title: '适用',
    width: 200,
    render: (r) => `${r.validFrom} 起${r.validTo ? `，至 ${r.validTo}` : ''}`,
  },
  {
    key: 'status',
    title: '核对',
    width: 100,
    render: (r) => <Tag color={r.status === 'verified' ? 'green' : 'orange'}>{r.statusLabel}</Tag>,
  },
]
