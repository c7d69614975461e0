import { Checkbox, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import { legalKinds, levels, type LegalKind, type Level, type Organ } from '../../../server/modules/organs/contract.ts'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import { ApiForm } from '../form.tsx'
import { useAct } from '../hooks.ts'
import type { Detail } from './OrganDrawer.tsx'

type Shown = { open: boolean; onClose: () => void }

/** A form in a dialog: closes when saved. */
export function FormDialog<T extends object>({
  open,
  onClose,
  title,
  submit,
  initial,
  label,
  children,
  width,
}: Shown & {
  title: string
  submit: (values: T) => Promise<unknown>
  initial?: Partial<T>
  label?: string
  children: ReactNode
  width?: number
}) {
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={title}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      width={width ?? 560}
    >
      <ApiForm<T>
        submit={async (v) => {
          await submit(v)
          onClose()
        }}
        initialValues={initial}
        label={label}
      >
        {children}
      </ApiForm>
    </Modal>
  )
}

const required = (message: string) => [{ required: true, whitespace: true, message }]
const kindOptions = Object.entries(legalKinds).map(([value, label]) => ({ value, label }))
const levelOptions = Object.entries(levels).map(([value, label]) => ({ value, label }))

type FactsForm = {
  legalKind: LegalKind
  level: Level
  actsInOwnName: boolean
  disclosureOffice: boolean
  creditCode: string
  address: string
  phone: string
  sort: number
}

function FactFields() {
  const kind = Form.useWatch<LegalKind>('legalKind')
  return (
    <>
      <div className="form-two">
        <Form.Item name="legalKind" label="机构性质" rules={[{ required: true, message: '请选择机构性质' }]}>
          <Select options={kindOptions} />
        </Form.Item>
        <Form.Item name="level" label="层级" rules={[{ required: true, message: '请选择层级' }]}>
          <Select options={levelOptions} />
        </Form.Item>
      </div>
      <Form.Item
        name="actsInOwnName"
        valuePropName="checked"
        hidden={kind !== 'dispatchedBody' && kind !== 'internalOffice'}
        extra="依照法律、法规对外以自己名义履职的，负有公开义务（条例第十条）"
      >
        <Checkbox>以自己名义对外履职</Checkbox>
      </Form.Item>
      <Form.Item name="disclosureOffice" valuePropName="checked">
        <Checkbox>是政务公开科（政府信息公开工作机构）</Checkbox>
      </Form.Item>
      <Form.Item name="creditCode" label="统一社会信用代码" extra="18位，可不填">
        <Input maxLength={18} />
      </Form.Item>
      <Form.Item name="address" label="办公地址">
        <Input maxLength={200} />
      </Form.Item>
      <div className="form-two">
        <Form.Item name="phone" label="联系电话">
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="sort" label="排序" extra="数字小的在前">
          <InputNumber min={0} max={1_000_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </>
  )
}
const cleaned = <T extends FactsForm>(v: T) => ({ ...v, creditCode: v.creditCode?.trim() ? v.creditCode : null })

export function FactsDialog({ open, onClose, organ }: Shown & { organ: Detail }) {
  const save = useAct('PUT /api/organs/:id', '已保存')
  return (
    <FormDialog<FactsForm>
      open={open}
      onClose={onClose}
      title={`修改“${organ.name}”`}
      initial={{ ...organ, creditCode: organ.creditCode ?? '' }}
      submit={(v) => save.act({ params: { id: organ.id }, body: cleaned(v) })}
    >
      <FactFields />
    </FormDialog>
  )
}

type NewForm = FactsForm & { name: string; shortName: string; code: string }

export function NewOrganDialog({ open, onClose, parent }: Shown & { parent: Detail }) {
  const create = useAct('POST /api/organs', '已新增')
  return (
    <FormDialog<NewForm>
      open={open}
      onClose={onClose}
      title={`在“${parent.name}”下新增机构`}
      label="新增"
      initial={{
        level: parent.level,
        legalKind: 'administrativeOrgan',
        actsInOwnName: false,
        disclosureOffice: false,
        sort: 0,
        address: '',
        phone: '',
        shortName: '',
      }}
      submit={(v) => create.act({ body: { ...cleaned(v), parentId: parent.id } })}
    >
      <Form.Item name="name" label="名称" rules={required('请填写名称')}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <div className="form-two">
        <Form.Item name="shortName" label="简称">
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item
          name="code"
          label="机构代码"
          rules={required('请填写机构代码')}
          extra="字母、数字和短横线，全区不重复"
        >
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <FactFields />
    </FormDialog>
  )
}

export function RenameDialog({ open, onClose, organ }: Shown & { organ: Detail }) {
  const rename = useAct('POST /api/organs/:id/rename', '已更名')
  return (
    <FormDialog<{ name: string; shortName: string; from?: Dayjs }>
      open={open}
      onClose={onClose}
      title="更名"
      label="更名"
      initial={{ name: organ.name, shortName: organ.shortName }}
      submit={({ from, ...v }) =>
        rename.act({ params: { id: organ.id }, body: { ...v, ...(from ? { from: from.format('YYYY-MM-DD') } : {}) } })
      }
    >
      <p className="consequence">原名称“{organ.name}”作为曾用名保留，此前公开的信息仍显示当时的名称。</p>
      <Form.Item name="name" label="新名称" rules={required('请填写新名称')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="shortName" label="新简称">
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="from" label="启用日期" extra="不填为今天">
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </FormDialog>
  )
}

export function MoveDialog({ open, onClose, organ, organs }: Shown & { organ: Detail; organs: readonly Organ[] }) {
  const move = useAct('POST /api/organs/:id/move', '已移动')
  const below = organs.filter((o) => o.path.startsWith(organ.path)).length - 1
  return (
    <FormDialog<{ parentId: string }>
      open={open}
      onClose={onClose}
      title={`移动“${organ.name}”`}
      label="移动"
      submit={(body) => move.act({ params: { id: organ.id }, body })}
    >
      <p className="consequence">
        {below > 0 ? `该机构连同${below}个下级机构一起移动。` : ''}新上级的管理人员将能管理该机构，原上级的不再能管理。
      </p>
      <Form.Item name="parentId" label="新的上级机构" rules={[{ required: true, message: '请选择上级机构' }]}>
        <OrganTreeSelect organs={organs.filter((o) => o.active)} />
      </Form.Item>
    </FormDialog>
  )
}
