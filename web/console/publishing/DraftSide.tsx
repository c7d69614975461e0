import { Alert, Form, Radio, Select, Tag } from 'antd'
import type { RefObject } from 'react'
import {
  disclosureClasses,
  withholdGrounds,
  type Content,
  type DisclosureClass,
  type KindView,
  type WithholdGround,
} from '../../../server/modules/publishing/content.ts'
import { Panel } from '../../ui/Feedback.tsx'
import { useApi } from '../hooks.ts'
import { Attachments } from './Attachments.tsx'
import { EntryPicker } from './EntryPicker.tsx'
import { Findings } from './Findings.tsx'
import { missing } from './kind-form.ts'
import type { Edition } from './use-draft.ts'

type Props = {
  edition: Edition
  kind: KindView
  content: Content
  latest: RefObject<Content>
  version: number
  onChange: (content: Content) => void
  onFind: (quote: string, nth: number) => boolean
  onBody: () => void
}

/** Beside the text: what is missing or doubtful, what it fulfils, who may see it, where it will stand, its files. */
export function DraftSide({ edition, kind, content, latest, version, onChange, onFind, onBody }: Props) {
  const set = (part: Partial<Content>): void => onChange({ ...latest.current, ...part })
  const findings = useApi(
    'GET /api/publishing/editions/:id/findings',
    { params: { id: edition.id }, query: { version } },
    { keep: true },
  )
  return (
    <div className="draft-side">
      <Panel title="检查" extra={findings.isFetching ? '正在检查' : undefined}>
        <Findings owed={missing(kind, content)} findings={findings.data?.findings} onFind={onFind} onBody={onBody} />
      </Panel>
      <Panel title="公开事项" extra={kind.needs.entry ? '必选' : '可选'}>
        <EntryPicker organId={edition.organId} value={content.entryIds} onChange={(entryIds) => set({ entryIds })} />
      </Panel>
      <Panel title="公开属性">
        <Disclosure content={content} onChange={set} />
      </Panel>
      <Panel title="发布到">
        <Channels edition={edition} version={version} content={content} onChange={set} />
      </Panel>
      <Panel title="附件" extra={content.attachments.length > 0 ? `${content.attachments.length} 个` : undefined}>
        <Attachments
          organId={edition.organId}
          value={content.attachments}
          onChange={(attachments) => set({ attachments })}
          onAdd={(added) => onChange({ ...latest.current, attachments: [...latest.current.attachments, added] })}
        />
      </Panel>
    </div>
  )
}

function Disclosure({ content, onChange }: { content: Content; onChange: (part: Partial<Content>) => void }) {
  const ground = content.disclosureClass !== 'proactive'
  return (
    <Form layout="vertical" component="div">
      <Radio.Group
        aria-label="公开属性"
        className="radio-stack"
        value={content.disclosureClass}
        options={Object.entries(disclosureClasses).map(([value, label]) => ({ value, label }))}
        onChange={(e) =>
          onChange({
            disclosureClass: e.target.value as DisclosureClass,
            withholdGround: e.target.value === 'proactive' ? null : content.withholdGround,
          })
        }
      />
      {ground && (
        <>
          <Form.Item label="不主动公开的法定理由" htmlFor="withholdGround" className="gap-top">
            <Select<WithholdGround>
              id="withholdGround"
              placeholder="请选择"
              value={content.withholdGround}
              onChange={(withholdGround) => onChange({ withholdGround })}
              options={Object.entries(withholdGrounds)
                .filter(([k]) => !k.startsWith('art14'))
                .map(([value, label]) => ({ value: value as WithholdGround, label }))}
            />
          </Form.Item>
          <Alert
            type="warning"
            showIcon
            title="不会在网站上发布，只留存审查记录"
            description="涉及国家秘密的内容不得录入本系统。"
          />
        </>
      )}
    </Form>
  )
}

function Channels({
  edition,
  version,
  content,
  onChange,
}: {
  edition: Edition
  version: number
  content: Content
  onChange: (part: Partial<Content>) => void
}) {
  const offered =
    useApi('GET /api/publishing/editions/:id/channels', { params: { id: edition.id } }).data?.channels ?? []
  const places = useApi(
    'GET /api/publishing/editions/:id/destinations',
    { params: { id: edition.id }, query: { version } },
    { keep: true },
  ).data
  if (content.disclosureClass !== 'proactive') return <p className="muted">不主动公开，不发布到任何栏目。</p>
  return (
    <div className="stack tight">
      <Select
        mode="multiple"
        aria-label="栏目"
        placeholder="不选则按信息类型自动确定"
        value={content.channelIds}
        showSearch={{ optionFilterProp: 'label' }}
        options={offered.map((c) => ({ value: c.id, label: `${c.sectionName} · ${c.name}` }))}
        onChange={(channelIds) => onChange({ channelIds })}
      />
      {places && (
        <p className="muted">
          将出现在 <b className="count">{places.add.length}</b> 处{places.add.length > 0 && '：'}
        </p>
      )}
      {places && places.add.length > 0 && (
        <div className="place-tags">
          {places.add.slice(0, 10).map((p) => (
            <Tag key={p.channelId}>
              {p.sectionName} · {p.channelName}
            </Tag>
          ))}
          {places.add.length > 10 && <span className="muted">等</span>}
        </div>
      )}
    </div>
  )
}
