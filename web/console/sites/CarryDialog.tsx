import { Button, Form, Modal, Select } from 'antd'
import { useState } from 'react'
import { sectionKinds, type SectionKind } from '../../../server/modules/sites/contract.ts'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { ApiForm } from '../form.tsx'
import { useAct, useApi } from '../hooks.ts'
import { useWords, type Rule, type RuleText } from './carry.ts'
import type { Cluster } from './cluster.ts'
import type { SectionView } from './SectionDrawer.tsx'

type Channel = SectionView['channels'][number]
type Values = {
  sourceChannelId?: string
  sourceClass?: string
  sourceKinds?: SectionKind[]
  organId?: string
  kinds?: string[]
  fields?: string[]
}
const kindOptions = Object.entries(sectionKinds).map(([value, label]) => ({ value, label }))
const optionsOf = (list: readonly { key: string; name: string }[]) =>
  list.map((one) => ({ value: one.key, label: one.name }))

/** What a channel carries from others: the rules in words, each to be removed, and a new one. */
export function CarryDialog({
  channel,
  cluster,
  ruleText,
  onClose,
}: {
  channel: Channel
  cluster: Cluster
  ruleText: RuleText
  onClose: () => void
}) {
  const [removing, setRemoving] = useState<Rule>()
  const drop = useAct('DELETE /api/sites/channels/:id/carry/:ruleId', '已取消订阅')
  return (
    <Modal
      open
      title={`“${channel.name}”的订阅规则`}
      footer={null}
      width={640}
      onCancel={onClose}
      destroyOnHidden
      mask={{ closable: false }}
    >
      <p className="muted">符合任一规则的信息，公开后自动显示在本栏目；只引用，不复制，原文和网址不变。</p>
      {channel.carries.length === 0 ? (
        <p className="carry-none">还没有订阅规则，本栏目只显示直接发布到这里的信息。</p>
      ) : (
        <ul className="carry-list">
          {channel.carries.map((r) => (
            <li key={r.id}>
              <span>{ruleText(r)}</span>
              <Button
                size="small"
                type="text"
                danger
                aria-label={`取消订阅：${ruleText(r)}`}
                onClick={() => setRemoving(r)}
              >
                取消
              </Button>
            </li>
          ))}
        </ul>
      )}
      <NewRule channel={channel} cluster={cluster} />
      {removing && (
        <ReasonDialog
          open
          title="取消订阅"
          okText="取消订阅"
          danger
          consequence={`只因这条规则（${ruleText(removing)}）进入“${channel.name}”的信息，将陆续从本栏目撤下；信息本身、来源栏目和网址不受影响。`}
          onClose={() => setRemoving(undefined)}
          onOk={() => drop.act({ params: { id: channel.id, ruleId: removing.id } })}
        />
      )}
    </Modal>
  )
}

function NewRule({ channel, cluster }: { channel: Channel; cluster: Cluster }) {
  const [form] = Form.useForm<Values>()
  const add = useAct('POST /api/sites/channels/:id/carry', '已订阅，符合条件的已公开信息将陆续出现在本栏目')
  const source = Form.useWatch('sourceChannelId', form)
  const submit = async (v: Values) => {
    await add.act({
      params: { id: channel.id },
      body: {
        sourceChannelId: v.sourceChannelId ?? null,
        // One channel is its own class and kind.
        sourceClass: v.sourceChannelId ? null : (v.sourceClass ?? null),
        sourceKinds: v.sourceChannelId ? [] : (v.sourceKinds ?? []),
        organId: v.organId ?? null,
        kinds: v.kinds ?? [],
        fields: v.fields ?? [],
      },
    })
    form.resetFields()
  }
  return (
    <section aria-label="新增规则">
      <h3>新增规则</h3>
      <p className="muted carry-hint">至少选择一个条件；选择多个条件时，信息须同时符合。</p>
      <ApiForm<Values> form={form} submit={submit} label="订阅" requiredMark={false}>
        <Form.Item name="sourceChannelId" label="来源栏目">
          <SourceSelect siteId={cluster.site!.id} own={channel.id} />
        </Form.Item>
        {!source && (
          <div className="form-columns">
            <Form.Item name="sourceClass" label="或来源栏目类别">
              <Select allowClear placeholder="不限" options={optionsOf(cluster.classes)} />
            </Form.Item>
            <Form.Item
              name="sourceKinds"
              label="来源子站类型"
              dependencies={['sourceClass', 'organId', 'kinds', 'fields']}
              rules={[({ getFieldsValue }) => ({ validator: async () => needsMore(getFieldsValue()) })]}
            >
              <Select mode="multiple" allowClear placeholder="不限" options={kindOptions} />
            </Form.Item>
          </div>
        )}
        <Facts />
      </ApiForm>
    </section>
  )
}

/** The kind of section alone would draw all that such sections publish. */
const needsMore = (v: Values): void => {
  const other = v.sourceClass || v.organId || v.kinds?.length || v.fields?.length
  if (v.sourceKinds?.length && !other) throw new Error('请再选择栏目类别、发布机构、信息类型或领域中的一项')
}

function Facts() {
  const { kinds, fields } = useWords(true)
  const organs = useApi('GET /api/organs/tree').data?.organs
  return (
    <>
      <Form.Item name="organId" label="发布机构" extra="包括其所属单位">
        <OrganTreeSelect organs={organs ?? []} loading={!organs} placeholder="不限" />
      </Form.Item>
      <div className="form-columns">
        <Form.Item name="kinds" label="信息类型">
          <Select
            mode="multiple"
            allowClear
            placeholder="不限"
            showSearch={{ optionFilterProp: 'label' }}
            options={optionsOf(kinds)}
          />
        </Form.Item>
        <Form.Item name="fields" label="领域">
          <Select
            mode="multiple"
            allowClear
            placeholder="不限"
            showSearch={{ optionFilterProp: 'label' }}
            options={optionsOf(fields)}
          />
        </Form.Item>
      </div>
    </>
  )
}

/** Any channel on the web, found by its name or its section's. */
function SourceSelect({
  siteId,
  own,
  id,
  value,
  onChange,
}: {
  siteId: string
  own: string
  id?: string
  value?: string
  onChange?: (channelId: string | undefined) => void
}) {
  const [text, setText] = useState('')
  const { data, isFetching } = useApi(
    'GET /api/sites/:id/channels',
    { params: { id: siteId }, query: { text: text || undefined } },
    { keep: true },
  )
  return (
    <Select
      id={id}
      allowClear
      placeholder="按子站或栏目名称查找"
      loading={isFetching}
      showSearch={{ filterOption: false, onSearch: (q) => setText(q.trim().slice(0, 100)) }}
      value={value}
      onChange={(channelId: string | undefined) => onChange?.(channelId)}
      options={(data?.items ?? [])
        .filter((c) => c.id !== own)
        .map((c) => ({ value: c.id, label: `${c.section}·${c.name}` }))}
    />
  )
}
