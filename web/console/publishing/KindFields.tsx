import { Form, Input, InputNumber, Select, Switch } from 'antd'
import type { ReactElement } from 'react'
import type { FieldDef } from '../../../server/modules/publishing/content.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { sourceChoices, wide } from './kind-form.ts'

/** The kind's own fields, drawn from its data. Nothing is refused here: a draft may be unfinished, the checks say what is missing. */
export function KindFields({ fields, sources }: { fields: readonly FieldDef[]; sources: readonly string[] }) {
  return (
    <div className="field-grid">
      {fields.map((f) => (
        <Form.Item
          key={f.key}
          name={['fields', f.key]}
          className={wide(f) ? 'field-wide' : undefined}
          valuePropName={f.type === 'flag' ? 'checked' : 'value'}
          label={
            <>
              {f.label}
              {f.required && <em className="needed">必填</em>}
              {f.internal && <em className="inside">不公开</em>}
            </>
          }
          extra={f.help}
          colon={false}
        >
          {control(f, sources)}
        </Form.Item>
      ))}
    </div>
  )
}

function control(f: FieldDef, sources: readonly string[]): ReactElement {
  switch (f.type) {
    case 'day':
      return <DayInput />
    case 'number':
      return <InputNumber className="day-input" />
    case 'flag':
      return <Switch />
    case 'choice':
      return <Select allowClear placeholder="请选择" options={f.choices?.map((c) => ({ value: c, label: c }))} />
    case 'list':
      return <Select mode="tags" placeholder="填写后按回车，可填多项" open={false} suffixIcon={null} />
    case 'longText':
      return <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={20000} />
    case 'url':
      return <Input inputMode="url" placeholder="https://" maxLength={2000} />
    default:
      return f.key === 'sourceName' && sources.length > 0 ? (
        <Select showSearch allowClear placeholder="请选择稿源" options={sourceChoices(sources)} />
      ) : (
        <Input maxLength={500} />
      )
  }
}
