import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Output } from '../api.ts'
import './standards.css'

export type Coverage = Output<'GET /api/standards/coverage'>
type Cell = Coverage['cells'][number]

/** Share of what counts; undefined when nothing does. */
export const shareOf = (c: Pick<Cell, 'due' | 'done' | 'late'>): number | undefined => {
  const counted = c.due + c.done + c.late
  return counted === 0 ? undefined : Math.round((c.done / counted) * 100)
}
const toneOf = (share: number): string =>
  share === 100 ? 'full' : share >= 90 ? 'high' : share >= 80 ? 'good' : share >= 60 ? 'low' : 'poor'
const wordsOf = (c: Cell): string =>
  [`已公开 ${c.done}`, `待公开 ${c.due}`, `逾期 ${c.late}`, ...(c.na > 0 ? [`不适用 ${c.na}`] : [])].join('，')

/** Organ × field: a real table, every figure a link to the obligations behind it. */
export function CoverageGrid({ coverage, rows }: { coverage: Coverage; rows?: number }) {
  const navigate = useNavigate()
  const cells = useMemo(() => new Map(coverage.cells.map((c) => [`${c.organId}|${c.fieldKey}`, c])), [coverage])
  const organs = useMemo(() => (rows === undefined ? coverage.organs : worst(coverage, rows)), [coverage, rows])
  const open = (organId: string, fieldKey: string): void =>
    void navigate({
      to: '/standards/obligations' as never,
      search: { organId, fieldKey, year: String(coverage.year) } as never,
    })
  return (
    <div className="heat-scroll" tabIndex={0} role="region" aria-label={`${coverage.year}年目录覆盖`}>
      <table className="heat">
        <caption className="heat-caption">{coverage.year}年各单位各领域的公开比例（%），点击数字查看事项</caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            {coverage.fields.map((f) => (
              <th scope="col" key={f.key}>
                {f.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {organs.map((o) => (
            <tr key={o.id}>
              <th scope="row">{o.name}</th>
              {coverage.fields.map((f) => {
                const cell = cells.get(`${o.id}|${f.key}`)
                const share = cell && shareOf(cell)
                if (!cell)
                  return (
                    <td key={f.key} className="heat-none">
                      <span aria-hidden="true">–</span>
                      <span className="heat-caption">无应公开事项</span>
                    </td>
                  )
                return (
                  <td key={f.key} className={share === undefined ? 'heat-none' : `heat-${toneOf(share)}`}>
                    <button
                      type="button"
                      title={wordsOf(cell)}
                      aria-label={`${o.name}，${f.name}：${share === undefined ? '不适用' : `${share}%`}，${wordsOf(cell)}`}
                      onClick={() => open(o.id, f.key)}
                    >
                      {share ?? '–'}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The organs with the most overdue, then the lowest share: what the home screen has room for. */
function worst(coverage: Coverage, rows: number): Coverage['organs'] {
  const sums = new Map<string, { late: number; done: number; all: number }>()
  for (const c of coverage.cells) {
    const s = sums.get(c.organId) ?? { late: 0, done: 0, all: 0 }
    sums.set(c.organId, { late: s.late + c.late, done: s.done + c.done, all: s.all + c.done + c.due + c.late })
  }
  const rank = (id: string): number => {
    const s = sums.get(id)
    return s ? s.late * 1000 - (s.all > 0 ? (s.done / s.all) * 100 : 0) : 0
  }
  return [...coverage.organs].sort((a, b) => rank(b.id) - rank(a.id)).slice(0, rows)
}

export const HeatKey = () => (
  <ul className="heat-key" aria-label="图例">
    <li className="heat-full">100</li>
    <li className="heat-high">90–99</li>
    <li className="heat-good">80–89</li>
    <li className="heat-low">60–79</li>
    <li className="heat-poor">60以下</li>
    <li className="heat-none">无事项</li>
  </ul>
)
