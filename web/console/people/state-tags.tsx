import { Tag } from 'antd'

/** An account's state, as lists and records show it. */
export const stateTags = {
  active: <Tag color="green">在用</Tag>,
  suspended: <Tag color="orange">暂停</Tag>,
  left: <Tag>已离岗</Tag>,
} as const
