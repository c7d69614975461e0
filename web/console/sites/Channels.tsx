import { Button, Form, Input, InputNumber, Modal, Select, Switch, Tag } from 'antd'
import { useState } from 'react'
import { TOPIC } from '../../../server/modules/sites/contract.ts'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { ApiForm } from '../form.tsx'
import { useAct } from '../hooks.ts'
import { CarryDialog } from './CarryDialog.tsx'
import { useRuleText } from './carry.ts'
import { stateTag } from './Freshness.tsx'
import type { Cluster } from './cluster.ts'
import type { SectionView } from './SectionDrawer.tsx'

type Channel = SectionView['channels'][number]
type Values = {
  slug: string
  name: string
  class: string
  description: string
  keywords: string
  shown: boolean
  sort: number
}

/** The channels of a section with their upkeep and what they carry from elsewhere. */
export function Channels({ view, cluster, editable }: { view: SectionView; cluster: Cluster; editable: boolean }) {
  const [editing, setEditing] = useState<Channel | 'new' | 'topic'>()
  const [carrying, setCarrying] = useState<string>()
  const [removing, setRemoving] = useState<Channel>()
  const remove = useAct('DELETE /api/sites/channels/:id', '已删除')
  const ruleText = useRuleText(view.channels.some((c) => c.carries.length > 0))
  const carrier = view.channels.find((c) => c.id === carrying)
  return (
    <section className="channels" aria-label="栏目">
      <div className="panel-head">
        <h3>栏目（{view.channels.length}）</h3>
        {editable && (
          <span className="row-buttons">
            <Button size="small" onClick={() => setEditing('new')}>
              新增栏目
            </Button>
            <Button size="small" onClick={() => setEditing('topic')}>
              新建专题
            </Button>
          </span>
        )}
      </div>
      <ul className="channel-list">
        {view.channels.map((c) => (
          <li key={c.id}>
            <div>
              <b>{c.name}</b> {!c.shown && <Tag>不显示</Tag>}
              {stateTag(c.state)}
              <span className="cell-sub">
                {c.className} · {c.path} · {c.count}条{c.lastOn && ` · 最近 ${c.lastOn}`}
              </span>
              {c.carries.map((r) => (
                <span className="cell-sub" key={r.id}>
                  订阅：{ruleText(r)}
                </span>
              ))}
            </div>
            {editable && (
              <span className="row-buttons">
                <Button size="small" type="text" onClick={() => setEditing(c)}>
                  修改
                </Button>
                <Button size="small" type="text" aria-label={`“${c.name}”的订阅规则`} onClick={() => setCarrying(c.id)}>
                  订阅
                </Button>
                {c.count === 0 && (
                  <Button size="small" type="text" danger onClick={() => setRemoving(c)}>
                    删除
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      {editing && (
        <ChannelDialog
          channel={typeof editing === 'string' ? undefined : editing}
          topic={editing === 'topic' || (typeof editing !== 'string' && editing.class === TOPIC)}
          view={view}
          cluster={cluster}
          onClose={() => setEditing(undefined)}
        />
      )}
      {carrier && (
        <CarryDialog channel={carrier} cluster={cluster} ruleText={ruleText} onClose={() => setCarrying(undefined)} />
      )}
      {removing && (
        <ReasonDialog
          open
          title={`删除栏目“${removing.name}”`}
          okText="删除"
          danger
          consequence={`栏目页 ${removing.path} 和它的订阅源将停止访问。栏目中没有信息。`}
          onClose={() => setRemoving(undefined)}
          onOk={() => remove.act({ params: { id: removing.id } })}
        />
      )}
    </section>
  )
}

function ChannelDialog({
  channel,
  topic,
  view,
  cluster,
  onClose,
}: {
  channel?: Channel
  topic: boolean
  view: SectionView
  cluster: Cluster
  onClose: () => void
}) {
  const what = topic ? '专题' : '栏目'
  const create = useAct('POST /api/sites/sections/:id/channels', topic ? '专题已建立，可以接着设置订阅规则' : '已新增')
  const change = useAct('PUT /api/sites/channels/:id', '已保存')
  const submit = async (v: Values) => {
    await (channel
      ? change.act({ params: { id: channel.id }, body: v })
      : create.act({ params: { id: view.own.id }, body: v }))
    onClose()
  }
  return (
    <Modal
      open
      title={channel ? `修改${what}“${channel.name}”` : topic ? '新建专题' : '新增栏目'}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
      mask={{ closable: false }}
    >
      <ApiForm<Values>
        submit={submit}
        beside={<Button onClick={onClose}>取消</Button>}
        initialValues={
          channel ?? {
            slug: '',
            name: '',
            class: topic ? TOPIC : 'notice',
            description: '',
            keywords: '',
            shown: true,
            sort: view.channels.length,
          }
        }
      >
        <Fields
          what={what}
          path={channel ? undefined : `${view.own.path}${topic ? 'zt/' : ''}`}
          classes={cluster.classes.filter((c) => (c.key === TOPIC) === topic)}
        />
      </ApiForm>
    </Modal>
  )
}

type FieldsProps = {
  what: '专题' | '栏目'
  /** Where a new channel will stand; its name in the address is asked only then. */
  path: string | undefined
  classes: Cluster['classes']
}
function Fields({ what, path, classes }: FieldsProps) {
  return (
    <>
      <Form.Item name="name" label={`${what}名称`} rules={[{ required: true, message: `请填写${what}名称` }]}>
        <Input maxLength={20} />
      </Form.Item>
      {path !== undefined && (
        <Form.Item
          name="slug"
          label={`${what}路径`}
          extra={`页面地址：${path}…/，建立后不能更改`}
          rules={[{ required: true, pattern: /^[a-z0-9-]{1,40}$/, message: '由小写字母、数字和短横线组成' }]}
        >
          <Input />
        </Form.Item>
      )}
      {/* A topic has no other class to choose. */}
      <Form.Item name="class" label="栏目类别" extra="更新期限按类别计算" hidden={what === '专题'}>
        <Select options={classes.map((c) => ({ value: c.key, label: c.name }))} />
      </Form.Item>
      <Form.Item name="description" label={`${what}描述`} rules={[{ required: true, message: `请填写${what}描述` }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="keywords"
        label={`${what}关键词`}
        extra="用逗号分隔"
        rules={[{ required: true, message: `请填写${what}关键词` }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="sort" label="排序">
        <InputNumber min={0} max={1_000_000} />
      </Form.Item>
      <Form.Item name="shown" label="在子站显示" valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  )
}
