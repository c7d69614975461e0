import { Button, Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import type { Output } from '../api.ts'
import { ApiForm } from '../form.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'

type Row = Output<'GET /api/sites/:id/links'>['items'][number]
type Values = { group: string; name: string; url: string; sort: number }

export function Links({ siteId, editable }: { siteId: string; editable: boolean }) {
  const { data, error, isFetching, refetch } = useApi('GET /api/sites/:id/links', { params: { id: siteId } })
  const [adding, setAdding] = useState(false)
  const [dropping, setDropping] = useState<Row>()
  const add = useAct('POST /api/sites/:id/links', '已新增')
  const drop = useAct('DELETE /api/sites/:id/links/:linkId', '已删除')
  return (
    <>
      <DataTable<Row>
        name="友情链接"
        columns={columnsOf(editable, setDropping)}
        rows={data?.items}
        rowKey={(l) => l.id}
        loading={isFetching}
        error={error && spoken(error)}
        onRetry={() => void refetch()}
        tools={
          editable && (
            <Button type="primary" onClick={() => setAdding(true)}>
              新增链接
            </Button>
          )
        }
        empty={<EmptyState title="还没有友情链接" hint="非政府网站的链接，读者点击时会先看到离开本站的提示" />}
      />
      <Modal
        open={adding}
        title="新增友情链接"
        footer={null}
        onCancel={() => setAdding(false)}
        destroyOnHidden
        mask={{ closable: false }}
      >
        <ApiForm<Values>
          submit={async (body) => {
            await add.act({ params: { id: siteId }, body })
            setAdding(false)
          }}
          initialValues={{ group: '', name: '', url: '', sort: data?.items.length ?? 0 }}
          beside={<Button onClick={() => setAdding(false)}>取消</Button>}
        >
          <Form.Item name="group" label="分组" rules={[{ required: true, message: '请填写分组' }]}>
            <Input maxLength={20} placeholder="国家、省市、其他" />
          </Form.Item>
          <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item name="url" label="网址" rules={[{ required: true, message: '请填写网址' }]}>
            <Input placeholder="https://" />
          </Form.Item>
          <Form.Item name="sort" label="排序">
            <InputNumber min={0} />
          </Form.Item>
        </ApiForm>
      </Modal>
      {dropping && (
        <ReasonDialog
          open
          title={`删除“${dropping.name}”`}
          okText="删除"
          danger
          consequence="该链接将从首页和网站地图撤下。"
          onClose={() => setDropping(undefined)}
          onOk={() => drop.act({ params: { id: siteId, linkId: dropping.id } })}
        />
      )}
    </>
  )
}

const columnsOf = (editable: boolean, drop: (r: Row) => void): Column<Row>[] => [
  { key: 'name', title: '名称', render: (l) => l.name },
  { key: 'group', title: '分组', width: 140, render: (l) => l.group },
  {
    key: 'url',
    title: '网址',
    render: (l) => (
      <a href={l.url} target="_blank" rel="noopener noreferrer">
        {l.url}
      </a>
    ),
  },
  { key: 'sort', title: '排序', width: 80, align: 'right', render: (l) => l.sort },
  ...(editable
    ? [
        {
          key: 'act',
          title: '操作',
          width: 80,
          render: (l: Row) => (
            <Button type="link" danger onClick={() => drop(l)}>
              删除
            </Button>
          ),
        },
      ]
    : []),
]
