import { Tag } from 'antd'
import { catalogStatuses, type CatalogStatus, obligationStatuses, type ObligationStatus } from '../../../server/modules/standards/contract.ts'

const colours: Record<ObligationStatus, string> = { due: 'gold', done: 'green', late: 'red', notApplicable: 'default' }
export const ObligationTag = ({ status, late }: { status: ObligationStatus; late?: boolean }) => <><Tag color={colours[status]}>{obligationStatuses[status]}</Tag>{status === 'done' && late && <Tag>公开时已超期</Tag>}</>

const versions: Record<CatalogStatus, string> = { draft: 'blue', inForce: 'green', superseded: 'default' }
export const VersionTag = ({ status }: { status: CatalogStatus }) => <Tag color={versions[status]}>{catalogStatuses[status]}</Tag>

export const entryName = (e: { level1: string; level2: string; level3: string }): string => [e.level2, e.level3].filter(Boolean).join('：') || e.level1
export const Unverified = () => <Tag color="gold">待核对</Tag>
export const Untyped = () => <Tag color="orange">时限未能识别</Tag>
