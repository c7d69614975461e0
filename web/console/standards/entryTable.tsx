import { Input } from 'antd'
import { expectations } from '../../../server/modules/standards/contract.ts'
import type { Column } from '../../ui/DataTable.tsx'
import type { Output } from '../api.ts'
import { entryName, Untyped, Unverified } from './words.tsx'

export type EntryRow = Output<'GET /api/standards/entries'>['items'][number]

export function EntrySearch({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  return (
    <Input.Search
      key={q}
      allowClear
      defaultValue={q}
      placeholder="事项、内容、主体"
      aria-label="按事项、内容、主体查找"
      className="filter-search"
      onSearch={(text) => onSearch(text.trim())}
    />
  )
}

export const entryColumns: Column<EntryRow>[] = [
  {
    key: 'entry',
    title: '公开事项',
    width: 260,
    render: (r) => (
      <span className="cell-title">
        {entryName(r.content)}
        <span className="cell-sub">
          {r.fieldName} · {r.content.level1}
        </span>
      </span>
    ),
  },
  {
    key: 'elements',
    title: '公开内容（要素）',
    width: 320,
    render: (r) => <span className="cell-clamp">{r.content.elements.join('；')}</span>,
  },
  {
    key: 'limit',
    title: '公开时限',
    width: 220,
    render: (r) => (
      <>
        {r.content.timeLimit.original || '—'}
        {r.content.timeLimit.parts.length === 0 && (
          <>
            {' '}
            <Untyped />
          </>
        )}
      </>
    ),
  },
  {
    key: 'organs',
    title: '公开主体',
    width: 180,
    render: (r) =>
      r.organs.length === 0 ? (
        <span className="warn-text">{r.content.responsible || '未填写'}（未对应单位）</span>
      ) : r.organs.length > 3 ? (
        `${r.organs
          .slice(0, 2)
          .map((o) => o.name)
          .join('、')}等 ${r.organs.length} 个单位`
      ) : (
        r.organs.map((o) => o.name).join('、')
      ),
  },
  {
    key: 'expectation',
    title: '公开要求',
    width: 130,
    extra: true,
    render: (r) => expectations[r.content.expectation],
  },
  {
    key: 'basis',
    title: '公开依据',
    width: 280,
    extra: true,
    render: (r) => <span className="cell-clamp">{r.content.basis.join('；')}</span>,
  },
  {
    key: 'channels',
    title: '渠道',
    width: 200,
    extra: true,
    render: (r) =>
      r.content.channels
        .filter((c) => c.chosen)
        .map((c) => c.name)
        .join('、') || '—',
  },
  { key: 'verified', title: '核对', width: 90, render: (r) => (r.content.verified ? '已核对' : <Unverified />) },
]
