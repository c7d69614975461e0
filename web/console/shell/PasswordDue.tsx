import { Form, Input } from 'antd'
import { useEffect } from 'react'
import { api, type Output } from '../api.ts'
import { ApiForm } from '../form.tsx'
import { useForgetSession } from '../session.tsx'

type Values = { current: string; next: string; again: string }
type Here = Output<'GET /api/people/session'>

/** A password given by somebody else, or too old, is changed before anything else: until then no duty is in force. */
export function PasswordDue({ why, policy }: { why: 'first' | 'expired'; policy: Here['policy'] }) {
  const forget = useForgetSession()
  useEffect(() => {
    document.title = '修改密码 · 政务公开工作台'
  }, [])
  const submit = async ({ current, next }: Values): Promise<void> => {
    await api('PUT /api/people/password', { body: { current, next } })
    await forget()
  }
  return (
    <main className="door">
      <div className="door-card">
        <h1>请设置新密码</h1>
        <p className="door-about">{why === 'first' ? '当前密码由管理员设置，只用于首次登录' : '密码已到更换期限'}</p>
        <ApiForm<Values> submit={submit} label="保存并继续" requiredMark={false} name="passwordDue">
          <Form.Item name="current" label="当前密码" rules={[{ required: true, message: '请填写当前密码' }]}>
            <Input.Password autoComplete="current-password" autoFocus />
          </Form.Item>
          <Form.Item
            name="next"
            label="新密码"
            extra={`至少${policy.passwordMin}个字符，含大写字母、小写字母、数字、符号中的${policy.passwordClasses}类；不与最近${policy.passwordHistory}次相同`}
            rules={[{ required: true, message: '请填写新密码' }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item
            name="again"
            label="再输一次新密码"
            dependencies={['next']}
            rules={[
              { required: true, message: '请再输一次新密码' },
              ({ getFieldValue }) => ({
                validator: (_, v) =>
                  !v || v === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error('两次输入不一致')),
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        </ApiForm>
      </div>
    </main>
  )
}
