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

/** What is wrong, with a link to each field that is on the form. A message that is one field's own is said once. */
export function ProblemAlert({ problem, form }: { problem: unknown; form?: FormInstance }) {
  const fields = problem instanceof ApiError ? Object.entries(problem.fields) : []
  const links = fields.map(([name, text]) => (
    <a
      key={name}
      href={`#${name}`}
      onClick={(e) => {
        e.preventDefault()
        form?.scrollToField(namePath(name), { focus: true })
      }}
    >
      {text}
    </a>
  ))
  const said = spoken(problem)
  const single = fields.length === 1 && fields[0]![1] === said
  const list = links.length > 0 && !single && (
    <ul className="plain-list">
      {links.map((link) => (
        <li key={link.key}>{link}</li>
      ))}
    </ul>
  )
  return <Alert type="error" showIcon role="alert" title={single ? links[0] : said} description={list || undefined} />
}
