import { Navigate, Outlet, useLocation, useMatches } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useEffect, useState } from 'react'
import { HeaderSlot } from '../../ui/PageHeader.tsx'
import { LoadError } from '../../ui/Feedback.tsx'
import { spoken } from '../hooks.ts'
import { SETUP_PATH } from '../screen.ts'
import { screens } from '../screens.ts'
import { SessionContext, useSessionQuery } from '../session.tsx'
import { Connection } from './Connection.tsx'
import { ErrorBoundary, ScreenWaiting } from './ErrorBoundary.tsx'
import { Nav } from './Nav.tsx'
import { PasswordDue } from './PasswordDue.tsx'
import { Palette } from './Palette.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { SignInPage } from './SignInPage.tsx'
import { TopBar } from './TopBar.tsx'

const bare = screens.filter((s) => s.bare).map((s) => s.path)

/** Frame of every screen: who is here, where one can go, what is asked. */
export function Shell() {
  const { data, error, refetch } = useSessionQuery()
  const path = useLocation({ select: (l) => l.pathname })
  // What the outlet draws, which during a jump is not yet what the address names: a bare screen has no session to give the next one.
  const drawn = useMatches({ select: (matches) => matches.at(-1)?.routeId as string | undefined }) ?? path
  if (data === undefined)
    return error ? <LoadError text={spoken(error)} onRetry={() => void refetch()} /> : <ScreenWaiting />
  if (!data.setUp && path !== SETUP_PATH && bare.includes(SETUP_PATH))
    return <Navigate to={SETUP_PATH as never} replace />
  if (bare.includes(path) && bare.includes(drawn))
    return (
      <ErrorBoundary>
        <Outlet />
      </ErrorBoundary>
    )
  if (!data.person) return <SignInPage demo={data.demo} mail={data.mail} />
  if (data.person.passwordDue) return <PasswordDue why={data.person.passwordDue} policy={data.policy} />
  return (
    <SessionContext value={data.person}>
      <Frame demo={data.demo} />
    </SessionContext>
  )
}

function Frame({ demo }: { demo: boolean }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const [menu, setMenu] = useState(false)
  const [palette, setPalette] = useState(false)
  const path = useLocation({ select: (l) => l.pathname })
  useEffect(() => setMenu(false), [path])
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if ((e.metaKey || e.ctrlKey) && e.key.toLowerCase() === 'k') {
        e.preventDefault()
        setPalette(true)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className="shell">
      <a
        className="skip"
        href="#content"
        onClick={(e) => {
          e.preventDefault()
          document.getElementById('content')?.focus()
        }}
      >
        跳到主要内容
      </a>
      <aside className="side">
        <Nav />
      </aside>
      <Drawer
        open={menu}
        onClose={() => setMenu(false)}
        placement="left"
        size={272}
        title="菜单"
        rootClassName="nav-drawer"
        closable={{ 'aria-label': '关闭菜单' }}
      >
        <Nav />
      </Drawer>
      <div className="stage">
        <TopBar slot={setSlot} demo={demo} onMenu={() => setMenu(true)} onSearch={() => setPalette(true)} />
        <Connection />
        <main id="content" tabIndex={-1} className="content">
          <HeaderSlot value={slot}>
            <ErrorBoundary key={path}>{slot && <Outlet />}</ErrorBoundary>
          </HeaderSlot>
        </main>
      </div>
      <Palette open={palette} onClose={() => setPalette(false)} />
      <SignInAgain />
    </div>
  )
}
