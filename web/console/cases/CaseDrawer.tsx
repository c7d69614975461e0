import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Tag } from 'antd'
import { useState } from 'react'
import { Loaded } from '../../ui/Feedback.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { RecordDrawer, type Moment, type RecordAction } from '../../ui/RecordDrawer.tsx'
import { whenText } from '../../ui/when.ts'
import type { Output } from '../api.ts'
import { spoken, useAct, useApi } from '../hooks.ts'
import { Clocks } from './Clocks.tsx'

type Record = Output<'GET /api/cases/:id'>
type Offer = Record['offers'][number]

/** One case beside its list: what may be done, by when and why, and what happened. Its id stands in the address. */
export function CaseDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const record = useApi('GET /api/cases/:id', { params: { id } }, { enabled: id !== '', keep: true })
  const shown = record.data?.id === id ? record.data : undefined
  const [asking, setAsking] = useState<Offer>()
  const navigate = useNavigate()
  const open = (): void => {
    if (shown) void navigate({ to: shown.link as never })
  }
  return (
    <>
      <RecordDrawer
        open={id !== ''}
        onClose={onClose}
        title={shown?.title ?? '办理事项'}
        extra={
          shown && (
            <Button type="link" onClick={open}>
              打开全文
            </Button>
          )
        }
        tags={shown && <Tags record={shown} />}
        actions={shown?.offers.map((o) => actionOf(o, shown, open, setAsking))}
        facts={shown && factsOf(shown)}
        moments={shown && momentsOf(shown)}
      >
        {shown ? (
          <Clocks clocks={shown.clocks} />
        ) : (
          <Loaded data={undefined} error={record.error && spoken(record.error)} onRetry={() => void record.refetch()}>
            {() => null}
          </Loaded>
        )}
      </RecordDrawer>
      {shown && <ActDialog record={shown} offer={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}

function ActDialog({ record, offer, onClose }: { record: Record; offer: Offer | undefined; onClose: () => void }) {
  const act = useAct('POST /api/cases/:id/actions/:action', '已办理')
  return (
    <ReasonDialog
      open={offer !== undefined}
      title={offer?.label ?? ''}
      okText={offer?.label ?? '确定'}
      danger={offer?.danger ?? false}
      onClose={onClose}
      consequence={
        <>
          将对“{record.title}”办理“{offer?.label}”。{offer?.confirm && `${offer.confirm}。`}
        </>
      }
      {...(offer?.reason && { reason: { label: '理由', required: offer.reason === 'required' } })}
      onOk={(reason) =>
        act.act({
          params: { id: record.id, action: offer!.action },
          body: { seen: record.version, input: reason === '' ? {} : { reason } },
        })
      }
    />
  )
}

const Tags = ({ record }: { record: Record }) => (
  <>
    <Tag color={record.over ? 'default' : 'blue'}>{record.status.label}</Tag>
    <Tag>{record.procedure.name}</Tag>
    {record.number && <Tag>{record.number}</Tag>}
    {record.clocks.some((c) => c.late && c.state === 'running') && (
      <Alert type="error" showIcon title="已超期" className="late-mark" />
    )}
  </>
)

function actionOf(o: Offer, record: Record, open: () => void, ask: (o: Offer) => void): RecordAction {
  const first = record.offers.find((x) => x.open && !x.danger)
  return {
    key: o.action,
    label: o.label,
    primary: o === first,
    danger: o.danger ?? false,
    ...(o.open ? {} : { blocked: o.why ?? '现在不能办理' }),
    onClick: () => (o.needsForm ? open() : ask(o)),
  }
}

const factsOf = (r: Record) => [
  { label: '经办单位', value: r.organ.name },
  { label: '当前环节', value: r.steps.map((s) => `${s.label}（${s.organName}）`).join('、') || '—' },
  { label: '发起', value: `${r.openedByName}，${whenText(r.openedAt)}` },
  { label: '查询码', value: <code>{r.trackingCode}</code> },
  ...(r.closedAt ? [{ label: '办结', value: whenText(r.closedAt) }] : []),
]

const momentsOf = (r: Record): Moment[] =>
  r.timeline.toReversed().map((l) => ({
    key: l.no,
    at: l.at,
    who: l.actorName,
    what: l.text,
    ...(l.reason ? { note: l.reason } : {}),
    ...(l.kind === 'clock' && l.text.includes('超期，') ? { tone: 'bad' as const } : {}),
  }))
