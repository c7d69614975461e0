import { nonce } from './nonce.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider, Grid } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { StrictMode, useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/tokens.css'
import '../ui/ui.css'
import './shell/shell.css'
import { theme } from '../ui/theme.ts'
import { ApiError } from './api.ts'
import { chinese } from './locale.ts'
import { makeRouter } from './router.tsx'
import { screens } from './screens.ts'
import { ErrorBoundary } from './shell/ErrorBoundary.tsx'

dayjs.locale('zh-cn')
const worthAgain = (count: number, error: unknown): boolean =>
  count < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503)
const client = new QueryClient({
  defaultOptions: {
    queries: { retry: worthAgain, staleTime: 10_000 },
    mutations: { retry: false, networkMode: 'always' },
  },
})
const router = makeRouter(screens)
const csp = { nonce }

function Console() {
  const touch = Grid.useBreakpoint().md === false
  const look = useMemo(() => theme(touch), [touch])
  return (
    <ConfigProvider locale={chinese} theme={look} csp={csp} button={{ autoInsertSpace: false }} form={{ colon: false }}>
      <App className="app">
        <ErrorBoundary>
          <RouterProvider router={router as never} />
        </ErrorBoundary>
      </App>
    </ConfigProvider>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Console />
    </QueryClientProvider>
  </StrictMode>,
)
