import { Alert, Button, Modal, Table } from 'antd'
import { useState } from 'react'
import { duties } from '../../../server/modules/people/contract.ts'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { fileHref, upload, type Output } from '../api.ts'
import { spoken, useAct } from '../hooks.ts'

type Preview = Output<'POST /api/people/staff/preview'>
type Done = Output<'POST /api/people/staff'>

/** A staff list: chosen, checked cell by cell, saved as a whole; the passwords leave once. */
export function StaffImport({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [preview, setPreview] = useState<Preview>()
  const [failed, setFailed] = useState<string>()
  const [done, setDone] = useState<Done>()
  const save = useAct('POST /api/people/staff')
  const forget = (): void => {
    setPreview(undefined)
    setFailed(undefined)
    setDone(undefined)
  }
  const check = async (file: File): Promise<void> => {
    const form = new FormData()
    form.append('file', file)
    setFailed(undefined)
    try {
      setPreview(await upload<Preview>('POST /api/people/staff/preview', form))
    } catch (error) {
      setFailed(spoken(error))
    }
  }
  const commit = async (): Promise<void> => {
    try {
      const result = await save.act({ body: { rows: preview!.lines.map((l) => l.values) } })
      saveFile(result.file)
      setDone(result)
    } catch (error) {
      setFailed(spoken(error))
    }
  }
  return (
    <Modal
      open={open}
      title="导入人员"
      onCancel={onClose}
      afterClose={forget}
      destroyOnHidden
      mask={{ closable: false }}
      width={820}
      footer={
        done ? (
          <DoneButtons done={done} onClose={onClose} />
        ) : (
          preview && (
            <PreviewButtons preview={preview} saving={save.pending} onForget={forget} onSave={() => void commit()} />
          )
        )
      }
    >
      <div className="dialog-body">
        {failed && <Alert type="error" showIcon role="alert" title={failed} />}
        {done ? (
          <DoneNote done={done} />
        ) : preview ? (
          <PreviewOf preview={preview} />
        ) : (
          <ChooseFile onFile={(file) => void check(file)} />
        )}
      </div>
    </Modal>
  )
}

function DoneButtons({ done, onClose }: { done: Done; onClose: () => void }) {
  return (
    <>
      <Button onClick={() => saveFile(done.file)}>再次下载密码表</Button>
      <Button type="primary" onClick={onClose}>
        完成
      </Button>
    </>
  )
}

function PreviewButtons({
  preview,
  saving,
  onForget,
  onSave,
}: {
  preview: Preview
  saving: boolean
  onForget: () => void
  onSave: () => void
}) {
  const ready = preview.problems.length === 0 && preview.lines.length > 0
  return (
    <>
      <Button onClick={onForget}>重新选择文件</Button>
      <Button type="primary" disabled={!ready} loading={saving} onClick={onSave}>
        导入{preview.lines.length}人
      </Button>
    </>
  )
}

const DoneNote = ({ done }: { done: Done }) => (
  <Alert
    type="success"
    showIcon
    title={`已新建${done.created}个账号`}
    description="初始密码表已下载。关闭本窗口后无法再次取得，请妥善保管，分发后销毁。"
  />
)

function ChooseFile({ onFile }: { onFile: (file: File) => void }) {
  return (
    <>
      <p className="consequence">
        请按模板填写后上传。先检查，不保存；全部无误后才能导入。
        <a className="text-link" href={fileHref('GET /api/people/staff-template.xlsx')} download>
          下载模板
        </a>
      </p>
      <FileDrop
        label="选择人员表"
        accept=".xlsx"
        hint="Excel 文件（.xlsx），一次最多200人"
        onFiles={(files) => onFile(files[0]!)}
      />
    </>
  )
}

function PreviewOf({ preview: { lines, problems } }: { preview: Preview }) {
  return (
    <>
      {problems.length > 0 ? (
        <>
          <Alert
            type="error"
            showIcon
            role="alert"
            title={`有${problems.length}处问题，请在表格中更正后重新选择文件`}
          />
          <div className="problem-table" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th>单元格</th>
                  <th>问题</th>
                </tr>
              </thead>
              <tbody>
                {problems.map((p, i) => (
                  <tr key={i}>
                    <td>{p.cell}</td>
                    <td>{p.text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : (
        <Alert type="success" showIcon title={`共${lines.length}人，没有发现问题`} />
      )}
      <Table
        size="small"
        rowKey="line"
        dataSource={lines}
        pagination={{ pageSize: 8, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: '行', dataIndex: 'line', width: 56 },
          { title: '登录名', render: (_, l) => l.values.login },
          { title: '姓名', render: (_, l) => l.values.name },
          { title: '机构', render: (_, l) => l.organName || l.values.organCode },
          { title: '岗位', render: (_, l) => l.values.post || '—' },
          { title: '职责', render: (_, l) => l.values.duties.map((d) => duties[d].label).join('、') || '—' },
        ]}
      />
    </>
  )
}

function saveFile({ name, base64 }: Done['file']): void {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
  const url = URL.createObjectURL(
    new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }),
  )
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
