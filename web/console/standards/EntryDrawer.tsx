import { Table } from 'antd'
import { useState } from 'react'
import { channelRules, expectations } from '../../../server/modules/standards/contract.ts'
import { Loaded } from '../../ui/Feedback.tsx'
import { Facts, RecordDrawer, type Fact, type RecordAction } from '../../ui/RecordDrawer.tsx'
import type { Output } from '../api.ts'
import { spoken, useApi } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'
import { EntryForm } from './EntryForm.tsx'
import { ProposalForm } from './ProposalForm.tsx'
import { entryName, ObligationTag, Untyped, Unverified } from './words.tsx'
import { limitText } from './limit.ts'

type Detail = Output<'GET /api/standards/entries/:id'>

/** All about one row: facts, the typed limit, what is owed, what was published. `catalogId` names a version; else the one in force. */
export function EntryDrawer({
  id,
  catalogId,
  onClose,
  actions,
}: {
  id: string | undefined
  catalogId?: string
  onClose: () => void
  actions?: readonly RecordAction[]
}) {
  const detail = useApi(
    'GET /api/standards/entries/:id',
    { params: { id: id ?? '' }, query: { catalogId } },
    { enabled: id !== undefined },
  )
  const session = useSession()
  const [form, setForm] = useState<'edit' | 'propose'>()
  const entry = detail.data?.entry
  const editable = entry?.catalogStatus === 'draft' && holds(session, ['standards.manage'])
  const proposing = entry?.catalogStatus === 'inForce' && holds(session, ['standards.draft', 'standards.manage'])
  const own: RecordAction[] = [
    ...(editable ? [{ key: 'edit', label: '修改', primary: true, onClick: () => setForm('edit') }] : []),
    ...(proposing ? [{ key: 'propose', label: '提出修改建议', onClick: () => setForm('propose') }] : []),
    ...(editable ? (actions ?? []) : []),
  ]
  return (
    <RecordDrawer
      open={id !== undefined}
      onClose={onClose}
      title={entry ? entryName(entry.content) : '公开事项'}
      actions={own}
      tags={
        entry && (
          <>
            {!entry.content.verified && <Unverified />}
            {entry.content.timeLimit.parts.length === 0 && <Untyped />}
          </>
        )
      }
    >
      <Loaded
        data={detail.data}
        error={detail.error && spoken(detail.error)}
        onRetry={() => void detail.refetch()}
        lines={10}
      >
        {(d) => <Body detail={d} />}
      </Loaded>
      {entry && <EntryForm open={form === 'edit'} entry={entry} onClose={() => setForm(undefined)} />}
      {entry && (
        <ProposalForm
          open={form === 'propose'}
          entryId={entry.id}
          name={entryName(entry.content)}
          seriesId={entry.seriesId}
          onClose={() => setForm(undefined)}
        />
      )}
    </RecordDrawer>
  )
}

const list = (items: readonly string[]) =>
  items.length === 0 ? (
    '—'
  ) : items.length === 1 ? (
    items[0]
  ) : (
    <ul className="plain-list">
      {items.map((i) => (
        <li key={i}>{i}</li>
      ))}
    </ul>
  )

function factsOf(e: Detail['entry']): Fact[] {
  const c = e.content
  const chosen = (marks: typeof c.channels) =>
    marks
      .filter((m) => m.chosen)
      .map((m) => (m.note ? `${m.name}：${m.note}` : m.name))
      .join('、') || '—'
  return [
    { label: '领域', value: e.fieldName },
    { label: '事项', value: [c.level1, c.level2, c.level3].filter(Boolean).join(' / ') },
    { label: '公开要素', value: list(c.elements) },
    { label: '公开依据', value: list(c.basis) },
    { label: '时限原文', value: c.timeLimit.original || '—' },
    { label: '系统识别为', value: limitText(c.timeLimit.parts) },
    { label: '公开要求', value: expectations[c.expectation] },
    { label: '主体原文', value: c.responsible || '—' },
    {
      label: '对应单位',
      value:
        e.organs.length === 0 ? (
          <span className="warn-text">未对应到单位，不计入应公开</span>
        ) : (
          e.organs.map((o) => o.name).join('、')
        ),
    },
    {
      label: '公开渠道',
      value: (
        <>
          {chosen(c.channels)}
          <span className="cell-sub">{channelRules[e.channelRule]}</span>
        </>
      ),
    },
    {
      label: '公开对象',
      value:
        [
          c.audience.everyone ? '全社会' : '',
          c.audience.group === null ? '' : `特定群体${c.audience.group ? `（${c.audience.group}）` : ''}`,
        ]
          .filter(Boolean)
          .join('、') || '—',
    },
    {
      label: '公开方式',
      value:
        [c.mode.proactive ? '主动公开' : '', c.mode.onRequest ? '依申请公开' : ''].filter(Boolean).join('、') || '—',
    },
    { label: '公开层级', value: chosen(c.tiers) },
    ...Object.entries(c.extra).map(([label, value]) => ({ label, value: value as string })),
    { label: '来源', value: source(c.source) },
  ]
}

function Body({ detail: { entry, obligations, published } }: { detail: Detail }) {
  return (
    <>
      <div className="facts-one">
        <Facts facts={factsOf(entry)} />
      </div>
      <Obligations rows={obligations} />
      <PublishedDocuments rows={published} />
    </>
  )
}

function Obligations({ rows }: { rows: Detail['obligations'] }) {
  return (
    <section className="record-story">
      <h3>应公开</h3>
      <Table
        size="small"
        rowKey="id"
        dataSource={rows}
        pagination={{ pageSize: 8, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: '没有应公开记录' }}
        columns={[
          { title: '单位', dataIndex: 'organName' },
          { title: '期间', dataIndex: 'label' },
          { title: '应于', dataIndex: 'dueOn' },
          { title: '状态', render: (_, o) => <ObligationTag status={o.status} late={o.doneLate} /> },
        ]}
      />
    </section>
  )
}

function PublishedDocuments({ rows }: { rows: Detail['published'] }) {
  return (
    <section className="record-story">
      <h3>已公开</h3>
      <Table
        size="small"
        rowKey={(p) => `${p.documentId}${p.publishedOn}${p.organName}`}
        dataSource={rows}
        pagination={{ pageSize: 8, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: '还没有为本事项公开信息' }}
        columns={[
          { title: '单位', dataIndex: 'organName' },
          { title: '形成于', render: (_, p) => p.formedOn ?? '—' },
          { title: '应于', render: (_, p) => p.dueOn ?? '—' },
          {
            title: '公开于',
            render: (_, p) => (
              <>
                {p.publishedOn}
                {p.late && <span className="warn-text">（超期）</span>}
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

const source = (text: string) =>
  /^https?:\/\//.test(text) ? (
    <a className="text-link" href={text} target="_blank" rel="noreferrer noopener">
      {new URL(text).hostname}
    </a>
  ) : (
    text || '—'
  )
