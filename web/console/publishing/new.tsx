import { useNavigate } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { Loaded, Panel } from '../../ui/Feedback.tsx'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'
import { useSession } from '../session.tsx'
import { useKinds } from './use-kinds.ts'
import './publishing.css'

/** The first step of a draft: who publishes, and what kind of thing it is. */
export default function NewScreen() {
  const navigate = useNavigate()
  const session = useSession()
  const tree = useApi('GET /api/organs/tree')
  const reach = useMemo(() => session.grants.filter((g) => g.duty === 'publishing.draft').map((g) => g.path), [session])
  const organs = useMemo(
    () => (tree.data?.organs ?? []).filter((o) => o.active && reach.some((path) => o.path.startsWith(path))),
    [tree.data, reach],
  )
  const [organId, setOrganId] = useState<string>()
  useEffect(() => {
    if (!organId && organs.length > 0) setOrganId((organs.find((o) => o.id === session.organId) ?? organs[0])?.id)
  }, [organs, organId, session.organId])
  const kinds = useKinds(organId)
  const draft = useAct('POST /api/publishing/documents')
  const begin = async (kind: string): Promise<void> => {
    const made = organId && (await draft.run({ body: { kind, organId } }))
    if (made) void navigate({ to: `/publishing/editions/${made.id}/edit` as never, replace: true })
  }
  return (
    <>
      <PageHeader
        title="起草信息"
        back={{ label: '返回列表', onClick: () => void navigate({ to: '/publishing' as never }) }}
      />
      <div className="stack">
        <Panel title="发布机构">
          <Form layout="vertical" component="div">
            <OrganTreeSelect
              aria-label="发布机构"
              className="new-organ"
              organs={organs}
              loading={!tree.data}
              value={organId}
              allowClear={false}
              onChange={setOrganId}
            />
          </Form>
        </Panel>
        <Panel title="信息类型" extra="类型决定要填写的要素和审核环节">
          <Loaded data={kinds.data} error={kinds.error && spoken(kinds.error)} onRetry={() => void kinds.refetch()}>
            {(d) => (
              <div className="kind-grid">
                {d.kinds.map((k) => (
                  <button
                    key={k.key}
                    type="button"
                    className="kind-card"
                    disabled={!k.mayPublish || draft.pending}
                    onClick={() => void begin(k.key)}
                  >
                    <b>{k.name}</b>
                    <small>{k.about}</small>
                    {!k.mayPublish && <small className="kind-why">应由{k.competent}发布</small>}
                  </button>
                ))}
              </div>
            )}
          </Loaded>
        </Panel>
        <div>
          <Button onClick={() => void navigate({ to: '/publishing' as never })}>取消</Button>
        </div>
      </div>
    </>
  )
}
