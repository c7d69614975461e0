import { CheckCircleOutlined, ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons'
import { App } from 'antd'

export type ShownFinding = {
  severity: 'discard' | 'stop' | 'warn'
  field: string
  message: string
  remedy?: string
  clause?: string
  quote?: string
  excerpt?: string
}
type Props = {
  /** What the form itself knows to be missing: said at once, before the server has looked. */
  owed: readonly { field: string; label: string }[]
  findings: readonly ShownFinding[] | undefined
  onFind: (quote: string, nth: number) => boolean
  onBody: () => void
  /** Read only: nothing to jump to. */
  reading?: boolean
}

const words = (f: ShownFinding): string | undefined => f.quote ?? f.excerpt

/** What must be mended and what should be looked at; each line leads to its place. */
export function Findings({ owed, findings, onFind, onBody, reading }: Props) {
  const { message } = App.useApp()
  const go = (field: string, quote?: string, nth = 0): void => {
    if (field.startsWith('bodyHtml')) {
      if (!quote || !onFind(quote, nth)) onBody()
      return
    }
    const target = document.getElementById(`draft_${field.replaceAll('.', '_')}`) ?? document.getElementById(field)
    if (!target) return void message.info('请在页面中找到该项并补充')
    target.scrollIntoView({ block: 'center' })
    target.focus()
  }
  const told = new Set(owed.map((o) => o.field))
  const rest = (findings ?? []).filter((f) => !told.has(f.field) || !/^请(填写|选择|至少上传)/.test(f.message))
  if (owed.length + rest.length === 0)
    return (
      <p className="all-fine">
        <CheckCircleOutlined aria-hidden="true" />
        {findings ? '没有发现问题' : '正在检查'}
      </p>
    )
  return (
    <ul className="finding-list">
      {owed.map((o) => (
        <li key={o.field} className="finding-stop">
          <ExclamationCircleOutlined aria-label="必须补充" />
          <div>
            <button type="button" className="link-button" onClick={() => go(o.field)}>
              待补充：{o.label}
            </button>
          </div>
        </li>
      ))}
      {rest.map((f, i) => (
        <li key={i} className={f.severity === 'warn' ? 'finding-warn' : 'finding-stop'}>
          {f.severity === 'warn' ? (
            <InfoCircleOutlined aria-label="请核对" />
          ) : (
            <ExclamationCircleOutlined aria-label="必须改正" />
          )}
          <div>
            {reading ? (
              f.message
            ) : (
              <button
                type="button"
                className="link-button"
                onClick={() => go(f.field, words(f), rest.slice(0, i).filter((o) => words(o) === words(f)).length)}
              >
                {f.message}
              </button>
            )}
            {words(f) && !f.message.includes(words(f)!) && <q>{words(f)}</q>}
            {f.remedy && <small>{f.remedy}</small>}
          </div>
        </li>
      ))}
    </ul>
  )
}
