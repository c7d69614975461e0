// An edition on its way to the public, and where it will stand.
import type { Day } from '../../kernel/day.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Channel } from '../sites/contract.ts'
import type { Content, Validity } from './contract.ts'

export type Publication = {
  documentId: string
  editionId: string
  revisionId: string
  kind: string
  organId: string
  content: Content
  /** The first publication's moment: it stays through corrections. */
  publishedAt: Instant
  updatedAt: Instant
  /** What the document has since its first publication; null at the first. `number` names the page. */
  address: { siteId: string; path: string; indexNumber: string | null } | null
  number: string
  mark: Validity | null
  markFrom: Day | null
}
export type Standing = { own: Channel[]; carried: Channel[] }
