import { DownloadOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Grid, Pagination, Popover, Table, type TableColumnsType } from 'antd'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { EmptyState, LoadError } from './Feedback.tsx'
import { useStored } from './stored.ts'

export type Column<T> = {
  key: string
  title: string
  render: (row: T) => ReactNode
  width?: number | string
  align?: 'right' | 'center'
  /** Hidden until chosen. */
  extra?: boolean
  /** Server-side sorting: the caller reads `sort` and asks again. */
  sortable?: boolean
}
type Props<T> = {
  /** Names the table for its stored column choice and for screen readers. */
  name: string
  columns: readonly Column<T>[]
  rows: readonly T[] | undefined
  rowKey: (row: T) => string
  loading?: boolean
  error?: string | null
  onRetry?: () => void
  empty?: ReactNode
  onOpen?: (row: T) => void
  page?: { page: number; size: number; total: number; onChange: (page: number, size: number) => void }
  sort?: { by: string; down: boolean; onChange: (by: string, down: boolean) => void }
  /** The search box: always in sight. */
  search?: ReactNode
  /** Selects and days: the left of the tool row, folded away on a phone. */
  filters?: ReactNode
  /** Some filter is set: said on the folded row. */
  filtered?: boolean
  /** Address of the same rows as a file. */
  exportHref?: string
  /** Beside column choice and export. */
  tools?: ReactNode
  selection?: { keys: readonly string[]; onChange: (keys: string[]) => void }
}

/** The console's table: sticky header, column choice, export, keyboard (↑ ↓ Enter), cards on a phone; empty, waiting and failed are drawn. */
export function DataTable<T extends object>(props: Props<T>) {
  const {
    name,
    columns,
    rows,
    rowKey,
    loading,
    error,
    onRetry,
    empty,
    onOpen,
    page,
    search,
    filters,
    filtered,
    exportHref,
    tools,
  } = props
  const [hidden, setHidden] = useStored<string[]>(
    `columns.${name}`,
    columns.filter((c) => c.extra).map((c) => c.key),
  )
  const wide = Grid.useBreakpoint().md !== false
  const shown = columns.filter((c, i) => i === 0 || !hidden.includes(c.key))
  const nothing = empty ?? <EmptyState title="没有符合条件的记录" hint="请调整筛选条件" />
  return (
    <section className="data-table" aria-label={name}>
      <div className="table-tools">
        <div className="table-filters">
          {search}
          {filters &&
            (wide ? (
              filters
            ) : (
              <details className="filter-fold" open={filtered}>
                <summary>筛选</summary>
                <div>{filters}</div>
              </details>
            ))}
        </div>
        <div className="table-buttons">
          {tools}
          {wide && <ColumnChoice columns={columns.slice(1)} hidden={hidden} onChange={setHidden} />}
          {exportHref && (
            <Button href={exportHref} icon={<DownloadOutlined />} download>
              导出
            </Button>
          )}
        </div>
      </div>
      {error && !rows ? (
        <LoadError text={error} onRetry={onRetry} />
      ) : wide ? (
        <WideTable {...props} shown={shown} nothing={nothing} />
      ) : (
        <Cards rows={rows} rowKey={rowKey} columns={shown} onOpen={onOpen} loading={loading} nothing={nothing} />
      )}
      {page && page.total > page.size && <Pages page={page} wide={wide} />}
    </section>
  )
}

function Pages({ page, wide }: { page: NonNullable<Props<object>['page']>; wide: boolean }) {
  return (
    <Pagination
      className="table-pages"
      current={page.page}
      pageSize={page.size}
      total={page.total}
      onChange={page.onChange}
      showSizeChanger={wide}
      pageSizeOptions={[20, 50, 100]}
      simple={!wide}
      showTotal={wide ? (n) => `共 ${n.toLocaleString()} 条` : undefined}
    />
  )
}

