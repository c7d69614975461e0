import { Form, Input } from 'antd'
import { useEffect } from 'react'
import { api, type Output } from '../api.ts'
import { NewPassword } from '../../ui/NewPassword.tsx'
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
          <NewPassword policy={policy} />
        </ApiForm>
      </div>
    </main>
  )
}
