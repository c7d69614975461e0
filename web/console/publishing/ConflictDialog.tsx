import { Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { Content, KindView } from '../../../server/modules/publishing/content.ts'
import { shortWhen } from '../../ui/when.ts'
import { useSession } from '../session.tsx'
import type { Theirs } from './autosave.ts'
import { differences } from './kind-form.ts'

type Props = {
  kind: KindView
  mine: Content
  theirs: Theirs<Content>
  onMine: () => void
  onTheirs: () => void
  onMixed: (content: Content) => void
}

/** Two people wrote: both texts side by side, a choice per difference, nothing is lost until one is made. */
export function ConflictDialog({ kind, mine, theirs, onMine, onTheirs, onMixed }: Props) {
  const session = useSession()
  const self = theirs.byName === session.name
  const other = self ? '另一页面' : theirs.byName
  const lines = differences(kind, mine, theirs.content)
  const [taken, setTaken] = useState<Record<string, 'mine' | 'theirs'>>({})
  const side = (key: string): 'mine' | 'theirs' => taken[key] ?? 'mine'
  const mix = (): void => {
    const picked = lines.filter((l) => side(l.key) === 'theirs').map((l) => l.key)
    if (picked.length === 0) return onMine()
    if (picked.length === lines.length) return onTheirs()
    const fields = { ...mine.fields }
    let content = { ...mine }
    for (const key of picked) {
      if (key.startsWith('fields.')) fields[key.slice(7)] = theirs.content.fields[key.slice(7)] ?? null
      else content = { ...content, [key]: theirs.content[key as keyof Content] }
    }
    onMixed({ ...content, fields })
  }
  return (
    <Modal
      open
      title="这份稿件有两个版本"
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={920}
      rootClassName="conflict"
      footer={
        <>
          <Button onClick={onTheirs}>全部采用{other}的版本</Button>
          <Button onClick={onMine}>全部采用我的版本</Button>
          <Button type="primary" onClick={mix}>
            按选择保存
          </Button>
        </>
      }
    >
      <p className="consequence">
        {self ? '您在另一个页面，于' : `${theirs.byName}于`} {shortWhen(theirs.at)}{' '}
        修改了同一份稿件。请逐项选择要保留的内容；两份内容都在，选择之前不会丢失。
      </p>
      {lines.length === 0 && <p>两份内容相同，可以直接继续。</p>}
      {lines.map((l) => (
        <fieldset key={l.key} className="conflict-line">
          <legend>{l.label}</legend>
          <Radio.Group
            value={side(l.key)}
            onChange={(e) => setTaken({ ...taken, [l.key]: e.target.value as 'mine' | 'theirs' })}
            className="conflict-sides"
          >
            <Radio value="mine">
              <b>我的</b>
              <pre>{l.mine || '（空）'}</pre>
            </Radio>
            <Radio value="theirs">
              <b>{other}的</b>
              <pre>{l.theirs || '（空）'}</pre>
            </Radio>
          </Radio.Group>
        </fieldset>
      ))}
    </Modal>
  )
}
