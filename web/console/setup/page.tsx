import { Alert, Button, Checkbox, Form, Input, Radio, Steps } from 'antd'
import { Navigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { duties, type Duty } from '../../../server/modules/people/contract.ts'
import { Loaded } from '../../ui/Feedback.tsx'
import { api, ApiError, type Input as InputOf, type Output } from '../api.ts'
import { ProblemAlert, namePath } from '../form.tsx'
import { spoken, useApi } from '../hooks.ts'
import { useSessionQuery } from '../session.tsx'
import '../organs/organs.css'
import './setup.css'

type Body = InputOf<'POST /api/people/setup'>['body']
type Choices = Output<'GET /api/people/setup'>
type Done = Output<'POST /api/people/setup'>
const EMPTY_PACK = '-'
const must = (message: string) => [{ required: true, whitespace: true, message }]

/** The first hour: name the district, choose the packs, make the three administrators. Nothing is saved before the last step. */
export default function SetupPage() {
  const { data: here } = useSessionQuery()
  const { data, error, refetch } = useApi('GET /api/people/setup', undefined, { enabled: here?.setUp === false })
  const [done, setDone] = useState<Done>()
  useEffect(() => {
    document.title = '初始设置 · 政务公开工作台'
  }, [])
  if (here?.setUp && !done) return <Navigate to="/" replace />
  return (
    <main className="door setup">
      <div className="door-card setup-card">
        <h1>初始设置</h1>
        {done ? (
          <Finished done={done} />
        ) : (
          <Loaded data={data} error={error && spoken(error)} onRetry={() => void refetch()}>
            {(choices) => <Wizard choices={choices} onDone={setDone} />}
          </Loaded>
        )}
      </div>
    </main>
  )
}

const steps = [
  {
    title: '本区',
    fields: [
      ['district', 'name'],
      ['district', 'code'],
    ],
  },
  { title: '标准包', fields: [['organPack']] },
  {
    title: '管理员',
    fields: ['system', 'security', 'audit'].flatMap((k) => [
      ['administrators', k, 'name'],
      ['administrators', k, 'login'],
    ]),
  },
]

function Wizard({ choices, onDone }: { choices: Choices; onDone: (done: Done) => void }) {
  const [form] = Form.useForm()
  const [step, setStep] = useState(0)
  const [problem, setProblem] = useState<unknown>()
  const [pending, setPending] = useState(false)
  const finish = async (): Promise<void> => {
    setProblem(undefined)
    setPending(true)
    try {
      const values = form.getFieldsValue(true) as Body
      onDone(
        // Not useAct: it reads the session again before it answers, and the passwords, shown once, would be gone with this page.
        await api('POST /api/people/setup', {
          body: { ...values, organPack: values.organPack === EMPTY_PACK ? null : values.organPack },
        }),
      )
    } catch (error) {
      setProblem(error)
      const fields = error instanceof ApiError ? Object.entries(error.fields) : []
      form.setFields(fields.map(([name, text]) => ({ name: namePath(name), errors: [text] })) as never)
      const at = steps.findIndex((s) => s.fields.some((f) => f.join('.') === fields[0]?.[0]))
      if (at >= 0) setStep(at)
    } finally {
      setPending(false)
    }
  }
  return (
    <>
      <Steps size="small" current={step} items={steps.map(({ title }) => ({ title }))} responsive={false} />
      {problem !== undefined && <ProblemAlert problem={problem} form={form} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ organPack: choices.organPacks[0]?.pack ?? EMPTY_PACK, choices: {} }}
        onFinish={() => (step === steps.length - 1 ? void finish() : setStep(step + 1))}
      >
        {/* A step is mounted once it is reached: what has not been asked yet is not required yet. */}
        <div hidden={step !== 0}>
          <DistrictStep />
        </div>
        {step >= 1 && (
          <div hidden={step !== 1}>
            <PackStep choices={choices} />
          </div>
        )}
        {step >= 2 && (
          <div hidden={step !== 2}>
            <AdministratorStep />
          </div>
        )}
        <div className="form-foot setup-foot">
          {step > 0 && <Button onClick={() => setStep(step - 1)}>上一步</Button>}
          <Button type="primary" htmlType="submit" loading={pending}>
            {step === steps.length - 1 ? '完成设置' : '下一步'}
          </Button>
        </div>
      </Form>
    </>
  )
}

