import { Alert, Form, Input, InputNumber, Tag } from 'antd'
import { mailKinds, mailStates } from '../../../server/modules/notices/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState, Loaded, Panel } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Facts } from '../../ui/RecordDrawer.tsx'
import { whenText } from '../../ui/when.ts'
import type { Output } from '../api.ts'
import { useFilters } from '../filters.tsx'
import { ApiForm } from '../form.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'

type Settings = Output<'GET /api/people/settings'>
type Mail = Output<'GET /api/notices/mail'>['items'][number]

export default function SettingsPage() {
  const session = useSession()
  const system = holds(session, ['admin.system'])
  const { data, error, refetch } = useApi('GET /api/people/settings')
  return (
    <>
      <PageHeader title="设置" />
      <Loaded data={data} error={error && spoken(error)} onRetry={() => void refetch()}>
        {(settings) => (
          <div className="stack">
            <div className="two-one">
              <Security settings={settings} editable={holds(session, ['admin.security'])} />
              <District settings={settings} editable={system} />
            </div>
            {system && <MailPanel />}
          </div>
        )}
      </Loaded>
    </>
  )
}

function District({ settings, editable }: { settings: Settings; editable: boolean }) {
  const save = useAct('PUT /api/people/settings/district', '已保存')
  return (
    <Panel title="本区">
      {editable ? (
        <ApiForm<{ name: string; code: string }>
          initialValues={settings.district ?? {}}
          submit={(body) => save.act({ body })}
        >
          <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
            <Input maxLength={50} />
          </Form.Item>
          <Form.Item name="code" label="行政区划代码" rules={[{ required: true, message: '请填写行政区划代码' }]}>
            <Input maxLength={6} inputMode="numeric" />
          </Form.Item>
        </ApiForm>
      ) : (
        <Facts
          facts={[
            { label: '名称', value: settings.district?.name },
            { label: '区划代码', value: settings.district?.code },
          ]}
        />
      )}
    </Panel>
  )
}

function Security({ settings: { policy, security }, editable }: { settings: Settings; editable: boolean }) {
  const save = useAct('PUT /api/people/settings/security', '已保存')
  return (
    <Panel title="登录与密码">
      <Facts
        facts={[
          { label: '密码长度', value: `至少${policy.passwordMin}个字符` },
          {
            label: '密码组成',
            value: `大写、小写、数字、符号中的${policy.passwordClasses}类，不含姓名和登录名，不用常见密码`,
          },
          { label: '重复使用', value: `不与最近${policy.passwordHistory}次相同` },
          { label: '失败锁定', value: `连续${policy.failures}次失败锁定${policy.lockMinutes}分钟` },
          { label: '会话', value: `闲置${policy.idleMinutes}分钟或登录满${policy.sessionHours}小时自动退出` },
          { label: '首次登录', value: '须修改初始密码后才能办理业务' },
        ]}
      />
      {editable ? (
        <ApiForm<{ passwordMaxAgeDays: number }> initialValues={security} submit={(body) => save.act({ body })}>
          <Form.Item
            name="passwordMaxAgeDays"
            label="密码有效期（天）"
            extra="超过后登录时须修改；0 为不限"
            rules={[{ required: true, message: '请填写天数' }]}
          >
            <InputNumber min={0} max={3650} precision={0} style={{ width: 160 }} />
          </Form.Item>
        </ApiForm>
      ) : (
        <p className="muted">
          密码有效期：{security.passwordMaxAgeDays === 0 ? '不限' : `${security.passwordMaxAgeDays}天`}
        </p>
      )}
    </Panel>
  )
}

const initial = { page: '1', size: '20' }

function MailPanel() {
  const { filters, set } = useFilters(initial)
  const { data, error, isFetching, refetch } = useApi(
    'GET /api/notices/mail',
    { query: { page: Number(filters.page), size: Number(filters.size) } },
    { keep: true },
  )
  const test = useAct('POST /api/notices/mail/test', '测试邮件已发出，请查收')
  return (
    <Panel title="邮件通知" extra={data && (data.configured ? <Tag color="green">已配置</Tag> : <Tag>未配置</Tag>)}>
      <Loaded data={data} error={error && spoken(error)} onRetry={() => void refetch()} lines={2}>
        {(mail) =>
          mail.configured ? (
            <div className="stack">
              <ApiForm<{ to: string }> layout="inline" label="发送测试邮件" submit={(body) => test.act({ body })}>
                <Form.Item name="to" label="收件地址" rules={[{ required: true, message: '请填写收件地址' }]}>
                  <Input type="email" autoComplete="email" placeholder="name@example.gov.cn" />
                </Form.Item>
              </ApiForm>
              <DataTable<Mail>
                name="发信记录"
                columns={columns}
                rows={mail.items}
                rowKey={(m) => m.id}
                loading={isFetching}
                empty={<EmptyState title="还没有发过邮件" />}
                page={{
                  page: Number(filters.page),
                  size: Number(filters.size),
                  total: mail.total,
                  onChange: (page, size) => set({ page: String(page), size: String(size) }),
                }}
              />
            </div>
          ) : (
            <Alert
              type="info"
              showIcon
              title="未配置发信服务器"
              description="消息只在工作台内提醒，密码由安全管理员重置。需要发信时，请运维人员设置 SMTP_URL 和 SMTP_FROM 后重新启动。"
            />
          )
        }
      </Loaded>
    </Panel>
  )
}

const tones = { queued: 'blue', sent: 'green', failed: 'red' } as const
const columns: Column<Mail>[] = [
  { key: 'at', title: '时间', width: 190, render: (m) => whenText(m.queuedAt) },
  { key: 'to', title: '收件人', width: 120, render: (m) => m.name },
  { key: 'kind', title: '类别', width: 110, render: (m) => mailKinds[m.kind] },
  { key: 'title', title: '标题', render: (m) => m.title || '—' },
  {
    key: 'state',
    title: '状态',
    width: 200,
    render: (m) => (
      <>
        <Tag color={tones[m.state]}>{mailStates[m.state]}</Tag>
        {m.error && <span className="cell-sub">{m.error}</span>}
      </>
    ),
  },
]
