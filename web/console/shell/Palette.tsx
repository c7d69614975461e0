import { SearchOutlined } from '@ant-design/icons'
import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Modal } from 'antd'
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Found } from '../screen.ts'
import { finders, screens } from '../screens.ts'
import { holds, useSession } from '../session.tsx'

type Group = { label: string; found: readonly Found[]; waiting?: boolean }

/** ⌘K: screens at once, then documents, organs and people of the person's scope from the server. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={620}
      destroyOnHidden
      rootClassName="palette"
      title={<span className="sr-only">查找</span>}
    >
      <Search onClose={onClose} />
    </Modal>
  )
}

function Search({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const groups = useFound(text.trim())
  const flat = groups.flatMap((g) => g.found)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => setAt(0), [text])
  useEffect(() => {
    const timer = setTimeout(() => input.current?.focus(), 60)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    document.getElementById(`found-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const go = (found: Found | undefined): void => {
    if (!found) return
    onClose()
    const [to, search = ''] = found.to.split('?')
    void navigate({ to: to as never, search: Object.fromEntries(new URLSearchParams(search)) as never })
  }
  const onKey = (e: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key]
    if (step) {
      e.preventDefault()
      setAt((at + step + flat.length) % Math.max(1, flat.length))
    }
    if (e.key === 'Enter' && !e.nativeEvent.isComposing) go(flat[at])
  }
  return (
    <>
      <label className="palette-input">
        <SearchOutlined aria-hidden="true" />
        <span className="sr-only">查找文件、机构、人员、页面</span>
        <input
          ref={input}
          value={text}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={onKey}
          placeholder="标题、文号、索引号、机构、人员、页面"
          role="combobox"
          autoComplete="off"
          aria-expanded="true"
          aria-controls="found"
          aria-activedescendant={flat.length > 0 ? `found-${at}` : undefined}
        />
        <kbd>Esc</kbd>
      </label>
      <Results groups={groups} at={at} onPoint={setAt} onGo={go} />
      <p className="palette-note" role="status">
        {flat.length > 0 ? '↑ ↓ 选择，回车打开' : groups.some((g) => g.waiting) ? '正在查找' : '没有找到，请换个词'}
      </p>
    </>
  )
}

type ResultsProps = {
  groups: readonly Group[]
  at: number
  onPoint: (at: number) => void
  onGo: (found: Found) => void
}

function Results({ groups, at, onPoint, onGo }: ResultsProps) {
  let index = -1
  return (
    <div id="found" role="listbox" aria-label="查找结果" className="palette-list">
      {groups
        .filter((g) => g.found.length > 0)
        .map((g) => (
          <div key={g.label} role="group" aria-label={g.label}>
            <p className="palette-group" aria-hidden="true">
              {g.label}
            </p>
            {g.found.map((found) => {
              const i = ++index
              return (
                <div
                  key={found.id}
                  id={`found-${i}`}
                  role="option"
                  aria-selected={i === at}
                  className="palette-row"
                  onMouseMove={() => onPoint(i)}
                  onClick={() => onGo(found)}
                >
                  <span>{found.title}</span>
                  {found.detail && <small>{found.detail}</small>}
                </div>
              )
            })}
          </div>
        ))}
    </div>
  )
}

function useFound(text: string): Group[] {
  const session = useSession()
  const asked = useDeferredValue(text)
  const open = finders.filter((f) => holds(session, f.duties))
  const answers = useQueries({
    queries: open.map((f) => ({
      queryKey: ['find', f.label, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) => f.find(asked, signal),
      enabled: asked.length > 0,
      retry: false,
    })),
  })
  const pages = screens
    .filter((s) => s.menu && holds(session, s.duties) && (text === '' || `${s.title}${s.menu.label}`.includes(text)))
    .map((s) => ({ id: s.path, title: s.title, to: s.path }))
  return [
    { label: '页面', found: pages },
    ...open.map((f, i) => ({
      label: f.label,
      found: asked === '' ? [] : (answers[i]?.data ?? []),
      waiting: asked !== '' && (answers[i]?.isFetching ?? false),
    })),
  ]
}
