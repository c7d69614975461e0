import { Drawer, Segmented } from 'antd'
import { useRef, useState } from 'react'
import { address } from '../api.ts'

/** Where the production renderer shows an edition as its page will be. */
export const previewHref = (editionId: string): string =>
  address('GET /api/publishing/editions/:id/preview', { params: { id: editionId } })

type Props = { open: boolean; editionId: string; version?: number; onClose: () => void }

/** The page as the public will read it, on a desk and on a phone. */
export function Preview({ open, editionId, version, onClose }: Props) {
  const [phone, setPhone] = useState(false)
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title="预览"
      size="min(1120px, 100vw)"
      destroyOnHidden
      closable={{ 'aria-label': '关闭预览' }}
      rootClassName="preview-drawer"
      extra={
        <Segmented<string>
          aria-label="预览方式"
          value={phone ? 'phone' : 'page'}
          onChange={(v) => setPhone(v === 'phone')}
          options={[
            { value: 'page', label: '网页' },
            { value: 'phone', label: '手机' },
          ]}
        />
      }
    >
      <div className={phone ? 'preview-phone' : 'preview-page'}>
        <iframe
          key={`${version ?? 0}${phone}`}
          title={phone ? '手机预览' : '网页预览'}
          sandbox="allow-same-origin"
          src={previewHref(editionId)}
        />
      </div>
    </Drawer>
  )
}

/** The public page inside of a screen, as tall as it is: the reviewer scrolls one page, not a box. */
export function PageFrame({ editionId, title }: { editionId: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(600)
  const measure = (): void => {
    const page = frame.current?.contentDocument?.documentElement
    if (page) setHeight(Math.min(20_000, Math.max(400, page.scrollHeight)))
  }
  return (
    <iframe
      ref={frame}
      className="page-frame"
      title={title}
      sandbox="allow-same-origin"
      src={previewHref(editionId)}
      height={height}
      onLoad={measure}
    />
  )
}