function WideTable<T extends object>({
  name,
  columns: all,
  rows,
  rowKey,
  loading,
  onOpen,
  sort,
  selection,
  shown,
  nothing,
}: Props<T> & { shown: readonly Column<T>[]; nothing: ReactNode }) {
  const table: TableColumnsType<T> = shown.map((c) => ({
    key: c.key,
    title: c.title,
    width: c.width,
    align: c.align,
    render: (_: unknown, row: T) => c.render(row),
    ...(c.sortable && {
      sorter: true,
      sortOrder: sort?.by === c.key ? (sort.down ? ('descend' as const) : ('ascend' as const)) : null,
    }),
  }))
  return (
    <Table<T>
      columns={table}
      dataSource={rows as T[] | undefined}
      rowKey={rowKey}
      pagination={false}
      sticky={{ offsetHeader: 64 }}
      size="middle"
      scroll={{ x: 'max-content' }}
      loading={{ spinning: loading ?? false, delay: 150 }}
      locale={{ emptyText: rows || !loading ? nothing : ' ' }}
      aria-label={`${name}（${all.length} 列）`}
      rowSelection={
        selection && {
          selectedRowKeys: [...selection.keys],
          onChange: (keys) => selection.onChange(keys.map(String)),
          preserveSelectedRowKeys: true,
          columnWidth: 44,
        }
      }
      onChange={(_p, _f, sorter) => {
        const s = Array.isArray(sorter) ? sorter[0] : sorter
        if (s?.columnKey) sort?.onChange(String(s.columnKey), s.order === 'descend')
      }}
      onRow={(row) =>
        onOpen
          ? {
              tabIndex: 0,
              className: 'row-open',
              onClick: (e) => {
                if (!interactive(e.target)) onOpen(row)
              },
              onKeyDown: (e) => rowKeys(e, () => onOpen(row)),
            }
          : {}
      }
    />
  )
}

const interactive = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a,button,input,label,.ant-checkbox-wrapper') !== null

function rowKeys(e: KeyboardEvent<HTMLElement>, open: () => void): void {
  if (e.target !== e.currentTarget) return
  if (e.key === 'Enter') open()
  const next = e.key === 'ArrowDown' ? 'nextElementSibling' : e.key === 'ArrowUp' ? 'previousElementSibling' : undefined
  if (!next) return
  e.preventDefault()
  const row = e.currentTarget[next]
  if (row instanceof HTMLElement) row.focus()
}

function Cards<T>({
  rows,
  rowKey,
  columns,
  onOpen,
  loading,
  nothing,
}: {
  rows: readonly T[] | undefined
  rowKey: (row: T) => string
  columns: readonly Column<T>[]
  onOpen?: (row: T) => void
  loading?: boolean
  nothing: ReactNode
}) {
  const [first, ...rest] = columns
  if (!rows)
    return (
      <div className="cards-wait" aria-busy={loading}>
        正在加载
      </div>
    )
  if (rows.length === 0) return <>{nothing}</>
  return (
    <ul className="row-cards">
      {rows.map((row) => (
        <li
          key={rowKey(row)}
          onClick={(e) => {
            if (!interactive(e.target)) onOpen?.(row)
          }}
        >
          {onOpen ? (
            <button type="button" className="card-title" onClick={() => onOpen(row)}>
              {first?.render(row)}
            </button>
          ) : (
            <div className="card-title">{first?.render(row)}</div>
          )}
          <dl>
            {rest.map((c) => (
              <div key={c.key}>
                <dt>{c.title || '操作'}</dt>
                <dd>{c.render(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

function ColumnChoice<T>({
  columns,
  hidden,
  onChange,
}: {
  columns: readonly Column<T>[]
  hidden: readonly string[]
  onChange: (hidden: string[]) => void
}) {
  const [open, setOpen] = useState(false)
  const choice = (
    <Checkbox.Group
      className="column-choice"
      value={columns.filter((c) => !hidden.includes(c.key)).map((c) => c.key)}
      options={columns.filter((c) => c.title !== '').map((c) => ({ label: c.title, value: c.key }))}
      onChange={(on) => onChange(columns.filter((c) => c.title !== '' && !on.includes(c.key)).map((c) => c.key))}
    />
  )
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title="显示的列"
      content={choice}
    >
      <Button icon={<SettingOutlined />} aria-expanded={open}>
        列
      </Button>
    </Popover>
  )
}
