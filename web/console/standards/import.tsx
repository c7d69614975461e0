import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Form, Input, Select, Steps, Table } from 'antd'
import { useState } from 'react'
import { channelRules, type ChannelRule } from '../../../server/modules/standards/contract.ts'
import { Panel } from '../../ui/Feedback.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { type Output, upload } from '../api.ts'
import { useFilters } from '../filters.tsx'
import { ProblemAlert } from '../form.tsx'
import { useAct, useApi } from '../hooks.ts'
import './standards.css'

type Preview = Output<'POST /api/standards/imports/preview'>
type Facts = { fieldKey: string; name: string; channelRule: ChannelRule; sourceDocument: string; sheet: string }
const initial = { series: '' }

const formOf = (file: File, facts: Facts, skip: readonly number[], seriesId: string): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...facts, skip: skip.join(','), seriesId }))
    if (value !== '') form.append(name, value)
  form.append('file', file)
  return form
}

/** The file, what is known about it, and the two calls: nothing is saved before `save`. */
function useImport(facts: Facts, seriesId: string, onRule: (rule: ChannelRule) => void) {
  const navigate = useNavigate()
  const [file, setFile] = useState<File>()
  const [skip, setSkip] = useState<readonly number[]>([])
  const [preview, setPreview] = useState<Preview>()
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const commit = useAct('POST /api/standards/imports', '已存为草案')
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    await work().catch(setProblem)
    setBusy(false)
  }
  const check = (chosen: File, rows: readonly number[] = [], sheet = facts.sheet): Promise<void> =>
    run(async () => {
      const found = await upload<Preview>(
        'POST /api/standards/imports/preview',
        formOf(chosen, { ...facts, sheet }, rows, seriesId),
      )
      if (found.channelRule && chosen !== file) onRule(found.channelRule)
      setPreview(found)
      setFile(chosen)
      setSkip(rows)
    })
  const save = (): Promise<void> =>
    run(async () => {
      const { id } = await commit.act({ body: formOf(file!, facts, skip, seriesId) as never })
      void navigate({ to: `/standards/catalogs/${id}` as never })
    })
  const forget = (): void => {
    setPreview(undefined)
    setFile(undefined)
    setSkip([])
    setProblem(undefined)
  }
  return { file, skip, preview, problem, busy, check, save, forget }
}

/** 导入目录: choose, see every problem by its cell, then save the whole table as a draft. */
export default function ImportCatalog() {
  const navigate = useNavigate()
  const { filters } = useFilters(initial)
  const catalogs = useApi('GET /api/standards/catalogs', { query: {} }).data?.catalogs ?? []
  const series = catalogs.find((c) => c.seriesId === filters.series)
  const [typed, setFacts] = useState<Facts>({
    fieldKey: '',
    name: '',
    channelRule: 'all',
    sourceDocument: '',
    sheet: '',
  })
  const facts: Facts = {
    ...typed,
    fieldKey: typed.fieldKey || series?.fieldKey || '',
    name: typed.name || series?.name || '',
  }
  const { file, skip, preview, problem, busy, check, save, forget } = useImport(facts, filters.series, (channelRule) =>
    setFacts((f) => ({ ...f, channelRule })),
  )
  const ready = facts.fieldKey !== '' && facts.name.trim() !== ''
  const toggle = (row: number): void =>
    void check(file!, skip.includes(row) ? skip.filter((r) => r !== row) : [...skip, row])
  return (
    <>
      <PageHeader
        title={series ? `导入《${series.name}》新版` : '导入目录'}
        back={{ label: '返回目录列表', onClick: () => void navigate({ to: '/standards/catalogs' as never }) }}
      />
      <Steps
        className="import-steps"
        size="small"
        current={preview ? (preview.errors > 0 ? 1 : 2) : 0}
        items={[{ title: '选择表格' }, { title: '核对问题' }, { title: '存为草案' }]}
      />
      {problem !== undefined && <ProblemAlert problem={problem} />}
      <Panel title="目录">
        <FactsForm
          facts={facts}
          locked={series !== undefined}
          onChange={(change) => setFacts({ ...typed, ...change })}
        />
        {!preview && (
          <FileDrop
            label="选择目录表格"
            accept=".xlsx"
            disabled={!ready || busy}
            hint={ready ? '标准目录表格（.xlsx），10 MB 以内；两行表头、合并单元格、■/□ 和 √ 都可以' : '请先选择领域'}
            onFiles={(files) => void check(files[0]!)}
          />
        )}
      </Panel>
      {preview && file && (
        <PreviewPanel
          preview={preview}
          file={file}
          busy={busy}
          skip={skip}
          onSkip={toggle}
          onAgain={forget}
          onSave={() => void save()}
          onSheet={(sheet) => {
            setFacts({ ...typed, sheet })
            void check(file, [], sheet)
          }}
        />
      )}
    </>
  )
}

