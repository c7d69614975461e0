import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { resetMail } from '../people/index.ts'
import { routes } from './http.ts'
import { configured, sendDue } from './mail.ts'
import { queueMail, sweepOld } from './store.ts'

export const noticesModule = module({
  name: 'notices',
  routes,
  sweeps: [
    { name: 'notices.mail', cron: '* * * * *', run: sendDue },
    { name: 'notices.old', cron: '40 3 * * *', run: (ctx) => ctx.tx((tx) => sweepOld(tx, ctx.now)) },
  ],
  contributions: [
    give(resetMail, {
      configured: (ctx) => configured(ctx.config),
      queue: async (tx, ctx, accountId) => {
        await queueMail(tx, 'passwordReset', accountId, null, ctx.now)
      },
    }),
  ],
})

export { notify } from './inbox.ts'
