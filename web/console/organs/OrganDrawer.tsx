import { Tag } from 'antd'
import { useState } from 'react'
import { levels, type Organ } from '../../../server/modules/organs/contract.ts'
import { Loaded } from '../../ui/Feedback.tsx'
import { RecordDrawer, type Fact, type RecordAction } from '../../ui/RecordDrawer.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import type { Output } from '../api.ts'
import { spoken, useAct, useApi } from '../hooks.ts'
import { useSession } from '../session.tsx'
import { FactsDialog, MoveDialog, NewOrganDialog, RenameDialog } from './OrganDialogs.tsx'
import { OrganParts } from './OrganParts.tsx'

export type Detail = Output<'GET /api/organs/:id'>
type Dialog = 'facts' | 'rename' | 'move' | 'new' | 'close' | undefined

/** One organ: what may be done on top, then its facts, former names, posts, leaders and groups. */
export function OrganDrawer({ id, organs, onClose }: { id: string; organs: readonly Organ[]; onClose: () => void }) {
  const session = useSession()
  const { data, error, refetch } = useApi('GET /api/organs/:id', { params: { id } }, { enabled: id !== '' })
  const [dialog, setDialog] = useState<Dialog>()
  const close = useAct('POST /api/organs/:id/close', '已停用')
  const reopen = useAct('POST /api/organs/:id/reopen', '已恢复使用')
  const organ = data?.id === id ? data : undefined
  const mine =
    organ !== undefined && session.grants.some((g) => g.duty === 'organs.manage' && organ.path.startsWith(g.path))
  const actions = organ && mine ? actionsOf(organ, setDialog, () => void reopen.run({ params: { id } })) : []
  return (
    <RecordDrawer
      open={id !== ''}
      onClose={onClose}
      title={organ?.name ?? '机构'}
      actions={actions}
      facts={organ && factsOf(organ, organs)}
      tags={
        organ && (
          <>
            <Tag>{organ.legalKindLabel}</Tag>
            <Tag>{levels[organ.level]}</Tag>
            {organ.underRegulation && <Tag color="green">负有公开义务</Tag>}
            {organ.disclosureOffice && <Tag color="blue">政务公开科</Tag>}
            {!organ.active && <Tag color="red">已停用</Tag>}
          </>
        )
      }
    >
      <Loaded data={organ} error={error && spoken(error)} onRetry={() => void refetch()}>
        {(o) => <OrganParts organ={o} organs={organs} editable={mine && o.active} />}
      </Loaded>
      {organ && (
        <>
          <FactsDialog open={dialog === 'facts'} organ={organ} onClose={() => setDialog(undefined)} />
          <RenameDialog open={dialog === 'rename'} organ={organ} onClose={() => setDialog(undefined)} />
          <MoveDialog open={dialog === 'move'} organ={organ} organs={organs} onClose={() => setDialog(undefined)} />
          <NewOrganDialog open={dialog === 'new'} parent={organ} onClose={() => setDialog(undefined)} />
          <ReasonDialog
            open={dialog === 'close'}
            title={`停用“${organ.name}”`}
            okText="停用"
            danger
            onClose={() => setDialog(undefined)}
            onOk={() => close.act({ params: { id } })}
            consequence="停用后不能再以该机构办理新的业务，已公开的信息保留。以后可以恢复使用。"
          />
        </>
      )}
    </RecordDrawer>
  )
}

function actionsOf(o: Detail, show: (d: Dialog) => void, reopen: () => void): RecordAction[] {
  const root = o.parentId === null ? '顶级机构不能移动或停用' : undefined
  if (!o.active) return [{ key: 'reopen', label: '恢复使用', primary: true, onClick: reopen }]
  return [
    { key: 'new', label: '新增下级机构', primary: true, onClick: () => show('new') },
    { key: 'facts', label: '修改信息', onClick: () => show('facts') },
    { key: 'rename', label: '更名', onClick: () => show('rename') },
    ...(root
      ? []
      : [
          { key: 'move', label: '移动', onClick: () => show('move') },
          { key: 'close', label: '停用', danger: true, onClick: () => show('close') },
        ]),
  ]
}

function factsOf(o: Detail, organs: readonly Organ[]): Fact[] {
  const former = o.names.filter((n) => n.toOn !== null)
  return [
    { label: '简称', value: o.shortName || '—' },
    { label: '机构代码', value: o.code },
    { label: '上级机构', value: organs.find((p) => p.id === o.parentId)?.name ?? '—' },
    { label: '信用代码', value: o.creditCode ?? '—' },
    { label: '地址', value: o.address || '—' },
    { label: '电话', value: o.phone || '—' },
    ...(former.length > 0
      ? [
          {
            label: '曾用名',
            value: (
              <>
                {former.map((n) => (
                  <div key={n.fromOn}>
                    {n.name}
                    <span className="cell-sub">
                      {n.fromOn} 至 {n.toOn}
                    </span>
                  </div>
                ))}
              </>
            ),
          },
        ]
      : []),
  ]
}
