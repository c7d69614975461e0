import { module } from '../../kernel/module.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { give } from '../../kernel/slots.ts'
import { fileScreen } from '../files/contract.ts'
import { officeText } from './office.ts'
import { screen } from './screen.ts'

export { findings, screen } from './screen.ts'

export const checksModule = module({
  name: 'checks',
  contributions: [
    give(fileScreen, (ctx, { organId, name, mime, bytes }) =>
      screen(ctx as Ctx, organId, [
        { field: 'file', text: `${name.replace(/\.\w+$/, '')}\n${officeText(name, mime, bytes)}` },
      ]),
    ),
  ],
})
