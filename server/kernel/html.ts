/** Markup that is already safe. Made by `html` and `raw` only. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

type Slot = Html | string | number | bigint | false | null | undefined | readonly Slot[]

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c]!)

const write = (slot: Slot): string => {
  if (slot === false || slot === null || slot === undefined) return ''
  if (slot instanceof Html) return slot.text
  if (Array.isArray(slot)) return slot.map(write).join('')
  return escape(String(slot))
}

/** A template whose slots are escaped unless they are `Html`. Arrays are joined; false, null and undefined vanish.
 *  Attribute values must stand in quotes: html`<a href="${href(url)}">${title}</a>`. */
export const html = (parts: TemplateStringsArray, ...slots: Slot[]): Html => {
  let text = parts[0]!
  for (let i = 0; i < slots.length; i++) text += write(slots[i]) + parts[i + 1]!
  return new Html(text)
}

/** Only for markup that the sanitiser made or that stands in our own source. */
export const raw = (text: string): Html => new Html(text)

/** A link target, or '#' when its scheme could run code: escaping alone does not stop `javascript:`. */
export const href = (url: string): string => {
  const plain = url.replace(/[\u0000-\u0020]/g, '')
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(plain)?.[1]?.toLowerCase()
  return scheme === undefined || ['http', 'https', 'mailto', 'tel'].includes(scheme) ? plain : '#'
}
