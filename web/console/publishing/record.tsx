import { useNavigate } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { actions, disclosureClasses, type ActionType } from '../../../server/modules/publishing/contract.ts'
import { Loaded, Panel } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Facts, Moments, RecordActions, type RecordAction } from '../../ui/RecordDrawer.tsx'
import { shortWhen, whenText } from '../../ui/when.ts'
import { fileHref } from '../api.ts'
import { spoken, useApi, useParam } from '../hooks.ts'
import { ActionDialog } from './ActionDialog.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { PageFrame } from './Preview.tsx'
import { momentsOf, SigningLine } from './Signing.tsx'
import type { Edition } from './use-draft.ts'
import { StatusTag } from './words.tsx'
import './publishing.css'

/** One document: where it stands, what may be done, how it came here, how it looks. */
export default function RecordScreen() {
  const id = useParam('id')
  const edition = useApi('GET /api/publishing/editions/:id', { params: { id } })
  return (
    <Loaded data={edition.data} error={edition.error && spoken(edition.error)} onRetry={() => void edition.refetch()}>
      {(e) => <Recorded key={id} edition={e} />}
    </Loaded>
  )
}

function Recorded({ edition }: { edition: Edition }) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState<ActionType>()
  const go = (to: string): void => void navigate({ to: to as never })
  const open: RecordAction[] = edition.actions.map((type) => ({
    key: type,
    label: actions[type].label,
    primary: ['submit', 'approve', 'secrecyReview', 'signOff'].includes(type),
    danger: 'danger' in actions[type],
    onClick: () =>
      ['approve', 'secrecyReview', 'signOff', 'sendBack'].includes(type)
        ? go(`/publishing/editions/${edition.id}/review`)
        : setAsking(type),
  }))
  const blocked: RecordAction[] = edition.blocked.map((b) => ({
    key: b.type,
    label: actions[b.type].label,
    blocked: b.why,
    onClick: () => {},
  }))
  const done = (type: ActionType): void => {
    if (type === 'revise') void navigate({ to: '/publishing' as never, search: { tab: 'mine' } as never })
  }
  return (
    <>
      <PageHeader
        title={edition.content.title || '未命名'}
        back={{ label: '返回列表', onClick: () => go('/publishing') }}
        actions={<RecordLinks edition={edition} go={go} />}
      />
      <div className="review-layout">
        <div className="stack">
          <RecordActions actions={[...open, ...blocked]} />
          <RecordFacts edition={edition} />
          <PageFrame editionId={edition.id} title={`页面：${edition.content.title}`} />
        </div>
        <RecordSide edition={edition} go={go} />
      </div>
      {asking === 'correct' ? (
        <CorrectDialog edition={edition} onClose={() => setAsking(undefined)} />
      ) : (
        <ActionDialog edition={edition} type={asking} onClose={() => setAsking(undefined)} onDone={done} />
      )}
    </>
  )
}

type Going = { edition: Edition; go: (to: string) => void }

function RecordLinks({ edition, go }: Going) {
  return (
    <>
      {edition.actions.includes('submit') && (
        <Button type="primary" onClick={() => go(`/publishing/editions/${edition.id}/edit`)}>
          继续起草
        </Button>
      )}
      {edition.status === 'live' && edition.path && (
        <Button href={edition.path} target="_blank" rel="noopener">
          打开公开页面
        </Button>
      )}
      <Button href={fileHref('GET /api/publishing/editions/:id/form', { params: { id: edition.id } })} target="_blank">
        打印审批表
      </Button>
    </>
  )
}

function RecordFacts({ edition }: { edition: Edition }) {
  const c = edition.content
  return (
    <Panel title="要素" extra={<StatusTag status={edition.status} step={edition.standing.step?.name} />}>
      <Facts
        facts={[
          { label: '发布机构', value: edition.organName },
          { label: '类型', value: edition.kindName },
          { label: '公开属性', value: disclosureClasses[c.disclosureClass] },
          { label: '索引号', value: edition.indexNumber ?? '发布时生成' },
          {
            label: '发布时间',
            value: edition.publishedAt
              ? whenText(edition.publishedAt)
              : edition.publishAt
                ? `定于 ${whenText(edition.publishAt)}`
                : '尚未发布',
          },
          { label: '最近修改', value: `${edition.changedByName}，${whenText(edition.changedAt)}` },
          ...(c.keywords.length > 0 ? [{ label: '关键词', value: c.keywords.map((k) => <Tag key={k}>{k}</Tag>) }] : []),
        ]}
      />
    </Panel>
  )
}

function RecordSide({ edition, go }: Going) {
  return (
    <div className="review-side">
      {edition.steps.length > 0 && (
        <Panel title="审核环节">
          <SigningLine edition={edition} />
        </Panel>
      )}
      <Panel title="版本">
        <ul className="edition-list">
          {edition.editions.map((e) => (
            <li key={e.id}>
              {e.id === edition.id ? (
                <b>第 {e.no} 版（本版）</b>
              ) : (
                <button type="button" className="link-button" onClick={() => go(`/publishing/editions/${e.id}`)}>
                  第 {e.no} 版
                </button>
              )}
              <StatusTag status={e.status} />
              {e.publishedAt && <span className="muted">{shortWhen(e.publishedAt)} 发布</span>}
              {e.note && <p className="muted">{e.note}</p>}
            </li>
          ))}
        </ul>
      </Panel>
      {edition.signatures.length > 0 && (
        <Panel title="办理经过">
          <Moments moments={momentsOf(edition)} />
        </Panel>
      )}
    </div>
  )
}
