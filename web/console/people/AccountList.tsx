import { Button, Input, Select, Tag } from 'antd'
import { useState } from 'react'
import { duties, dutyNames } from '../../../server/modules/people/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import { shortWhen } from '../../ui/when.ts'
import { fileHref, type Output } from '../api.ts'
import { SavedFilters, useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'
import { AccountDrawer } from './AccountDrawer.tsx'
import { NewAccountDialog } from './AccountDialogs.tsx'
import { StaffImport } from './StaffImport.tsx'
import { stateTags } from './state-tags.tsx'

type Organ = Output<'GET /api/organs/tree'>['organs'][number]
type Line = Output<'GET /api/people/accounts'>['items'][number]
// The tab is the page's filter: kept in the address because it differs from its own default.
const initial = { tab: 'organs', q: '', organId: '', duty: '', state: '', page: '1', size: '20', account: '' }

export function AccountList() {
  const { filters, set } = useFilters(initial)
  const { data: tree } = useApi('GET /api/organs/tree')
  const asked = {
    ...(filters.q ? { q: filters.q } : {}),
    ...(filters.organId ? { organId: filters.organId } : {}),
    ...(filters.duty ? { duty: filters.duty as Line['duties'][number] } : {}),
    ...(filters.state ? { state: filters.state as Line['state'] } : {}),
  }
  const { data, error, isFetching, refetch } = useApi(
    'GET /api/people/accounts',
    { query: { ...asked, page: Number(filters.page), size: Number(filters.size) } },
    { keep: true },
  )
  const [dialog, setDialog] = useState<'new' | 'import'>()
  return (
    <>
      <DataTable<Line>
        name="人员账号"
        columns={columns}
        rows={data?.items}
        rowKey={(a) => a.id}
        loading={isFetching}
        error={error && spoken(error)}
        onRetry={() => void refetch()}
        onOpen={(a) => set({ account: a.id, page: filters.page })}
        exportHref={fileHref('GET /api/people/accounts.xlsx', { query: asked })}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
        empty={
          Object.keys(asked).length > 0 ? undefined : (
            <EmptyState title="还没有账号" hint="可以逐个新建，也可以从 Excel 导入" />
          )
        }
        filters={<AccountFilters filters={filters} organs={tree?.organs ?? []} set={set} />}
        tools={
          <>
            <Button onClick={() => setDialog('import')}>导入人员</Button>
            <Button type="primary" onClick={() => setDialog('new')}>
              新建账号
            </Button>
          </>
        }
      />
      <AccountDrawer
        id={filters.account}
        organs={tree?.organs ?? []}
        onClose={() => set({ account: '', page: filters.page })}
      />
      <NewAccountDialog open={dialog === 'new'} organs={tree?.organs ?? []} onClose={() => setDialog(undefined)} />
      <StaffImport open={dialog === 'import'} onClose={() => setDialog(undefined)} />
    </>
  )
}

function AccountFilters({
  filters,
  organs,
  set,
}: {
  filters: typeof initial
  organs: readonly Organ[]
  set: (change: Partial<typeof initial>) => void
}) {
  return (
    <>
      <Input.Search
        placeholder="姓名或登录名"
        aria-label="查找人员"
        allowClear
        defaultValue={filters.q}
        style={{ width: 200 }}
        onSearch={(q) => set({ q: q.trim() })}
      />
      <OrganTreeSelect
        organs={organs}
        placeholder="机构及其下级"
        aria-label="机构"
        style={{ width: 200 }}
        value={filters.organId || undefined}
        onChange={(v) => set({ organId: v ?? '' })}
      />
      <Select
        aria-label="职责"
        placeholder="职责"
        allowClear
        style={{ width: 190 }}
        value={filters.duty || undefined}
        onChange={(v) => set({ duty: v ?? '' })}
        options={dutyNames.map((value) => ({ value, label: duties[value].label }))}
      />
      <Select
        aria-label="状态"
        placeholder="状态"
        allowClear
        style={{ width: 110 }}
        value={filters.state || undefined}
        onChange={(v) => set({ state: v ?? '' })}
        options={[
          { value: 'active', label: '在用' },
          { value: 'suspended', label: '暂停' },
          { value: 'left', label: '已离岗' },
        ]}
      />
      <SavedFilters name="accounts" filters={{ ...filters, account: '' }} onApply={set} />
    </>
  )
}

const SHOWN_DUTIES = 3

const columns: Column<Line>[] = [
  {
    key: 'name',
    title: '姓名',
    width: 150,
    render: (a) => (
      <span>
        {a.name}
        <span className="cell-sub">{a.login}</span>
      </span>
    ),
  },
  {
    key: 'organ',
    title: '机构',
    render: (a) => (
      <span>
        {a.organName}
        {a.post && <span className="cell-sub">{a.post}</span>}
      </span>
    ),
  },
  {
    key: 'duties',
    title: '职责',
    render: (a) =>
      a.duties.length === 0 ? (
        <span className="muted">未授权</span>
      ) : (
        <span>
          {a.duties.slice(0, SHOWN_DUTIES).map((d) => (
            <Tag key={d}>{duties[d].label}</Tag>
          ))}
          {a.duties.length > SHOWN_DUTIES && `等${a.duties.length}项`}
        </span>
      ),
  },
  {
    key: 'state',
    title: '状态',
    width: 150,
    render: (a) => (
      <>
        {stateTags[a.state]}
        {a.locked && <Tag color="red">已锁定</Tag>}
      </>
    ),
  },
  { key: 'phone', title: '手机', width: 130, extra: true, render: (a) => a.phone || '—' },
  { key: 'email', title: '邮箱', extra: true, render: (a) => a.email || '—' },
  {
    key: 'last',
    title: '最近登录',
    width: 150,
    render: (a) => (a.lastSignInAt ? shortWhen(a.lastSignInAt) : <span className="muted">从未登录</span>),
  },
]
