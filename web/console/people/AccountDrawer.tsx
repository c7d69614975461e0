import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { Organ } from '../../../server/modules/organs/contract.ts'
import type { OrganNode } from '../../ui/organ-tree.ts'
import { RecordDrawer, type Fact, type RecordAction } from '../../ui/RecordDrawer.tsx'
import { Loaded } from '../../ui/Feedback.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { whenText } from '../../ui/when.ts'
import type { Output } from '../api.ts'
import { spoken, useAct, useApi } from '../hooks.ts'
import { useSession } from '../session.tsx'
import { stateTags } from './state-tags.tsx'
import { EditAccountDialog, GrantDialog, OncePassword } from './AccountDialogs.tsx'
import { LeaveDialog } from './LeaveDialog.tsx'
import { SessionRows } from './SessionRows.tsx'

export type AccountDetail = Output<'GET /api/people/accounts/:id'>
type Dialog = 'edit' | 'grant' | 'reset' | 'suspend' | 'leave'
type Tree = readonly (OrganNode & Pick<Organ, 'path'>)[]

/** One account: what the security administrator may do, then duties and sessions. */
export function AccountDrawer({ id, organs, onClose }: { id: string; organs: Tree; onClose: () => void }) {
  const session = useSession()
  const { data, error, refetch } = useApi('GET /api/people/accounts/:id', { params: { id } }, { enabled: id !== '' })
  const account = data?.id === id ? data : undefined
  const [dialog, setDialog] = useState<Dialog>()
  const [once, setOnce] = useState<{ login: string; password: string }>()
  const unlock = useAct('POST /api/people/accounts/:id/unlock', '已解除锁定')
  const resume = useAct('POST /api/people/accounts/:id/resume', '已恢复')
  const reset = useAct('POST /api/people/accounts/:id/reset')
  const suspend = useAct('POST /api/people/accounts/:id/suspend', '已暂停')
  const here = { params: { id } }
  const close = (): void => setDialog(undefined)
  const actions = account
    ? actionsOf(account, account.id === session.id, setDialog, {
        unlock: () => void unlock.run(here),
        resume: () => void resume.run(here),
      })
    : []
  return (
    <RecordDrawer
      open={id !== ''}
      onClose={onClose}
      title={account?.name ?? '账号'}
      actions={actions}
      facts={account && factsOf(account)}
      tags={
        account && (
          <>
            {stateTags[account.state]}
            {account.locked && <Tag color="red">已锁定</Tag>}
            {account.mustChange && account.state !== 'left' && <Tag color="orange">尚未设置本人密码</Tag>}
          </>
        )
      }
    >
      <Loaded data={account} error={error && spoken(error)} onRetry={() => void refetch()}>
        {(a) => (
          <>
            <Grants account={a} own={a.id === session.id} onAdd={() => setDialog('grant')} />
            <SessionsOf account={a} own={a.id === session.id} />
            <EditAccountDialog open={dialog === 'edit'} account={a} organs={organs} onClose={close} />
            <GrantDialog open={dialog === 'grant'} account={a} organs={organs} onClose={close} />
            <ReasonDialog
              open={dialog === 'reset'}
              title={`重置“${a.name}”的密码`}
              okText="重置"
              onClose={close}
              onOk={async () => setOnce(await reset.act(here))}
              consequence="原密码立即失效，该账号的全部会话结束，锁定解除。系统生成一次性密码，只显示一次。"
            />
            <ReasonDialog
              open={dialog === 'suspend'}
              title={`暂停“${a.name}”的账号`}
              okText="暂停"
              danger
              onClose={close}
              onOk={() => suspend.act(here)}
              consequence={`${a.sessions.length > 0 ? `${a.sessions.length}个会话立即结束，` : ''}本人不能再登录。职责和未办结的工作保留，以后可以恢复。`}
            />
            <LeaveDialog open={dialog === 'leave'} account={a} onClose={close} />
            <OncePassword shown={once} onClose={() => setOnce(undefined)} />
          </>
        )}
      </Loaded>
    </RecordDrawer>
  )
}

