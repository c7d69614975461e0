import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { EmptyState, Loaded, Panel } from '../../ui/Feedback.tsx'
import { spoken, useApi } from '../hooks.ts'
import { CoverageGrid } from './CoverageGrid.tsx'

/** 目录覆盖 for the home screen: the units that need attention first. */
export function CoverageCard({ rows = 7 }: { rows?: number }) {
  const navigate = useNavigate()
  const coverage = useApi('GET /api/standards/coverage', { query: {} })
  return (
    <Panel
      title="目录覆盖"
      extra={
        <Button type="link" size="small" onClick={() => void navigate({ to: '/standards' as never })}>
          全部单位
        </Button>
      }
    >
      <Loaded
        data={coverage.data}
        error={coverage.error && spoken(coverage.error)}
        onRetry={() => void coverage.refetch()}
      >
        {(data) =>
          data.cells.length === 0 ? (
            <EmptyState title="还没有应公开事项" hint="发布目录后，这里显示各单位的公开情况" />
          ) : (
            <CoverageGrid coverage={data} rows={rows} />
          )
        }
      </Loaded>
    </Panel>
  )
}