function FactsForm({
  facts,
  locked,
  onChange,
}: {
  facts: Facts
  locked: boolean
  onChange: (change: Partial<Facts>) => void
}) {
  const fields = useApi('GET /api/standards/fields').data?.fields ?? []
  const nameOf = (key: string): string => `${fields.find((f) => f.key === key)?.name ?? ''}领域基层政务公开标准目录`
  return (
    <Form layout="vertical" className="form-four" requiredMark="optional">
      <Form.Item label="领域" required>
        <Select
          aria-label="领域"
          showSearch={{ optionFilterProp: 'label' }}
          disabled={locked}
          value={facts.fieldKey || undefined}
          options={fields.map((f) => ({ value: f.key, label: [f.name, ...f.aliases].join(' / ') }))}
          placeholder="请选择领域"
          onChange={(fieldKey) =>
            onChange({
              fieldKey,
              name: facts.name === '' || facts.name === nameOf(facts.fieldKey) ? nameOf(fieldKey) : facts.name,
            })
          }
        />
      </Form.Item>
      <Form.Item label="目录名称" required>
        <Input
          aria-label="目录名称"
          maxLength={100}
          value={facts.name}
          onChange={(e) => onChange({ name: e.target.value })}
        />
      </Form.Item>
      <Form.Item label="来源文件" extra="文件名称和文号；填写后各项标为已核对">
        <Input
          aria-label="来源文件"
          maxLength={200}
          value={facts.sourceDocument}
          onChange={(e) => onChange({ sourceDocument: e.target.value })}
        />
      </Form.Item>
      <Form.Item label="渠道要求">
        <Select
          aria-label="渠道要求"
          value={facts.channelRule}
          onChange={(channelRule) => onChange({ channelRule })}
          options={Object.entries(channelRules).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
    </Form>
  )
}

type PreviewProps = {
  preview: Preview
  file: File
  busy: boolean
  skip: readonly number[]
  onSkip: (row: number) => void
  onSheet: (name: string) => void
  onAgain: () => void
  onSave: () => void
}
function PreviewPanel({ preview: p, file, busy, skip, onSkip, onSheet, onAgain, onSave }: PreviewProps) {
  return (
    <Panel
      className="import-preview"
      title={file.name}
      extra={
        <span className="heat-tools">
          {p.sheets.length > 1 && (
            <Select
              aria-label="工作表"
              value={p.sheet}
              onChange={onSheet}
              options={p.sheets.map((value) => ({ value, label: value }))}
            />
          )}
          <Button onClick={onAgain} disabled={busy}>
            重新选择文件
          </Button>
          <Button type="primary" loading={busy} disabled={p.errors > 0 || p.entries.length === 0} onClick={onSave}>
            存为草案（{p.entries.length} 项）
          </Button>
        </span>
      }
    >
      <Alert
        showIcon
        role="status"
        type={p.errors > 0 ? 'error' : p.warnings + p.unknownBodies.length > 0 ? 'warning' : 'success'}
        title={`读到 ${p.entries.length} 项${p.skipped.length > 0 ? `，跳过 ${p.skipped.length} 行` : ''}。${p.errors > 0 ? `有 ${p.errors} 处错误，更正表格或者跳过有错误的行之后才能导入。` : '没有错误，可以存为草案。'}${p.warnings > 0 ? `有 ${p.warnings} 处需要留意。` : ''}`}
      />
      {p.unknownBodies.length > 0 && (
        <Alert
          showIcon
          type="warning"
          title={`有 ${p.unknownBodies.length} 个公开主体没有对应到本区单位：${p.unknownBodies
            .slice(0, 8)
            .map((b) => `“${b.name}”（第 ${b.rows.slice(0, 3).join('、')} 行）`)
            .join('、')}${p.unknownBodies.length > 8 ? '等' : ''}。可以先导入，再在草案中逐项对应。`}
        />
      )}
      {p.problems.length > 0 && <Problems preview={p} skip={skip} busy={busy} onSkip={onSkip} />}
      {skip.length > 0 && (
        <p className="skipped">
          已跳过第{' '}
          {[...skip]
            .sort((a, b) => a - b)
            .map((row) => (
              <Button key={row} size="small" type="link" disabled={busy} onClick={() => onSkip(row)}>
                {row} 行（恢复）
              </Button>
            ))}
        </p>
      )}
      <Entries preview={p} />
    </Panel>
  )
}

/** What is wrong with the table, by cell, and how to mend it. */
function Problems({ preview: p, skip, busy, onSkip }: Pick<PreviewProps, 'preview' | 'skip' | 'busy' | 'onSkip'>) {
  return (
    <Table
      size="small"
      rowKey={(x) => `${x.address}${x.what}`}
      dataSource={p.problems}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      aria-label="问题"
      columns={[
        {
          title: '单元格',
          width: 90,
          render: (_, x) => <b className={x.severity === 'error' ? 'bad-text' : 'warn-text'}>{x.address}</b>,
        },
        { title: '列', width: 130, dataIndex: 'column' },
        { title: '问题', dataIndex: 'what' },
        { title: '怎么办', dataIndex: 'remedy' },
        {
          title: '跳过本行',
          width: 90,
          render: (_, x) =>
            x.row > 0 && x.severity === 'error' ? (
              <Checkbox
                aria-label={`跳过第 ${x.row} 行`}
                checked={skip.includes(x.row)}
                disabled={busy}
                onChange={() => onSkip(x.row)}
              />
            ) : null,
        },
      ]}
    />
  )
}

function Entries({ preview: p }: Pick<PreviewProps, 'preview'>) {
  return (
    <Table
      size="small"
      rowKey="row"
      dataSource={p.entries}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      aria-label="读到的事项"
      columns={[
        { title: '行', dataIndex: 'row', width: 60 },
        { title: '一级事项', render: (_, e) => e.content.level1 },
        { title: '二级事项', render: (_, e) => e.content.level2 || '—' },
        { title: '要素', render: (_, e) => <span className="cell-clamp">{e.content.elements.join('；')}</span> },
        {
          title: '公开时限',
          render: (_, e) => (
            <>
              {e.content.timeLimit.original || '—'}
              {e.content.timeLimit.original && e.content.timeLimit.parts.length === 0 && (
                <span className="warn-text">（未能识别）</span>
              )}
            </>
          ),
        },
        { title: '公开主体', render: (_, e) => e.content.responsible || '—' },
        {
          title: '渠道',
          render: (_, e) =>
            e.content.channels
              .filter((c) => c.chosen)
              .map((c) => c.name)
              .join('、') || '—',
        },
      ]}
    />
  )
}