function actionsOf(
  a: AccountDetail,
  own: boolean,
  show: (d: Dialog) => void,
  run: { unlock: () => void; resume: () => void },
): RecordAction[] {
  if (a.state === 'left') return []
  const blocked = own ? '不能对本人的账号办理，请由其他安全管理员办理' : undefined
  return [
    { key: 'grant', label: '授予职责', primary: true, blocked, onClick: () => show('grant') },
    { key: 'edit', label: '修改', onClick: () => show('edit') },
    ...(own
      ? []
      : [
          { key: 'reset', label: '重置密码', onClick: () => show('reset') },
          ...(a.locked ? [{ key: 'unlock', label: '解除锁定', onClick: run.unlock }] : []),
          a.state === 'suspended'
            ? { key: 'resume', label: '恢复使用', onClick: run.resume }
            : { key: 'suspend', label: '暂停', danger: true, onClick: () => show('suspend') },
          { key: 'leave', label: '离岗移交', danger: true, onClick: () => show('leave') },
        ]),
  ]
}

const factsOf = (a: AccountDetail): Fact[] => [
  { label: '登录名', value: a.login },
  { label: '机构', value: a.organName },
  { label: '岗位', value: a.post || '—' },
  { label: '手机', value: a.phone || '—' },
  { label: '邮箱', value: a.email || '—' },
  { label: '最近登录', value: a.lastSignInAt ? whenText(a.lastSignInAt) : '从未登录' },
  { label: '密码设置于', value: whenText(a.passwordSetAt) },
  ...(a.leftAt ? [{ label: '离岗', value: `${whenText(a.leftAt)}，${a.leftReason ?? ''}` }] : []),
]

type Grant = AccountDetail['grants'][number]

function Grants({ account, own, onAdd }: { account: AccountDetail; own: boolean; onAdd: () => void }) {
  const revoke = useAct('DELETE /api/people/grants/:id', '已收回')
  const [taken, setTaken] = useState<Grant>()
  return (
    <section className="part">
      <div className="part-head">
        <h3>职责</h3>
        {!own && account.state !== 'left' && (
          <Button size="small" onClick={onAdd}>
            授予
          </Button>
        )}
      </div>
      {account.grants.length === 0 && <p className="part-none">没有职责，登录后不能办理业务</p>}
      <ul className="part-list">
        {account.grants.map((g) => (
          <li key={g.id}>
            <div>
              <b>{g.label}</b> <span className="muted">{g.organName}及其下级</span>
              <p>
                {g.fromOn} 起{g.toOn ? `，至 ${g.toOn}` : '，长期'} · {g.grantedByName}授予
              </p>
            </div>
            {!own && (
              <Button type="text" danger onClick={() => setTaken(g)}>
                收回
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ReasonDialog
        open={taken !== undefined}
        title={`收回“${taken?.label ?? ''}”`}
        okText="收回"
        danger
        onClose={() => setTaken(undefined)}
        onOk={() => revoke.act({ params: { id: taken!.id } })}
        consequence={`${account.name}立即不能再在“${taken?.organName ?? ''}”及其下级机构办理这项职责。`}
      />
    </section>
  )
}

function SessionsOf({ account, own }: { account: AccountDetail; own: boolean }) {
  const end = useAct('DELETE /api/people/account-sessions/:id', '会话已结束')
  const endAll = useAct('DELETE /api/people/accounts/:id/sessions', '全部会话已结束')
  return (
    <section className="part">
      <div className="part-head">
        <h3>会话</h3>
        {account.sessions.length > 0 && !own && (
          <Button size="small" danger onClick={() => void endAll.run({ params: { id: account.id } })}>
            全部结束
          </Button>
        )}
      </div>
      {account.sessions.length === 0 ? (
        <p className="part-none">当前没有登录</p>
      ) : (
        <SessionRows sessions={account.sessions} onEnd={own ? undefined : (id) => void end.run({ params: { id } })} />
      )}
    </section>
  )
}
