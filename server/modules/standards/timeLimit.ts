// 公开时限: wording of the catalog → typed value. The grammar must consume the whole wording; whatever it does not know stays
// text and is flagged (未能识别). Nothing is searched for inside a sentence, so a number in another context is never taken.

export const triggers = {
  formedOrChanged: '信息形成或者变更',
  formed: '信息形成',
  madeOrObtained: '制作或者获取信息',
  decision: '作出决定',
  approval: '批准',
  application: '收到申请',
  documentReceived: '收到文件',
  /** The wording names no starting event. */
  unstated: '',
} as const
export type Trigger = keyof typeof triggers

export const paces = { realTime: '实时公开', prompt: '及时公开', byProgress: '按进展情况及时公开' } as const
export type Pace = keyof typeof paces

/** ISO 8601 durations. */
export const frequencies = { P1W: '每周', P1M: '每月', P3M: '每季度', P6M: '每半年', P1Y: '每年' } as const
export type Frequency = keyof typeof frequencies

type Of<K extends string, T = {}> = { kind: K; appliesTo?: string } & T
/** One rule of a limit. `appliesTo` is the part of the contents that it governs, in the catalog's words; absent: all. */
export type LimitPart =
  | Of<
      'within',
      {
        amount: number
        unit: 'workdays' | 'days'
        trigger: Trigger
        minDisplayWorkdays?: number
        minDisplayDays?: number
      }
    >
  | Of<'immediate', { pace: Pace }>
  | Of<'permanent', { dynamic: boolean }>
  | Of<'frequency', { every: Frequency; times: number }>
  | Of<'yearlyBy', { monthDay: string }>

/** `parts` is empty exactly when the wording could not be typed (or there is none). */
export type TimeLimit = { original: string; parts: readonly LimitPart[] }

export const unrecognised = (limit: TimeLimit): boolean => limit.parts.length === 0

/** Types a wording as a whole, or leaves it as text. */
export function parseTimeLimit(original: string): TimeLimit {
  const clauses = normalise(original)
    .split(';')
    .filter((c) => c !== '')
  const parts: LimitPart[] = []
  for (const clause of clauses) {
    const part = labelled(clause)
    if (!part) return { original, parts: [] }
    parts.push(part)
  }
  return { original, parts }
}

/** The same limit in our own words: `parseTimeLimit(renderTimeLimit(parts)).parts` equals `parts`. */
export const renderTimeLimit = (parts: readonly LimitPart[]): string =>
  parts.map((part) => (part.appliesTo ? `${part.appliesTo}：` : '') + wording(part)).join('；')

function wording(part: LimitPart): string {
  if (part.kind === 'immediate') return paces[part.pace]
  if (part.kind === 'permanent') return part.dynamic ? '长期公开（动态调整）' : '长期公开'
  if (part.kind === 'frequency') return `${frequencies[part.every]}至少更新${part.times}次`
  if (part.kind === 'yearlyBy')
    return `每年${Number(part.monthDay.slice(0, 2))}月${Number(part.monthDay.slice(3))}日前公开`
  const amount = `${part.amount}${part.unit === 'workdays' ? '个工作日' : '日'}内公开`
  const display = part.minDisplayWorkdays
    ? `，公示不少于${part.minDisplayWorkdays}个工作日`
    : part.minDisplayDays
      ? `，公示不少于${part.minDisplayDays}日`
      : ''
  return (part.trigger === 'unstated' ? '' : `自${triggers[part.trigger]}之日起`) + amount + display
}

// --- the grammar, on normalised text ----------------------------------------------------------------------------------------

const DIGITS: Record<string, number> = { 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const chineseNumber = (text: string): number => {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text]
  return (tens === '' ? 1 : (DIGITS[tens!] ?? 0)) * 10 + (DIGITS[ones!] ?? 0)
}

/** Half-width, no blanks, 。 and line breaks as clause ends, numbering dropped, Chinese amounts as digits. */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[、,]?\n+/g, ';')
    .replace(/\s+/g, '')
    .replace(/[。;]+/g, ';')
    .replace(/^;|;$/g, '')
    .replace(
      /[一二两三四五六七八九]?十[一二三四五六七八九]?(?=个?(工作日|日|天))|[一二两三四五六七八九](?=个?(工作日|日|天))/g,
      (n) => String(chineseNumber(n)),
    )
    .replace(/(^|;)(?:\d{1,2}[.、)](?!\d)|\(\d{1,2}\)|\([一二三四五六七八九十]\))/g, '$1')
}

const LABEL = '[^\\d:;,]{1,40}'
const SUBJECT = '(?:(?:应当?|须)?自)'

/** `处罚决定:…`, `其中行政许可、行政处罚事项应自…`, or a clause without a label. */
function labelled(clause: string): LimitPart | undefined {
  const plain = unlabelled(clause)
  if (plain) return plain
  const match =
    new RegExp(`^(?:其中,?)?(${LABEL}):(.+)$`).exec(clause) ??
    new RegExp(`^其中,?(${LABEL}?)${SUBJECT}(.+)$`).exec(clause)
  const part = match && unlabelled(match[2]!)
  return part ? { ...part, appliesTo: match[1]! } : undefined
}

const unlabelled = (text: string): LimitPart | undefined =>
  within(text) ?? immediate(text) ?? permanent(text) ?? frequency(text) ?? yearlyBy(text)

