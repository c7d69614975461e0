import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer, Form, Input, type FormInstance } from 'antd'
import { useRef, useState } from 'react'
import type { Content } from '../../../server/modules/publishing/content.ts'
import { Loaded } from '../../ui/Feedback.tsx'
import { ProblemAlert } from '../form.tsx'
import { useAct } from '../hooks.ts'
import { consequence } from './consequences.ts'
import { DraftForm } from './DraftForm.tsx'
import { differences } from './kind-form.ts'
import type { Edition } from './use-draft.ts'
import { useKind } from './use-kinds.ts'

type Reasons = { note: string; reason: string }

/** 更正: mends slips of a live text at once; the public page says what was corrected. */
export function CorrectDialog({ edition, onClose }: { edition: Edition; onClose: () => void }) {
  const navigate = useNavigate()
  const info = useKind(edition.kind, edition.organId)
  const [form] = Form.useForm<Reasons>()
  const latest = useRef<Content>(edition.content)
  const [changed, setChanged] = useState<string[]>([])
  const [problem, setProblem] = useState<unknown>()
  const act = useAct('POST /api/publishing/editions/:id/actions', '已更正')
  const change = (content: Content): void => {
    latest.current = content
    setChanged(info ? differences(info.kind, content, edition.content).map((d) => d.label) : [])
  }
  const submit = async (values: Reasons): Promise<void> => {
    const { title, subtitle, summary, bodyHtml, fields, keywords } = latest.current
    setProblem(undefined)
    try {
      await act.act({
        params: { id: edition.id },
        body: { type: 'correct', content: { title, subtitle, summary, bodyHtml, fields, keywords }, ...values },
      })
      onClose()
      void navigate({ to: '/publishing' as never, search: { tab: 'live' } as never })
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <Drawer
      open
      onClose={onClose}
      title={`更正：${edition.content.title}`}
      size="min(900px, 100vw)"
      closable={{ 'aria-label': '关闭' }}
      mask={{ closable: false }}
      footer={
        <div className="form-foot">
          <Button type="primary" loading={act.pending} disabled={changed.length === 0} onClick={form.submit}>
            更正并立即公开
          </Button>
          <Button onClick={onClose}>取消</Button>
          <span className="muted">{changed.length > 0 ? `已修改：${changed.join('、')}` : '尚未修改'}</span>
        </div>
      }
    >
      <div className="stack">
        <p className="consequence">{consequence('correct')}</p>
        {problem !== undefined && <ProblemAlert problem={problem} />}
        <Why form={form} onFinish={(v) => void submit(v)} />
        <Loaded data={info}>
          {(i) => (
            <DraftForm
              kind={i.kind}
              organId={edition.organId}
              initial={edition.content}
              latest={latest}
              choices={i.choices}
              onChange={change}
              brief
            />
          )}
        </Loaded>
      </div>
    </Drawer>
  )
}

const must = (label: string) => [
  { required: true, whitespace: true, message: `请填写${label}` },
  { min: 2, message: '至少填写2个字' },
]

function Why({ form, onFinish }: { form: FormInstance<Reasons>; onFinish: (values: Reasons) => void }) {
  return (
    <Form form={form} layout="vertical" onFinish={onFinish} requiredMark={false}>
      <Form.Item
        name="note"
        label="更正说明"
        extra="显示在公开页面，例如“更正附件2第3行的金额”"
        rules={must('更正说明')}
      >
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="reason" label="更正原因" extra="只在内部留存" rules={must('更正原因')}>
        <Input maxLength={500} />
      </Form.Item>
    </Form>
  )
}
