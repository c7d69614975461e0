import { z } from 'zod'

export type Notice = { id: string; title: string; text: string; link: string; at: string; readAt: string | null }
export const mailStates = { queued: '待发送', sent: '已发送', failed: '发送失败' } as const
export const mailKinds = { message: '消息', passwordReset: '重置密码', test: '测试' } as const
export type MailLine = {
  id: string
  kind: keyof typeof mailKinds
  name: string
  title: string
  queuedAt: string
  sentAt: string | null
  state: keyof typeof mailStates
  tries: number
  error: string | null
}
export const TestMail = z.object({ to: z.email({ error: '电子邮箱格式不正确' }) })

export const refusals = {
  'notices.notFound': ['notFound', '没有这条消息'],
  'notices.mailNotConfigured': ['unavailable', '未配置发信服务器（SMTP_URL），请由运维人员配置后重启'],
  'notices.mailFailed': ['unavailable', '测试邮件没有发出：{reason}。请核对发信服务器的地址、账号和密码'],
} as const
