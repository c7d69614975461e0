import { Button, Select } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { proposalKinds, proposalStatuses, type ProposalStatus } from '../../../server/modules/standards/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { type Fact, RecordDrawer, type RecordAction } from '../../ui/RecordDrawer.tsx'
import { shortWhen, whenText } from '../../ui/when.ts'
import type { Output } from '../api.ts'
import { useFilters } from '../filters.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'
import { StandardsTabs } from './StandardsTabs.tsx'

type Row = Output<'GET /api/standards/proposals'>['items'][number]
const initial = { status: 'proposed', page: '1', size: '20' }

/** 课题组建议: taken into the draft of the next version, or not, with a word back. */
export default function Proposals() {
  const { filters, set } = useFilters(initial)
  const [open, setOpen] = useState<Row>()
  const list = useApi(
    'GET /api/standards/proposals',
    {
      query: {
        status: (filters.status || undefined) as ProposalStatus | undefined,
        page: Number(filters.page),
        size: Number(filters.size),
      },
    },
    { keep: true },
  )
  return (
    <>
      <PageHeader title="课题组建议" />
      <StandardsTabs at="/standards/proposals" />
      <DataTable<Row>
        name="课题组建议"
        columns={columns}
        rows={list.data?.items}
        rowKey={(r) => r.id}
        loading={list.isFetching}
        error={list.error && spoken(list.error)}
        onRetry={() => void list.refetch()}
        onOpen={setOpen}
        filters={
          <Select
            aria-label="状态"
            className="filter-select"
            allowClear
            placeholder="全部状态"
            value={filters.status || undefined}
            onChange={(v) => set({ status: v ?? '' })}
            options={Object.entries(proposalStatuses).map(([value, label]) => ({ value, label }))}
          />
        }
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: list.data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
        empty={<EmptyState title="没有建议" hint="课题组在现行目录或者事项上提出建议：谁提供、提供什么、怎么提供" />}
      />
      <ProposalDrawer row={open} onClose={() => setOpen(undefined)} />
    </>
  )
}

const columns: Column<Row>[] = [
  {
    key: 'what',
    title: '建议',
    render: (r) => (
      <span className="cell-title">
        {proposalKinds[r.kind]}：{r.entryPath ?? r.what}
        <span className="cell-sub">{r.catalogName}</span>
      </span>
    ),
  },
  { key: 'status', title: '状态', width: 90, render: (r) => proposalStatuses[r.status] },
  { key: 'provider', title: '谁提供', width: 180, render: (r) => r.provider },
  {
    key: 'by',
    title: '提出人',
    width: 160,
    render: (r) => `${r.proposerName}${r.organName ? `（${r.organName}）` : ''}`,
  },
  {
    key: 'at',
    title: '提出时间',
    width: 130,
    render: (r) => (
      <time dateTime={r.proposedAt} title={whenText(r.proposedAt)}>
        {shortWhen(r.proposedAt)}
      </time>
    ),
  },
]

function ProposalDrawer({ row, onClose }: { row: Row | undefined; onClose: () => void }) {
  const session = useSession()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'adopt' | 'decline'>()
  const withdraw = useAct('POST /api/standards/proposals/:id/withdraw', '已撤回')
  if (!row) return null
  const manages = holds(session, ['standards.manage'])
  const params = { id: row.id }
  const actions: RecordAction[] =
    row.status !== 'proposed'
      ? []
      : [
          ...(manages
            ? [
                { key: 'adopt', label: '采纳', primary: true, onClick: () => setDialog('adopt') },
                { key: 'decline', label: '不采纳', onClick: () => setDialog('decline') },
              ]
            : []),
          ...(row.proposerId === session.id
            ? [{ key: 'withdraw', label: '撤回', onClick: () => void withdraw.run({ params }).then(onClose) }]
            : []),
        ]
  return (
    <>
      <RecordDrawer
        open
        onClose={onClose}
        title={`${proposalKinds[row.kind]}的建议`}
        actions={actions}
        extra={
          row.entryId && (
            <Button
              size="small"
              onClick={() =>
                void navigate({ to: '/standards/entries' as never, search: { open: row.entryId } as never })
              }
            >
              查看事项
            </Button>
          )
        }
        facts={factsOf(row)}
      />
      <AdoptDialog id={row.id} open={dialog === 'adopt'} onClose={() => setDialog(undefined)} onDone={onClose} />
      <DeclineDialog id={row.id} open={dialog === 'decline'} onClose={() => setDialog(undefined)} onDone={onClose} />
    </>
  )
}

const factsOf = (row: Row): Fact[] => [
  { label: '目录', value: row.catalogName },
  ...(row.entryPath ? [{ label: '事项', value: row.entryPath }] : []),
  { label: '谁提供', value: row.provider },
  { label: '提供什么', value: row.what },
  { label: '怎么提供', value: row.how },
  { label: '提出人', value: `${row.proposerName}${row.organName ? `（${row.organName}）` : ''}` },
  { label: '提出时间', value: whenText(row.proposedAt) },
  { label: '状态', value: proposalStatuses[row.status] },
  ...(row.answeredAt ? [{ label: '办理', value: `${row.answeredBy}，${whenText(row.answeredAt)}` }] : []),
  ...(row.comment ? [{ label: '答复', value: row.comment }] : []),
]

type DialogProps = { id: string; open: boolean; onClose: () => void; onDone: () => void }

function AdoptDialog({ id, open, onClose, onDone }: DialogProps) {
  const navigate = useNavigate()
  const adopt = useAct('POST /api/standards/proposals/:id/adopt', '已采纳到草案')
  return (
    <ReasonDialog
      open={open}
      title="采纳建议"
      okText="采纳"
      onClose={onClose}
      reason={{ label: '答复', required: false }}
      consequence="建议将写入该目录的新版草案，可以在草案中继续修改；草案发布后才生效。"
      onOk={async (comment) => {
        const { catalogId } = await adopt.act({ params: { id }, body: { comment } })
        onDone()
        void navigate({ to: `/standards/catalogs/${catalogId}` as never })
      }}
    />
  )
}

function DeclineDialog({ id, open, onClose, onDone }: DialogProps) {
  const decline = useAct('POST /api/standards/proposals/:id/decline', '已答复')
  return (
    <ReasonDialog
      open={open}
      title="不采纳"
      okText="不采纳"
      onClose={onClose}
      reason={{ label: '理由', suggestions: ['不属于本领域', '目录中已有相同事项', '没有公开依据'] }}
      consequence="理由将告知提出人。"
      onOk={async (comment) => {
        await decline.act({ params: { id }, body: { comment } })
        onDone()
      }}
    />
  )
}
