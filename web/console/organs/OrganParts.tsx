import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { groupRoles, type GroupRole, type Organ } from '../../../server/modules/organs/contract.ts'
import { OrganTreeSelect } from '../../ui/OrganTreeSelect.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { useAct } from '../hooks.ts'
import { FormDialog } from './OrganDialogs.tsx'
import type { Detail } from './OrganDrawer.tsx'

type Props = { organ: Detail; organs: readonly Organ[]; editable: boolean }
type Post = Detail['posts'][number]
type Leader = Detail['leaders'][number]
type Group = Detail['groups'][number]
const must = (message: string) => [{ required: true, whitespace: true, message }]

export function OrganParts({ organ, organs, editable }: Props) {
  return (
    <>
      <Leaders organ={organ} editable={editable} />
      <Posts organ={organ} editable={editable} />
      <Groups organ={organ} organs={organs} editable={editable} />
    </>
  )
}

type PartProps<T> = {
  title: string
  none: string
  rows: readonly T[]
  editable: boolean
  show: (row: T) => ReactNode
  nameOf: (row: T) => string
  drop: (row: T) => Promise<unknown>
  form: (row: T | undefined, open: boolean, onClose: () => void) => ReactNode
}

/** One kind of part with its list, its form and its removal. */
function Part<T extends { id: string }>({ title, none, rows, editable, show, nameOf, drop, form }: PartProps<T>) {
  const [edited, setEdited] = useState<T | 'new'>()
  const [dropped, setDropped] = useState<T>()
  return (
    <section className="part">
      <div className="part-head">
        <h3>{title}</h3>
        {editable && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
            新增
          </Button>
        )}
      </div>
      {rows.length === 0 && <p className="part-none">{none}</p>}
      <ul className="part-list">
        {rows.map((row) => (
          <li key={row.id}>
            <div>{show(row)}</div>
            {editable && (
              <span className="part-tools">
                <Button
                  type="text"
                  icon={<EditOutlined />}
                  aria-label={`修改${nameOf(row)}`}
                  onClick={() => setEdited(row)}
                />
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={`删除${nameOf(row)}`}
                  onClick={() => setDropped(row)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {form(edited === 'new' ? undefined : edited, edited !== undefined, () => setEdited(undefined))}
      <ReasonDialog
        open={dropped !== undefined}
        title={`删除“${dropped ? nameOf(dropped) : ''}”`}
        okText="删除"
        danger
        consequence="删除后不再显示，不能恢复，可以重新添加。"
        onClose={() => setDropped(undefined)}
        onOk={() => drop(dropped!)}
      />
    </section>
  )
}

function Leaders({ organ, editable }: { organ: Detail; editable: boolean }) {
  const add = useAct('POST /api/organs/:id/leaders', '已保存')
  const change = useAct('PUT /api/organs/leaders/:id', '已保存')
  const drop = useAct('DELETE /api/organs/leaders/:id', '已删除')
  type Values = { name: string; title: string; division: string; sort: number }
  const form = (row: Leader | undefined, open: boolean, onClose: () => void) => (
    <FormDialog<Values>
      open={open}
      onClose={onClose}
      title={row ? '修改领导信息' : '新增领导信息'}
      initial={row ?? { sort: organ.leaders.length, division: '' }}
      submit={(v) =>
        row
          ? change.act({ params: { id: row.id }, body: { ...v, photoFileId: row.photoFileId } })
          : add.act({ params: { id: organ.id }, body: v })
      }
    >
      <div className="form-two">
        <Form.Item name="name" label="姓名" rules={must('请填写姓名')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="title" label="职务" rules={must('请填写职务')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="division" label="工作分工">
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="sort" label="排序">
        <InputNumber min={0} precision={0} />
      </Form.Item>
    </FormDialog>
  )
  return (
    <Part
      title="领导信息"
      none="尚未填写领导信息"
      rows={organ.leaders}
      editable={editable}
      nameOf={(l) => l.name}
      form={form}
      drop={(l) => drop.act({ params: { id: l.id } })}
      show={(l) => (
        <>
          <b>{l.name}</b> <span className="muted">{l.title}</span>
          {l.division && <p>{l.division}</p>}
        </>
      )}
    />
  )
}

function Posts({ organ, editable }: { organ: Detail; editable: boolean }) {
  const add = useAct('POST /api/organs/:id/posts', '已保存')
  const change = useAct('PUT /api/organs/posts/:id', '已保存')
  const drop = useAct('DELETE /api/organs/posts/:id', '已删除')
  type Values = { name: string; note: string; sort: number }
  const form = (row: Post | undefined, open: boolean, onClose: () => void) => (
    <FormDialog<Values>
      open={open}
      onClose={onClose}
      title={row ? '修改岗位' : '新增岗位'}
      initial={row ?? { sort: organ.posts.length, note: '' }}
      submit={(body) =>
        row ? change.act({ params: { id: row.id }, body }) : add.act({ params: { id: organ.id }, body })
      }
    >
      <Form.Item name="name" label="岗位名称" rules={must('请填写岗位名称')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="sort" label="排序">
        <InputNumber min={0} precision={0} />
      </Form.Item>
    </FormDialog>
  )
  return (
    <Part
      title="岗位"
      none="尚未设置岗位"
      rows={organ.posts}
      editable={editable}
      nameOf={(p) => p.name}
      form={form}
      drop={(p) => drop.act({ params: { id: p.id } })}
      show={(p) => (
        <>
          {p.name}
          {p.note && <p>{p.note}</p>}
        </>
      )}
    />
  )
}

type Member = { role: GroupRole; personName: string; title: string; organId: string | null }

function Groups({ organ, organs, editable }: Props) {
  const add = useAct('POST /api/organs/:id/groups', '已保存')
  const change = useAct('PUT /api/organs/groups/:id', '已保存')
  const drop = useAct('DELETE /api/organs/groups/:id', '已删除')
  type Values = { name: string; note: string; members: Member[] }
  const form = (row: Group | undefined, open: boolean, onClose: () => void) => (
    <FormDialog<Values>
      open={open}
      onClose={onClose}
      width={860}
      title={row ? '修改领导小组' : '新增领导小组'}
      initial={row ?? { note: '', members: [{ role: 'chair', personName: '', title: '', organId: null }] }}
      submit={(body) =>
        row ? change.act({ params: { id: row.id }, body }) : add.act({ params: { id: organ.id }, body })
      }
    >
      <Form.Item name="name" label="名称" rules={must('请填写名称')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input maxLength={200} />
      </Form.Item>
      <MemberRows organs={organs} />
    </FormDialog>
  )
  return (
    <Part
      title="领导小组"
      none="没有领导小组"
      rows={organ.groups}
      editable={editable}
      nameOf={(g) => g.name}
      form={form}
      drop={(g) => drop.act({ params: { id: g.id } })}
      show={(g) => <GroupLines group={g} />}
    />
  )
}

function MemberRows({ organs }: { organs: readonly Organ[] }) {
  return (
    <Form.List name="members">
      {(fields, { add: more, remove }) => (
        <>
          {fields.map((f) => (
            <div className="member-row" key={f.key}>
              <Form.Item name={[f.name, 'role']} noStyle>
                <Select
                  aria-label="组内职务"
                  options={Object.entries(groupRoles).map(([value, label]) => ({ value, label }))}
                />
              </Form.Item>
              <Form.Item name={[f.name, 'personName']} noStyle>
                <Input placeholder="姓名" aria-label="姓名" maxLength={200} />
              </Form.Item>
              <Form.Item name={[f.name, 'title']} noStyle>
                <Input placeholder="职务" aria-label="职务" maxLength={200} />
              </Form.Item>
              <Form.Item name={[f.name, 'organId']} noStyle getValueFromEvent={(v: string | undefined) => v ?? null}>
                <OrganTreeSelect organs={organs} placeholder="所在机构" aria-label="所在机构" />
              </Form.Item>
              <Button type="text" icon={<DeleteOutlined />} aria-label="删除该成员" onClick={() => remove(f.name)} />
            </div>
          ))}
          <Button
            icon={<PlusOutlined />}
            onClick={() => more({ role: 'member', personName: '', title: '', organId: null })}
            style={{ marginBottom: 16 }}
          >
            增加成员
          </Button>
        </>
      )}
    </Form.List>
  )
}

const line = (m: Group['members'][number]) => [m.personName, m.title, m.organName].filter(Boolean).join(' ')

function GroupLines({ group }: { group: Group }) {
  return (
    <>
      <b>{group.name}</b>
      {Object.entries(groupRoles).map(([role, label]) => {
        const members = group.members.filter((m) => m.role === role)
        return (
          members.length > 0 && (
            <p key={role}>
              {label}：{members.map(line).join('；')}
            </p>
          )
        )
      })}
    </>
  )
}
