import { Tabs } from 'antd'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { useFilters } from '../filters.tsx'
import { AccountList } from '../people/AccountList.tsx'
import { holds, useSession } from '../session.tsx'
import { OrganList } from './OrganList.tsx'
import './organs.css'

const initial = { tab: 'organs' }

export default function OrgansPage() {
  const session = useSession()
  const { filters, set } = useFilters(initial)
  const tabs = [
    { key: 'organs', label: '组织机构', children: <OrganList /> },
    ...(holds(session, ['admin.security']) ? [{ key: 'people', label: '人员账号', children: <AccountList /> }] : []),
  ]
  return (
    <>
      <PageHeader title="组织与人员" />
      {tabs.length === 1 ? (
        tabs[0]!.children
      ) : (
        <Tabs items={tabs} activeKey={filters.tab} onChange={(tab) => set({ tab })} destroyOnHidden />
      )}
    </>
  )
}
