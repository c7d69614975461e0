import { EmptyState } from '../../ui/Feedback.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import type { Output } from '../api.ts'
import { spoken, useApi } from '../hooks.ts'

type Row = Output<'GET /api/sites/:id/overrides'>['items'][number]
const LABELS: Record<Row['what'], string> = { template: '模板', theme: '配色', menu: '菜单', footer: '页脚' }

/** What sections set for themselves: a change above does not reach these. */
export function Overrides({ siteId, onOpen }: { siteId: string; onOpen: (id: string) => void }) {
  const { data, error, isFetching, refetch } = useApi('GET /api/sites/:id/overrides', { params: { id: siteId } })
  return (
    <DataTable<Row>
      name="覆盖报告"
      columns={columns}
      rows={data?.items}
      rowKey={(r) => `${r.sectionId} ${r.what}`}
      loading={isFetching}
      error={error && spoken(error)}
      onRetry={() => void refetch()}
      onOpen={(r) => onOpen(r.sectionId)}
      empty={<EmptyState title="各子站都随上级设置" hint="上级的改动会到达每一个子站" />}
    />
  )
}

const columns: Column<Row>[] = [
  {
    key: 'name',
    title: '子站',
    render: (r) => (
      <span>
        {r.name}
        <span className="cell-sub">{r.path}</span>
      </span>
    ),
  },
  { key: 'what', title: '项目', width: 90, render: (r) => LABELS[r.what] },
  { key: 'own', title: '自行设置为', render: (r) => r.own },
  { key: 'inherited', title: '否则为', render: (r) => <span className="muted">{r.inherited}</span> },
]
