// What a revision holds, and how a kind describes it. Safe for browsers.
import { z } from 'zod'
import type { Day } from '../../kernel/day.ts'
import type { Instant } from '../../kernel/instant.ts'

/** 公开属性: every document carries one. */
export const disclosureClasses = { proactive: '主动公开', on_request: '依申请公开', withheld: '不予公开' } as const
export type DisclosureClass = keyof typeof disclosureClasses

/** 条例14–16: the only grounds for not publishing. State secrets have no place here at all (保密法31), so 14 is not offered for drafts. */
export const withholdGrounds = {
  'art14.safety': '公开后可能危及国家安全、公共安全、经济安全、社会稳定（条例第十四条）',
  'art14.law': '法律、行政法规禁止公开（条例第十四条）',
  'art15.trade': '涉及商业秘密，公开会对第三方合法权益造成损害（条例第十五条）',
  'art15.privacy': '涉及个人隐私，公开会对第三方合法权益造成损害（条例第十五条）',
  'art16.internal': '内部事务信息：人事管理、后勤管理、内部工作流程（条例第十六条第一款）',
  'art16.process': '过程性信息：讨论记录、过程稿、磋商信函、请示报告（条例第十六条第二款）',
  'art16.caseFile': '行政执法案卷信息（条例第十六条第二款）',
} as const
export type WithholdGround = keyof typeof withholdGrounds

export const Attachment = z.object({
  fileId: z.uuid({ error: '附件编号格式不正确' }),
  name: z.string().trim().min(1, { error: '请填写附件名称' }).max(200, { error: '附件名称不超过200字' }),
  /** Text alternative of an image; other attachments have none. */
  alt: z.string().trim().max(200).default(''),
  image: z.boolean().default(false),
})
export type Attachment = z.infer<typeof Attachment>

/** Values of the kind's own fields by key: text, number, day 'YYYY-MM-DD', list of texts, rows of a table. */
const FieldValue = z.union([
  z.string().max(20_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(500)).max(200),
  z.null(),
])
export const Content = z.object({
  title: z.string().trim().max(200, { error: '标题不超过200字' }).default(''),
  subtitle: z.string().trim().max(200, { error: '副标题不超过200字' }).default(''),
  summary: z.string().trim().max(1000, { error: '内容概述不超过1000字' }).default(''),
  bodyHtml: z.string().max(2_000_000, { error: '正文过长，请把大表格或图片改为附件' }).default(''),
  fields: z.record(z.string().regex(/^[a-z]\w{0,40}$/i), FieldValue).default({}),
  keywords: z.array(z.string().trim().min(1).max(20)).max(10, { error: '关键词不超过10个' }).default([]),
  /** 主题分类, 体裁分类, 组配分类 of 政府信息公开目录, by code of packs/publishing/classes.json. */
  classes: z
    .object({
      theme: z.string().max(20).default(''),
      genre: z.string().max(20).default(''),
      set: z.string().max(20).default(''),
    })
    .default({ theme: '', genre: '', set: '' }),
  disclosureClass: z.literal(Object.keys(disclosureClasses) as DisclosureClass[]).default('proactive'),
  withholdGround: z
    .literal(Object.keys(withholdGrounds) as WithholdGround[])
    .nullable()
    .default(null),
  /** Catalog entries (公开事项) this document fulfils. */
  entryIds: z.array(z.uuid()).max(10, { error: '最多对应10个公开事项' }).default([]),
  /** Home channels chosen by the writer; subscriptions add others at publication. Empty: the kind's default. */
  channelIds: z.array(z.uuid()).max(50, { error: '最多选择50个栏目' }).default([]),
  attachments: z.array(Attachment).max(50, { error: '附件最多50个' }).default([]),
})
export type Content = z.infer<typeof Content>
export const emptyContent = (): Content => Content.parse({})

/** 效力: turns by date from 施行日期 and 失效日期 unless 标注效力 says otherwise. */
export const validities = {
  notYetInForce: '尚未施行',
  inForce: '有效',
  amended: '已修改',
  partlyLapsed: '部分失效',
  lapsed: '失效',
  repealed: '废止',
} as const
export type Validity = keyof typeof validities

export const fieldTypes = ['text', 'longText', 'day', 'number', 'choice', 'flag', 'organ', 'url', 'list'] as const
export type FieldType = (typeof fieldTypes)[number]
/** A field of a kind: label on screen, `required` at submission, `fact` shown in the public facts box, `internal` never public. */
export type FieldDef = {
  key: string
  label: string
  type: FieldType
  required: boolean
  help?: string
  choices?: string[]
  pattern?: string
  patternHelp?: string
  fact?: boolean
  internal?: boolean
}
export type ChannelRule = { at: 'own' | 'portal'; class: string; slug?: string }
export type Kind = {
  key: string
  name: string
  about: string
  fields: FieldDef[]
  /** Keys of facts in the order shown: own field keys, or indexNumber, publisher, madeOn, publishedOn, disclosureClass, theme, genre, set, validity, keywords, entry. */
  facts: string[]
  /** Key of a chain in packs/publishing/chains.json. */
  chain: string
  /** Elements the kind must have at submission besides its fields. */
  needs: { body: boolean; summary: boolean; entry: boolean; image: boolean }
  /** 有效性 turns by fields effectiveOn and lapsesOn. */
  hasValidity: boolean
  /** 公示: fields displayFrom and displayUntil; the page leaves when the day after displayUntil begins. */
  hasDisplay: boolean
  minDisplayWorkdays?: number
  /** 转载: sourceName must be in the whitelist. */
  reprint: boolean
  indexed: boolean
  classes: { theme: string; genre: string; set: string }
  /** Where it stands unless the writer chose: channels of a class in the organ's own section or in the portal. */
  channels: ChannelRule[]
  /** 条例20 item, or '' when none. */
  basis: string
}
export type KindView = Kind & { mayPublish: boolean; competent: string | null }

export type Fact = { key: string; label: string; value: string }
export type PublishedAttachment = {
  fileId: string
  name: string
  mime: string
  size: number
  url: string
  image: boolean
  alt: string
}
/** A document as the public sees it. `status` withdrawn: only id, path, organ, withdrawnOn and notice are filled, the title is kept. */
export type PublishedDocument = {
  id: string
  editionId: string
  editionNo: number
  status: 'live' | 'withdrawn'
  kind: string
  kindName: string
  title: string
  subtitle: string
  summary: string
  bodyHtml: string
  keywords: string[]
  path: string
  organ: { id: string; name: string }
  publishedAt: Instant
  publishedOn: Day
  updatedAt: Instant
  indexNumber: string | null
  documentNumber: string | null
  madeOn: Day | null
  effectiveOn: Day | null
  lapsesOn: Day | null
  validity: Validity | null
  validityName: string | null
  disclosureClass: DisclosureClass
  display: { from: Day; until: Day } | null
  source: { name: string; url: string | null } | null
  fields: Record<string, unknown>
  facts: Fact[]
  attachments: PublishedAttachment[]
  places: { channelId: string; name: string; sectionName: string; path: string }[]
  entries: { id: string; name: string }[]
  /** Public notes of corrections, newest first. */
  corrections: { on: Day; note: string }[]
  withdrawal: { on: Day; notice: string } | null
}
/** A line of a public list. */
export type PublishedLine = {
  id: string
  title: string
  path: string
  kind: string
  publishedOn: Day
  publishedAt: Instant
  organName: string
  summary: string
  documentNumber: string | null
  indexNumber: string | null
  validity: Validity | null
  madeOn: Day | null
  imageFileId: string | null
  imageAlt: string
  pinned: boolean
}
