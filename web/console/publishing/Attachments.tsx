import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button, Input, Progress } from 'antd'
import { useRef, useState } from 'react'
import type { Attachment } from '../../../server/modules/publishing/content.ts'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { upload, type Output } from '../api.ts'
import { spoken, useApi } from '../hooks.ts'
import type { StoredFile } from './ImagePicker.tsx'
import { sizeText } from './sizes.ts'

type Sending = { key: string; name: string; part: number; error?: string }
type Props = {
  organId: string
  value: readonly Attachment[]
  onAdd: (added: Attachment) => void
  onChange: (value: Attachment[]) => void
}

const IMAGE = /^image\//
const MAX = 50

/** Files of the document: progress while they go, the reason when one is refused, words for pictures. */
export function Attachments({ organId, value, onAdd, onChange }: Props) {
  const rules = useApi('GET /api/files/kinds').data?.kinds
  const { sending, send, forget } = useSending(organId, rules, onAdd)
  const types = rules ? [...Object.keys(rules.attachment.types), ...Object.keys(rules.image.types)] : []
  return (
    <div className="stack" id="attachments" tabIndex={-1}>
      <FileDrop
        label="上传附件"
        multiple
        disabled={value.length >= MAX}
        accept={types.map((t) => `.${t}`).join(',')}
        hint={
          rules
            ? `${types.slice(0, 6).join('、')}等；单个文件不超过 ${sizeText(rules.attachment.maxBytes)}，图片不超过 ${sizeText(rules.image.maxBytes)}`
            : '文档、表格、图片'
        }
        onFiles={(files) => files.slice(0, MAX - value.length).forEach((f) => void send(f))}
      />
      {sending.length > 0 && <SendingList sending={sending} forget={forget} />}
      {value.length > 0 && <StoredList value={value} onChange={onChange} />}
    </div>
  )
}

type Rules = Output<'GET /api/files/kinds'>['kinds'] | undefined

/** Uploads on their way: each ends as an attachment or as a line that says why not. */
function useSending(organId: string, rules: Rules, onAdd: (added: Attachment) => void) {
  const [sending, setSending] = useState<Sending[]>([])
  const count = useRef(0)
  const patch = (key: string, change: Partial<Sending>): void =>
    setSending((all) => all.map((s) => (s.key === key ? { ...s, ...change } : s)))
  const send = async (file: File): Promise<void> => {
    const key = String(count.current++)
    const kind = IMAGE.test(file.type) ? 'image' : 'attachment'
    const limit = rules?.[kind].maxBytes
    const error =
      limit && file.size > limit
        ? `有${sizeText(file.size)}，超过上限${sizeText(limit)}，请压缩或分拆后再上传`
        : undefined
    setSending((all) => [...all, { key, name: file.name, part: 0, error }])
    if (error) return
    const form = new FormData()
    form.set('kind', kind)
    form.set('organId', organId)
    form.set('file', file, file.name)
    try {
      const stored = await upload<StoredFile>('POST /api/files', form, { onProgress: (part) => patch(key, { part }) })
      setSending((all) => all.filter((s) => s.key !== key))
      onAdd({ fileId: stored.id, name: stored.name, alt: stored.alt, image: kind === 'image' })
    } catch (failure) {
      patch(key, { error: spoken(failure) })
    }
  }
  const forget = (key: string): void => setSending((all) => all.filter((s) => s.key !== key))
  return { sending, send, forget }
}

function SendingList({ sending, forget }: { sending: readonly Sending[]; forget: (key: string) => void }) {
  return (
    <ul className="file-list" aria-live="polite">
      {sending.map((s) => (
        <li key={s.key}>
          <PaperClipOutlined aria-hidden="true" />
          <span className="file-name">{s.name}</span>
          {s.error ? (
            <span className="file-error">{s.error}</span>
          ) : (
            <Progress percent={Math.round(s.part * 100)} size="small" aria-label={`${s.name}的上传进度`} />
          )}
          {s.error && (
            <Button type="text" size="small" onClick={() => forget(s.key)}>
              知道了
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function StoredList({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  return (
    <ul className="file-list">
      {value.map((a) => (
        <li key={a.fileId}>
          <PaperClipOutlined aria-hidden="true" />
          <span className="file-name">{a.name}</span>
          <Button
            type="text"
            size="small"
            danger
            icon={<DeleteOutlined />}
            aria-label={`移除附件：${a.name}`}
            onClick={() => onChange(value.filter((o) => o.fileId !== a.fileId))}
          />
          {a.image && (
            <Input
              size="small"
              value={a.alt}
              maxLength={200}
              placeholder="图片说明（必填）"
              aria-label={`${a.name}的图片说明`}
              status={a.alt.trim() === '' ? 'warning' : undefined}
              onChange={(e) => onChange(value.map((o) => (o.fileId === a.fileId ? { ...o, alt: e.target.value } : o)))}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
