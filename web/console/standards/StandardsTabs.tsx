import { useNavigate } from '@tanstack/react-router'
import { ViewTabs } from '../../ui/ViewTabs.tsx'
import { holds, useSession } from '../session.tsx'
import './standards.css'

const views = [
  { key: '/standards', label: '覆盖' },
  { key: '/standards/obligations', label: '应公开清单' },
  { key: '/standards/entries', label: '公开事项' },
  { key: '/standards/catalogs', label: '目录与版本' },
  { key: '/standards/proposals', label: '课题组建议', duties: ['standards.manage', 'standards.draft'] },
]

/** The views of 公开目录; what the person may not open is not there. */
export function StandardsTabs({ at }: { at: string }) {
  const navigate = useNavigate()
  const session = useSession()
  return (
    <ViewTabs
      label="公开目录的视图"
      value={at}
      onChange={(to) => void navigate({ to: to as never })}
      views={views.filter((v) => holds(session, v.duties))}
    />
  )
}
