import { ImportOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import type { Output } from '../api.ts'
import { spoken, useApi } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'
import { StandardsTabs } from './StandardsTabs.tsx'
import { VersionTag } from './words.tsx'

export type CatalogRow = Output<'GET /api/standards/catalogs'>['catalogs'][number]

/** 目录与版本: what is in force and what is being drafted. */
export default function Catalogs() {
  const navigate = useNavigate()
  const manages = holds(useSession(), ['standards.manage'])
  const list = useApi('GET /api/standards/catalogs', { query: {} })
  const goImport = (): void => void navigate({ to: '/standards/import' as never })
  return (
    <>
      <PageHeader
        title="目录与版本"
        actions={
          manages && (
            <Button type="primary" icon={<ImportOutlined />} onClick={goImport}>
              导入目录
            </Button>
          )
        }
      />
      <StandardsTabs at="/standards/catalogs" />
      <DataTable<CatalogRow>
        name="目录"
        columns={columns}
        rows={list.data?.catalogs}
        rowKey={(r) => r.id}
        loading={list.isFetching}
        error={list.error && spoken(list.error)}
        onRetry={() => void list.refetch()}
        onOpen={(r) => void navigate({ to: `/standards/catalogs/${r.id}` as never })}
        empty={
          <EmptyState
            title="还没有目录"
            hint="导入各领域的官方标准目录表格（.xlsx），核对后发布"
            action={
              manages && (
                <Button type="primary" onClick={goImport}>
                  导入目录
                </Button>
              )
            }
          />
        }
      />
    </>
  )
}

const flag = (n: number) => (n === 0 ? '—' : <span className="warn-text">{n}</span>)
const columns: Column<CatalogRow>[] = [
  {
    key: 'name',
    title: '目录',
    render: (r) => (
      <span className="cell-title">
        {r.name}
        <span className="cell-sub">
          {r.fieldName}
          {r.sourceDocument && ` · ${r.sourceDocument}`}
        </span>
      </span>
    ),
  },
  {
    key: 'version',
    title: '版本',
    width: 130,
    render: (r) => (
      <>
        第 {r.version} 版 <VersionTag status={r.status} />
      </>
    ),
  },
  { key: 'entries', title: '事项', width: 80, align: 'right', render: (r) => r.entries },
  { key: 'unverified', title: '待核对', width: 80, align: 'right', render: (r) => flag(r.unverified) },
  { key: 'untyped', title: '时限未识别', width: 100, align: 'right', render: (r) => flag(r.untyped) },
  { key: 'unassigned', title: '主体未对应', width: 100, align: 'right', render: (r) => flag(r.unassigned) },
  { key: 'proposals', title: '待办建议', width: 90, align: 'right', render: (r) => flag(r.proposals) },
  { key: 'effective', title: '施行日期', width: 120, render: (r) => r.effectiveOn ?? '—' },
]
