/** Finds a quotation of the checks in the text: what they masked with * matches any characters. */
export const quotation = (quote: string): RegExp =>
  new RegExp(
    quote
      .split(/(\*+)/)
      .map((part) => (part.startsWith('*') ? `.{1,${part.length + 2}}?` : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
      .join(''),
    'g',
  )
