import { useSyncExternalStore } from 'react'

const subscribe = (changed: () => void): (() => void) => {
  for (const type of ['online', 'offline']) window.addEventListener(type, changed)
  return () => {
    for (const type of ['online', 'offline']) window.removeEventListener(type, changed)
  }
}
export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine)

/** Says when the line is down; typing goes on, drafts are kept in this browser. */
export function Connection() {
  return (
    <div role="status" aria-live="polite">
      {!useOnline() && <p className="offline">网络已断开。可以继续填写，草稿先存于本机；恢复连接后自动保存。</p>}
    </div>
  )
}
