import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A row of the 91 that were read on official pages. */
export type RealRow = {
  field: string
  level1: string
  level2: string | null
  level3: string | null
  content_elements: string[]
  basis: string[]
  time_limit: string
  subject: string
  channels: string[] | null
  audience: { all_society: boolean | null; specific_group: string | null }
  mode: { proactive: boolean | null; on_request: boolean | null }
  tier: { county: boolean | null; township: boolean | null }
}
const file = join(process.env.DISTRICT_TEST_DATA ?? '../shared', 'domain/catalog-sample.json')
/** False, or why the real rows cannot be judged. */
export const noRealRows: string | false = existsSync(file) ? false : `没有 ${file}，未评判`
export const realRows = (): RealRow[] => (JSON.parse(readFileSync(file, 'utf8')) as { entries: RealRow[] }).entries
