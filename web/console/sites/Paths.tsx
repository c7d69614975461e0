import { Input, Tag } from 'antd'
import { useState } from 'react'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { whenText } from '../../ui/when.ts'
import type { Output } from '../api.ts'
import { spoken, useApi } from '../hooks.ts'
import { statusTag } from './Sections.tsx'

type Row = Output<'GET /api/sites/:id/paths'>['items'][number]

/** What stands at an address, and which change touched it last. */
export function Paths({ siteId }: { siteId: string }) {
  const [prefix, setPrefix] = useState('/')
  const { data, error, isFetching } = useApi(
    'GET /api/sites/:id/paths',
    { params: { id: siteId }, query: { prefix } },
    { keep: true },
  )
  return (
    <DataTable<Row>
      name="路径"
      columns={columns}
      rows={data?.items}
      rowKey={(p) => p.path}
      loading={isFetching}
      error={error && spoken(error)}
      search={
        <Input.Search
          placeholder="以“/”开头的路径"
          aria-label="路径"
          defaultValue="/"
          style={{ width: 320 }}
          onSearch={(v) => setPrefix(v.trim().startsWith('/') ? v.trim() : `/${v.trim()}`)}
        />
      }
      empty={<EmptyState title="没有以此开头的页面" hint="请检查路径，或者在“跳转”中登记原路径" />}
    />
  )
}

const columns: Column<Row>[] = [
  {
    key: 'path',
    title: '路径',
    render: (p) => (
      <a href={p.path} target="_blank" rel="noopener">
        {p.path}
      </a>
    ),
  },
  { key: 'section', title: '子站', width: 160, render: (p) => p.section },
  { key: 'channel', title: '栏目', width: 150, render: (p) => p.channel ?? '—' },
  { key: 'status', title: '子站状态', width: 100, render: (p) => statusTag(p.status) },
  {
    key: 'listed',
    title: '站点地图',
    width: 100,
    render: (p) => (p.listed ? <Tag color="green">收录</Tag> : <Tag>不收录</Tag>),
  },
  { key: 'changed', title: '最近变动', width: 190, render: (p) => whenText(p.changedAt) },
]