function DistrictStep() {
  return (
    <>
      <p className="consequence">先为本区命名。名称显示在工作台和门户上，以后可以在设置中修改。</p>
      <Form.Item name={['district', 'name']} label="区（县）名称" rules={must('请填写区（县）名称')}>
        <Input maxLength={50} placeholder="例如：湖湾区" autoFocus size="large" />
      </Form.Item>
      <Form.Item
        name={['district', 'code']}
        label="行政区划代码"
        rules={[{ required: true, pattern: /^\d{6}$/, message: '行政区划代码为6位数字' }]}
      >
        <Input maxLength={6} inputMode="numeric" size="large" />
      </Form.Item>
    </>
  )
}

function PackStep({ choices }: { choices: Choices }) {
  return (
    <>
      <Form.Item name="organPack" label="组织机构">
        <Radio.Group className="pack-choice">
          {choices.organPacks.map((p) => (
            <Radio key={p.pack} value={p.pack}>
              <b>{p.name}</b>
              <span className="cell-sub">
                {p.organs}个机构，版本 {p.version}
                {p.source && `，来源：${p.source}`}
                {p.unverified && '（待核对）'}
              </span>
            </Radio>
          ))}
          <Radio value={EMPTY_PACK}>
            <b>从空白开始</b>
            <span className="cell-sub">只建立区人民政府，其他机构以后录入</span>
          </Radio>
        </Radio.Group>
      </Form.Item>
      {choices.parts.map((part) => (
        <Form.Item
          key={part.key}
          name={['choices', part.key]}
          label={part.label}
          extra={part.about}
          initialValue={part.options.map((o) => o.value)}
          hidden={part.options.length === 0}
        >
          <Checkbox.Group className="pack-choice">
            {part.options.map((o) => (
              <Checkbox key={o.value} value={o.value}>
                <b>{o.label}</b>
                {o.about && <span className="cell-sub">{o.about}</span>}
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
      ))}
    </>
  )
}

const administrators = [
  ['system', 'admin.system'],
  ['security', 'admin.security'],
  ['audit', 'admin.audit'],
] as const satisfies readonly (readonly [string, Duty])[]

function AdministratorStep() {
  return (
    <>
      <p className="consequence">系统、安全、审计三种管理员须由不同的人担任。完成后给出各自的一次性密码。</p>
      {administrators.map(([key, duty]) => (
        <fieldset key={key} className="setup-person">
          <legend>
            {duties[duty].label}
            <span className="cell-sub">{duties[duty].about}</span>
          </legend>
          <div className="form-two">
            <Form.Item name={['administrators', key, 'name']} label="姓名" rules={must('请填写姓名')}>
              <Input maxLength={50} autoComplete="off" />
            </Form.Item>
            <Form.Item name={['administrators', key, 'login']} label="登录名" rules={must('请填写登录名')}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
          </div>
        </fieldset>
      ))}
    </>
  )
}

function Finished({ done }: { done: Done }) {
  return (
    <>
      <Alert type="success" showIcon title={`设置完成：已建立${done.organs}个机构和三名管理员。本页不会再次出现。`} />
      <Alert type="warning" showIcon title="下列一次性密码只显示这一次，请分别告知本人，首次登录时须修改。" />
      {done.accounts.map((a) => (
        <div key={a.login} className="secret-once">
          <b>
            {duties[a.duty as Duty].label}　{a.name}
          </b>
          <dl>
            <dt>登录名</dt>
            <dd>{a.login}</dd>
            <dt>密码</dt>
            <dd>{a.password}</dd>
          </dl>
        </div>
      ))}
      <div className="form-foot setup-foot">
        {/* A new page: the passwords leave the browser's memory with this one. */}
        <Button type="primary" href="/console/">
          已记下密码，去登录
        </Button>
      </div>
    </>
  )
}
