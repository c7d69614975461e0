import { Form, Input, Select } from 'antd'
import { useRef, useState, type RefObject } from 'react'
import type { Content, KindView } from '../../../server/modules/publishing/content.ts'
import { api } from '../api.ts'
import { Editor, type EditorHandle } from './editor/Editor.tsx'
import { ImagePicker } from './ImagePicker.tsx'
import { KindFields } from './KindFields.tsx'
import { merged } from './kind-form.ts'

export type Choices = {
  sources: readonly string[]
  themes: readonly { code: string; name: string }[]
  genres: readonly { code: string; name: string }[]
}
type Props = {
  kind: KindView
  organId: string
  /** What stands in the form when it is mounted. */
  initial: Content
  /** The newest text: what the form does not hold comes from here. */
  latest: RefObject<Content>
  choices: Choices
  onChange: (content: Content) => void
  /** Only what a correction may touch. */
  brief?: boolean
  editor?: RefObject<EditorHandle | null>
}

export const cleanPaste = (html: string) => api('POST /api/publishing/clean', { body: { html } })

/** Title, the kind's fields and the body. Give a new `key` to put in another text. */
export function DraftForm({ kind, organId, initial, latest, choices, onChange, brief, editor }: Props) {
  const [form] = Form.useForm<Content>()
  const [picking, setPicking] = useState(false)
  const own = useRef<EditorHandle>(null)
  const held = editor ?? own
  const changed = (all: Partial<Content>): void => onChange(merged(latest.current, all))
  return (
    <Form<Content>
      form={form}
      layout="vertical"
      initialValues={initial}
      onValuesChange={(_, all) => changed(all)}
      className="draft-form"
      name="draft"
      colon={false}
    >
      <Titles brief={brief} />
      <KindFields fields={kind.fields} sources={choices.sources} />
      <Form.Item
        name="summary"
        label={<>内容概述{kind.needs.summary && <em className="needed">必填</em>}</>}
        extra={brief ? undefined : '用于列表和检索；不填时取正文开头'}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} showCount />
      </Form.Item>
      <div className="body-field">
        <p className="field-label" id="body-label">
          正文{kind.needs.body && <em className="needed">必填</em>}
        </p>
        <Editor
          ref={held}
          html={initial.bodyHtml}
          clean={cleanPaste}
          onPickImage={() => setPicking(true)}
          onChange={(bodyHtml) => onChange({ ...latest.current, bodyHtml })}
        />
      </div>
      <Classing choices={choices} brief={brief} />
      <ImagePicker
        open={picking}
        organId={organId}
        onClose={() => setPicking(false)}
        onPick={(file) => {
          setPicking(false)
          held.current?.insertImage({ src: file.url, alt: file.alt, width: file.width, height: file.height })
        }}
      />
    </Form>
  )
}

function Titles({ brief }: { brief?: boolean }) {
  return (
    <>
      <Form.Item
        name="title"
        label={
          <>
            标题<em className="needed">必填</em>
          </>
        }
      >
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 3 }}
          maxLength={200}
          className="title-input"
          placeholder="请输入标题"
        />
      </Form.Item>
      {!brief && (
        <Form.Item name="subtitle" label="副标题">
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  )
}

function Classing({ choices, brief }: { choices: Choices; brief?: boolean }) {
  return (
    <div className="field-grid">
      <Form.Item name="keywords" label="关键词" extra="填写后按回车，最多10个" className="field-wide">
        <Select mode="tags" open={false} suffixIcon={null} maxCount={10} />
      </Form.Item>
      {!brief && (
        <>
          <Form.Item name={['classes', 'theme']} label="主题分类">
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="请选择"
              options={choices.themes.map((c) => ({ value: c.code, label: c.name }))}
            />
          </Form.Item>
          <Form.Item name={['classes', 'genre']} label="体裁分类">
            <Select
              allowClear
              placeholder="请选择"
              options={choices.genres.map((c) => ({ value: c.code, label: c.name }))}
            />
          </Form.Item>
        </>
      )}
    </div>
  )
}
