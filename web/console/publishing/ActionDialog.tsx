import { Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import {
  actions,
  secrecyConclusions,
  settableValidities,
  takeDownCauses,
  type Action,
  type ActionType,
} from '../../../server/modules/publishing/contract.ts'
import { DayInput, MomentInput } from '../../ui/DayInput.tsx'
import { todayIn } from '../../ui/when.ts'
import { ApiError } from '../api.ts'
import { ProblemAlert, namePath } from '../form.tsx'
import { useAct, useApi } from '../hooks.ts'
import { consequence } from './consequences.ts'
import type { Edition } from './use-draft.ts'

type Props = {
  edition: Edition
  type: ActionType | undefined
  onClose: () => void
  onDone?: (type: ActionType) => void
}

/** Asks before any act on a document: the consequence in words, then what the act needs. Stays open with the reason when refused. */
export function ActionDialog({ edition, type, onClose, onDone }: Props) {
  return type ? <Asking key={type} edition={edition} type={type} onClose={onClose} onDone={onDone} /> : null
}

function Asking({ edition, type, onClose, onDone }: Props & { type: ActionType }) {
  const [form] = Form.useForm()
  const [problem, setProblem] = useState<unknown>()
  const row = actions[type]
  const touchesPublic = ['submit', 'signOff', 'withdraw', 'takeDown', 'publishNow', 'reinstate'].includes(type)
  const places = useApi(
    'GET /api/publishing/editions/:id/destinations',
    { params: { id: edition.id } },
    { enabled: touchesPublic },
  ).data
  const change = useAct('POST /api/publishing/editions/:id/actions', `已办理：${row.label}`)
  const finish = async (values: object): Promise<void> => {
    setProblem(undefined)
    try {
      await change.act({ params: { id: edition.id }, body: { type, ...values } as Action })
      onClose()
      onDone?.(type)
    } catch (error) {
      setProblem(error)
      if (error instanceof ApiError)
        form.setFields(Object.entries(error.fields).map(([name, text]) => ({ name: namePath(name), errors: [text] })))
    }
  }
  const danger = 'danger' in row && row.danger
  return (
    <Modal
      open
      title={`${row.label}：${edition.content.title || '未命名'}`}
      okText={row.label}
      cancelText="取消"
      okButtonProps={{ danger }}
      confirmLoading={change.pending}
      mask={{ closable: false }}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        onFinish={(v) => void finish(v)}
        initialValues={initial(type)}
        className="dialog-body"
        scrollToFirstError
      >
        <p className="consequence">{consequence(type, places)}</p>
        {touchesPublic && places && (
          <PlaceList places={type === 'withdraw' || type === 'takeDown' ? places.remove : places.add} />
        )}
        {problem !== undefined && <ProblemAlert problem={problem} form={form} />}
        <div>{fieldsOf(type)}</div>
      </Form>
    </Modal>
  )
}

function PlaceList({ places }: { places: readonly { channelId: string; sectionName: string; channelName: string }[] }) {
  return places.length === 0 ? null : (
    <ul className="place-list" aria-label="涉及的栏目" tabIndex={0}>
      {places.slice(0, 12).map((p) => (
        <li key={p.channelId}>
          {p.sectionName} · {p.channelName}
        </li>
      ))}
      {places.length > 12 && <li>等 {places.length} 处</li>}
    </ul>
  )
}

const initial = (type: ActionType): object =>
  type === 'approve'
    ? { opinion: '同意' }
    : type === 'signOff'
      ? { opinion: '同意发布' }
      : type === 'secrecyReview'
        ? { conclusion: 'open', superiorAsked: false, opinion: '' }
        : type === 'setValidity'
          ? { from: todayIn() }
          : {}

const reason = (name: string, label: string, help?: string): ReactNode => (
  <Form.Item
    key={name}
    name={name}
    label={label}
    extra={help}
    rules={[
      { required: true, whitespace: true, message: `请填写${label}` },
      { min: 2, message: '至少填写2个字' },
    ]}
  >
    <Input.TextArea rows={3} maxLength={500} showCount />
  </Form.Item>
)
const opinion = (label = '意见'): ReactNode => (
  <Form.Item name="opinion" label={label}>
    <Input.TextArea rows={2} maxLength={500} />
  </Form.Item>
)

/** Days and choices before words. What the table's input asks, drawn. */
function fieldsOf(type: ActionType): ReactNode {
  switch (type) {
    case 'submit':
      return (
        <Form.Item name="note" label="送审说明">
          <Input.TextArea rows={2} maxLength={500} placeholder="需要审核人注意的事项" />
        </Form.Item>
      )
    case 'approve':
      return opinion()
    case 'secrecyReview':
      return <SecrecyFields />
    case 'signOff':
      return (
        <>
          {opinion()}
          <Form.Item name="publishAt" label="定时发布" extra="不选则签发后立即发布">
            <MomentInput min={todayIn()} />
          </Form.Item>
        </>
      )
    case 'reschedule':
      return (
        <Form.Item name="publishAt" label="发布时间" rules={[{ required: true, message: '请选择发布时间' }]}>
          <MomentInput min={todayIn()} />
        </Form.Item>
      )
    case 'sendBack':
      return reason('reason', '退回理由', '写明需要修改之处，起草人会收到')
    case 'recall':
    case 'unschedule':
      return (
        <Form.Item name="reason" label="原因">
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      )
    case 'revise':
      return (
        <Form.Item name="note" label="修订说明">
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      )
    default:
      return publicFieldsOf(type)
  }
}

/** Acts on what the public sees. */
function publicFieldsOf(type: ActionType): ReactNode {
  switch (type) {
    case 'withdraw':
      return (
        <>
          {reason('reason', '撤回原因', '只在内部留存')}
          {reason('notice', '对外说明', '撤回后原网址显示这段说明')}
        </>
      )
    case 'takeDown':
      return (
        <>
          {choice('cause', '下架情形', takeDownCauses)}
          {reason('reason', '下架原因', '只在内部留存')}
        </>
      )
    case 'reinstate':
      return (
        <>
          {reason('reason', '恢复原因')}
          <Form.Item name="displayUntil" label="新的展示截止日期" extra="展示期已满的才需要填写">
            <DayInput min={todayIn()} />
          </Form.Item>
        </>
      )
    case 'setValidity':
      return (
        <>
          {choice('validity', '效力', settableValidities)}
          <Form.Item name="from" label="起始日期" rules={[{ required: true, message: '请选择起始日期' }]}>
            <DayInput />
          </Form.Item>
          {reason('note', '依据', '公开页面显示，例如“由示政规〔2026〕8号修改”')}
        </>
      )
    default:
      return null
  }
}

const choice = (name: string, label: string, from: Record<string, string>): ReactNode => (
  <Form.Item name={name} label={label} rules={[{ required: true, message: `请选择${label}` }]}>
    <Select placeholder="请选择" options={Object.entries(from).map(([value, text]) => ({ value, label: text }))} />
  </Form.Item>
)
const confirms = [
  ['noStateSecret', '不涉及国家秘密'],
  ['noWorkSecret', '不涉及工作秘密'],
  ['noTradeSecret', '不涉及商业秘密'],
  ['noPrivacy', '不涉及个人隐私'],
] as const

/** 保密审查表: each item is confirmed by itself, the conclusion chosen (条例17, 逐项审查). */
function SecrecyFields() {
  const conclusion = Form.useWatch('conclusion') as keyof typeof secrecyConclusions | undefined
  const asked = Form.useWatch('superiorAsked') as boolean | undefined
  const clear = conclusion === 'open' || conclusion === undefined
  return (
    <>
      <fieldset className="confirm-list">
        <legend>逐项审查</legend>
        {confirms.map(([name, label]) => (
          <Form.Item
            key={name}
            name={name}
            valuePropName="checked"
            getValueProps={(v) => ({ checked: v === true })}
            noStyle={false}
            rules={
              clear
                ? [
                    {
                      validator: (_, v) =>
                        v ? Promise.resolve() : Promise.reject(new Error('同意公开的，须逐项确认')),
                    },
                  ]
                : []
            }
            initialValue={false}
          >
            <Checkbox>{label}</Checkbox>
          </Form.Item>
        ))}
      </fieldset>
      <Form.Item name="conclusion" label="审查结论" rules={[{ required: true, message: '请选择审查结论' }]}>
        <Radio.Group
          className="radio-stack"
          options={Object.entries(secrecyConclusions).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      {!clear && (
        <>
          <Form.Item name="basis" label="依据" rules={[{ required: true, whitespace: true, message: '请填写依据' }]}>
            <Input maxLength={200} placeholder="例如：条例第十五条" />
          </Form.Item>
          {reason('reason', '理由')}
        </>
      )}
      <Form.Item name="superiorAsked" valuePropName="checked">
        <Checkbox>已征求上级机关或第三方意见</Checkbox>
      </Form.Item>
      {asked && (
        <Form.Item
          name="superiorOpinion"
          label="征求意见情况"
          rules={[{ required: true, whitespace: true, message: '请填写征求意见情况' }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      )}
      {opinion('审查意见')}
    </>
  )
}
