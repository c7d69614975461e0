import { z } from 'zod'
import { Day } from '../../kernel/day.ts'

/** What can be found: one row per thing, e.g. { type: 'document', id }. Public content only. */
export type Entry = {
  ref: { type: string; id: string }
  siteId: string
  /** Every section in which it stands. */
  sectionIds: readonly string[]
  organId: string
  kind: string
  kindName: string
  title: string
  /** Plain text. */
  body: string
  documentNumber: string | null
  indexNumber: string | null
  publishedOn: Day
  /** As shown: '有效', '废止' …; null where the kind has none. */
  validity: string | null
  path: string
}

export const Q_MAX = 100
const Id = z.uuid({ error: '编号格式不正确' })
export const SearchQuery = z
  .object({
    q: z
      .string({ error: '请输入要搜索的内容' })
      .trim()
      .min(1, { error: '请输入要搜索的内容' })
      .max(Q_MAX, { error: `搜索内容不超过${Q_MAX}个字` }),
    siteId: Id.optional(),
    sectionId: Id.optional(),
    organId: Id.optional(),
    kind: z.string().max(60).optional(),
    from: Day.optional(),
    to: Day.optional(),
    sort: z.enum(['relevance', 'newest']).default('relevance'),
    page: z.coerce
      .number({ error: '页码应为整数' })
      .int({ error: '页码应为整数' })
      .min(1, { error: '页码从1开始' })
      .max(100, { error: '只能翻到第100页，请缩小搜索范围' })
      .default(1),
    size: z.coerce.number().int().min(1).max(50).default(10),
  })
  .refine((v) => !v.from || !v.to || v.from <= v.to, { error: '起始日期不能晚于截止日期', path: ['to'] })
export type SearchQuery = z.output<typeof SearchQuery>
export type SearchInput = z.input<typeof SearchQuery>

/** A piece of text, marked where it matches: never markup. */
export type Segment = { text: string; hit: boolean }
export type Hit = {
  ref: { type: string; id: string }
  siteId: string
  path: string
  title: Segment[]
  snippet: Segment[]
  organId: string
  organName: string
  kind: string
  kindName: string
  documentNumber: string | null
  indexNumber: string | null
  publishedOn: Day
  validity: string | null
}
export type FacetCount = { key: string; label: string; count: number }
/** phrase: contains the words as typed · similar: only parts of them · number: found by 文号 or 索引号 · degraded: the index is being made. */
export type SearchMode = 'number' | 'phrase' | 'similar' | 'degraded'
export type SearchResult = {
  items: Hit[]
  total: number
  totalIsFloor: boolean
  page: number
  size: number
  mode: SearchMode
  facets: { kinds: FacetCount[]; organs: FacetCount[]; years: FacetCount[] }
  /** To be shown above the list; null when there is nothing to say. */
  notice: string | null
}
