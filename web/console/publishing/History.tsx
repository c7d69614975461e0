import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { Content, KindView } from '../../../server/modules/publishing/content.ts'
import { EmptyState, Loaded } from '../../ui/Feedback.tsx'
import { shortWhen, whenText } from '../../ui/when.ts'
import { spoken, useApi } from '../hooks.ts'
import { differences } from './kind-form.ts'

type Props = {
  open: boolean
  editionId: string
  kind: KindView
  content: Content
  onRestore: (content: Content) => void
  onClose: () => void
}

/** What autosave kept: look at an earlier text, and take it back. The present text stays in the list. */
export function History({ open, editionId, kind, content, onRestore, onClose }: Props) {
  const [chosen, setChosen] = useState<string>()
  const list = useApi('GET /api/publishing/editions/:id/revisions', { params: { id: editionId } }, { enabled: open })
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title="历次保存"
      size={560}
      destroyOnHidden
      closable={{ 'aria-label': '关闭' }}
    >
      <Loaded data={list.data} error={list.error && spoken(list.error)} onRetry={() => void list.refetch()}>
        {({ revisions }) =>
          revisions.length === 0 ? (
            <EmptyState title="还没有保存过" />
          ) : (
            <ul className="history-list">
              {revisions.map((r) => (
                <li key={r.id}>
                  <button
                    type="button"
                    className="link-button"
                    aria-expanded={chosen === r.id}
                    title={whenText(r.at)}
                    onClick={() => setChosen(chosen === r.id ? undefined : r.id)}
                  >
                    {shortWhen(r.at)} · {r.byName}
                  </button>
                  {chosen === r.id && (
                    <Earlier
                      editionId={editionId}
                      revisionId={r.id}
                      kind={kind}
                      content={content}
                      onRestore={(c) => {
                        onRestore(c)
                        onClose()
                      }}
                    />
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Drawer>
  )
}

function Earlier({
  editionId,
  revisionId,
  kind,
  content,
  onRestore,
}: {
  editionId: string
  revisionId: string
  kind: KindView
  content: Content
  onRestore: (content: Content) => void
}) {
  const earlier = useApi('GET /api/publishing/editions/:id/revisions/:revisionId', {
    params: { id: editionId, revisionId },
  })
  return (
    <Loaded
      data={earlier.data?.content as Content | undefined}
      error={earlier.error && spoken(earlier.error)}
      lines={3}
    >
      {(then) => {
        const lines = differences(kind, content, then)
        return lines.length === 0 ? (
          <p className="muted">与现在的内容相同</p>
        ) : (
          <div className="stack tight">
            {lines.map((l) => (
              <div key={l.key} className="history-line">
                <b>{l.label}</b>
                <pre>{l.theirs || '（空）'}</pre>
              </div>
            ))}
            <div>
              <Button size="small" onClick={() => onRestore(then)}>
                恢复为这次的内容
              </Button>
            </div>
          </div>
        )
      }}
    </Loaded>
  )
}
