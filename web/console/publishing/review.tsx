import { useNavigate } from '@tanstack/react-router'
import { Button, Result } from 'antd'
import { useState } from 'react'
import {
  actions,
  disclosureClasses,
  stepVerbs,
  withholdGrounds,
  type ActionType,
  type Destinations,
} from '../../../server/modules/publishing/contract.ts'
import { Loaded, Panel } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Facts } from '../../ui/RecordDrawer.tsx'
import { spoken, useApi, useParam } from '../hooks.ts'
import { ActionDialog } from './ActionDialog.tsx'
import { Findings } from './Findings.tsx'
import { PageFrame } from './Preview.tsx'
import { SigningLine } from './Signing.tsx'
import type { Edition } from './use-draft.ts'
import './publishing.css'

const INBOX = '/publishing/inbox'
const isVerb = (type: ActionType): boolean => (stepVerbs as readonly string[]).includes(type)

/** What the reviewer signs is the page the public will read, with its facts, doubts and the opinions so far; on a phone with one thumb. */
export default function ReviewScreen() {
  const id = useParam('id')
  const edition = useApi('GET /api/publishing/editions/:id', { params: { id } })
  return (
    <Loaded data={edition.data} error={edition.error && spoken(edition.error)} onRetry={() => void edition.refetch()}>
      {(e) => <Reviewing key={id} edition={e} />}
    </Loaded>
  )
}

function Reviewing({ edition }: { edition: Edition }) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState<ActionType>()
  const findings = useApi('GET /api/publishing/editions/:id/findings', {
    params: { id: edition.id },
    query: { version: edition.version },
  })
  const places = useApi('GET /api/publishing/editions/:id/destinations', { params: { id: edition.id } }).data
  const step = edition.standing.step
  const title = step ? `${step.name}：${edition.content.title}` : edition.content.title
  return (
    <div className="with-sign-bar">
      <PageHeader
        title={title}
        back={{ label: '返回审核列表', onClick: () => void navigate({ to: INBOX as never }) }}
        actions={
          <Button onClick={() => void navigate({ to: `/publishing/editions/${edition.id}` as never })}>稿件记录</Button>
        }
      />
      {edition.status !== 'inReview' && <Done onBack={() => void navigate({ to: INBOX as never })} />}
      <div className="review-layout">
        <PageFrame editionId={edition.id} title={`公开页面预览：${edition.content.title}`} />
        <div className="review-side">
          <SignBar edition={edition} onAsk={setAsking} />
          <Panel title="审核经过">
            <SigningLine edition={edition} />
          </Panel>
          <Panel title="检查结果">
            <Findings owed={[]} findings={findings.data?.findings} onFind={() => false} onBody={() => {}} reading />
          </Panel>
          <ReviewFacts edition={edition} places={places?.add} />
        </div>
      </div>
      <ActionDialog
        edition={edition}
        type={asking}
        onClose={() => setAsking(undefined)}
        onDone={() => void navigate({ to: INBOX as never })}
      />
    </div>
  )
}

function Done({ onBack }: { onBack: () => void }) {
  return (
    <Result
      status="success"
      title="这个环节已办理"
      subTitle="稿件不在审核中。"
      extra={
        <Button type="primary" onClick={onBack}>
          回到审核列表
        </Button>
      }
    />
  )
}

/** The one or two buttons of this step; on a phone they stay at the thumb. */
function SignBar({ edition, onAsk }: { edition: Edition; onAsk: (type: ActionType) => void }) {
  const sign = edition.actions.find(isVerb)
  const back = edition.actions.includes('sendBack')
  const step = edition.standing.step
  const blocked = edition.blocked.find((b) => step && b.type === step.verb)
  if (!step) return null
  return sign || back ? (
    <div className="sign-bar" role="group" aria-label="办理">
      {back && <Button onClick={() => onAsk('sendBack')}>退回</Button>}
      {sign && (
        <Button type="primary" onClick={() => onAsk(sign)}>
          {sign === 'approve' ? '同意' : actions[sign].label}
        </Button>
      )}
    </div>
  ) : (
    blocked && <p className="muted">{blocked.why}</p>
  )
}

function ReviewFacts({ edition, places }: { edition: Edition; places: Destinations['add'] | undefined }) {
  return (
    <Panel title="要素">
      <Facts
        facts={[
          { label: '发布机构', value: edition.organName },
          { label: '类型', value: edition.kindName },
          { label: '公开属性', value: disclosureClasses[edition.content.disclosureClass] },
          ...(edition.content.withholdGround
            ? [{ label: '理由', value: withholdGrounds[edition.content.withholdGround] }]
            : []),
          {
            label: '将发布到',
            value: places
              ? `${places.length} 处${
                  places.length > 0
                    ? `：${places
                        .slice(0, 6)
                        .map((p) => `${p.sectionName}·${p.channelName}`)
                        .join('、')}`
                    : ''
                }`
              : '—',
          },
          {
            label: '附件',
            value:
              edition.content.attachments.length > 0 ? edition.content.attachments.map((a) => a.name).join('、') : '无',
          },
          ...(edition.note ? [{ label: '送审说明', value: edition.note }] : []),
        ]}
      />
    </Panel>
  )
}
