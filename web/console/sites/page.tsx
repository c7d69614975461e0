import { Button } from 'antd'
import { LoadError, Loaded } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ViewTabs } from '../../ui/ViewTabs.tsx'
import { useFilters } from '../filters.tsx'
import { spoken, useAct, useApi } from '../hooks.ts'
import { useSession } from '../session.tsx'
import { manages } from './cluster.ts'
import { Freshness } from './Freshness.tsx'
import { Links } from './Links.tsx'
import { OpeningList } from './OpeningList.tsx'
import { Overrides } from './Overrides.tsx'
import { Paths } from './Paths.tsx'
import { Redirects } from './Redirects.tsx'
import { SectionDrawer } from './SectionDrawer.tsx'
import { Sections } from './Sections.tsx'
import { SiteForm } from './SiteForm.tsx'
import './sites.css'

const initial = { view: 'sections', section: '' }

export default function SitesPage() {
  const session = useSession()
  const { data, error, refetch } = useApi('GET /api/sites')
  const { filters, set } = useFilters(initial)
  const complete = useAct('POST /api/sites/:id/complete', '已为尚无子站的机构建立子站')
  const portal = data?.sections.find((s) => s.kind === 'portal')
  const whole = portal !== undefined && manages(session, portal.organPath)
  const views = [
    { key: 'sections', label: '子站', count: data?.sections.length },
    { key: 'freshness', label: '栏目更新' },
    { key: 'overrides', label: '覆盖报告' },
    ...(whole
      ? [
          { key: 'site', label: '网站信息' },
          { key: 'opening', label: '开通核对' },
        ]
      : []),
    { key: 'redirects', label: '跳转' },
    { key: 'links', label: '友情链接' },
    { key: 'paths', label: '路径查询' },
  ]
  if (error && !data) return <LoadError text={spoken(error)} onRetry={() => void refetch()} />
  return (
    <>
      <PageHeader
        title="站群"
        actions={
          whole && data?.site ? (
            <Button onClick={() => void complete.run({ params: { id: data.site!.id } })} loading={complete.pending}>
              补建子站
            </Button>
          ) : undefined
        }
      />
      <Loaded data={data} error={error && spoken(error)}>
        {(cluster) =>
          cluster.site === null ? (
            <p className="muted">尚未建立网站。请先完成首次设置。</p>
          ) : (
            <>
              <ViewTabs label="站群" views={views} value={filters.view} onChange={(view) => set({ view })} />
              {filters.view === 'sections' && <Sections cluster={cluster} onOpen={(section) => set({ section })} />}
              {filters.view === 'freshness' && (
                <Freshness siteId={cluster.site.id} onOpen={(section) => set({ section })} />
              )}
              {filters.view === 'overrides' && (
                <Overrides siteId={cluster.site.id} onOpen={(section) => set({ section })} />
              )}
              {filters.view === 'site' && whole && <SiteForm cluster={cluster} site={cluster.site} />}
              {filters.view === 'opening' && whole && <OpeningList site={cluster.site} />}
              {filters.view === 'redirects' && <Redirects siteId={cluster.site.id} editable={whole} />}
              {filters.view === 'links' && <Links siteId={cluster.site.id} editable={whole} />}
              {filters.view === 'paths' && <Paths siteId={cluster.site.id} />}
              <SectionDrawer id={filters.section} cluster={cluster} onClose={() => set({ section: '' })} />
            </>
          )
        }
      </Loaded>
    </>
  )
}
