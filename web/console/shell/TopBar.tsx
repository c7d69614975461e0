import { MenuOutlined, SearchOutlined } from '@ant-design/icons'
import { AccountMenu } from './AccountMenu.tsx'
import { Bell } from './Bell.tsx'

const mac = /Mac|iP(hone|ad)/.test(navigator.userAgent)

/** Title and actions of the screen (they arrive through `slot`), search, and the person. */
export function TopBar({
  slot,
  demo,
  onMenu,
  onSearch,
}: {
  slot: (el: HTMLElement | null) => void
  demo: boolean
  onMenu: () => void
  onSearch: () => void
}) {
  return (
    <header className="top">
      <button type="button" className="icon-button menu-button" aria-label="打开菜单" onClick={onMenu}>
        <MenuOutlined />
      </button>
      <div className="top-title" ref={slot} />
      <div className="top-tools">
        {demo && (
          <span className="demo-mark" title="本系统中的单位、人员和数据均为虚构">
            演示数据
          </span>
        )}
        <button type="button" className="search-button" aria-keyshortcuts="Meta+K Control+K" onClick={onSearch}>
          <SearchOutlined />
          <span>查找文件、机构、人员</span>
          <kbd aria-hidden="true">{mac ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <Bell />
        <AccountMenu />
      </div>
    </header>
  )
}
