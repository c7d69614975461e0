import { Select } from 'antd'
import { EmptyState, Loaded } from '../../ui/Feedback.tsx'
import type { Output } from '../api.ts'
import { spoken, useApi } from '../hooks.ts'
import { entryName } from './words.tsx'

type Catalog = Output<'GET /api/standards/catalogs/:id'>
type Diff = Output<'GET /api/standards/catalogs/:id/diff'>

/** Two versions side by side: added, removed, changed field by field. */
export function DiffView({ catalog, base, onBase }: { catalog: Catalog; base: string; onBase: (id: string) => void }) {
  const diff = useApi('GET /api/standards/catalogs/:id/diff', { params: { id: catalog.id }, query: { with: base } })
  return (
    <section className="diff">
      <p className="diff-choice">
        <label htmlFor="diff-base">第 {catalog.version} 版与</label>
        <Select
          id="diff-base"
          value={base}
          onChange={onBase}
          options={catalog.versions
            .filter((v) => v.id !== catalog.id)
            .map((v) => ({ value: v.id, label: `第 ${v.version} 版` }))}
        />
        <span>比较</span>
      </p>
      <Loaded data={diff.data} error={diff.error && spoken(diff.error)} onRetry={() => void diff.refetch()}>
        {(d) => <Changes diff={d} />}
      </Loaded>
    </section>
  )
}

function Changes({ diff: { added, removed, changed } }: { diff: Diff }) {
  if (added.length + removed.length + changed.length === 0) return <EmptyState title="两个版本没有不同" />
  return (
    <>
      <p className="diff-sum">
        增加 {added.length} 项，删除 {removed.length} 项，修改 {changed.length} 项
      </p>
      <Group title="增加" tone="added" items={added} />
      <Group title="删除" tone="removed" items={removed} />
      {changed.map((c) => (
        <article className="diff-item diff-changed" key={c.id}>
          <h3>修改：{entryName(c)}</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">列</th>
                <th scope="col">原来</th>
                <th scope="col">现在</th>
              </tr>
            </thead>
            <tbody>
              {c.changes.map((x) => (
                <tr key={x.field}>
                  <th scope="row">{x.label}</th>
                  <td>
                    <del>{x.before || '（空）'}</del>
                  </td>
                  <td>
                    <ins>{x.after || '（空）'}</ins>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </article>
      ))}
    </>
  )
}

const Group = ({ title, tone, items }: { title: string; tone: string; items: Diff['added'] }) =>
  items.map((e) => (
    <article className={`diff-item diff-${tone}`} key={e.id}>
      <h3>
        {title}：{entryName(e)}
      </h3>
      <p>
        {e.level1} · {e.responsible || '未填写主体'} · {e.limit || '未填写时限'}
      </p>
    </article>
  ))
