import { Alert, Button, DatePicker, Form, Input, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import type { Organ } from '../../../server/modules/organs/contract.ts'
import { duties, dutyNames, isAdmin, type Duty } from '../../../server/modules/people/contract.ts'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import type { OrganNode } from '../../ui/organ-tree.ts'
import { useAct } from '../hooks.ts'
import { FormDialog } from '../organs/OrganDialogs.tsx'
import type { AccountDetail } from './AccountDrawer.tsx'

type Shown = { open: boolean; onClose: () => void }
const must = (message: string) => [{ required: true, whitespace: true, message }]

/** A password that is shown this once. */
export function OncePassword({
  shown,
  onClose,
}: {
  shown: { login: string; password: string } | undefined
  onClose: () => void
}) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(`登录名：${shown!.login}\n一次性密码：${shown!.password}`)
    setCopied(true)
  }
  return (
    <Modal
      open={shown !== undefined}
      title="一次性密码"
      onCancel={onClose}
      footer={
        <>
          <Button onClick={() => void copy()}>{copied ? '已复制' : '复制'}</Button>
          <Button type="primary" onClick={onClose}>
            已记下，关闭
          </Button>
        </>
      }
      mask={{ closable: false }}
      keyboard={false}
      destroyOnHidden
      afterClose={() => setCopied(false)}
    >
      <div className="dialog-body">
        <Alert
          type="warning"
          showIcon
          title="密码只显示这一次，关闭后无法再查看。请当面或电话告知本人，首次登录时须修改。"
        />
        {shown && (
          <div className="secret-once">
            <dl>
              <dt>登录名</dt>
              <dd>{shown.login}</dd>
              <dt>密码</dt>
              <dd>{shown.password}</dd>
            </dl>
          </div>
        )}
      </div>
    </Modal>
  )
}

type NewForm = { login: string; name: string; organId: string; post: string; phone: string; email: string }

export function NewAccountDialog({ open, onClose, organs }: Shown & { organs: readonly OrganNode[] }) {
  const create = useAct('POST /api/people/accounts')
  const [once, setOnce] = useState<{ login: string; password: string }>()
  return (
    <>
      <FormDialog<NewForm>
        open={open}
        onClose={onClose}
        title="新建账号"
        label="新建"
        initial={{ post: '', phone: '', email: '' }}
        submit={async (body) => setOnce(await create.act({ body }))}
      >
        <div className="form-two">
          <Form.Item name="name" label="姓名" rules={must('请填写姓名')}>
            <Input maxLength={50} autoFocus autoComplete="off" />
          </Form.Item>
          <Form.Item name="login" label="登录名" rules={must('请填写登录名')} extra="3至40个字符，以字母开头">
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        </div>
        <Form.Item name="organId" label="所在机构" rules={[{ required: true, message: '请选择机构' }]}>
          <OrganTreeSelect organs={organs} />
        </Form.Item>
        <Form.Item name="post" label="岗位">
          <Input maxLength={50} />
        </Form.Item>
        <div className="form-two">
          <Form.Item name="phone" label="手机">
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="email" label="电子邮箱" extra="用于接收通知和重置密码">
            <Input autoComplete="off" />
          </Form.Item>
        </div>
      </FormDialog>
      <OncePassword shown={once} onClose={() => setOnce(undefined)} />
    </>
  )
}

export function EditAccountDialog({
  open,
  onClose,
  account,
  organs,
}: Shown & { account: AccountDetail; organs: readonly OrganNode[] }) {
  const save = useAct('PUT /api/people/accounts/:id', '已保存')
  type Values = { name: string; organId: string; post: string; phone?: string; email?: string }
  const submit = ({ phone, email, ...v }: Values) =>
    save.act({
      params: { id: account.id },
      body: { ...v, ...(phone?.trim() ? { phone } : {}), ...(email?.trim() ? { email } : {}) },
    })
  return (
    <FormDialog<Values>
      open={open}
      onClose={onClose}
      title={`修改“${account.name}”`}
      submit={submit}
      initial={{ name: account.name, organId: account.organId, post: account.post }}
    >
      <Form.Item name="name" label="姓名" rules={must('请填写姓名')}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="organId" label="所在机构" rules={[{ required: true, message: '请选择机构' }]}>
        <OrganTreeSelect organs={organs} />
      </Form.Item>
      <Form.Item name="post" label="岗位">
        <Input maxLength={50} />
      </Form.Item>
      <div className="form-two">
        <Form.Item name="phone" label="手机" extra={account.phone ? `现为 ${account.phone}，不改请留空` : undefined}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="email"
          label="电子邮箱"
          extra={account.email ? `现为 ${account.email}，不改请留空` : undefined}
        >
          <Input autoComplete="off" />
        </Form.Item>
      </div>
    </FormDialog>
  )
}

type GrantForm = { duty: Duty; organId: string; fromOn?: Dayjs; toOn?: Dayjs }
const day = (d: Dayjs | undefined): string | undefined => d?.format('YYYY-MM-DD')

export function GrantDialog({
  open,
  onClose,
  account,
  organs,
}: Shown & { account: AccountDetail; organs: readonly (OrganNode & Pick<Organ, 'path'>)[] }) {
  const grant = useAct('POST /api/people/accounts/:id/grants', '已授予')
  return (
    <FormDialog<GrantForm>
      open={open}
      onClose={onClose}
      title={`给“${account.name}”授予职责`}
      label="授予"
      initial={{ organId: account.organId }}
      submit={({ duty, organId, fromOn, toOn }) =>
        grant.act({
          params: { id: account.id },
          body: { duty, organId, fromOn: day(fromOn) as never, toOn: (day(toOn) ?? null) as never },
        })
      }
    >
      <Form.Item name="duty" label="职责" rules={[{ required: true, message: '请选择职责' }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={dutyNames.map((value) => ({ value, label: duties[value].label }))}
          optionRender={(o) => (
            <>
              {o.label}
              <span className="cell-sub">{duties[o.value as Duty].about}</span>
            </>
          )}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          isAdmin(getFieldValue('duty') ?? '') && (
            <Alert
              type="info"
              showIcon
              style={{ marginBottom: 16 }}
              title="系统管理员、安全管理员、审计管理员须由不同的人担任，一人只能是其中一种。"
            />
          )
        }
      </Form.Item>
      <Form.Item
        name="organId"
        label="范围"
        rules={[{ required: true, message: '请选择机构' }]}
        extra={<Reach organs={organs} />}
      >
        <OrganTreeSelect organs={organs} />
      </Form.Item>
      <div className="form-two">
        <Form.Item name="fromOn" label="开始日期" extra="不填为今天">
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="toOn" label="结束日期" extra="当天仍有效；不填为长期">
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </FormDialog>
  )
}

/** Says how far the chosen organ reaches. */
function Reach({ organs }: { organs: readonly (OrganNode & Pick<Organ, 'path'>)[] }) {
  const id = Form.useWatch<string | undefined>('organId')
  const chosen = organs.find((o) => o.id === id)
  const below = chosen ? organs.filter((o) => o.path.startsWith(chosen.path)).length - 1 : 0
  return (
    <>
      {chosen
        ? below > 0
          ? `含“${chosen.name}”及其${below}个下级机构`
          : `仅“${chosen.name}”，它没有下级机构`
        : '职责及于所选机构及其全部下级机构'}
    </>
  )
}
