import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type AnyRoute,
  type RouteComponent,
} from '@tanstack/react-router'
import type { Screen } from './screen.ts'
import { NotFound } from './shell/NotFound.tsx'
import { ScreenFailed, ScreenWaiting } from './shell/ErrorBoundary.tsx'
import { Shell } from './shell/Shell.tsx'

/** One lazy route per screen, below the shell. Typed search parameters are not worth their generated file here: `useFilters` reads them. */
export function makeRouter(screens: readonly Screen[]) {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })
  const routes = screens.map((s) =>
    createRoute({
      getParentRoute: () => root as never,
      path: s.path,
      component: lazyRouteComponent(s.component) as RouteComponent,
      pendingComponent: ScreenWaiting,
      errorComponent: ScreenFailed,
    }),
  )
  return createRouter({
    routeTree: root.addChildren(routes as never) as unknown as AnyRoute,
    basepath: '/console',
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    scrollRestoration: true,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => query(search as Record<string, string>),
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ScreenFailed,
  })
}

/** Plain `?a=1&b=2`: an address that a person can read and send. */
function query(search: Record<string, string>): string {
  const text = new URLSearchParams(search).toString()
  return text === '' ? '' : `?${text}`
}
