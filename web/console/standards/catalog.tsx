import { useNavigate } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import { channelRules } from '../../../server/modules/standards/contract.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Loaded } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { ViewTabs } from '../../ui/ViewTabs.tsx'
import { fileHref, type Output } from '../api.ts'
import { useFilters } from '../filters.tsx'
import { spoken, useAct, useApi, useParam } from '../hooks.ts'
import { CatalogActions } from './CatalogActions.tsx'
import { DiffView } from './DiffView.tsx'
import { EntryDrawer } from './EntryDrawer.tsx'
import { entryColumns, type EntryRow, EntrySearch } from './entryTable.tsx'
import { entryName, VersionTag } from './words.tsx'
import './standards.css'

type Catalog = Output<'GET /api/standards/catalogs/:id'>
const initial = { view: 'entries', q: '', check: '', with: '', page: '1', size: '50' }

/** One version of a catalog: its rows, its history, what changed. */
export default function CatalogPage() {
  const id = useParam('id')
  const catalog = useApi('GET /api/standards/catalogs/:id', { params: { id } })
  return (
    <Loaded
      data={catalog.data}
      error={catalog.error && spoken(catalog.error)}
      onRetry={() => void catalog.refetch()}
      lines={12}
    >
      {(data) => <CatalogView catalog={data} />}
    </Loaded>
  )
}

function CatalogView({ catalog }: { catalog: Catalog }) {
  const navigate = useNavigate()
  const { filters, set } = useFilters(initial)
  const others = catalog.versions.filter((v) => v.id !== catalog.id)
  const base = filters.with || others.find((v) => v.version < catalog.version)?.id || others[0]?.id
  return (
    <>
      <PageHeader
        title={catalog.name}
        back={{ label: '返回目录列表', onClick: () => void navigate({ to: '/standards/catalogs' as never }) }}
        actions={<CatalogActions catalog={catalog} />}
      />
      <p className="page-about">
        第 {catalog.version} 版 <VersionTag status={catalog.status} />
        {catalog.fieldName}领域，{catalog.entries} 项，{channelRules[catalog.channelRule]}。
        {catalog.effectiveOn &&
          `自 ${catalog.effectiveOn} 施行${catalog.supersededOn ? `，至 ${catalog.supersededOn} 被替代` : ''}。`}
        {catalog.sourceDocument && `来源：${catalog.sourceDocument}。`}
        {catalog.note && `${catalog.note}。`}
      </p>
      <ViewTabs
        label="目录内容"
        value={filters.view}
        onChange={(view) => set({ view })}
        views={[
          { key: 'entries', label: '事项' },
          { key: 'versions', label: '版本', count: catalog.versions.length },
          ...(others.length > 0 ? [{ key: 'diff', label: '版本比较' }] : []),
        ]}
      />
      {filters.view === 'diff' && base ? (
        <DiffView catalog={catalog} base={base} onBase={(v) => set({ with: v })} />
      ) : filters.view === 'versions' ? (
        <Versions catalog={catalog} />
      ) : (
        <Rows catalog={catalog} filters={filters} set={set} />
      )}
    </>
  )
}

function Rows({
  catalog,
  filters,
  set,
}: {
  catalog: Catalog
  filters: typeof initial
  set: (change: Partial<typeof initial>) => void
}) {
  const [open, setOpen] = useState<EntryRow>()
  const [removing, setRemoving] = useState<EntryRow>()
  const list = useApi(
    'GET /api/standards/entries',
    {
      query: {
        catalogId: catalog.id,
        q: filters.q || undefined,
        check: (filters.check || undefined) as 'unverified' | undefined,
        page: Number(filters.page),
        size: Number(filters.size),
      },
    },
    { keep: true },
  )
  return (
    <>
      <DataTable<EntryRow>
        name="目录事项"
        columns={entryColumns}
        rows={list.data?.items}
        rowKey={(r) => r.id}
        loading={list.isFetching}
        error={list.error && spoken(list.error)}
        onRetry={() => void list.refetch()}
        onOpen={setOpen}
        search={<EntrySearch q={filters.q} onSearch={(q) => set({ q })} />}
        filters={<CheckFilter catalog={catalog} check={filters.check} onChange={(check) => set({ check })} />}
        exportHref={fileHref('GET /api/standards/catalogs/:id/export', { params: { id: catalog.id } })}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: list.data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
      />
      <EntryDrawer
        id={open?.id}
        catalogId={catalog.id}
        onClose={() => setOpen(undefined)}
        actions={open && [{ key: 'remove', label: '从草案中删除', danger: true, onClick: () => setRemoving(open) }]}
      />
      <RemoveDialog
        row={removing}
        catalogId={catalog.id}
        onClose={() => setRemoving(undefined)}
        onRemoved={() => setOpen(undefined)}
      />
    </>
  )
}

function CheckFilter({
  catalog,
  check,
  onChange,
}: {
  catalog: Catalog
  check: string
  onChange: (check: string) => void
}) {
  return (
    <Select
      aria-label="核对"
      className="filter-select"
      allowClear
      placeholder="核对"
      value={check || undefined}
      onChange={(v) => onChange(v ?? '')}
      options={[
        { value: 'unverified', label: `待核对（${catalog.unverified}）` },
        { value: 'untyped', label: `时限未能识别（${catalog.untyped}）` },
        { value: 'unassigned', label: `主体未对应（${catalog.unassigned}）` },
      ]}
    />
  )
}

function RemoveDialog({
  row,
  catalogId,
  onClose,
  onRemoved,
}: {
  row: EntryRow | undefined
  catalogId: string
  onClose: () => void
  onRemoved: () => void
}) {
  const remove = useAct('DELETE /api/standards/catalogs/:id/entries/:entryId', '已删除')
  return (
    <ReasonDialog
      open={row !== undefined}
      title="删除事项"
      okText="删除"
      danger
      onClose={onClose}
      consequence={
        row && <>从草案中删除“{entryName(row.content)}”。草案发布后，这一项不再应公开；已公开的信息不受影响。</>
      }
      onOk={async () => {
        await remove.act({ params: { id: catalogId, entryId: row!.id } })
        onRemoved()
      }}
    />
  )
}

function Versions({ catalog }: { catalog: Catalog }) {
  const navigate = useNavigate()
  return (
    <DataTable
      name="版本"
      rows={catalog.versions}
      rowKey={(v) => v.id}
      onOpen={(v) => void navigate({ to: `/standards/catalogs/${v.id}` as never })}
      columns={[
        {
          key: 'version',
          title: '版本',
          render: (v) => (
            <>
              第 {v.version} 版 <VersionTag status={v.status} />
            </>
          ),
        },
        { key: 'entries', title: '事项', align: 'right', render: (v) => v.entries },
        { key: 'from', title: '施行', render: (v) => v.effectiveOn ?? '—' },
        { key: 'to', title: '被替代', render: (v) => v.supersededOn ?? '—' },
        { key: 'note', title: '说明', render: (v) => v.note || '—' },
        { key: 'by', title: '起草人', render: (v) => v.createdBy },
      ]}
    />
  )
}
