import { StarOutlined } from '@ant-design/icons'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown, Input, type MenuProps } from 'antd'
import { useCallback } from 'react'
import { useStored } from '../ui/stored.ts'

export type Filters = Record<string, string>

/** Filters that live in the address: a reload, a bookmark and the back button keep them. Changing one goes back to page 1. */
export function useFilters<F extends Filters>(
  initial: F,
): { filters: F; set: (change: Partial<F>) => void; reset: () => void; active: boolean } {
  const search = useLocation({ select: (l) => l.search as Record<string, unknown> })
  const navigate = useNavigate()
  const filters = Object.fromEntries(
    Object.entries(initial).map(([k, v]) => [k, search[k] === undefined ? v : String(search[k])]),
  ) as F
  const go = useCallback(
    (next: Filters) => {
      const kept = Object.fromEntries(Object.entries(next).filter(([k, v]) => v !== initial[k]))
      void navigate({ to: '.', search: kept as never, replace: true })
    },
    [navigate, initial],
  )
  return {
    filters,
    set: (change) =>
      go({
        ...filters,
        ...('page' in filters && !('page' in change) ? { page: initial.page ?? '1' } : {}),
        ...change,
      } as Filters),
    reset: () => go(initial),
    /** Something narrows the list, besides where one stands in it. */
    active: Object.entries(filters).some(([k, v]) => !['page', 'size', 'sort', 'tab'].includes(k) && v !== initial[k]),
  }
}

type Saved = { name: string; filters: Filters }

/** Named filters of this browser, chosen from a menu. */
export function SavedFilters<F extends Filters>({
  name,
  filters,
  onApply,
}: {
  name: string
  filters: F
  onApply: (filters: F) => void
}) {
  const [saved, setSaved] = useStored<Saved[]>(`filters.${name}`, [])
  const { modal } = App.useApp()
  const save = (): void => {
    let title = ''
    modal.confirm({
      title: '保存当前筛选',
      icon: null,
      okText: '保存',
      cancelText: '取消',
      content: (
        <Input
          aria-label="筛选名称"
          placeholder="例如：本单位待审"
          maxLength={20}
          onChange={(e) => {
            title = e.target.value.trim()
          }}
          autoFocus
        />
      ),
      onOk: () =>
        title === ''
          ? Promise.reject(new Error('name missing'))
          : setSaved([...saved.filter((s) => s.name !== title), { name: title, filters }].slice(-20)),
    })
  }
  const items: MenuProps['items'] = [
    ...saved.map((s) => ({ key: s.name, label: s.name, onClick: () => onApply(s.filters as F) })),
    ...(saved.length > 0 ? [{ type: 'divider' as const }] : []),
    { key: '+', label: '保存当前筛选', onClick: save },
    ...(saved.length > 0
      ? [
          {
            key: '-',
            label: '删除已保存的筛选',
            children: saved.map((s) => ({
              key: `-${s.name}`,
              label: s.name,
              danger: true,
              onClick: () => setSaved(saved.filter((o) => o !== s)),
            })),
          },
        ]
      : []),
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<StarOutlined />} aria-haspopup="menu">
        常用筛选
      </Button>
    </Dropdown>
  )
}
