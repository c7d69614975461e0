import { Form, Input, Modal, Segmented } from 'antd'
import type { ProposalKind } from '../../../server/modules/standards/contract.ts'
import { ApiForm } from '../form.tsx'
import { useAct } from '../hooks.ts'

type Values = { kind: ProposalKind; provider: string; what: string; how: string; timeLimit: string }

/** 谁提供、提供什么、怎么提供: a proposal of the 课题组 on a row, or for a new one (without `entryId`). */
export function ProposalForm({
  open,
  seriesId,
  entryId,
  name,
  onClose,
}: {
  open: boolean
  seriesId: string
  entryId?: string
  name: string
  onClose: () => void
}) {
  const propose = useAct('POST /api/standards/series/:id/proposals', '建议已提交，等待政务公开科办理')
  const submit = async ({ kind, timeLimit, ...v }: Values): Promise<void> => {
    const content =
      kind === 'remove'
        ? {}
        : {
            ...(kind === 'add' ? { level1: v.what.slice(0, 60), elements: [v.what], responsible: v.provider } : {}),
            ...(timeLimit?.trim() ? { timeLimit: timeLimit.trim() } : {}),
          }
    await propose.act({ params: { id: seriesId }, body: { ...v, kind, ...(entryId ? { entryId } : {}), content } })
    onClose()
  }
  return (
    <Modal
      open={open}
      title={`对“${name}”的建议`}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
    >
      <ApiForm<Values>
        submit={submit}
        initialValues={{ kind: entryId ? 'change' : 'add', provider: '', what: '', how: '', timeLimit: '' }}
        label="提交建议"
      >
        <Fields ofEntry={entryId !== undefined} />
      </ApiForm>
    </Modal>
  )
}

function Fields({ ofEntry }: { ofEntry: boolean }) {
  return (
    <>
      <Form.Item name="kind" label="建议">
        <Segmented
          options={
            ofEntry
              ? [
                  { value: 'change', label: '修改事项' },
                  { value: 'remove', label: '删除事项' },
                ]
              : [{ value: 'add', label: '增加事项' }]
          }
        />
      </Form.Item>
      <Form.Item name="provider" label="谁提供" rules={[{ required: true, whitespace: true, message: '请写明谁提供' }]}>
        <Input maxLength={500} placeholder="公开主体和科室" />
      </Form.Item>
      <Form.Item name="what" label="提供什么" rules={[{ required: true, whitespace: true, message: '请写明提供什么' }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item name="how" label="怎么提供" rules={[{ required: true, whitespace: true, message: '请写明怎么提供' }]}>
        <Input.TextArea rows={2} maxLength={2000} placeholder="渠道、形式、流程" />
      </Form.Item>
      <Form.Item name="timeLimit" label="建议的公开时限" extra="不改则留空">
        <Input maxLength={500} />
      </Form.Item>
    </>
  )
}
