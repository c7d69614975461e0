// What must be there before a government site opens, each with where to mend it.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/ctx.ts'
import type { Site } from './contract.ts'

/** `needed`: the site cannot open without it. */
export type Check = { key: string; label: string; done: boolean; needed: boolean; basis: string; remedy: string }

export async function checkList(tx: Tx, site: Site): Promise<Check[]> {
  const {
    rows: [n],
  } = await sql<{
    open: number
    closed: number
    empty: number
  }>`select count(*) filter (where status = 'open')::int as open, count(*) filter (where status = 'preparing')::int as closed,
    count(*) filter (where not exists (select from sites_channel c where c.section_id = s.id))::int as empty from sites_section s where site_id = ${site.id}`.execute(
    tx,
  )
  const fact = (key: string, label: string, done: boolean, basis: string, remedy: string, needed = true): Check => ({
    key,
    label,
    done,
    needed,
    basis,
    remedy,
  })
  return [
    fact(
      'domain',
      '正式域名',
      /\.gov\.cn$|\.政务$/.test(site.domain),
      '国办函〔2018〕55号',
      '在“网站信息”中填写以 .gov.cn 结尾的域名',
    ),
    fact('code', '政府网站标识码', site.code !== '', '国办发〔2017〕47号', '在全国政府网站信息报送系统取得后填写'),
    fact('icp', 'ICP备案号', site.icp !== '', '国办发〔2017〕47号', '备案后填写'),
    fact('police', '公安机关备案号', site.police !== '', '国办发〔2017〕47号', '备案后填写'),
    fact('agencyMark', '党政机关网站标识', site.agencyMark !== '', '国办发〔2017〕47号', '填写标识核验页面的网址'),
    fact(
      'correction',
      '“我为政府网站找错”入口',
      site.correctionUrl !== '',
      '国办发〔2017〕47号',
      '填写找错平台给出的网址',
    ),
    fact('organiser', '主办单位', site.organiser !== '', '国办发〔2017〕47号', '在“网站信息”中填写'),
    fact('contact', '联系方式', site.contact !== '', '国办发〔2017〕47号', '填写公开的电话或者信箱'),
    fact('emblem', '国徽图案', site.emblemFileId !== null, '国徽法第六条、第七条', '上传标准版图案，只在门户首页显示'),
    fact('channels', '子站都有栏目', n!.empty === 0, '国办发〔2017〕47号', `${n!.empty}个子站没有栏目，请补充`),
    fact('sections', '子站已开通', n!.closed === 0, '', `${n!.closed}个子站仍在筹备`, false),
  ]
}
