import type { Editor } from '@tiptap/react'
import { Button, Form, Input, Modal } from 'antd'

type Values = { href: string; text?: string }

/** Sets, changes or removes the link at the selection. */
export function LinkDialog({ open, editor, onClose }: { open: boolean; editor: Editor; onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const existing = (editor.getAttributes('link').href as string | undefined) ?? ''
  const bare = editor.state.selection.empty && existing === ''
  const apply = ({ href, text }: Values): void => {
    const chain = editor.chain().focus().extendMarkRange('link')
    if (bare)
      chain
        .insertContent({ type: 'text', text: text?.trim() || href, marks: [{ type: 'link', attrs: { href } }] })
        .run()
    else chain.setLink({ href }).run()
    onClose()
  }
  const remove = (): void => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onClose()
  }
  return (
    <Modal
      open={open}
      title="链接"
      okText="确定"
      cancelText="取消"
      destroyOnHidden
      onCancel={onClose}
      onOk={form.submit}
      footer={(_, { OkBtn, CancelBtn }) => (
        <>
          {existing !== '' && (
            <Button danger onClick={remove}>
              去掉链接
            </Button>
          )}
          <CancelBtn />
          <OkBtn />
        </>
      )}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        onFinish={apply}
        initialValues={{ href: existing, text: '' }}
        requiredMark="optional"
      >
        <Form.Item
          name="href"
          label="网址"
          extra="站内写“/”开头的路径；站外写 https:// 开头的完整网址"
          rules={[
            { required: true, message: '请填写网址' },
            { pattern: /^(https?:\/\/|\/|mailto:|tel:)\S+$/, message: '网址应以 https://、http:// 或“/”开头' },
          ]}
        >
          <Input autoFocus />
        </Form.Item>
        {bare && (
          <Form.Item
            name="text"
            label="链接文字"
            extra="写明去处，不写“点击这里”"
            rules={[{ required: true, whitespace: true, message: '请填写链接文字' }]}
          >
            <Input />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
