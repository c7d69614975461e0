import { Tag } from 'antd'
import { useState } from 'react'
import { sectionKinds, themes, type SectionStatus } from '../../../server/modules/sites/contract.ts'
import { Loaded } from '../../ui/Feedback.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { RecordDrawer, type RecordAction } from '../../ui/RecordDrawer.tsx'
import type { Output } from '../api.ts'
import { spoken, useAct, useApi } from '../hooks.ts'
import { useSession } from '../session.tsx'
import { Channels } from './Channels.tsx'
import { manages, type Cluster } from './cluster.ts'
import { SectionForm } from './SectionForm.tsx'
import { statusTag } from './Sections.tsx'

export type SectionView = Output<'GET /api/sites/sections/:id'>
const CONSEQUENCE: Record<SectionStatus, string> = {
  open: '开通后，该子站和它的栏目立即可以在网上访问。',
  closed: '关停后，该子站路径下的所有页面立即停止访问；已公开的信息保留在系统中，重新开通后恢复。',
  preparing: '转为筹备后，该子站路径下的所有页面立即停止访问。',
}

/** One section: what it has of its own, what it inherits, its channels with their upkeep. */
export function SectionDrawer({ id, cluster, onClose }: { id: string; cluster: Cluster; onClose: () => void }) {
  const session = useSession()
  const { data, error, refetch } = useApi('GET /api/sites/sections/:id', { params: { id } }, { enabled: id !== '' })
  const [editing, setEditing] = useState(false)
  const [to, setTo] = useState<SectionStatus>()
  const change = useAct('POST /api/sites/sections/:id/status', '已更改')
  const view = data?.own.id === id ? data : undefined
  const mine = view !== undefined && manages(session, view.own.organPath)
  const close = () => {
    setEditing(false)
    onClose()
  }
  const facts = view && [
    { label: '类型', value: sectionKinds[view.own.kind] },
    { label: '路径', value: view.own.path },
    {
      label: '模板',
      value: inheritedFact(
        view.own.template === null,
        cluster.templates.find((t) => t.key === view.inForce.template)?.name ?? view.inForce.template,
      ),
    },
    {
      label: '配色',
      value: inheritedFact(
        view.own.theme === null,
        <span className={`swatch theme-${view.inForce.theme}`}>{themes[view.inForce.theme]}</span>,
      ),
    },
    { label: '菜单', value: inheritedFact(view.own.menu === null, view.inForce.menu.map((m) => m.label).join('、')) },
    { label: '页脚', value: inheritedFact(view.own.footer === null, view.inForce.footer || '（无附加文字）') },
  ]
  return (
    <RecordDrawer
      open={id !== ''}
      onClose={close}
      title={view?.own.name ?? '子站'}
      facts={editing ? undefined : facts}
      tags={view && statusTag(view.own.status)}
      actions={view && mine && !editing ? actionsOf(view, () => setEditing(true), setTo) : []}
    >
      <Loaded data={view} error={error && spoken(error)} onRetry={() => void refetch()}>
        {(v) =>
          editing ? (
            <SectionForm view={v} cluster={cluster} onDone={() => setEditing(false)} />
          ) : (
            <Channels view={v} cluster={cluster} editable={mine} />
          )
        }
      </Loaded>
      {view && to && (
        <ReasonDialog
          open
          title={`${{ open: '开通', closed: '关停', preparing: '转为筹备' }[to]}“${view.own.name}”`}
          okText={{ open: '开通', closed: '关停', preparing: '转为筹备' }[to]}
          danger={to !== 'open'}
          consequence={CONSEQUENCE[to]}
          reason={{ label: '原因', required: to !== 'open', max: 200 }}
          onClose={() => setTo(undefined)}
          onOk={(reason) => change.act({ params: { id }, body: { status: to, reason } })}
        />
      )}
    </RecordDrawer>
  )
}

const inheritedFact = (inherited: boolean, value: React.ReactNode) => (
  <>
    {value} {inherited ? <span className="cell-sub">随上级或模板</span> : <Tag color="orange">自行设置</Tag>}
  </>
)

function actionsOf(v: SectionView, edit: () => void, ask: (to: SectionStatus) => void): RecordAction[] {
  const visit: RecordAction[] =
    v.own.status === 'open'
      ? [{ key: 'visit', label: '访问', onClick: () => window.open(v.own.path, '_blank', 'noopener') }]
      : []
  const turn: RecordAction[] =
    v.own.kind === 'portal'
      ? []
      : v.own.status === 'open'
        ? [{ key: 'close', label: '关停', danger: true, onClick: () => ask('closed') }]
        : [{ key: 'open', label: '开通', primary: true, onClick: () => ask('open') }]
  return [{ key: 'edit', label: '修改设置', primary: v.own.status === 'open', onClick: edit }, ...visit, ...turn]
}
