import { HistoryOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Result } from 'antd'
import { useRef, useState, type RefObject } from 'react'
import type { Content } from '../../../server/modules/publishing/content.ts'
import { Autosave, Loaded } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { clockText } from '../../ui/when.ts'
import { ProblemAlert } from '../form.tsx'
import { spoken, useApi, useParam } from '../hooks.ts'
import { ActionDialog } from './ActionDialog.tsx'
import type { Snapshot } from './autosave.ts'
import { ConflictDialog } from './ConflictDialog.tsx'
import { DraftForm } from './DraftForm.tsx'
import { DraftSide } from './DraftSide.tsx'
import type { EditorHandle } from './editor/Editor.tsx'
import { History } from './History.tsx'
import { Preview } from './Preview.tsx'
import { useDraft, type Draft, type Edition } from './use-draft.ts'
import { useKind, type KindInfo } from './use-kinds.ts'
import './publishing.css'

/** Writes a draft. */
export default function EditScreen() {
  const id = useParam('id')
  const edition = useApi('GET /api/publishing/editions/:id', { params: { id } })
  const kind = useKind(edition.data?.kind, edition.data?.organId)
  return (
    <Loaded
      data={edition.data && kind ? { edition: edition.data, kind } : undefined}
      error={edition.error && spoken(edition.error)}
      onRetry={() => void edition.refetch()}
    >
      {(d) =>
        d.edition.status === 'draft' || d.edition.status === 'returned' ? (
          <Writing key={id} edition={d.edition} info={d.kind} />
        ) : (
          <NotWritable edition={d.edition} />
        )
      }
    </Loaded>
  )
}

function NotWritable({ edition }: { edition: Edition }) {
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title="起草信息" />
      <Result
        status="info"
        title="现在不能修改"
        subTitle="稿件已送审或已办结。需要修改时，请先撤回送审，或者对已发布的信息办理修订。"
        extra={
          <Button type="primary" onClick={() => void navigate({ to: `/publishing/editions/${edition.id}` as never })}>
            查看稿件
          </Button>
        }
      />
    </>
  )
}

function Writing({ edition, info }: { edition: Edition; info: KindInfo }) {
  const navigate = useNavigate()
  const { message } = App.useApp()
  const draft = useDraft(edition)
  const { content } = draft.snapshot
  const latest = useRef<Content>(content)
  latest.current = content
  const editor = useRef<EditorHandle>(null)
  const [open, setOpen] = useState<Open>()
  const close = (): void => setOpen(undefined)
  const change = (next: Content): void => {
    latest.current = next
    draft.change(next)
  }
  const after = async (what: Open): Promise<void> => {
    if (await draft.flush()) setOpen(what)
    else void message.warning('内容还没有保存到服务器，请按页面提示处理后再试')
  }
  return (
    <>
      <PageHeader
        title={`起草：${info.kind.name}`}
        back={{ label: '返回列表', onClick: () => void navigate({ to: '/publishing' as never }) }}
        actions={<DraftActions snapshot={draft.snapshot} onAsk={(what) => void after(what)} />}
      />
      <Notices edition={edition} restored={draft.restored} snapshot={draft.snapshot} />
      <div className="draft-layout">
        <div className="draft-paper">
          <DraftForm
            key={draft.epoch}
            kind={info.kind}
            organId={edition.organId}
            initial={content}
            latest={latest}
            choices={info.choices}
            onChange={change}
            editor={editor}
          />
        </div>
        <DraftSide
          edition={edition}
          kind={info.kind}
          content={content}
          latest={latest}
          version={draft.snapshot.version}
          onChange={change}
          onFind={(quote, nth) => editor.current?.find(quote, nth) ?? false}
          onBody={() => editor.current?.focus()}
        />
      </div>
      <Overlays edition={edition} info={info} draft={draft} latest={latest} open={open} onClose={close} />
    </>
  )
}

type Open = 'history' | 'preview' | 'submit'
type OverlayProps = {
  edition: Edition
  info: KindInfo
  draft: Draft
  latest: RefObject<Content>
  open: Open | undefined
  onClose: () => void
}

/** What may lie over the text: preview, earlier texts, the question before submitting, two versions. */
function Overlays({ edition, info, draft, latest, open, onClose }: OverlayProps) {
  const navigate = useNavigate()
  const { content, conflict } = draft.snapshot
  return (
    <>
      <Preview open={open === 'preview'} editionId={edition.id} version={draft.snapshot.version} onClose={onClose} />
      <History
        open={open === 'history'}
        editionId={edition.id}
        kind={info.kind}
        content={content}
        onRestore={draft.replace}
        onClose={onClose}
      />
      <ActionDialog
        edition={{ ...edition, content }}
        type={open === 'submit' ? 'submit' : undefined}
        onClose={onClose}
        onDone={() => {
          draft.stop()
          void navigate({ to: `/publishing/editions/${edition.id}` as never })
        }}
      />
      {conflict && (
        <ConflictDialog
          kind={info.kind}
          mine={content}
          theirs={conflict}
          onMine={() => draft.settle(latest.current)}
          onTheirs={draft.takeTheirs}
          onMixed={draft.settle}
        />
      )}
    </>
  )
}

type Shot = { snapshot: Snapshot<Content> }

function DraftActions({ snapshot: { state, at }, onAsk }: Shot & { onAsk: (what: Open) => void }) {
  return (
    <>
      <Autosave state={state === 'refused' ? 'idle' : state} at={at ? clockText(at) : undefined} />
      <Button icon={<HistoryOutlined />} aria-label="历次保存" title="历次保存" onClick={() => onAsk('history')} />
      <Button onClick={() => onAsk('preview')}>预览</Button>
      <Button type="primary" onClick={() => onAsk('submit')}>
        提交审核
      </Button>
    </>
  )
}

function Notices({ edition, restored, snapshot: { state, problem } }: Shot & { edition: Edition; restored: boolean }) {
  return (
    <div className="stack draft-notices">
      {restored && <Alert type="info" showIcon closable title="已恢复本机保存的未提交内容" />}
      {edition.status === 'returned' && <ReturnedNote edition={edition} />}
      {state === 'refused' && problem && <ProblemAlert problem={problem} />}
      {state === 'changed' && problem && <Alert type="warning" showIcon title={problem.message} />}
    </div>
  )
}

function ReturnedNote({ edition }: { edition: Edition }) {
  const last = edition.signatures.filter((s) => s.verb === 'sendBack').at(-1)
  return last ? (
    <Alert
      type="warning"
      showIcon
      title={`${last.personName}已退回：${last.opinion}`}
      description="修改后请重新提交审核。"
    />
  ) : null
}
