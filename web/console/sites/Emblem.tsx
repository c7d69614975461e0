import { App, Button, Progress } from 'antd'
import { useState } from 'react'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { upload, type Output } from '../api.ts'
import { spoken, useApi } from '../hooks.ts'
import { sizeText } from '../publishing/sizes.ts'
import { useSession } from '../session.tsx'
import type { SiteOf } from './cluster.ts'

/** The slot of the national emblem as a form's field: the id of its image, or null. */
export function Emblem({
  site,
  id,
  value,
  onChange,
}: {
  site: SiteOf
  id?: string
  value?: string | null
  onChange?: (fileId: string | null) => void
}) {
  // Files belong to an organ; a duty over the whole site is one over its organ.
  const uploads = useSession().grants.some((g) => g.duty === 'sites.manage')
  return (
    <div id={id} className="emblem-slot">
      {value ? (
        <>
          <img src={`/files/${value}/emblem`} alt="已上传的国徽图案" width={96} height={96} />
          <Button danger onClick={() => onChange?.(null)}>
            移除
          </Button>
        </>
      ) : site.demo ? (
        <p className="muted">演示安装不使用国徽图案，这里留空。</p>
      ) : uploads ? (
        <NewEmblem organId={site.organId} onDone={(fileId) => onChange?.(fileId)} />
      ) : (
        <p className="muted">尚未上传。请有“站群管理”职责的人员上传。</p>
      )}
    </div>
  )
}

function NewEmblem({ organId, onDone }: { organId: string; onDone: (fileId: string) => void }) {
  const { message } = App.useApp()
  const rules = useApi('GET /api/files/kinds').data?.kinds.image
  const types = Object.keys(rules?.types ?? {})
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
    form.set('alt', '中华人民共和国国徽')
    form.set('file', file, file.name)
    setPart(0)
    try {
      onDone((await upload<Output<'POST /api/files'>>('POST /api/files', form, { onProgress: setPart })).id)
    } catch (error) {
      void message.error(spoken(error))
    } finally {
      setPart(undefined)
    }
  }
  return (
    <div className="stack">
      <FileDrop
        label="上传国徽图案"
        accept={types.length > 0 ? types.map((t) => `.${t}`).join(',') : 'image/*'}
        disabled={part !== undefined}
        hint={rules ? `${types.join('、')}，不超过 ${sizeText(rules.maxBytes)}` : '图片'}
        onFiles={(files) => void send(files)}
      />
      {part !== undefined && <Progress percent={Math.round(part * 100)} aria-label="上传进度" />}
    </div>
  )
}
