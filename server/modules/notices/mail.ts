// Mail, sent after commit by a sweep over rows that commands left.
import { createTransport } from 'nodemailer'
import type { Config } from '../../kernel/config.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { audit } from '../../kernel/audit.ts'
import { refuser } from '../../kernel/refusal.ts'
import { contactOf, issueReset, securityPolicy } from '../people/index.ts'
import { refusals } from './contract.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
const BATCH = 100
const TIMEOUT_MS = 15_000

export const configured = (config: Config): boolean => config.SMTP_URL !== undefined

type Mail = { to: string; subject: string; text: string }

async function send(config: Config, mail: Mail): Promise<void> {
  const url = new URL(config.SMTP_URL!)
  const transport = createTransport({
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
  try {
    await transport.sendMail({ from: config.SMTP_FROM ?? decodeURIComponent(url.username), ...mail })
  } finally {
    transport.close()
  }
}

/** Sends what is due, one by one; each outcome is kept before the next begins. */
export async function sendDue(ctx: Ctx): Promise<number> {
  if (!configured(ctx.config)) return 0
  for (let done = 0; done < BATCH; done++) {
    const due = await ctx.tx((tx) => store.claimMail(tx, ctx.now))
    if (!due) return done
    try {
      const mail = await compose(ctx, due)
      if (!mail) await ctx.tx((tx) => store.mailFailed(tx, due.id, due.tries, '收件人没有可用的邮箱', ctx.now, true))
      else {
        await send(ctx.config, mail)
        await ctx.tx((tx) => store.mailSent(tx, due.id, ctx.now))
      }
    } catch (error) {
      await ctx.tx((tx) => store.mailFailed(tx, due.id, due.tries, (error as Error).message, ctx.now))
      ctx.log.warn({ mail: due.id, tries: due.tries, code: (error as { code?: string }).code }, 'mail was not sent')
    }
  }
  return BATCH
}

/** The reset link is made here, at the moment it leaves; its token stands behind '#', which browsers send to no server. */
async function compose(ctx: Ctx, due: store.DueMail): Promise<Mail | undefined> {
  const home = ctx.config.PUBLIC_URL
  if (due.kind === 'passwordReset') {
    const reset = await ctx.tx((tx) => issueReset(tx, ctx, due.account_id))
    return (
      reset && {
        to: reset.email,
        subject: '重置政务公开工作台密码',
        text: `${reset.name}：\n\n请在${securityPolicy.resetMinutes}分钟内打开下面的链接设置新密码，链接只能使用一次：\n\n${home}/console/reset#${reset.token}\n\n如非本人申请，请忽略本邮件，并告知安全管理员。`,
      }
    )
  }
  const contact = await ctx.tx((tx) => contactOf(tx, due.account_id))
  if (!contact || due.title === null) return undefined
  return {
    to: contact.email,
    subject: due.title,
    text: `${contact.name}：\n\n${due.text}\n\n${due.link ? `${home}${due.link}\n\n` : ''}本邮件由系统发出，请勿回复。`,
  }
}

/** Sent at once, so that whoever presses the button sees the outcome. */
export async function sendTest(ctx: Ctx, to: string): Promise<void> {
  if (!configured(ctx.config)) return refuse('notices.mailNotConfigured')
  try {
    await send(ctx.config, { to, subject: '测试邮件', text: '收到本邮件，说明政务公开工作台的发信服务器配置正确。' })
    await audit(ctx, { action: 'notices.testMail', result: 'allowed' })
  } catch (error) {
    await audit(ctx, { action: 'notices.testMail', result: 'failed' })
    refuse('notices.mailFailed', { reason: (error as Error).message.slice(0, 200) })
  }
}
