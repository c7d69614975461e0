import { Button, Result, Spin } from 'antd'
import { Component, type ReactNode } from 'react'

const reload = (
  <Button type="primary" onClick={() => location.reload()}>
    刷新页面
  </Button>
)

/** A screen that failed to draw: says so and how to go on; the navigation stays. */
export function ScreenFailed({ error }: { error?: unknown }) {
  const stale = error instanceof TypeError && /import|fetch|module/i.test(error.message)
  return stale ? (
    <Result
      status="info"
      title="系统已更新"
      subTitle="这个页面的新版本尚未载入，请刷新。草稿保存在本机和服务器，不会丢失。"
      extra={reload}
    />
  ) : (
    <Result
      status="error"
      title="页面出现故障"
      subTitle="请刷新后再试。草稿保存在本机和服务器，不会丢失。"
      extra={reload}
    />
  )
}

export const ScreenWaiting = () => (
  <div className="screen-wait" role="status" aria-label="正在打开">
    <Spin />
  </div>
)

export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: Error }> {
  state: { error?: Error } = {}
  static getDerivedStateFromError(error: Error) {
    return { error }
  }
  render() {
    return this.state.error ? <ScreenFailed error={this.state.error} /> : this.props.children
  }
}
