import { Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import type { Output } from '../api.ts'
import { ApiForm } from '../form.tsx'
import { useFilters } from '../filters.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'

type Row = Output<'GET /api/sites/:id/redirects'>['items'][number]
type Values = { from: string; to: string; permanent: boolean; note: string }
const initial = { text: '', page: '1', size: '50' }

/** Old addresses that lead to new ones. Loops and long chains are refused. */
export function Redirects({ siteId, editable }: { siteId: string; editable: boolean }) {
  const { filters, set } = useFilters(initial)
  const { data, error, isFetching, refetch } = useApi(
    'GET /api/sites/:id/redirects',
    {
      params: { id: siteId },
      query: {
        ...(filters.text ? { text: filters.text } : {}),
        page: Number(filters.page),
        size: Number(filters.size),
      },
    },
    { keep: true },
  )
  const [adding, setAdding] = useState(false)
  const [dropping, setDropping] = useState<Row>()
  const drop = useAct('DELETE /api/sites/:id/redirects', '已删除')
  return (
    <>
      <DataTable<Row>
        name="跳转"
        columns={columnsOf(editable, setDropping)}
        rows={data?.items}
        rowKey={(r) => r.from}
        loading={isFetching}
        error={error && spoken(error)}
        onRetry={() => void refetch()}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
        search={
          <Input.Search
            placeholder="原路径或目标"
            aria-label="查找跳转"
            allowClear
            defaultValue={filters.text}
            style={{ width: 220 }}
            onSearch={(text) => set({ text: text.trim() })}
          />
        }
        tools={
          editable && (
            <Button type="primary" onClick={() => setAdding(true)}>
              新增跳转
            </Button>
          )
        }
        empty={<EmptyState title="还没有跳转规则" hint="页面改地址或者旧站迁入时，在这里登记原路径" />}
      />
      {adding && <NewRedirect siteId={siteId} onClose={() => setAdding(false)} />}
      {dropping && (
        <ReasonDialog
          open
          title="删除跳转"
          okText="删除"
          danger
          consequence={`访问 ${dropping.from} 将显示“没有找到页面”。`}
          onClose={() => setDropping(undefined)}
          onOk={() => drop.act({ params: { id: siteId }, query: { from: dropping.from } })}
        />
      )}
    </>
  )
}

function NewRedirect({ siteId, onClose }: { siteId: string; onClose: () => void }) {
  const put = useAct('POST /api/sites/:id/redirects', '已保存')
  return (
    <Modal open title="新增跳转" footer={null} onCancel={onClose} destroyOnHidden mask={{ closable: false }}>
      <ApiForm<Values>
        submit={async (body) => {
          await put.act({ params: { id: siteId }, body })
          onClose()
        }}
        initialValues={{ from: '', to: '', permanent: true, note: '' }}
        beside={<Button onClick={onClose}>取消</Button>}
      >
        <Form.Item
          name="from"
          label="原路径"
          extra="以“/”开头，例如 /old/index.html"
          rules={[{ required: true, message: '请填写原路径' }]}
        >
          <Input />
        </Form.Item>
        <Form.Item
          name="to"
          label="目标"
          extra="站内路径或完整网址"
          rules={[{ required: true, message: '请填写目标' }]}
        >
          <Input />
        </Form.Item>
        <Form.Item name="permanent" label="性质">
          <Radio.Group
            options={[
              { value: true, label: '永久（301）' },
              { value: false, label: '临时（302）' },
            ]}
          />
        </Form.Item>
        <Form.Item name="note" label="说明">
          <Input maxLength={100} />
        </Form.Item>
      </ApiForm>
    </Modal>
  )
}

const columnsOf = (editable: boolean, drop: (r: Row) => void): Column<Row>[] => [
  { key: 'from', title: '原路径', render: (r) => r.from },
  { key: 'to', title: '目标', render: (r) => r.to },
  { key: 'permanent', title: '性质', width: 110, render: (r) => (r.permanent ? '永久' : '临时') },
  { key: 'note', title: '说明', render: (r) => r.note || '—' },
  { key: 'made', title: '登记日期', width: 120, render: (r) => r.madeOn },
  ...(editable
    ? [
        {
          key: 'act',
          title: '操作',
          width: 80,
          render: (r: Row) => (
            <Button type="link" danger onClick={() => drop(r)}>
              删除
            </Button>
          ),
        },
      ]
    : []),
]
