import { Collapse, Tag } from 'antd'
import { unpublishedNote } from '../../../server/modules/calendar/contract.ts'
import { standings, type ClockShown } from '../../../server/modules/deadlines/contract.ts'
import { DueLight } from '../../ui/DueLight.tsx'
import { dayText } from '../../ui/when.ts'
import { lightOfClock } from './due-shown.ts'
import './cases.css'

/** Every clock of a record: by when, on what clause, and each day with why it counts. */
export function Clocks({ clocks }: { clocks: readonly ClockShown[] }) {
  if (clocks.length === 0) return null
  return (
    <section className="clocks" aria-label="法定时限">
      <h3>时限</h3>
      {clocks.map((c) => (
        <ClockCard key={c.no} clock={c} />
      ))}
    </section>
  )
}

function ClockCard({ clock }: { clock: ClockShown }) {
  const light = lightOfClock(clock)
  return (
    <div className="clock">
      <div className="clock-head">
        <b>{clock.name}</b>
        <Tag>{clock.limit}</Tag>
        {clock.standing === 'unverified' && <Tag color="orange">{standings.unverified}</Tag>}
        <span className="clock-light">
          {'words' in light ? <span className="muted">{light.words}</span> : <DueLight {...light} />}
        </span>
      </div>
      <p>{clock.sentence}</p>
      {clock.unpublishedYears.length > 0 && <p className="clock-warning">{unpublishedNote(clock.unpublishedYears)}</p>}
      {clock.days.length > 0 && (
        <Collapse
          ghost
          size="small"
          items={[{ key: 'days', label: `逐日说明（${clock.days.length}日）`, children: <Days clock={clock} /> }]}
        />
      )}
    </div>
  )
}

function Days({ clock }: { clock: ClockShown }) {
  return (
    <table className="clock-days">
      <caption className="sr-only">{clock.name}逐日计算</caption>
      <thead>
        <tr>
          <th scope="col">日期</th>
          <th scope="col">第几日</th>
          <th scope="col">说明</th>
        </tr>
      </thead>
      <tbody>
        {clock.days.map((d) => (
          <tr key={d.day} className={d.counted ? 'counted' : undefined}>
            <th scope="row">{dayText(d.day)}</th>
            <td>{d.counted ? d.n : '—'}</td>
            <td>{d.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
