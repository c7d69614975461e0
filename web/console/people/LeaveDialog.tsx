import { Alert, Form, Input, Modal, Select, Steps } from 'antd'
import { useState } from 'react'
import type { Output } from '../api.ts'
import { ApiForm } from '../form.tsx'
import { Loaded } from '../../ui/Feedback.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'
import type { AccountDetail } from './AccountDrawer.tsx'

type Values = { successorId?: string; reason: string }
const SHOWN = 8

/** Leaving: what is still open, who takes it, and what happens then. */
export function LeaveDialog({
  open,
  onClose,
  account,
}: {
  open: boolean
  onClose: () => void
  account: AccountDetail
}) {
  const { data, error, refetch } = useApi(
    'GET /api/people/accounts/:id/hand-over',
    { params: { id: account.id } },
    { enabled: open },
  )
  const leave = useAct('POST /api/people/accounts/:id/leave', '已离岗，工作已移交')
  const count = data?.items.reduce((n, kind) => n + kind.items.length, 0) ?? 0
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={`“${account.name}”离岗移交`}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      width={620}
    >
      <Loaded data={data} error={error && spoken(error)} onRetry={() => void refetch()}>
        {({ items }) => (
          <div className="dialog-body">
            <Steps
              size="small"
              current={1}
              items={[{ title: '核对工作' }, { title: '选择接手人' }, { title: '停用账号' }]}
              responsive={false}
            />
            <OpenWork items={items} count={count} />
            <ApiForm<Values>
              label="离岗并停用账号"
              submit={async (v) => {
                await leave.act({
                  params: { id: account.id },
                  body: { reason: v.reason, successorId: v.successorId ?? null },
                })
                onClose()
              }}
            >
              <LeaveFields account={account} needed={count > 0} />
            </ApiForm>
          </div>
        )}
      </Loaded>
    </Modal>
  )
}

type Kind = Output<'GET /api/people/accounts/:id/hand-over'>['items'][number]

/** What is still open, by kind. */
function OpenWork({ items, count }: { items: readonly Kind[]; count: number }) {
  return count === 0 ? (
    <Alert type="success" showIcon title="名下没有未办结的工作" />
  ) : (
    <section>
      <p className="consequence">
        以下<b>{count}项</b>工作将移交给接手人：
      </p>
      {items.map((kind) => (
        <div key={kind.what} className="part">
          <b>
            {kind.what}（{kind.items.length}）
          </b>
          <ul className="plain-list">
            {kind.items.slice(0, SHOWN).map((i) => (
              <li key={i.id}>{i.title}</li>
            ))}
            {kind.items.length > SHOWN && <li>等{kind.items.length}项</li>}
          </ul>
        </div>
      ))}
    </section>
  )
}

function LeaveFields({ account, needed }: { account: AccountDetail; needed: boolean }) {
  return (
    <>
      <Form.Item name="successorId" label="接手人" rules={needed ? [{ required: true, message: '请选择接手人' }] : []}>
        <Successor but={account.id} />
      </Form.Item>
      <Form.Item name="reason" label="原因" rules={[{ required: true, whitespace: true, message: '请填写原因' }]}>
        <Input maxLength={200} placeholder="例如：岗位调整" />
      </Form.Item>
      <p className="consequence">
        确认后账号停用，{account.grants.length}项职责收回，{account.sessions.length}
        个会话结束，且不能恢复；再次任职须新建账号。
      </p>
    </>
  )
}

/** Finds an account in use by name. */
function Successor({
  but,
  value,
  onChange,
}: {
  but: string
  value?: string
  onChange?: (id: string | undefined) => void
}) {
  const [q, setQ] = useState('')
  const { data, isFetching } = useApi(
    'GET /api/people/accounts',
    { query: { ...(q ? { q } : {}), state: 'active', size: 20 } },
    { keep: true },
  )
  const options = (data?.items ?? [])
    .filter((a) => a.id !== but)
    .map((a) => ({ value: a.id, label: `${a.name}（${a.organName}）` }))
  return (
    <Select
      value={value}
      onChange={onChange}
      options={options}
      loading={isFetching}
      allowClear
      showSearch={{ filterOption: false, onSearch: setQ }}
      placeholder="输入姓名查找"
      notFoundContent="没有找到在用的账号"
    />
  )
}
