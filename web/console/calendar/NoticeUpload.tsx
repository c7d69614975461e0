import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { Preview } from '../../../server/modules/calendar/contract.ts'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { Panel } from '../../ui/Feedback.tsx'
import { ApiError, upload } from '../api.ts'
import { spoken } from '../hooks.ts'
import { NoticePreview } from './NoticePreview.tsx'

/** A new year's notice: given as a file or pasted, then shown with what it moves before anything is saved. */
export function NoticeUpload() {
  const [text, setText] = useState('')
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [preview, setPreview] = useState<Preview>()
  const ask = async (file?: File): Promise<void> => {
    const form = new FormData()
    form.append('text', file ? '' : text)
    if (file) form.append('file', file)
    setPending(true)
    setProblem(undefined)
    try {
      setPreview(await upload<Preview>('POST /api/calendar/notices/preview', form))
    } catch (error) {
      setProblem(error)
    } finally {
      setPending(false)
    }
  }
  return (
    <Panel title="录入放假安排" extra="先预览，再保存">
      <div className="stack">
        <FileDrop
          label="上传放假安排"
          hint="JSON（holiday-cn 格式）或 Excel（日期、名称、是否放假三列），不超过 1 MB"
          accept=".json,.xlsx"
          disabled={pending}
          onFiles={(files) => void ask(files[0])}
        />
        <Form layout="vertical" onFinish={() => void ask()}>
          <Form.Item
            label="或者粘贴表格"
            htmlFor="notice-text"
            extra="每行一天：日期、名称、是否放假（放假填“是”，调休上班填“否”）"
          >
            <Input.TextArea
              id="notice-text"
              rows={6}
              value={text}
              maxLength={20_000}
              onChange={(e) => setText(e.target.value)}
              placeholder={'2027-01-01\t元旦\t是\n2027-10-09\t国庆节\t否'}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={pending} disabled={text.trim() === ''}>
            预览
          </Button>
        </Form>
        {problem !== undefined && <Problems problem={problem} />}
      </div>
      {preview && (
        <NoticePreview
          preview={preview}
          onClose={() => setPreview(undefined)}
          onSaved={() => {
            setPreview(undefined)
            setText('')
          }}
        />
      )}
    </Panel>
  )
}

/** Every fault with its line: 'days.3.date' is the fourth line. */
function Problems({ problem }: { problem: unknown }) {
  const fields = problem instanceof ApiError ? Object.entries(problem.fields) : []
  const line = (path: string): string => {
    const n = /^days\.(\d+)/.exec(path)?.[1]
    return n === undefined ? '' : `第${Number(n) + 1}行：`
  }
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={spoken(problem)}
      description={
        fields.length > 0 && (
          <ul className="plain-list">
            {fields.slice(0, 20).map(([path, text]) => (
              <li key={path}>
                {line(path)}
                {text}
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}
