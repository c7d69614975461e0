import { ArrowLeftOutlined } from '@ant-design/icons'
import { createContext, useContext, useEffect, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** Where the top bar wants the title: given by the shell; without it the header stands in the page. */
export const HeaderSlot = createContext<HTMLElement | null>(null)

/** The one h1 of a screen, with its actions; also names the browser's tab. */
export function PageHeader({
  title,
  about,
  actions,
  back,
}: {
  title: string
  about?: ReactNode
  actions?: ReactNode
  back?: { label: string; onClick: () => void }
}) {
  const slot = useContext(HeaderSlot)
  useEffect(() => {
    document.title = `${title} · 政务公开工作台`
  }, [title])
  const header = (
    <div className="page-header">
      {back && (
        <button type="button" className="icon-button" aria-label={back.label} onClick={back.onClick}>
          <ArrowLeftOutlined />
        </button>
      )}
      <h1>{title}</h1>
      {actions && <div className="page-actions">{actions}</div>}
    </div>
  )
  return (
    <>
      {slot ? createPortal(header, slot) : header}
      {about && <p className="page-about">{about}</p>}
    </>
  )
}
