import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { themes, type MenuItem, type Theme } from '../../../server/modules/sites/contract.ts'
import { ApiForm } from '../form.tsx'
import { useAct } from '../hooks.ts'
import type { Cluster } from './cluster.ts'
import type { SectionView } from './SectionDrawer.tsx'

type Values = {
  name: string
  shortName: string
  slogan: string
  intro: string
  template: string
  theme: string
  ownMenu: boolean
  menu: MenuItem[]
  ownFooter: boolean
  footer: string
  sort: number
}
const INHERIT = ''

const valuesOf = ({ own, inForce }: SectionView): Values => ({
  name: own.name,
  shortName: own.shortName,
  slogan: own.slogan,
  intro: own.intro,
  sort: own.sort,
  template: own.template ?? INHERIT,
  theme: own.theme ?? INHERIT,
  ownMenu: own.menu !== null,
  menu: [...inForce.menu],
  ownFooter: own.footer !== null,
  footer: own.footer ?? inForce.footer,
})

const bodyOf = (v: Values, version: number) => ({
  name: v.name,
  shortName: v.shortName,
  slogan: v.slogan,
  intro: v.intro,
  sort: v.sort,
  version,
  template: v.template || null,
  theme: (v.theme || null) as Theme | null,
  menu: v.ownMenu ? v.menu : null,
  footer: v.ownFooter ? v.footer : null,
})

/** What is left to the parent is sent as null, so that a change above reaches this section. */
export function SectionForm({ view, cluster, onDone }: { view: SectionView; cluster: Cluster; onDone: () => void }) {
  const { own } = view
  const [form] = Form.useForm<Values>()
  const save = useAct('PUT /api/sites/sections/:id', '已保存')
  const ownMenu = Form.useWatch('ownMenu', form) ?? own.menu !== null
  const ownFooter = Form.useWatch('ownFooter', form) ?? own.footer !== null
  const submit = async (v: Values) => {
    await save.act({
      params: { id: own.id },
      body: bodyOf(v, own.version),
    })
    onDone()
  }
  return (
    <ApiForm<Values>
      form={form}
      submit={submit}
      beside={<Button onClick={onDone}>取消</Button>}
      initialValues={valuesOf(view)}
    >
      <Naming />
      <Looks cluster={cluster} />
      <Form.Item name="ownMenu" label="菜单">
        <Radio.Group
          options={[
            { value: false, label: '随上级或模板' },
            { value: true, label: '自行设置' },
          ]}
        />
      </Form.Item>
      {ownMenu && <MenuRows />}
      <Form.Item name="ownFooter" label="页脚文字">
        <Radio.Group
          options={[
            { value: false, label: '随上级' },
            { value: true, label: '自行设置' },
          ]}
        />
      </Form.Item>
      {ownFooter && (
        <Form.Item name="footer" label="页脚附加文字">
          <Input.TextArea rows={2} maxLength={200} showCount />
        </Form.Item>
      )}
      <Form.Item name="sort" label="排序" extra="数字小的在前">
        <InputNumber min={0} max={1_000_000} />
      </Form.Item>
    </ApiForm>
  )
}

function Naming() {
  return (
    <>
      <Form.Item name="name" label="子站名称" rules={[{ required: true, message: '请填写子站名称' }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="shortName" label="简称" rules={[{ required: true, message: '请填写简称' }]}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="slogan" label="标语">
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="intro" label="简介" extra="显示在子站首页">
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </>
  )
}

function Looks({ cluster }: { cluster: Cluster }) {
  return (
    <>
      <Form.Item name="template" label="模板">
        <Select
          options={[
            { value: INHERIT, label: '随上级' },
            ...cluster.templates.map((t) => ({ value: t.key, label: t.name })),
          ]}
        />
      </Form.Item>
      <Form.Item name="theme" label="配色">
        <Radio.Group
          options={[
            { value: INHERIT, label: '随模板' },
            ...Object.entries(themes).map(([value, label]) => ({
              value,
              label: <span className={`swatch theme-${value}`}>{label}</span>,
            })),
          ]}
        />
      </Form.Item>
    </>
  )
}

const MENU_MAX = 9

/** The entries of a section's own menu. */
function MenuRows() {
  return (
    <Form.List name="menu">
      {(fields, { add, remove }) => (
        <div className="menu-rows">
          {fields.map((f) => (
            <div className="menu-row" key={f.key}>
              <Form.Item name={[f.name, 'label']} label="名称" rules={[{ required: true, message: '请填写名称' }]}>
                <Input maxLength={12} />
              </Form.Item>
              <Form.Item name={[f.name, 'href']} label="链接" rules={[{ required: true, message: '请填写链接' }]}>
                <Input placeholder="/xwdt/" />
              </Form.Item>
              <Button aria-label={`删除第${f.name + 1}项`} icon={<DeleteOutlined />} onClick={() => remove(f.name)} />
            </div>
          ))}
          {fields.length < MENU_MAX && (
            <Button icon={<PlusOutlined />} onClick={() => add({ label: '', href: '' })}>
              添加一项
            </Button>
          )}
        </div>
      )}
    </Form.List>
  )
}
