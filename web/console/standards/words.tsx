import {
  catalogStatuses,
  type CatalogStatus,
  obligationStatuses,
  type ObligationStatus,
} from '../../../server/modules/standards/contract.ts'
import './standards.css'

const tones: Record<ObligationStatus, string> = { due: 'amber', done: 'reed', late: 'seal', notApplicable: 'grey' }
export const ObligationTag = ({ status, late }: { status: ObligationStatus; late?: boolean }) => (
  <span className="flags">
    <span className={`flag flag-${tones[status]}`}>{obligationStatuses[status]}</span>
    {status === 'done' && late && <span className="flag flag-amber">超期公开</span>}
  </span>
)

const versions: Record<CatalogStatus, string> = { draft: 'lake', inForce: 'reed', superseded: 'grey' }
export const VersionTag = ({ status }: { status: CatalogStatus }) => (
  <span className={`flag flag-${versions[status]}`}>{catalogStatuses[status]}</span>
)

export const entryName = (e: { level1: string; level2: string; level3: string }): string =>
  [e.level2, e.level3].filter(Boolean).join('：') || e.level1
export const Unverified = () => <span className="flag flag-amber">待核对</span>
export const Untyped = () => <span className="flag flag-amber">时限未能识别</span>
