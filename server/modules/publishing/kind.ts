// What a kind asks of a text, and who may publish it. Pure.
import { plusDays, type Day } from '../../kernel/day.ts'
import {
  withholdGrounds,
  type Content,
  type Fact,
  type Finding,
  type Kind,
  type Validity,
  validities,
  disclosureClasses,
} from './contract.ts'
import type { AuthorityRule, ChainStep } from './packs.ts'

export type OrganFacts = {
  id: string
  name: string
  legalKind: string
  level: string
  path: string
  parentId: string | null
  underRegulation: boolean
}
type Limits = { penaltyDisplayMonths: Readonly<Record<string, number>> }
type Sources = { hosts: readonly string[]; names: readonly string[] }

/** 条例10, 11 and the special laws: the rule that this organ does not meet, or null. */
export function notCompetent(
  rules: readonly AuthorityRule[],
  kind: Kind,
  organ: OrganFacts,
): { kind: string; competent: string; basis: string } | null {
  const broken = rules.find(
    (r) =>
      r.kinds.includes(kind.key) &&
      !(
        (r.may.legalKinds === undefined || r.may.legalKinds.includes(organ.legalKind)) &&
        (r.may.nameEnds === undefined || r.may.nameEnds.some((end) => organ.name.endsWith(end))) &&
        (r.may.underRegulation === undefined || r.may.underRegulation === organ.underRegulation)
      ),
  )
  return broken ? { kind: kind.name, competent: broken.competent, basis: broken.basis } : null
}

/** The chain of a round: a community's texts are reviewed for secrecy and signed by the organ above it. */
export const chainFor = (
  chain: { steps: readonly ChainStep[]; community: readonly ChainStep[] },
  organ: OrganFacts,
  parent: OrganFacts | undefined,
) =>
  (organ.level === 'community' && parent ? chain.community : chain.steps).map((s, i) => {
    const at = s.organ === 'parent' && parent ? parent : organ
    return {
      no: i + 1,
      verb: s.verb,
      name: s.name,
      duty: s.duty,
      organId: at.id,
      organPath: at.path,
      clockKey: s.clockKey,
    }
  })

const text = (value: unknown): string =>
  (Array.isArray(value) ? value.join('、') : value === null || value === undefined ? '' : String(value)).trim()
const plain = (html: string) => html.replace(/<[^>]*>/g, '').replace(/&nbsp;|\s/g, '')
const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))

/** Everything that stands against submitting, a message at each field. Drafts are saved without it (no validator blocks old content). */
export function issues(kind: Kind, c: Content, given: { today: Day; limits: Limits; sources: Sources }): Finding[] {
  const found: Finding[] = []
  const stop = (field: string, message: string) => found.push({ severity: 'stop', field, message })
  if (c.title === '') stop('title', '请填写标题')
  if (kind.needs.body && plain(c.bodyHtml) === '' && !/<img|<table/.test(c.bodyHtml)) stop('bodyHtml', '请填写正文')
  if (kind.needs.summary && c.summary === '') stop('summary', '请填写内容概述')
  if (kind.needs.entry && c.entryIds.length === 0) stop('entryIds', '请选择对应的公开事项')
  if (kind.needs.image && !/<img/.test(c.bodyHtml) && !c.attachments.some((a) => a.image))
    stop('attachments', '请至少上传一张图片')
  for (const a of c.attachments) if (a.image && a.alt === '') stop('attachments', `请为图片“${a.name}”填写文字说明`)
  if (c.disclosureClass !== 'proactive' && c.withholdGround === null)
    stop('withholdGround', '不主动公开的，请选择法定理由')
  if (c.disclosureClass === 'proactive' && c.withholdGround !== null)
    stop('withholdGround', `已选择不公开理由（${withholdGrounds[c.withholdGround]}），与主动公开矛盾`)
  for (const f of kind.fields) {
    const value = text(c.fields[f.key])
    const at = `fields.${f.key}`
    if (value === '') {
      if (f.required) stop(at, `请填写${f.label}`)
    } else if (f.type === 'day' && !isDay(value)) stop(at, `${f.label}应写成“2026-01-31”的样子`)
    else if (f.type === 'number' && Number.isNaN(Number(value))) stop(at, `${f.label}应为数字`)
    else if (f.type === 'url' && !/^https?:\/\/\S+$/.test(value)) stop(at, `${f.label}应以 http:// 或 https:// 开头`)
    else if (f.type === 'choice' && !f.choices?.includes(value)) stop(at, `${f.label}应从选项中选择`)
    else if (f.pattern && !new RegExp(f.pattern, 'u').test(value)) stop(at, f.patternHelp ?? `${f.label}格式不正确`)
  }
  found.push(...dayIssues(kind, c, given.today, given.limits), ...sourceIssues(kind, c, given.sources))
  return found
}

