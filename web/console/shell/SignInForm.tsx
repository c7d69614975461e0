import { LockOutlined, UserOutlined } from '@ant-design/icons'
import { Form, Input } from 'antd'
import { api, type Input as InputOf } from '../api.ts'
import { ApiForm } from '../form.tsx'

type Values = InputOf<'POST /api/people/session'>['body']

/** Login and password. `login` fixed: the same person comes back after the session ended. */
export function SignInForm({ login, onDone }: { login?: string; onDone: () => Promise<unknown> | void }) {
  const submit = async (values: Values): Promise<void> => {
    await api('POST /api/people/session', { body: values })
    await onDone()
  }
  return (
    <ApiForm<Values> submit={submit} label="登录" initialValues={{ login }} requiredMark={false} name="signIn">
      <Form.Item name="login" label="登录名" rules={[{ required: true, whitespace: true, message: '请填写登录名' }]}>
        <Input
          prefix={<UserOutlined />}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={login !== undefined}
          autoFocus={login === undefined}
          size="large"
        />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
        <Input.Password
          prefix={<LockOutlined />}
          autoComplete="current-password"
          autoFocus={login !== undefined}
          size="large"
        />
      </Form.Item>
    </ApiForm>
  )
}
