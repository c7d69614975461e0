import { Checkbox, Form, Input, Modal, Select } from 'antd'
import { expectations, type Expectation, standardChannels } from '../../../server/modules/standards/contract.ts'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import type { Output } from '../api.ts'
import { ApiForm } from '../form.tsx'
import { useAct, useApi } from '../hooks.ts'

type Entry = Output<'GET /api/standards/entries/:id'>['entry']
type Organs = Output<'GET /api/organs/tree'>['organs']
type Values = {
  level1: string
  level2: string
  level3: string
  elements: string
  basis: string
  timeLimit: string
  responsible: string
  organIds: string[]
  channels: string[]
  tiers: string[]
  everyone: boolean
  group: string
  mode: string[]
  expectation: Expectation
  verified: boolean
  source: string
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean)
const names = (marks: Entry['content']['channels']): string[] => marks.filter((m) => m.chosen).map((m) => m.name)
const tierNames = ['县级', '乡级']

type Content = Entry['content']

const changeOf = (v: Values, c: Content | undefined) => {
  const marks = (all: readonly string[], chosen: readonly string[]) =>
    [...new Set([...all, ...chosen])].map((name) => ({
      name,
      chosen: chosen.includes(name),
      note: c?.channels.find((m) => m.name === name)?.note,
    }))
  return {
    level1: v.level1,
    level2: v.level2,
    level3: v.level3,
    elements: lines(v.elements),
    basis: lines(v.basis),
    timeLimit: v.timeLimit,
    responsible: v.responsible,
    channels: marks(c?.channels.map((m) => m.name) ?? standardChannels, v.channels),
    tiers: marks(c?.tiers.map((m) => m.name) ?? tierNames, v.tiers),
    audience: { everyone: v.everyone, group: v.group.trim() === '' ? null : v.group.trim() },
    mode: { proactive: v.mode.includes('proactive'), onRequest: v.mode.includes('onRequest') },
    expectation: v.expectation,
    verified: v.verified,
    source: v.source,
  }
}

function valuesOf(entry: Entry | undefined): Values {
  const c = entry?.content
  return {
    level1: c?.level1 ?? '',
    level2: c?.level2 ?? '',
    level3: c?.level3 ?? '',
    elements: c?.elements.join('\n') ?? '',
    basis: c?.basis.join('\n') ?? '',
    timeLimit: c?.timeLimit.original ?? '',
    responsible: c?.responsible ?? '',
    organIds: entry?.organs.map((o) => o.id) ?? [],
    channels: c ? names(c.channels) : ['政府网站'],
    tiers: c ? names(c.tiers) : ['县级'],
    everyone: c?.audience.everyone ?? true,
    group: c?.audience.group ?? '',
    mode: c ? [...(c.mode.proactive ? ['proactive'] : []), ...(c.mode.onRequest ? ['onRequest'] : [])] : ['proactive'],
    expectation: c?.expectation ?? 'onEvent',
    verified: c?.verified ?? false,
    source: c?.source ?? '',
  }
}

/** Changes a row of a draft, or adds one (without `entry`). */
export function EntryForm({
  open,
  entry,
  catalogId,
  fieldKey,
  onClose,
}: {
  open: boolean
  entry?: Entry
  catalogId?: string
  fieldKey?: string
  onClose: () => void
}) {
  const organs = useApi('GET /api/organs/tree', {}, { enabled: open }).data?.organs
  const save = useAct('PUT /api/standards/catalogs/:id/entries/:entryId', '已保存')
  const add = useAct('POST /api/standards/catalogs/:id/entries', '已增加')
  const c = entry?.content
  const submit = async (v: Values): Promise<void> => {
    const change = changeOf(v, c)
    if (entry)
      await save.act({
        params: { id: entry.catalogId, entryId: entry.id },
        body: { version: entry.version, change: { ...change, organIds: v.organIds } },
      })
    else await add.act({ params: { id: catalogId! }, body: { ...change, fieldKey: fieldKey! } })
    onClose()
  }
  return (
    <Modal
      open={open}
      title={entry ? '修改公开事项' : '增加公开事项'}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      width={720}
    >
      <ApiForm<Values> submit={submit} initialValues={valuesOf(entry)}>
        <Fields entry={entry} organs={organs} />
      </ApiForm>
    </Modal>
  )
}

function Fields({ entry, organs }: { entry: Entry | undefined; organs: Organs | undefined }) {
  return (
    <>
      <WhatFields />
      <Form.Item name="basis" label="公开依据" extra="一行一条，写全称和文号">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} />
      </Form.Item>
      <Form.Item
        name="timeLimit"
        label="公开时限"
        extra="照抄原文，例如“信息形成或者变更之日起20个工作日内”。系统据原文识别；识别不了的照存原文，不据此计算"
      >
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="expectation" label="公开要求" extra="决定什么时候算作“应公开”">
        <Select options={Object.entries(expectations).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="responsible" label="公开主体（原文）">
        <Input maxLength={500} />
      </Form.Item>
      {entry && (
        <Form.Item name="organIds" label="对应单位" extra="按原文自动对应，可以更正">
          <OrganTreeSelect organs={organs ?? []} loading={!organs} multiple />
        </Form.Item>
      )}
      <WhomFields tiers={entry?.content.tiers ?? []} />
      <div className="form-two">
        <Form.Item name="verified" label="核对" valuePropName="checked">
          <Checkbox>已与来源核对</Checkbox>
        </Form.Item>
        <Form.Item name="source" label="来源" extra="网址或者文件名称">
          <Input maxLength={500} />
        </Form.Item>
      </div>
    </>
  )
}

/** What is published. */
function WhatFields() {
  return (
    <>
      <div className="form-three">
        <Form.Item
          name="level1"
          label="一级事项"
          rules={[{ required: true, whitespace: true, message: '请填写一级事项' }]}
        >
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="level2" label="二级事项">
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="level3" label="三级事项">
          <Input maxLength={500} />
        </Form.Item>
      </div>
      <Form.Item
        name="elements"
        label="公开内容（要素）"
        extra="一行一个要素"
        rules={[{ required: true, whitespace: true, message: '请填写公开内容（要素）' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
      </Form.Item>
    </>
  )
}

/** Where, to whom and how it is published. */
function WhomFields({ tiers }: { tiers: readonly { name: string }[] }) {
  return (
    <>
      <Form.Item name="channels" label="公开渠道和载体">
        <Select mode="tags" options={standardChannels.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <div className="form-three">
        <Form.Item name="everyone" label="公开对象" valuePropName="checked">
          <Checkbox>全社会</Checkbox>
        </Form.Item>
        <Form.Item name="group" label="特定群体">
          <Input maxLength={200} placeholder="没有则留空" />
        </Form.Item>
        <Form.Item name="mode" label="公开方式">
          <Checkbox.Group
            options={[
              { label: '主动', value: 'proactive' },
              { label: '依申请', value: 'onRequest' },
            ]}
          />
        </Form.Item>
      </div>
      <Form.Item name="tiers" label="公开层级">
        <Checkbox.Group options={[...new Set([...tierNames, ...tiers.map((t) => t.name)])]} />
      </Form.Item>
    </>
  )
}
