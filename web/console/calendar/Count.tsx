import { Alert, Button, Form, InputNumber } from 'antd'
import { useState } from 'react'
import { unpublishedNote } from '../../../server/modules/calendar/contract.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Loaded, Panel } from '../../ui/Feedback.tsx'
import { dayText, todayIn } from '../../ui/when.ts'
import { spoken, useApi } from '../hooks.ts'
import '../cases/cases.css'

/** A count of one's own: so many working days from a day, each day with its reason. */
export function Count() {
  const [asked, setAsked] = useState({ from: String(todayIn()), workingDays: 20 })
  const due = useApi('GET /api/calendar/due', { query: asked }, { keep: true })
  return (
    <div className="two-one">
      <Panel title="推算">
        <Form
          layout="vertical"
          initialValues={asked}
          onFinish={(v: { from: string | null; workingDays: number | null }) => {
            if (v.from && v.workingDays) setAsked({ from: v.from, workingDays: v.workingDays })
          }}
        >
          <Form.Item
            name="from"
            label="起始日"
            extra="当日不计入，自次日起算（民法典第二百零一条）"
            rules={[{ required: true, message: '请选择起始日' }]}
          >
            <DayInput />
          </Form.Item>
          <Form.Item name="workingDays" label="工作日数" rules={[{ required: true, message: '请填写工作日数' }]}>
            <InputNumber min={1} max={500} precision={0} suffix="个工作日" style={{ width: 200 }} />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            推算
          </Button>
        </Form>
      </Panel>
      <Panel title="结果">
        <Loaded data={due.data} error={due.error && spoken(due.error)} onRetry={() => void due.refetch()}>
          {(d) => (
            <div className="stack">
              <p className="due-day">{dayText(d.dueOn)} 届满</p>
              {d.unpublishedYears.length > 0 && (
                <Alert type="warning" showIcon title={unpublishedNote(d.unpublishedYears)} />
              )}
              <div className="count-days" role="region" aria-label="逐日说明" tabIndex={0}>
                <table className="clock-days">
                  <caption className="sr-only">逐日说明</caption>
                  <thead>
                    <tr>
                      <th scope="col">日期</th>
                      <th scope="col">是否计入</th>
                      <th scope="col">说明</th>
                    </tr>
                  </thead>
                  <tbody>
                    {d.days.map((x) => (
                      <tr key={x.day} className={x.counted ? 'counted' : undefined}>
                        <th scope="row">{dayText(x.day)}</th>
                        <td>{x.counted ? '计入' : '—'}</td>
                        <td>{x.why}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </div>
          )}
        </Loaded>
      </Panel>
    </div>
  )
}
