import { DownloadOutlined, MoreOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, DatePicker, Dropdown, Form, Input, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { channelRules, type ChannelRule } from '../../../server/modules/standards/contract.ts'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { fileHref, type Output } from '../api.ts'
import { ApiForm } from '../form.tsx'
import { useAct } from '../hooks.ts'
import { holds, type Session, useSession } from '../session.tsx'
import { EntryForm } from './EntryForm.tsx'
import { ProposalForm } from './ProposalForm.tsx'

type Catalog = Output<'GET /api/standards/catalogs/:id'>
type Dialog = 'publish' | 'drop' | 'draft' | 'add' | 'facts' | 'propose'

/** What may be done with this version now. */
export function CatalogActions({ catalog }: { catalog: Catalog }) {
  const navigate = useNavigate()
  const session = useSession()
  const [dialog, setDialog] = useState<Dialog>()
  const close = (): void => setDialog(undefined)
  const manages = holds(session, ['standards.manage'])
  const drafting = catalog.versions.some((v) => v.status === 'draft')
  const isDraft = catalog.status === 'draft'
  const more = menuOf(catalog, session)
  const choose = (key: string): void =>
    key === 'import'
      ? void navigate({ to: '/standards/import' as never, search: { series: catalog.seriesId } as never })
      : setDialog(key as Dialog)
  return (
    <>
      <Button
        icon={<DownloadOutlined />}
        href={fileHref('GET /api/standards/catalogs/:id/export', { params: { id: catalog.id } })}
        download
      >
        导出
      </Button>
      {more.length > 0 && (
        <Dropdown menu={{ items: more, onClick: ({ key }) => choose(key) }} trigger={['click']}>
          <Button icon={<MoreOutlined />} aria-label="更多操作" aria-haspopup="menu" />
        </Dropdown>
      )}
      {manages && isDraft && (
        <Button type="primary" onClick={() => setDialog('publish')}>
          发布
        </Button>
      )}
      {manages && catalog.status === 'inForce' && !drafting && (
        <Button type="primary" onClick={() => setDialog('draft')}>
          起草新版
        </Button>
      )}
      <PublishDialog catalog={catalog} open={dialog === 'publish'} onClose={close} />
      <FactsDialog catalog={catalog} open={dialog === 'facts'} onClose={close} />
      <EntryForm open={dialog === 'add'} catalogId={catalog.id} fieldKey={catalog.fieldKey} onClose={close} />
      <ProposalForm open={dialog === 'propose'} seriesId={catalog.seriesId} name={catalog.name} onClose={close} />
      <DraftDialog catalog={catalog} open={dialog === 'draft'} onClose={close} />
      <DropDialog catalog={catalog} open={dialog === 'drop'} onClose={close} />
    </>
  )
}

/** What the menu offers to this person at this status. */
function menuOf(catalog: Catalog, session: Session) {
  const manages = holds(session, ['standards.manage'])
  const drafting = catalog.versions.some((v) => v.status === 'draft')
  const isDraft = catalog.status === 'draft'
  return [
    ...(manages && isDraft
      ? [
          { key: 'add', label: '增加事项' },
          { key: 'facts', label: '名称和渠道要求' },
        ]
      : []),
    ...(manages && !drafting ? [{ key: 'import', label: '导入表格作为新版' }] : []),
    ...(catalog.status === 'inForce' && holds(session, ['standards.draft', 'standards.manage'])
      ? [{ key: 'propose', label: '建议增加事项' }]
      : []),
    ...(manages && isDraft ? [{ key: 'drop', label: '删除草案', danger: true }] : []),
  ]
}

type DialogProps = { catalog: Catalog; open: boolean; onClose: () => void }

function DraftDialog({ catalog, open, onClose }: DialogProps) {
  const navigate = useNavigate()
  const draft = useAct('POST /api/standards/series/:id/drafts', '已起草新版')
  return (
    <ReasonDialog
      open={open}
      title="起草新版"
      okText="起草"
      onClose={onClose}
      reason={{ label: '修订说明', required: false, max: 200 }}
      consequence={`以第${catalog.version}版的${catalog.entries}项为底稿起草第${catalog.versions[0]!.version + 1}版。草案发布前，现行版不变。`}
      onOk={async (note) => {
        const { id } = await draft.act({ params: { id: catalog.seriesId }, body: { note } })
        void navigate({ to: `/standards/catalogs/${id}` as never })
      }}
    />
  )
}

function DropDialog({ catalog, open, onClose }: DialogProps) {
  const navigate = useNavigate()
  const drop = useAct('DELETE /api/standards/catalogs/:id', '已删除草案')
  return (
    <ReasonDialog
      open={open}
      title="删除草案"
      okText="删除草案"
      danger
      onClose={onClose}
      consequence={`删除第${catalog.version}版草案和其中的${catalog.entries}项，不能恢复。现行版不受影响。`}
      onOk={async () => {
        await drop.act({ params: { id: catalog.id } })
        void navigate({ to: '/standards/catalogs' as never })
      }}
    />
  )
}

function PublishDialog({ catalog, open, onClose }: DialogProps) {
  const publish = useAct('POST /api/standards/catalogs/:id/publish', '目录已发布')
  const current = catalog.versions.find((v) => v.status === 'inForce')
  const submit = async (v: { effectiveOn: Dayjs }): Promise<void> => {
    await publish.act({ params: { id: catalog.id }, body: { effectiveOn: v.effectiveOn.format('YYYY-MM-DD') } })
    onClose()
  }
  return (
    <Modal open={open} title="发布目录" onCancel={onClose} footer={null} destroyOnHidden mask={{ closable: false }}>
      <p className="consequence">
        发布后，第 {catalog.version} 版的 {catalog.entries} 项成为{catalog.fieldName}领域的现行标准，公众可以查看
        {current && `，并替代第 ${current.version} 版`}；各单位的应公开事项自施行日期起按它计算。
        {catalog.unassigned > 0 && `有 ${catalog.unassigned} 项的主体未对应到单位，不计入应公开。`}
        {catalog.untyped > 0 && `有 ${catalog.untyped} 项的时限未能识别，不据此判断超期。`}
      </p>
      <ApiForm<{ effectiveOn: Dayjs }> submit={submit} initialValues={{ effectiveOn: dayjs() }} label="发布">
        <Form.Item
          name="effectiveOn"
          label="施行日期"
          extra="不晚于今天"
          rules={[{ required: true, message: '请选择施行日期' }]}
        >
          <DatePicker disabledDate={(d) => d.isAfter(dayjs())} />
        </Form.Item>
      </ApiForm>
    </Modal>
  )
}

function FactsDialog({ catalog, open, onClose }: DialogProps) {
  const save = useAct('PUT /api/standards/catalogs/:id', '已保存')
  return (
    <Modal
      open={open}
      title="名称和渠道要求"
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
    >
      <ApiForm<{ name: string; channelRule: ChannelRule }>
        submit={async (body) => {
          await save.act({ params: { id: catalog.id }, body })
          onClose()
        }}
        initialValues={{ name: catalog.name, channelRule: catalog.channelRule }}
      >
        <Form.Item
          name="name"
          label="目录名称"
          rules={[{ required: true, whitespace: true, message: '请填写目录名称' }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="channelRule" label="渠道要求">
          <Select options={Object.entries(channelRules).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
      </ApiForm>
    </Modal>
  )
}
