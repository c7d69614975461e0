import { Grid, Input, Select, Table, Tag, type TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import { sectionKinds, sectionStatuses, themes, type SectionStatus } from '../../../server/modules/sites/contract.ts'
import { EmptyState } from '../../ui/Feedback.tsx'
import { StatCards } from '../../ui/StatCards.tsx'
import type { Cluster } from './cluster.ts'

type Row = Cluster['sections'][number]
type Node = Row & { children?: Node[] }
export const statusTag = (s: SectionStatus) => (
  <Tag color={{ open: 'green', preparing: 'gold', closed: 'default' }[s]}>{sectionStatuses[s]}</Tag>
)

/** The tree of all sections; a search keeps what it finds and the way up to it. */
export function Sections({ cluster, onOpen }: { cluster: Cluster; onOpen: (id: string) => void }) {
  const [q, setQ] = useState('')
  const [kind, setKind] = useState<string>()
  const rows = cluster.sections as Row[]
  const tree = useMemo(() => nested(kept(rows, q.trim(), kind)), [rows, q, kind])
  const [opened, setOpened] = useState<readonly string[]>()
  const searching = q.trim() !== '' || kind !== undefined
  const open = opened ?? rows.filter((s) => searching || s.parentId === null).map((s) => s.id)
  const wide = Grid.useBreakpoint().md !== false
  const columns = columnsOf(cluster, onOpen)
  return (
    <>
      <Figures rows={rows} />
      <section className="data-table" aria-label="子站">
        <div className="table-tools">
          <div className="table-filters">
            <Input.Search
              placeholder="子站名称或路径"
              aria-label="查找子站"
              allowClear
              style={{ width: 240 }}
              onChange={(e) => {
                setOpened(undefined)
                setQ(e.target.value)
              }}
            />
            <Select
              aria-label="类型"
              placeholder="类型"
              allowClear
              style={{ width: 140 }}
              value={kind}
              onChange={(v) => {
                setOpened(undefined)
                setKind(v)
              }}
              options={Object.entries(sectionKinds).map(([value, label]) => ({ value, label }))}
            />
          </div>
        </div>
        <Table<Node>
          columns={wide ? columns : columns.slice(0, 1)}
          dataSource={tree}
          rowKey="id"
          pagination={false}
          size="middle"
          sticky={{ offsetHeader: 64 }}
          locale={{ emptyText: <EmptyState title="没有符合条件的子站" hint="请调整查找条件" /> }}
          expandable={{
            expandedRowKeys: [...open],
            onExpandedRowsChange: (keys) => setOpened(keys.map(String)),
            indentSize: wide ? 24 : 14,
          }}
          onRow={(s) => ({
            className: 'row-open',
            onClick: (e) => {
              if (!(e.target as Element).closest('button,a')) onOpen(s.id)
            },
          })}
        />
      </section>
    </>
  )
}

function Figures({ rows }: { rows: readonly Row[] }) {
  const count = (k: readonly string[]) => rows.filter((s) => k.includes(s.kind)).length
  return (
    <StatCards
      label="子站"
      stats={[
        { label: '部门和单位', value: count(['department']) },
        { label: '街道、镇', value: count(['subdistrict', 'town']) },
        { label: '社区（村）', value: count(['community']) },
        { label: '已开通', value: rows.filter((s) => s.status === 'open').length, tone: 'good' },
        { label: '筹备中', value: rows.filter((s) => s.status === 'preparing').length },
      ]}
    />
  )
}

function kept(rows: readonly Row[], q: string, kind: string | undefined): readonly Row[] {
  if (q === '' && kind === undefined) return rows
  const byId = new Map(rows.map((s) => [s.id, s]))
  const keep = new Set<string>()
  for (const hit of rows.filter(
    (s) =>
      (q === '' || s.name.includes(q) || s.shortName.includes(q) || s.path.includes(q)) &&
      (kind === undefined || s.kind === kind),
  ))
    for (
      let at: Row | undefined = hit;
      at && !keep.has(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    )
      keep.add(at.id)
  return rows.filter((s) => keep.has(s.id))
}

function nested(rows: readonly Row[]): Node[] {
  const nodes = new Map<string, Node>(rows.map((s) => [s.id, { ...s }]))
  const roots: Node[] = []
  for (const node of nodes.values()) {
    const parent = node.parentId === null ? undefined : nodes.get(node.parentId)
    if (parent) parent.children = [...(parent.children ?? []), node]
    else roots.push(node)
  }
  return roots
}

const columnsOf = (cluster: Cluster, open: (id: string) => void): TableColumnsType<Node> => [
  {
    key: 'name',
    title: '子站',
    render: (_, s) => (
      <button type="button" className="link-button" onClick={() => open(s.id)}>
        {s.name}
      </button>
    ),
  },
  { key: 'kind', title: '类型', width: 110, render: (_, s) => sectionKinds[s.kind] },
  { key: 'status', title: '状态', width: 90, render: (_, s) => statusTag(s.status) },
  {
    key: 'theme',
    title: '配色',
    width: 100,
    render: (_, s) => <span className={`swatch theme-${s.theme}`}>{themes[s.theme]}</span>,
  },
  {
    key: 'template',
    title: '模板',
    width: 110,
    render: (_, s) => cluster.templates.find((t) => t.key === s.template)?.name ?? s.template,
  },
  {
    key: 'changed',
    title: '自行设置',
    width: 100,
    render: (_, s) => (s.changed > 0 ? <Tag color="orange">{s.changed}项</Tag> : <span className="muted">随上级</span>),
  },
  {
    key: 'path',
    title: '路径',
    width: 180,
    render: (_, s) =>
      s.status === 'open' ? (
        <a href={s.path} target="_blank" rel="noopener">
          {s.path}
        </a>
      ) : (
        <span className="muted">{s.path}</span>
      ),
  },
]
