import { Alert, Form, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'

type Props = {
  open: boolean
  title: string
  /** What will happen, in words: '将从 10 个栏目撤下'. */
  consequence: ReactNode
  okText: string
  danger?: boolean
  /** Left out: nothing to write, only to confirm. */
  reason?: { label: string; required?: boolean; max?: number; suggestions?: readonly string[]; initial?: string }
  /** More fields of the caller, above the reason. */
  children?: ReactNode
  /** Throws to stay open: the message is shown inside. */
  onOk: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** Asks before an act that matters: the consequence in words, and a reason where one is due. */
export function ReasonDialog({ open, title, consequence, okText, danger, reason, children, onOk, onClose }: Props) {
  const [form] = Form.useForm<{ reason: string }>()
  const [pending, setPending] = useState(false)
  const [failed, setFailed] = useState<string>()
  const finish = async (): Promise<void> => {
    const values = await form.validateFields().catch(() => undefined)
    if (!values) return
    setPending(true)
    setFailed(undefined)
    try {
      await onOk((values.reason ?? '').trim())
      onClose()
    } catch (error) {
      setFailed(error instanceof Error ? error.message : '没有办成，请稍后再试')
    } finally {
      setPending(false)
    }
  }
  return (
    <Modal
      open={open}
      title={title}
      okText={okText}
      cancelText="取消"
      destroyOnHidden
      mask={{ closable: false }}
      confirmLoading={pending}
      okButtonProps={{ danger }}
      onOk={() => void finish()}
      onCancel={onClose}
      afterOpenChange={(now) => {
        if (now) {
          form.resetFields()
          setFailed(undefined)
        }
      }}
    >
      <div className="dialog-body">
        <p className="consequence">{consequence}</p>
        {failed && <Alert type="error" showIcon role="alert" title={failed} />}
        {children}
        {reason && (
          <Form form={form} layout="vertical" initialValues={{ reason: reason.initial ?? '' }} requiredMark="optional">
            {reason.suggestions && (
              <div className="suggestions" role="group" aria-label="常用语">
                {reason.suggestions.map((text) => (
                  <button type="button" key={text} onClick={() => form.setFieldValue('reason', text)}>
                    {text}
                  </button>
                ))}
              </div>
            )}
            <Form.Item
              name="reason"
              label={reason.label}
              rules={
                reason.required === false
                  ? []
                  : [{ required: true, whitespace: true, message: `请填写${reason.label}` }]
              }
            >
              <Input.TextArea rows={3} maxLength={reason.max ?? 500} showCount />
            </Form.Item>
          </Form>
        )}
      </div>
    </Modal>
  )
}
