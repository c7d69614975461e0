import { Alert, Drawer, Button } from 'antd'
import type { Preview } from '../../../server/modules/calendar/contract.ts'
import { StatCards } from '../../ui/StatCards.tsx'
import { dayText } from '../../ui/when.ts'
import { spoken, useAct } from '../hooks.ts'
import '../cases/cases.css'

/** What the notice says, what it changes, and which running limits move to which day. Nothing is saved before the button. */
export function NoticePreview({
  preview,
  onClose,
  onSaved,
}: {
  preview: Preview
  onClose: () => void
  onSaved: () => void
}) {
  const save = useAct('POST /api/calendar/notices', `${preview.notice.year}年放假安排已保存，在途时限已重新计算`)
  const { year } = preview.notice
  const confirm = async (): Promise<void> => {
    const done = await save.act({ body: { notice: preview.notice, token: preview.token } }).catch(() => undefined)
    if (done) onSaved()
  }
  return (
    <Drawer
      open
      onClose={onClose}
      title={`预览：${year}年放假安排`}
      size={720}
      closable={{ 'aria-label': '关闭' }}
      rootClassName="record-drawer"
      footer={
        <div className="row-gap">
          <Button type="primary" loading={save.pending} onClick={() => void confirm()}>
            保存并重新计算
          </Button>
          <Button onClick={onClose}>不保存</Button>
        </div>
      }
    >
      <div className="stack">
        {save.error && <Alert type="error" showIcon role="alert" title={spoken(save.error)} />}
        {preview.replaces && (
          <Alert
            type="warning"
            showIcon
            title={
              preview.replaces === 'upload'
                ? `将替换此前上传的${year}年放假安排`
                : `将替换公开数据中的${year}年放假安排`
            }
          />
        )}
        <StatCards
          label="放假安排"
          stats={[
            { label: '放假', value: `${preview.offDays}天` },
            { label: '调休上班', value: `${preview.workedDays}天` },
            { label: '全年工作日', value: preview.workingDaysInYear },
            {
              label: '变动的在途时限',
              value: preview.movesTotal,
              ...(preview.movesTotal > 0 ? { tone: 'warn' as const } : {}),
            },
          ]}
        />
        <Moves preview={preview} />
        <Changes preview={preview} />
      </div>
    </Drawer>
  )
}

function Moves({ preview }: { preview: Preview }) {
  return (
    <section>
      <h3>在途时限的变动</h3>
      {preview.moves.length === 0 ? (
        <p className="muted">没有在途时限因此变动。</p>
      ) : (
        <div className="scroll-x">
          <table className="clock-days">
            <thead>
              <tr>
                <th scope="col">事项</th>
                <th scope="col">时限</th>
                <th scope="col">原到期日</th>
                <th scope="col">新到期日</th>
              </tr>
            </thead>
            <tbody>
              {preview.moves.map((m, i) => (
                <tr key={i} className="counted">
                  <th scope="row">{m.title || '—'}</th>
                  <td>{m.what}</td>
                  <td>{m.from ?? '—'}</td>
                  <td>
                    <b>{m.to ?? '—'}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {preview.movesTotal > preview.moves.length && (
        <p className="muted">另有 {preview.movesTotal - preview.moves.length} 件未列出。</p>
      )}
    </section>
  )
}

function Changes({ preview }: { preview: Preview }) {
  return (
    <section>
      <h3>与现有日历的不同</h3>
      {preview.changes.length === 0 ? (
        <p className="muted">与现有日历相同。</p>
      ) : (
        <ul className="year-days">
          {preview.changes.map((c) => (
            <li key={c.day}>
              <span>{dayText(c.day)}</span>
              <span>{c.before}</span>
              <b>{c.after}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
