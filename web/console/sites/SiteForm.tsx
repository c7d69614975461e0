import { DeleteOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Panel } from '../../ui/Feedback.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { ApiForm } from '../form.tsx'
import { useAct } from '../hooks.ts'
import type { Cluster, SiteOf } from './cluster.ts'
import { Emblem } from './Emblem.tsx'

type Values = {
  name: string
  shortName: string
  slogan: string
  domain: string
  code: string
  icp: string
  police: string
  organiser: string
  undertaker: string
  contact: string
  agencyMark: string
  correctionUrl: string
  emblemFileId: string | null
}
const FIELDS: readonly [Exclude<keyof Values, 'emblemFileId'>, string, string?][] = [
  ['name', '网站名称'],
  ['shortName', '简称'],
  ['slogan', '标语'],
  ['domain', '域名', '例如 www.example.gov.cn'],
  ['code', '政府网站标识码', '10位数字，或“bm”加8位数字；尚未取得时留空'],
  ['icp', 'ICP备案号', '尚未备案时留空，页脚显示“待填”'],
  ['police', '公安机关备案号'],
  ['organiser', '主办单位'],
  ['undertaker', '承办单位'],
  ['contact', '联系方式'],
  ['agencyMark', '党政机关网站标识核验网址'],
  ['correctionUrl', '“我为政府网站找错”网址'],
]

export function SiteForm({ cluster, site }: { cluster: Cluster; site: SiteOf }) {
  const save = useAct('PUT /api/sites/:id', '已保存')
  return (
    <div className="site-forms">
      <Panel title="网站信息">
        <ApiForm<Values>
          submit={(v) => save.act({ params: { id: site.id }, body: { ...v, version: cluster.version } })}
          initialValues={site}
        >
          <div className="form-columns">
            {FIELDS.map(([name, label, extra]) => (
              <Form.Item key={name} name={name} label={label} extra={extra}>
                <Input />
              </Form.Item>
            ))}
          </div>
          <Form.Item
            name="emblemFileId"
            label="国徽图案"
            extra="依照国徽法第六条、第七条，使用国徽图案的只有区人民政府门户的首页，显著位置显示；部门、镇街和社区的子站不显示。请使用中国人大网、中国政府网发布的标准版本，不得改动。上传或移除后，点“保存”生效。"
          >
            <Emblem site={site} />
          </Form.Item>
        </ApiForm>
      </Panel>
      <Hosts cluster={cluster} site={site} />
    </div>
  )
}

/** Another host serves the site only with the record that allowed it; unknown hosts are refused. */
function Hosts({ cluster, site }: { cluster: Cluster; site: SiteOf }) {
  const [form] = Form.useForm<{ host: string; registration: string }>()
  const add = useAct('POST /api/sites/:id/hosts', '已登记')
  const drop = useAct('DELETE /api/sites/:id/hosts/:host', '已取消')
  const [dropping, setDropping] = useState<string>()
  return (
    <Panel title="其他域名">
      <p className="muted">只有登记了文号的域名可以访问本站，其他域名一律拒绝。</p>
      <ul className="plain-list">
        {cluster.hosts.map((h) => (
          <li key={h.host}>
            {h.host}
            <span className="cell-sub">{h.registration}</span>
            <Button
              type="text"
              danger
              aria-label={`取消${h.host}`}
              icon={<DeleteOutlined />}
              onClick={() => setDropping(h.host)}
            />
          </li>
        ))}
      </ul>
      <ApiForm
        form={form}
        label="登记"
        submit={async (body) => {
          await add.act({ params: { id: site.id }, body })
          form.resetFields()
        }}
      >
        <Form.Item name="host" label="域名" rules={[{ required: true, message: '请填写域名' }]}>
          <Input />
        </Form.Item>
        <Form.Item name="registration" label="登记（备案）文号" rules={[{ required: true, message: '请填写文号' }]}>
          <Input />
        </Form.Item>
      </ApiForm>
      {dropping && (
        <ReasonDialog
          open
          title={`取消“${dropping}”`}
          okText="取消域名"
          danger
          consequence="取消后，通过该域名不能再访问本站。"
          onClose={() => setDropping(undefined)}
          onOk={() => drop.act({ params: { id: site.id, host: dropping } })}
        />
      )}
    </Panel>
  )
}
