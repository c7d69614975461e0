import { Link, useLocation } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { screens } from '../screens.ts'
import { sections, type Screen, type Section } from '../screen.ts'
import { holds, useSession } from '../session.tsx'

type Entry = Screen & { menu: NonNullable<Screen['menu']>; Badge: ComponentType | undefined }

/** Left navigation: only the screens that exist and that the person's duties open, in the sections of the office's day. */
export function Nav() {
  const session = useSession()
  const mine = entries.filter((s) => holds(session, s.duties))
  const path = useLocation({ select: (l) => l.pathname })
  const here = nearest(
    mine.map((s) => s.path),
    path,
  )
  return (
    <nav className="nav" aria-label="主导航">
      <Link to="/" className="brand">
        政务公开工作台
      </Link>
      {(Object.keys(sections) as Section[]).map((section) => {
        const listed = mine.filter((s) => s.menu.section === section).toSorted((a, b) => a.menu.order - b.menu.order)
        if (listed.length === 0) return null
        return (
          <div key={section} role="group" aria-label={sections[section] || '日常工作'}>
            {sections[section] && (
              <p className="nav-section" aria-hidden="true">
                {sections[section]}
              </p>
            )}
            {listed.map((s) => (
              <NavLink key={s.path} screen={s} on={s.path === here} />
            ))}
          </div>
        )
      })}
    </nav>
  )
}

/** The menu entry a page belongs to: the longest path that leads to it. */
const nearest = (paths: readonly string[], at: string): string | undefined =>
  paths.filter((p) => p === at || (p !== '/' && at.startsWith(`${p}/`))).toSorted((a, b) => b.length - a.length)[0]

/** Each entry's own hook becomes a component once: React wants the same hook on every render. */
const counted = (useCount: () => number | undefined) =>
  function Badge() {
    const count = useCount()
    return count ? (
      <em>
        {count > 99 ? '99+' : count}
        <span className="sr-only"> 件</span>
      </em>
    ) : null
  }
const entries: readonly Entry[] = screens.flatMap((s) =>
  s.menu ? [{ ...s, menu: s.menu, Badge: s.menu.useBadge && counted(s.menu.useBadge) }] : [],
)

function NavLink({ screen, on }: { screen: Entry; on: boolean }) {
  const { Badge } = screen
  const { icon: Icon, label } = screen.menu
  return (
    <Link
      to={screen.path as never}
      className={on ? 'nav-link nav-on' : 'nav-link'}
      aria-current={on ? 'page' : undefined}
      activeProps={{}}
    >
      <Icon />
      <span>{label}</span>
      {Badge && <Badge />}
    </Link>
  )
}
