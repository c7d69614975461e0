import type { Output } from '../api.ts'
import type { Session } from '../session.tsx'

/** The registered site with its sections, as the console knows them. */
export type Cluster = Output<'GET /api/sites'>
export type SiteOf = NonNullable<Cluster['site']>

/** Who may change things below an organ; the server decides again. */
export const manages = (session: Session, organPath: string): boolean =>
  session.grants.some((g) => ['sites.manage', 'admin.system'].includes(g.duty) && organPath.startsWith(g.path))
