import { Button, Form, Input, Tag } from 'antd'
import { Loaded, Panel } from '../../ui/Feedback.tsx'
import { NewPassword } from '../../ui/NewPassword.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Facts } from '../../ui/RecordDrawer.tsx'
import { ApiForm } from '../form.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'
import { useSession, useSessionQuery } from '../session.tsx'
import { SessionRows } from './SessionRows.tsx'
import '../organs/organs.css'

/** Who I am here, what I may do, my password, where I am signed in. */
export default function OwnAccount() {
  const me = useSession()
  return (
    <>
      <PageHeader title="我的账号" />
      <div className="two-one">
        <div className="stack">
          <Panel title="基本信息">
            <Facts
              facts={[
                { label: '姓名', value: me.name },
                { label: '登录名', value: me.login },
                { label: '机构', value: me.organName },
                { label: '岗位', value: me.post || '—' },
                { label: '手机', value: me.phone || '—' },
                { label: '邮箱', value: me.email || '—' },
              ]}
            />
            <p className="muted">信息有误，请联系本单位安全管理员更正。</p>
          </Panel>
          <Panel title="我的职责">
            {me.grants.length === 0 ? (
              <p className="part-none">没有职责，请联系安全管理员授予</p>
            ) : (
              <ul className="part-list">
                {me.grants.map((g) => (
                  <li key={`${g.duty} ${g.organId}`}>
                    <div>
                      <Tag color="blue">{g.label}</Tag> <span className="muted">{g.organName}及其下级机构</span>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          <OwnSessions />
        </div>
        <Password />
      </div>
    </>
  )
}

function Password() {
  const { data } = useSessionQuery()
  const change = useAct('PUT /api/people/password', '密码已修改，其他会话已结束')
  const [form] = Form.useForm<{ current: string; next: string; again: string }>()
  const policy = data?.policy
  return (
    <Panel title="修改密码">
      <ApiForm
        form={form}
        label="修改密码"
        requiredMark={false}
        submit={async ({ current, next }) => {
          await change.act({ body: { current, next } })
          form.resetFields()
        }}
      >
        <Form.Item name="current" label="当前密码" rules={[{ required: true, message: '请填写当前密码' }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPassword policy={policy} />
      </ApiForm>
    </Panel>
  )
}

function OwnSessions() {
  const { data, error, refetch } = useApi('GET /api/people/sessions')
  const end = useAct('DELETE /api/people/sessions/:id', '会话已结束')
  const endOthers = useAct('DELETE /api/people/sessions', '其他会话已结束')
  return (
    <Panel
      title="登录的设备"
      extra={
        data &&
        data.items.length > 1 && (
          <Button size="small" onClick={() => void endOthers.run({})}>
            结束其他会话
          </Button>
        )
      }
    >
      <Loaded data={data} error={error && spoken(error)} onRetry={() => void refetch()} lines={2}>
        {({ items, current }) => (
          <SessionRows sessions={items} current={current} onEnd={(id) => void end.run({ params: { id } })} />
        )}
      </Loaded>
    </Panel>
  )
}
