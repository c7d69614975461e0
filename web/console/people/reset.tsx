import { Link } from '@tanstack/react-router'
import { Form, Input, Result } from 'antd'
import { useEffect, useState } from 'react'
import { api } from '../api.ts'
import { NewPassword } from '../../ui/NewPassword.tsx'
import { ApiForm } from '../form.tsx'
import { useSessionQuery } from '../session.tsx'

/** Without a token: asks for a mail. With the token of the mail (behind '#', so that no server log sees it): sets the new password. */
export default function Reset() {
  const [token] = useState(() => window.location.hash.slice(1))
  const [done, setDone] = useState<'asked' | 'set'>()
  useEffect(() => {
    document.title = '重置密码 · 政务公开工作台'
    if (token) window.history.replaceState(null, '', window.location.pathname)
  }, [token])
  return (
    <main className="door">
      <div className="door-card">
        {done === 'asked' ? (
          <Result
            status="success"
            title="请查收邮件"
            subTitle="如果该登录名存在并留有邮箱，您将在几分钟内收到重置链接，30分钟内有效。"
          />
        ) : done === 'set' ? (
          <Result status="success" title="新密码已设置" subTitle="请用新密码登录" />
        ) : (
          <>
            <h1>重置密码</h1>
            {token ? <Choose token={token} onDone={() => setDone('set')} /> : <Ask onDone={() => setDone('asked')} />}
          </>
        )}
        <p className="door-help">
          <Link to="/" className="text-link">
            返回登录
          </Link>
        </p>
      </div>
    </main>
  )
}

function Ask({ onDone }: { onDone: () => void }) {
  return (
    <>
      <p className="door-about">重置链接将发送到您账号登记的邮箱</p>
      <ApiForm<{ login: string }>
        label="发送重置链接"
        requiredMark={false}
        submit={async (body) => {
          await api('POST /api/people/password-resets', { body })
          onDone()
        }}
      >
        <Form.Item name="login" label="登录名" rules={[{ required: true, whitespace: true, message: '请填写登录名' }]}>
          <Input autoComplete="username" autoCapitalize="none" autoFocus size="large" />
        </Form.Item>
      </ApiForm>
    </>
  )
}

function Choose({ token, onDone }: { token: string; onDone: () => void }) {
  const { data } = useSessionQuery()
  return (
    <ApiForm<{ next: string; again: string }>
      label="设置新密码"
      requiredMark={false}
      submit={async ({ next }) => {
        await api('POST /api/people/password-resets/use', { body: { token, next } })
        onDone()
      }}
    >
      <NewPassword policy={data?.policy} autoFocus />
    </ApiForm>
  )
}
