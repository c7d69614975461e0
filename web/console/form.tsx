import { Alert, Button, Form, type FormInstance, type FormProps } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { ApiError } from './api.ts'
import { spoken } from './hooks.ts'

type Path = (string | number)[]
/** 'lines.0.title' → ['lines', 0, 'title'], antd's name path. */
export const namePath = (dotted: string): Path =>
  dotted.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

type Props<T> = {
  form?: FormInstance<T>
  /** Throws ApiError: its field messages go to the fields, the rest to the summary on top. */
  submit: (values: T) => Promise<unknown>
  children: ReactNode
  label?: string
  /** Beside the submit button. */
  beside?: ReactNode
  /** Replaces the button row; then something else submits. */
  bare?: boolean
} & Omit<FormProps<T>, 'form' | 'onFinish' | 'children'>

/** A form whose server messages stand at the fields and, with links, in a summary on top. Labels above, nothing typed is lost. */
export function ApiForm<T extends object>({
  form: given,
  submit,
  children,
  label = '保存',
  beside,
  bare,
  ...rest
}: Props<T>) {
  const [own] = Form.useForm<T>()
  const form = given ?? own
  const summary = useRef<HTMLDivElement>(null)
  const [problem, setProblem] = useState<ApiError | Error>()
  const [pending, setPending] = useState(false)
  const finish = async (values: T): Promise<void> => {
    setPending(true)
    setProblem(undefined)
    try {
      await submit(values)
    } catch (error) {
      setProblem(error as Error)
      if (error instanceof ApiError)
        form.setFields(
          Object.entries(error.fields).map(([name, text]) => ({ name: namePath(name), errors: [text] })) as never,
        )
      requestAnimationFrame(() => summary.current?.focus())
    } finally {
      setPending(false)
    }
  }
  return (
    <Form<T>
      layout="vertical"
      requiredMark="optional"
      scrollToFirstError={{ focus: true }}
      validateTrigger="onBlur"
      {...rest}
      form={form}
      onFinish={(v) => void finish(v)}
    >
      {problem && (
        <div ref={summary} tabIndex={-1} className="form-summary">
          <ProblemAlert problem={problem} form={form as never} />
        </div>
      )}
      {children}
      {!bare && (
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={pending}>
            {label}
          </Button>
          {beside}
        </div>
      )}
    </Form>
  )
}

/** What is wrong, with a link to each field that is on the form. */
export function ProblemAlert({ problem, form }: { problem: unknown; form?: FormInstance }) {
  const fields = problem instanceof ApiError ? Object.entries(problem.fields) : []
  const list = fields.length > 0 && (
    <ul className="plain-list">
      {fields.map(([name, text]) => (
        <li key={name}>
          <a
            href={`#${name}`}
            onClick={(e) => {
              e.preventDefault()
              form?.scrollToField(namePath(name), { focus: true })
            }}
          >
            {text}
          </a>
        </li>
      ))}
    </ul>
  )
  return <Alert type="error" showIcon role="alert" title={spoken(problem)} description={list || undefined} />
}
