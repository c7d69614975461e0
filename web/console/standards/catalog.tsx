import { DownloadOutlined, MoreOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, Input, Modal, Form, DatePicker, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { channelRules, type ChannelRule } from '../../../server/modules/standards/contract.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Loaded } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { ViewTabs } from '../../ui/ViewTabs.tsx'
import { fileHref, type Output } from '../api.ts'
import { useFilters } from '../filters.tsx'
import { ApiForm } from '../form.tsx'
import { spoken, useAct, useApi, useParam } from '../hooks.ts'
import { holds, useSession } from '../session.tsx'
import { DiffView } from './DiffView.tsx'
import { entryColumns, type EntryRow } from './entries.tsx'
import { EntryDrawer } from './EntryDrawer.tsx'
import { EntryForm } from './EntryForm.tsx'
import { ProposalForm } from './ProposalForm.tsx'
import { entryName, VersionTag } from './words.tsx'
import './standards.css'

type Catalog = Output<'GET /api/standards/catalogs/:id'>
const initial = { view: 'entries', q: '', check: '', with: '', page: '1', size: '50' }

/** One version of a catalog: its rows, its history, what changed. */
export default function CatalogPage() {
  const id = useParam('id')
  const catalog = useApi('GET /api/standards/catalogs/:id', { params: { id } })
  return (
    <Loaded
      data={catalog.data}
      error={catalog.error && spoken(catalog.error)}
      onRetry={() => void catalog.refetch()}
      lines={12}
    >
      {(data) => <CatalogView catalog={data} />}
    </Loaded>
  )
}

function CatalogView({ catalog }: { catalog: Catalog }) {
  const navigate = useNavigate()
  const { filters, set } = useFilters(initial)
  const others = catalog.versions.filter((v) => v.id !== catalog.id)
  const base = filters.with || others.find((v) => v.version < catalog.version)?.id || others[0]?.id
  return (
    <>
      <PageHeader
        title={catalog.name}
        back={{ label: '返回目录列表', onClick: () => void navigate({ to: '/standards/catalogs' as never }) }}
        actions={<Actions catalog={catalog} />}
      />
      <p className="page-about">
        第 {catalog.version} 版 <VersionTag status={catalog.status} />
        {catalog.fieldName}领域，{catalog.entries} 项，{channelRules[catalog.channelRule]}。
        {catalog.effectiveOn &&
          `自 ${catalog.effectiveOn} 施行${catalog.supersededOn ? `，至 ${catalog.supersededOn} 被替代` : ''}。`}
        {catalog.sourceDocument && `来源：${catalog.sourceDocument}。`}
        {catalog.note && `${catalog.note}。`}
      </p>
      <ViewTabs
        label="目录内容"
        value={filters.view}
        onChange={(view) => set({ view })}
        views={[
          { key: 'entries', label: '事项' },
          { key: 'versions', label: '版本', count: catalog.versions.length },
          ...(others.length > 0 ? [{ key: 'diff', label: '版本比较' }] : []),
        ]}
      />
      {filters.view === 'diff' && base ? (
        <DiffView catalog={catalog} base={base} onBase={(v) => set({ with: v })} />
      ) : filters.view === 'versions' ? (
        <Versions catalog={catalog} />
      ) : (
        <Rows catalog={catalog} filters={filters} set={set} />
      )}
    </>
  )
}

function Rows({
  catalog,
  filters,
  set,
}: {
  catalog: Catalog
  filters: typeof initial
  set: (change: Partial<typeof initial>) => void
}) {
  const [open, setOpen] = useState<EntryRow>()
  const [removing, setRemoving] = useState<EntryRow>()
  const remove = useAct('DELETE /api/standards/catalogs/:id/entries/:entryId', '已删除')
  const list = useApi(
    'GET /api/standards/entries',
    {
      query: {
        catalogId: catalog.id,
        q: filters.q || undefined,
        check: (filters.check || undefined) as 'unverified' | undefined,
        page: Number(filters.page),
        size: Number(filters.size),
      },
    },
    { keep: true },
  )
  return (
    <>
      <DataTable<EntryRow>
        name="目录事项"
        columns={entryColumns}
        rows={list.data?.items}
        rowKey={(r) => r.id}
        loading={list.isFetching}
        error={list.error && spoken(list.error)}
        onRetry={() => void list.refetch()}
        onOpen={setOpen}
        search={
          <Input.Search
            key={filters.q}
            allowClear
            defaultValue={filters.q}
            placeholder="事项、内容、主体"
            aria-label="按事项、内容、主体查找"
            className="filter-search"
            onSearch={(q) => set({ q: q.trim() })}
          />
        }
        filters={
          <Select
            aria-label="核对"
            className="filter-select"
            allowClear
            placeholder="核对"
            value={filters.check || undefined}
            onChange={(v) => set({ check: v ?? '' })}
            options={[
              { value: 'unverified', label: `待核对（${catalog.unverified}）` },
              { value: 'untyped', label: `时限未能识别（${catalog.untyped}）` },
              { value: 'unassigned', label: `主体未对应（${catalog.unassigned}）` },
            ]}
          />
        }
        exportHref={fileHref('GET /api/standards/catalogs/:id/export', { params: { id: catalog.id } })}
        page={{
          page: Number(filters.page),
          size: Number(filters.size),
          total: list.data?.total ?? 0,
          onChange: (page, size) => set({ page: String(page), size: String(size) }),
        }}
      />
      <EntryDrawer
        id={open?.id}
        catalogId={catalog.id}
        onClose={() => setOpen(undefined)}
        actions={open && [{ key: 'remove', label: '从草案中删除', danger: true, onClick: () => setRemoving(open) }]}
      />
      <ReasonDialog
        open={removing !== undefined}
        title="删除事项"
        okText="删除"
        danger
        onClose={() => setRemoving(undefined)}
        consequence={
          removing && (
            <>从草案中删除“{entryName(removing.content)}”。草案发布后，这一项不再应公开；已公开的信息不受影响。</>
          )
        }
        onOk={async () => {
          await remove.act({ params: { id: catalog.id, entryId: removing!.id } })
          setOpen(undefined)
        }}
      />
    </>
  )
}

function Versions({ catalog }: { catalog: Catalog }) {
  const navigate = useNavigate()
  return (
    <DataTable
      name="版本"
      rows={catalog.versions}
      rowKey={(v) => v.id}
      onOpen={(v) => void navigate({ to: `/standards/catalogs/${v.id}` as never })}
      columns={[
        {
          key: 'version',
          title: '版本',
          render: (v) => (
            <>
              第 {v.version} 版 <VersionTag status={v.status} />
            </>
          ),
        },
        { key: 'entries', title: '事项', align: 'right', render: (v) => v.entries },
        { key: 'from', title: '施行', render: (v) => v.effectiveOn ?? '—' },
        { key: 'to', title: '被替代', render: (v) => v.supersededOn ?? '—' },
        { key: 'note', title: '说明', render: (v) => v.note || '—' },
        { key: 'by', title: '起草人', render: (v) => v.createdBy },
      ]}
    />
  )
}

type Dialog = 'publish' | 'drop' | 'draft' | 'add' | 'facts' | 'propose'
/** What may be done with this version now. */
function Actions({ catalog }: { catalog: Catalog }) {
  const navigate = useNavigate()
  const session = useSession()
  const [dialog, setDialog] = useState<Dialog>()
  const close = (): void => setDialog(undefined)
  const manages = holds(session, ['standards.manage'])
  const drafting = catalog.versions.some((v) => v.status === 'draft')
  const draft = useAct('POST /api/standards/series/:id/drafts', '已起草新版')
  const drop = useAct('DELETE /api/standards/catalogs/:id', '已删除草案')
  const isDraft = catalog.status === 'draft'
  const more = [
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
      <ReasonDialog
        open={dialog === 'draft'}
        title="起草新版"
        okText="起草"
        onClose={close}
        reason={{ label: '修订说明', required: false, max: 200 }}
        consequence={`以第${catalog.version}版的${catalog.entries}项为底稿起草第${catalog.versions[0]!.version + 1}版。草案发布前，现行版不变。`}
        onOk={async (note) => {
          const { id } = await draft.act({ params: { id: catalog.seriesId }, body: { note } })
          void navigate({ to: `/standards/catalogs/${id}` as never })
        }}
      />
      <ReasonDialog
        open={dialog === 'drop'}
        title="删除草案"
        okText="删除草案"
        danger
        onClose={close}
        consequence={`删除第${catalog.version}版草案和其中的${catalog.entries}项，不能恢复。现行版不受影响。`}
        onOk={async () => {
          await drop.act({ params: { id: catalog.id } })
          void navigate({ to: '/standards/catalogs' as never })
        }}
      />
    </>
  )
}

function PublishDialog({ catalog, open, onClose }: { catalog: Catalog; open: boolean; onClose: () => void }) {
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

function FactsDialog({ catalog, open, onClose }: { catalog: Catalog; open: boolean; onClose: () => void }) {
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
