import { DatePicker, Input, Select, Tag } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { auditActions, auditResults } from '../../../server/modules/people/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { RecordDrawer } from '../../ui/RecordDrawer.tsx'
import { whenText } from '../../ui/when.ts'
import { fileHref, type Output } from '../api.ts'
import { SavedFilters, useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'

type Line = Output<'GET /api/people/audit'>['items'][number]
const initial = { from: '', to: '', actor: '', action: '', result: '', page: '1', size: '50' }
const tones = { allowed: 'green', denied: 'red', failed: 'orange' } as const
const resultTag = (r: Line['result']) => <Tag color={tones[r]}>{auditResults[r]}</Tag>

export default function AuditPage() {
  const { filters, set } = useFilters(initial)
  const { from, to, actor, action, result } = filters
  const asked = Object.fromEntries(Object.entries({ from, to, actor, action, result }).filter(([, v]) => v !== '')) as {
    result?: Line['result']
  }
  const { data, error, isFetching, refetch } = useApi(
    'GET /api/people/audit',
    { query: { ...asked, page: Number(filters.page), size: Number(filters.size) } },
    { keep: true },
  )
  const [opened, setOpened] = useState<Line>()
  return (
    <>
      <PageHeader
        title="审计"
        about="登录、授权、拒绝、导入和导出都在此留有记录，不能修改或删除。导出本身也会被记录。"
      />
      <DataTable<Line>
        name="审计记录"
        columns={columns}
        rows={data?.items}
        rowKey={(l) => l.no}
        loading={isFetching}
        error={error && spoken(error)}
        onRetry={() => void refetch()}
        onOpen={setOpened}
        exportHref={fileHref('GET /api/people/audit.xlsx', { query: asked })}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
        filters={<AuditFilters filters={filters} set={set} />}
      />
      <RecordDrawer
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        title={opened?.label ?? ''}
        tags={opened && resultTag(opened.result)}
        facts={opened && factsOf(opened)}
      />
    </>
  )
}

function AuditFilters({ filters, set }: { filters: typeof initial; set: (change: Partial<typeof initial>) => void }) {
  const { from, to, actor, action, result } = filters
  return (
    <>
      <DatePicker.RangePicker
        aria-label="日期"
        style={{ width: 250 }}
        allowEmpty
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        onChange={(range) =>
          set({ from: range?.[0]?.format('YYYY-MM-DD') ?? '', to: range?.[1]?.format('YYYY-MM-DD') ?? '' })
        }
      />
      <Input.Search
        placeholder="人员姓名"
        aria-label="人员"
        allowClear
        defaultValue={actor}
        style={{ width: 150 }}
        onSearch={(v) => set({ actor: v.trim() })}
      />
      <Select
        aria-label="操作"
        placeholder="操作"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 150 }}
        value={action || undefined}
        onChange={(v) => set({ action: v ?? '' })}
        options={[
          { value: 'refused', label: '越权访问' },
          ...Object.entries(auditActions).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Select
        aria-label="结果"
        placeholder="结果"
        allowClear
        style={{ width: 100 }}
        value={result || undefined}
        onChange={(v) => set({ result: v ?? '' })}
        options={Object.entries(auditResults).map(([value, label]) => ({ value, label }))}
      />
      <SavedFilters name="audit" filters={filters} onApply={set} />
    </>
  )
}

const factsOf = (l: Line) => [
  { label: '时间', value: whenText(l.at) },
  { label: '人员', value: l.actorName },
  { label: '机构', value: l.organName ?? '—' },
  { label: '对象', value: l.subjectName ?? l.subjectId ?? '—' },
  { label: '地址', value: l.ip || '—' },
  { label: '操作代码', value: l.action },
  { label: '请求编号', value: l.requestId },
  { label: '详情', value: Object.keys(l.detail).length > 0 ? <code>{JSON.stringify(l.detail)}</code> : '—' },
]

const columns: Column<Line>[] = [
  { key: 'at', title: '时间', width: 190, render: (l) => whenText(l.at) },
  {
    key: 'actor',
    title: '人员',
    width: 160,
    render: (l) => (
      <span>
        {l.actorName}
        {l.organName && <span className="cell-sub">{l.organName}</span>}
      </span>
    ),
  },
  { key: 'label', title: '操作', width: 150, render: (l) => l.label },
  { key: 'result', title: '结果', width: 80, render: (l) => resultTag(l.result) },
  {
    key: 'subject',
    title: '对象',
    render: (l) => l.subjectName ?? (l.label === '越权访问' ? <span className="muted">{l.action}</span> : '—'),
  },
  { key: 'ip', title: '地址', width: 140, render: (l) => l.ip || '—' },
  { key: 'request', title: '请求编号', extra: true, render: (l) => l.requestId },
]
