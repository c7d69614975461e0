import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RulePack } from './contract.ts'

const FOLDER = join(import.meta.dirname, '../../../packs/checks')

/** The rule packs of the installation, read once. A broken pack stops the start. */
export const packs: readonly RulePack[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => RulePack.parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))))
