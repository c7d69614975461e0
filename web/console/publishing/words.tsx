import { Tag } from 'antd'
import { statuses, type Status } from '../../../server/modules/publishing/contract.ts'

const colours: Partial<Record<Status, string>> = {
  draft: 'default',
  returned: 'orange',
  inReview: 'blue',
  scheduled: 'cyan',
  live: 'green',
  withdrawn: 'red',
  takenDown: 'red',
  ended: 'default',
  closed: 'default',
  superseded: 'default',
  discarded: 'default',
}

export const StatusTag = ({ status, step }: { status: Status; step?: string | null }) => (
  <Tag color={colours[status]}>{status === 'inReview' && step ? `待${step}` : statuses[status]}</Tag>
)
