import { Button, Grid, Input, Select, Table, Tag, type TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import { legalKinds, levels, type Organ } from '../../../server/modules/organs/contract.ts'
import { nest, type Node } from '../../../server/modules/organs/contract.ts'
import { EmptyState, LoadError } from '../../ui/Feedback.tsx'
import { useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'
import { OrganDrawer } from './OrganDrawer.tsx'

const initial = { organ: '', q: '', kind: '', tab: 'organs' }
const ROWS_OPEN = 60

/** The tree as a table; a search keeps what it finds and the way up to it. */
export function OrganList() {
  const { data, error, refetch, isPending } = useApi('GET /api/organs/tree')
  const { filters, set } = useFilters(initial)
  const organs = data?.organs as Organ[] | undefined
  const tree = useMemo(
    () => nest(kept(organs ?? [], filters.q, filters.kind)).map(pruned),
    [organs, filters.q, filters.kind],
  )
  const [opened, setOpened] = useState<readonly string[]>()
  const searching = filters.q !== '' || filters.kind !== ''
  const open =
    opened ??
    (organs ?? [])
      .filter((o) => searching || o.parentId === null)
      .slice(0, ROWS_OPEN * 10)
      .map((o) => o.id)
  const columns = columnsOf((organ) => set({ organ }))
  const wide = Grid.useBreakpoint().md !== false
  if (error && !data) return <LoadError text={spoken(error)} onRetry={() => void refetch()} />
  return (
    <section className="data-table" aria-label="组织机构">
      <div className="table-tools">
        <OrganFilters
          q={filters.q}
          kind={filters.kind}
          onChange={(change) => {
            setOpened(undefined)
            set(change)
          }}
        />
        <div className="table-buttons">
          <span className="muted">
            {organs
              ? `共 ${organs.length} 个机构，${organs.filter((o) => o.underRegulation && o.active).length} 个负有公开义务`
              : ''}
          </span>
          <Button onClick={() => setOpened(open.length > 1 ? [] : (organs ?? []).map((o) => o.id))}>
            {open.length > 1 ? '全部收起' : '全部展开'}
          </Button>
        </div>
      </div>
      <Table<Node<Organ>>
        columns={wide ? columns : columns.slice(0, 1)}
        dataSource={tree}
        rowKey="id"
        pagination={false}
        size="middle"
        loading={isPending}
        sticky={{ offsetHeader: 64 }}
        locale={{ emptyText: <EmptyState title="没有符合条件的机构" hint="请调整查找条件" /> }}
        expandable={{
          expandedRowKeys: [...open],
          onExpandedRowsChange: (keys) => setOpened(keys.map(String)),
          indentSize: wide ? 24 : 14,
        }}
        onRow={(o) => ({
          className: 'row-open',
          onClick: (e) => {
            if (!(e.target as Element).closest('button')) set({ organ: o.id })
          },
        })}
      />
      <OrganDrawer id={filters.organ} organs={organs ?? []} onClose={() => set({ organ: '' })} />
    </section>
  )
}

function OrganFilters({
  q,
  kind,
  onChange,
}: {
  q: string
  kind: string
  onChange: (change: { q?: string; kind?: string }) => void
}) {
  return (
    <div className="table-filters">
      <Input.Search
        placeholder="机构名称、简称或代码"
        aria-label="查找机构"
        allowClear
        defaultValue={q}
        style={{ width: 240 }}
        onSearch={(text) => onChange({ q: text.trim() })}
      />
      <Select
        aria-label="机构性质"
        value={kind || undefined}
        allowClear
        placeholder="机构性质"
        style={{ minWidth: 170 }}
        onChange={(value) => onChange({ kind: value ?? '' })}
        options={Object.entries(legalKinds).map(([value, label]) => ({ value, label }))}
      />
    </div>
  )
}

function kept(organs: readonly Organ[], q: string, kind: string): readonly Organ[] {
  if (q === '' && kind === '') return organs
  const hits = organs.filter(
    (o) =>
      (q === '' || o.name.includes(q) || o.shortName.includes(q) || o.code.toLowerCase().includes(q.toLowerCase())) &&
      (kind === '' || o.legalKind === kind),
  )
  const ways = new Set(hits.flatMap((o) => o.path.split('/')))
  return organs.filter((o) => ways.has(o.id))
}

/** A leaf has no children at all, or antd draws an arrow that opens nothing. */
const pruned = (o: Node<Organ>): Node<Organ> =>
  o.children.length === 0 ? { ...o, children: undefined as never } : { ...o, children: o.children.map(pruned) }

const columnsOf = (open: (id: string) => void): TableColumnsType<Node<Organ>> => [
  {
    key: 'name',
    title: '机构',
    render: (_, o) => (
      <span className="organ-name">
        <button type="button" className={o.active ? 'link-button' : 'link-button organ-off'} onClick={() => open(o.id)}>
          {o.name}
        </button>
        {!o.active && <Tag>已停用</Tag>}
        {o.disclosureOffice && <Tag color="blue">政务公开科</Tag>}
      </span>
    ),
  },
  { key: 'kind', title: '机构性质', width: 230, render: (_, o) => legalKinds[o.legalKind] },
  { key: 'level', title: '层级', width: 120, render: (_, o) => levels[o.level] },
  {
    key: 'duty',
    title: '公开义务',
    width: 110,
    render: (_, o) => (o.underRegulation ? '有' : <span className="muted">无</span>),
  },
  { key: 'code', title: '机构代码', width: 170, render: (_, o) => <span className="muted">{o.code}</span> },
]
