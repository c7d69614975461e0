import { App, Button, Empty, Form, Input, Modal, Pagination, Progress, Tabs } from 'antd'
import { useState } from 'react'
import ReactCrop, { type PercentCrop } from 'react-image-crop'
import 'react-image-crop/dist/ReactCrop.css'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { Loaded } from '../../ui/Feedback.tsx'
import { api, upload, type Output } from '../api.ts'
import { spoken, useApi } from '../hooks.ts'
import { sizeText } from './sizes.ts'

export type StoredFile = Output<'GET /api/files/:id'>
type Props = { open: boolean; organId: string; onClose: () => void; onPick: (file: StoredFile) => void }

/** Chooses a picture: from the library or a new one, cropped if wanted, never without its words for those who cannot see it. */
export function ImagePicker({ open, organId, onClose, onPick }: Props) {
  const [chosen, setChosen] = useState<StoredFile>()
  const close = (): void => {
    setChosen(undefined)
    onClose()
  }
  return (
    <Modal
      open={open}
      title={chosen ? '裁剪与图片说明' : '选择图片'}
      footer={null}
      width={860}
      destroyOnHidden
      onCancel={close}
      mask={{ closable: false }}
    >
      {chosen ? (
        <Prepare
          file={chosen}
          onBack={() => setChosen(undefined)}
          onDone={(file) => {
            setChosen(undefined)
            onPick(file)
          }}
        />
      ) : (
        <Tabs
          items={[
            { key: 'library', label: '图库', children: <Library organId={organId} onChoose={setChosen} /> },
            { key: 'upload', label: '上传', children: <NewImage organId={organId} onChoose={setChosen} /> },
          ]}
        />
      )}
    </Modal>
  )
}

function Library({ organId, onChoose }: { organId: string; onChoose: (file: StoredFile) => void }) {
  const [q, setQ] = useState('')
  const [page, setPage] = useState(1)
  const files = useApi(
    'GET /api/files',
    { query: { kind: 'image', organId, q: q || undefined, page, size: 12 } },
    { keep: true },
  )
  return (
    <div className="stack">
      <Input.Search
        allowClear
        placeholder="按名称或说明查找"
        aria-label="查找图片"
        onSearch={(text) => {
          setQ(text.trim())
          setPage(1)
        }}
      />
      <Loaded data={files.data} error={files.error && spoken(files.error)} onRetry={() => void files.refetch()}>
        {(list) =>
          list.items.length === 0 ? (
            <Empty description="图库中还没有图片，请上传" />
          ) : (
            <>
              <ul className="image-grid">
                {list.items.map((f) => (
                  <li key={f.id}>
                    <button type="button" onClick={() => onChoose(f)} aria-label={`选择图片：${f.alt || f.name}`}>
                      <img src={f.url} alt="" loading="lazy" />
                      <span>{f.alt || f.name}</span>
                    </button>
                  </li>
                ))}
              </ul>
              <Pagination simple current={page} total={list.total} pageSize={12} onChange={setPage} hideOnSinglePage />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function NewImage({ organId, onChoose }: { organId: string; onChoose: (file: StoredFile) => void }) {
  const { message } = App.useApp()
  const rules = useApi('GET /api/files/kinds').data?.kinds.image
  const [part, setPart] = useState<number>()
  const send = async ([file]: File[]): Promise<void> => {
    if (!file) return
    if (rules && file.size > rules.maxBytes)
      return void message.error(
        `“${file.name}”有${sizeText(file.size)}，超过图片上限${sizeText(rules.maxBytes)}，请压缩后再上传`,
      )
    const form = new FormData()
    form.set('kind', 'image')
    form.set('organId', organId)
    form.set('file', file, file.name)
    setPart(0)
    try {
      onChoose(await upload<StoredFile>('POST /api/files', form, { onProgress: setPart }))
    } catch (error) {
      void message.error(spoken(error))
    } finally {
      setPart(undefined)
    }
  }
  return (
    <div className="stack">
      <FileDrop
        label="上传图片"
        accept={
          rules
            ? Object.keys(rules.types)
                .map((t) => `.${t}`)
                .join(',')
            : 'image/*'
        }
        disabled={part !== undefined}
        hint={
          rules
            ? `${Object.keys(rules.types).join('、')}，不超过 ${sizeText(rules.maxBytes)}；拍摄信息会自动去除`
            : '图片'
        }
        onFiles={(files) => void send(files)}
      />
      {part !== undefined && <Progress percent={Math.round(part * 100)} aria-label="上传进度" />}
    </div>
  )
}

function Prepare({
  file,
  onBack,
  onDone,
}: {
  file: StoredFile
  onBack: () => void
  onDone: (file: StoredFile) => void
}) {
  const { message } = App.useApp()
  const [crop, setCrop] = useState<PercentCrop>()
  const [pending, setPending] = useState(false)
  const finish = async ({ alt }: { alt: string }): Promise<void> => {
    setPending(true)
    try {
      const box =
        crop && file.width && file.height && crop.width > 0 && crop.height > 0
          ? pixels(crop, file.width, file.height)
          : undefined
      onDone(
        box
          ? await api('POST /api/files/:id/crop', { params: { id: file.id }, body: { ...box, alt } })
          : alt === file.alt
            ? file
            : await api('PUT /api/files/:id', { params: { id: file.id }, body: { alt } }),
      )
    } catch (error) {
      void message.error(spoken(error))
    } finally {
      setPending(false)
    }
  }
  return (
    <Form<{ alt: string }>
      layout="vertical"
      onFinish={(v) => void finish(v)}
      initialValues={{ alt: file.alt }}
      requiredMark={false}
    >
      <p className="muted">在图上拖动可以裁剪；不裁剪则使用原图。裁剪后另存为新图片，原图保留。</p>
      <div className="crop-stage">
        <ReactCrop crop={crop} onChange={(_, percent) => setCrop(percent)} ruleOfThirds>
          <img src={file.url} alt={file.alt || '待裁剪的图片'} />
        </ReactCrop>
      </div>
      <Form.Item
        name="alt"
        label="图片说明"
        extra="写出图中的内容，供看不见图片的人了解；不写“图片1”"
        rules={[
          { required: true, whitespace: true, message: '请填写图片说明' },
          { max: 200, message: '图片说明不超过200字' },
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} autoFocus />
      </Form.Item>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={pending}>
          使用这张图片
        </Button>
        <Button onClick={onBack}>重新选择</Button>
      </div>
    </Form>
  )
}

const pixels = (c: PercentCrop, width: number, height: number) => {
  const left = Math.round((c.x / 100) * width)
  const top = Math.round((c.y / 100) * height)
  return {
    left,
    top,
    width: Math.min(width - left, Math.round((c.width / 100) * width)),
    height: Math.min(height - top, Math.round((c.height / 100) * height)),
  }
}
