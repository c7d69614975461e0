// Settings of the whole installation.
import type { z } from 'zod'
import { audit } from '../../kernel/audit.ts'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { installationFact, sayInstallationFact } from '../../kernel/installation.ts'
import type { District, SecuritySettings } from './contract.ts'
import * as queries from './queries.ts'

type Settings = { district: District; security: z.output<typeof SecuritySettings> }

export const settingsOf = async (tx: Tx): Promise<{ district: District | null; security: Settings['security'] }> => ({
  district: (await installationFact<District>(tx, 'district')) ?? null,
  security: await queries.securitySettings(tx),
})

export const putSettings = <K extends keyof Settings>(ctx: Ctx, key: K, value: Settings[K]): Promise<void> =>
  ctx.tx(async (tx) => {
    await sayInstallationFact(tx, key, value, ctx.now)
    await audit(ctx, { action: 'people.settings', result: 'allowed', detail: { [key]: value } }, tx)
  })