function dayIssues(kind: Kind, c: Content, today: Day, limits: Limits): Finding[] {
  const found: Finding[] = []
  const stop = (key: string, message: string) => found.push({ severity: 'stop', field: `fields.${key}`, message })
  const d = (key: string): Day | null => {
    const v = text(c.fields[key])
    return isDay(v) ? (v as Day) : null
  }
  const [made, effective, lapses, from, until, decided] = [
    d('madeOn'),
    d('effectiveOn'),
    d('lapsesOn'),
    d('displayFrom'),
    d('displayUntil'),
    d('decidedOn'),
  ]
  if (made && made > today) stop('madeOn', '成文日期不能晚于今天')
  if (decided && decided > today) stop('decidedOn', '决定日期不能晚于今天')
  if (effective && lapses && lapses < effective) stop('lapsesOn', '失效日期不能早于施行日期')
  if (from && until && until < from) stop('displayUntil', '公示截止日期不能早于开始日期')
  if (kind.hasDisplay && until && until < today) stop('displayUntil', '截止日期已过，发布后会立即撤下')
  const months = limits.penaltyDisplayMonths[text(c.fields.gravity)]
  if (months !== undefined && decided && until && until > monthsLater(decided, months))
    stop('displayUntil', `违法程度为“${text(c.fields.gravity)}”的，展示期自决定之日起不超过${months}个月`)
  return found
}

/** 转载: only from the whitelist of sources (国办发〔2017〕47号), by the name and by the host of the original. */
function sourceIssues(kind: Kind, c: Content, sources: Sources): Finding[] {
  if (!kind.reprint) return []
  const name = text(c.fields.sourceName)
  const found: Finding[] = []
  if (name !== '' && !sources.names.includes(name))
    found.push({ severity: 'stop', field: 'fields.sourceName', message: `稿源“${name}”不在可转载范围内，请核对来源` })
  const host = URL.parse(text(c.fields.sourceUrl))?.hostname
  if (host && !sources.hosts.some((h) => host === h || host.endsWith(`.${h}`)))
    found.push({ severity: 'stop', field: 'fields.sourceUrl', message: `网址“${host}”不在可转载范围内，请核对来源` })
  return found
}

/** The same day `n` months later, or that month's last day. */
export function monthsLater(d: Day, n: number): Day {
  const [y, m, day] = d.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(y, m - 1 + n + 1, 0)).getUTCDate()
  return new Date(Date.UTC(y, m - 1 + n, Math.min(day, last))).toISOString().slice(0, 10) as Day
}

export type ValidityFacts = {
  effectiveOn: Day | null
  lapsesOn: Day | null
  mark: Validity | null
  markFrom: Day | null
}
/** 效力 on a day, and the next day on which it turns. A mark (修改, 部分失效, 废止) holds from its day; a lapsed text stays lapsed under a weaker mark. */
export function validityOn(v: ValidityFacts, on: Day): { validity: Validity; turnsOn: Day | null } {
  const lapsedFrom = v.lapsesOn ? plusDays(v.lapsesOn, 1) : null
  const turns = [v.effectiveOn, lapsedFrom, v.mark ? v.markFrom : null]
    .filter((d): d is Day => d !== null && d > on)
    .sort()
  const marked = v.mark !== null && (v.markFrom === null || v.markFrom <= on)
  const validity: Validity =
    marked && (v.mark === 'repealed' || v.mark === 'lapsed')
      ? v.mark
      : lapsedFrom !== null && lapsedFrom <= on
        ? 'lapsed'
        : v.effectiveOn !== null && v.effectiveOn > on
          ? 'notYetInForce'
          : marked
            ? v.mark!
            : 'inForce'
  return { validity, turnsOn: turns[0] ?? null }
}

/** 索引号 by the district's template: '{organCode}/{year}-{serial:5}'. */
export const indexNumber = (template: string, part: { organCode: string; day: Day; serial: number }): string =>
  template
    .replace('{organCode}', part.organCode)
    .replace('{year}', part.day.slice(0, 4))
    .replace('{month}', part.day.slice(5, 7))
    .replace(/\{serial:(\d)\}/, (_, n: string) => String(part.serial).padStart(Number(n), '0'))

export type FactSource = {
  indexNumber: string | null
  publisher: string
  publishedOn: Day
  disclosureClass: keyof typeof disclosureClasses
  theme: string
  genre: string
  set: string
  validity: Validity | null
  keywords: readonly string[]
  entries: readonly string[]
  fields: Readonly<Record<string, unknown>>
}
const common: Record<string, string> = {
  indexNumber: '索引号',
  publisher: '发布机构',
  publishedOn: '公开日期',
  disclosureClass: '公开属性',
  theme: '主题分类',
  genre: '体裁分类',
  set: '组配分类',
  validity: '效力',
  keywords: '关键词',
  entry: '公开事项',
}
/** The facts a public page shows, in the kind's order; what is empty or internal is left out. */
export function factsOf(kind: Kind, s: FactSource): Fact[] {
  const own: Record<string, string> = {
    indexNumber: s.indexNumber ?? '',
    publisher: s.publisher,
    publishedOn: s.publishedOn,
    disclosureClass: disclosureClasses[s.disclosureClass],
    theme: s.theme,
    genre: s.genre,
    set: s.set,
    validity: s.validity ? validities[s.validity] : '',
    keywords: s.keywords.join(' '),
    entry: s.entries.join('；'),
  }
  return kind.facts.flatMap((key) => {
    const field = kind.fields.find((f) => f.key === key)
    const value = key in common ? own[key]! : field && !field.internal ? text(s.fields[key]) : ''
    return value === '' ? [] : [{ key, label: common[key] ?? field!.label, value }]
  })
}
