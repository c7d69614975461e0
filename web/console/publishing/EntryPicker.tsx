import { Select, Spin } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useApi } from '../hooks.ts'

type Props = { organId: string; value: readonly string[]; onChange: (ids: string[]) => void }
type Entry = { id: string; name: string; fieldName: string; elements: readonly string[]; timeLimit: string }

/** Catalog entries that the document fulfils, with the elements that their content must hold. */
export function EntryPicker({ organId, value, onChange }: Props) {
  const [q, setQ] = useState('')
  const text = useDeferredValue(q)
  const found = useApi(
    'GET /api/publishing/entries',
    { query: { organId, q: text || undefined, id: [...value] } },
    { keep: true },
  )
  const entries: readonly Entry[] = found.data?.entries ?? []
  const chosen = entries.filter((e) => value.includes(e.id))
  return (
    <div className="stack tight">
      <Select
        mode="multiple"
        id="entryIds"
        aria-label="公开事项"
        placeholder="按事项名称查找"
        value={[...value]}
        onChange={onChange}
        maxCount={10}
        showSearch={{ filterOption: false, onSearch: setQ, searchValue: q }}
        notFoundContent={found.isFetching ? <Spin size="small" /> : '没有找到事项'}
        options={entries.map((e) => ({ value: e.id, label: e.name, title: e.fieldName }))}
        optionRender={(o) => (
          <div className="entry-option">
            <span>{o.data.label}</span>
            <small>{o.data.title}</small>
          </div>
        )}
      />
      {chosen.map((e) => (
        <details key={e.id} className="elements" open>
          <summary>{e.name} 的公开要素</summary>
          <ul>
            {e.elements.map((el) => (
              <li key={el}>{el}</li>
            ))}
          </ul>
          {e.timeLimit && <p className="muted">公开时限：{e.timeLimit}</p>}
        </details>
      ))}
    </div>
  )
}
