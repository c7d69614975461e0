import { DownloadOutlined, ImportOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { EmptyState, Loaded, Panel } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { StatCards } from '../../ui/StatCards.tsx'
import { todayIn } from '../../ui/when.ts'
import { fileHref } from '../api.ts'
import { useFilters } from '../filters.tsx'
import { spoken, useApi } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'
import { type Coverage, CoverageGrid, HeatKey, shareOf } from './CoverageGrid.tsx'
import { StandardsTabs } from './StandardsTabs.tsx'

const initial = { year: '' }
const YEARS = 4

/** 公开目录: who has published what the standard asks for. */
export default function CoveragePage() {
  const navigate = useNavigate()
  const manages = holds(useSession(), ['standards.manage'])
  const { filters, set } = useFilters(initial)
  const thisYear = Number(todayIn().slice(0, 4))
  const year = Number(filters.year) || thisYear
  const coverage = useApi('GET /api/standards/coverage', { query: { year } }, { keep: true })
  return (
    <>
      <PageHeader
        title="公开目录"
        actions={
          manages && (
            <Button
              type="primary"
              icon={<ImportOutlined />}
              onClick={() => void navigate({ to: '/standards/import' as never })}
            >
              导入目录
            </Button>
          )
        }
      />
      <StandardsTabs at="/standards" />
      <Loaded
        data={coverage.data}
        error={coverage.error && spoken(coverage.error)}
        onRetry={() => void coverage.refetch()}
        lines={10}
      >
        {(data) =>
          data.cells.length === 0 && year === thisYear ? (
            <EmptyState
              title="还没有应公开事项"
              hint={
                manages ? '导入并发布目录后，系统按目录计算各单位应公开的事项' : '目录发布后，这里显示各单位的公开情况'
              }
            />
          ) : (
            <>
              <Figures coverage={data} />
              <Grid coverage={data} year={year} onYear={(y) => set({ year: y === thisYear ? '' : String(y) })} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function Grid({ coverage, year, onYear }: { coverage: Coverage; year: number; onYear: (year: number) => void }) {
  const thisYear = Number(todayIn().slice(0, 4))
  return (
    <Panel
      title="单位 × 领域"
      className="heat-panel"
      extra={
        <span className="heat-tools">
          <Select
            aria-label="年份"
            value={year}
            onChange={onYear}
            options={Array.from({ length: YEARS }, (_, i) => ({
              value: thisYear - i,
              label: `${thisYear - i}年`,
            }))}
          />
          <Button
            icon={<DownloadOutlined />}
            href={fileHref('GET /api/standards/coverage/export', { query: { year } })}
            download
          >
            导出
          </Button>
        </span>
      }
    >
      <HeatKey />
      <CoverageGrid coverage={coverage} />
    </Panel>
  )
}

function Figures({ coverage: { total, year } }: { coverage: Coverage }) {
  const navigate = useNavigate()
  const list = (status: string) => () =>
    void navigate({ to: '/standards/obligations' as never, search: { status, year: String(year) } as never })
  const counted = total.due + total.done + total.late
  const share = shareOf(total)
  return (
    <StatCards
      label={`${year}年应公开事项`}
      stats={[
        {
          label: `目录公开率（应公开 ${counted.toLocaleString()}）`,
          value: share === undefined ? '–' : `${share}%`,
          hint: '已公开 ÷ 应公开，不含不适用',
        },
        {
          label: '逾期未公开',
          value: total.late.toLocaleString(),
          tone: total.late > 0 ? 'bad' : 'good',
          onClick: list('late'),
        },
        { label: '待公开', value: total.due.toLocaleString(), onClick: list('due') },
        {
          label: `已公开（其中超期公开 ${total.doneLate}）`,
          value: total.done.toLocaleString(),
          onClick: list('done'),
        },
        { label: '不适用', value: total.na.toLocaleString(), onClick: list('notApplicable') },
      ]}
    />
  )
}