const OF = '(?:(?:该|本|相关|有关|公开事项|政府|政务)*)'
const OR = '(?:或者?|、|及|/|和)?'
const BEGUN: readonly (readonly [Trigger, RegExp])[] = [
  ['formedOrChanged', new RegExp(`^${OF}(?:信息)?形成(?:${OR}变更|\\(变更\\))$`)],
  ['formed', new RegExp(`^${OF}信息形成$|^形成$`)],
  ['madeOrObtained', new RegExp(`^(?:制定|制作|制成|形成)${OR}获取(?:[^\\d,;:]{0,14})$`)],
  ['decision', /^[作做]出(?:行政)?(?:处罚|许可|强制|征收)?决定$/],
  [
    'approval',
    /^(?:(?:经|由)?(?:本级)?(?:政府|人民代表大会|人大|财政部门|本级政府财政部门|部门)(?:(?:或者?|及)其?常务委员会|(?:或者?|及)?其?常委会)?)?批[准复]$/,
  ],
  ['application', /^(?:收到|接到|受理)申请$/],
  ['documentReceived', /^(?:收到|接到)[^\d,;:]{0,14}(?:文件|批文|批复)$/],
]
const DONE = '(?:及时)?(?:予以)?(?:向社会)?(?:主动)?(?:公开|公示|公布|发布)?'
const WITHIN = new RegExp(
  `^${SUBJECT}?(.*?)(?:之?日起|当日起|后|以后|之后)?(\\d{1,3})(个工作日|工作日|个自然日|日|天)(?:之?内|以内)?${DONE}(?:,(.+))?$`,
)
const DISPLAY =
  /^(?:公示|公示期|公示时间|公示期限)(?:为)?(?:不少于|不得少于|至少|不低于)?(\d{1,3})(个工作日|工作日|日|天)$/

function within(text: string): LimitPart | undefined {
  const match = WITHIN.exec(text)
  if (!match || !(text.includes('内') || match[1] !== '')) return undefined
  const [, start, amount, unit, tail] = match
  // “信息形成20个工作日内” has no 之日起: the event itself is still the whole of what stands before the number.
  const trigger = start === '' ? 'unstated' : BEGUN.find(([, pattern]) => pattern.test(start!))?.[0]
  if (!trigger || Number(amount) === 0) return undefined
  const display = tail === undefined ? undefined : DISPLAY.exec(tail)
  if (tail !== undefined && (!display || Number(display[1]) === 0)) return undefined
  const workdays = display?.[2]?.includes('工作日')
  return {
    kind: 'within',
    amount: Number(amount),
    unit: unit!.includes('工作日') ? 'workdays' : 'days',
    trigger,
    ...(display
      ? workdays
        ? { minDisplayWorkdays: Number(display[1]) }
        : { minDisplayDays: Number(display[1]) }
      : {}),
  }
}

function immediate(text: string): LimitPart | undefined {
  const pace = /^(?:实时|即时)(?:公开|更新|发布)?$/.test(text)
    ? 'realTime'
    : /^及时(?:公开|更新|公布|发布)?$/.test(text)
      ? 'prompt'
      : /^(?:按|根据)(?:照|据)?(?:工作|项目)?进展(?:情况)?(?:及时)?公开$/.test(text)
        ? 'byProgress'
        : undefined
  return pace && { kind: 'immediate', pace }
}

function permanent(text: string): LimitPart | undefined {
  const match = /^(?:长期|永久|常年)(?:公开|公示)?(?:,|\()?(?:(动态(?:调整|更新))\)?|(?:并)?(及时更新)\)?)?$/.exec(text)
  return match ? { kind: 'permanent', dynamic: (match[1] ?? match[2]) !== undefined } : undefined
}

const EVERY: Record<string, Frequency> = {
  周: 'P1W',
  月: 'P1M',
  季: 'P3M',
  季度: 'P3M',
  半年: 'P6M',
  年: 'P1Y',
  年度: 'P1Y',
}
function frequency(text: string): LimitPart | undefined {
  const match =
    /^(?:每个?|按)?(周|月|季度|季|半年|年度|年)(?:至少|不少于)?(?:更新|公开|公布|发布|公示)(?:不少于|至少)?(?:(\d{1,2}|一|两|二|三|四)次)?(?:以上)?$/.exec(
      text,
    )
  if (!match || (!text.startsWith('每') && !text.startsWith('按') && match[2] === undefined)) return undefined
  const times = match[2] === undefined ? 1 : (DIGITS[match[2]] ?? Number(match[2]))
  return times === 0 ? undefined : { kind: 'frequency', every: EVERY[match[1]!]!, times }
}

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
function yearlyBy(text: string): LimitPart | undefined {
  const match = new RegExp(`^(?:于|应于)?每年(\\d{1,2})月(?:(\\d{1,2})日|(底))(?:之?前|以前|止)${DONE}$`).exec(text)
  const days = MONTH_DAYS[Number(match?.[1]) - 1]
  if (!match || days === undefined) return undefined
  const day = match[3] ? days : Number(match[2])
  return day >= 1 && day <= days
    ? { kind: 'yearlyBy', monthDay: `${match[1]!.padStart(2, '0')}-${String(day).padStart(2, '0')}` }
    : undefined
}
