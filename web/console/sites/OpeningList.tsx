import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { Loaded, Panel } from '../../ui/Feedback.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { whenText } from '../../ui/when.ts'
import { spoken, useAct, useApi } from '../hooks.ts'
import type { SiteOf } from './cluster.ts'

/** What is still missing before the site may open, with the reason and the remedy. */
export function OpeningList({ site }: { site: SiteOf }) {
  const { data, error, refetch } = useApi('GET /api/sites/:id/check-list', { params: { id: site.id } })
  const open = useAct('POST /api/sites/:id/open', '网站已开通')
  const [asking, setAsking] = useState(false)
  const missing = data?.items.filter((c) => c.needed && !c.done) ?? []
  return (
    <Panel
      title="开通核对单"
      extra={site.openedAt ? <Tag color="green">{whenText(site.openedAt)} 开通</Tag> : <Tag color="gold">尚未开通</Tag>}
    >
      {site.demo && <p className="muted">演示安装不需要备案信息；正式开通前应当全部补齐。</p>}
      <Loaded data={data} error={error && spoken(error)} onRetry={() => void refetch()}>
        {({ items }) => (
          <ul className="check-list">
            {items.map((c) => (
              <li key={c.key}>
                {c.done ? (
                  <CheckCircleFilled className="good" aria-label="已具备" />
                ) : (
                  <ExclamationCircleFilled className={c.needed ? 'bad' : 'muted'} aria-label="缺少" />
                )}
                <div>
                  <b>{c.label}</b>
                  {!c.done && <span className="cell-sub">{c.remedy}</span>}
                </div>
                <span className="muted">{c.basis}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {!site.openedAt && (
        <Button type="primary" disabled={!data || missing.length > 0} onClick={() => setAsking(true)}>
          {missing.length > 0 ? `还缺${missing.length}项` : '开通网站'}
        </Button>
      )}
      <ReasonDialog
        open={asking}
        title="开通网站"
        okText="开通"
        consequence="开通后，门户首页立即对外提供访问。"
        onClose={() => setAsking(false)}
        onOk={() => open.act({ params: { id: site.id } })}
      />
    </Panel>
  )
}
