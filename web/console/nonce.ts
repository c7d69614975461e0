/** The nonce of this page's Content-Security-Policy, given by the server (server/console.ts). */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''

// antd passes the nonce to its sheets but not to its feature probes and its scroll lock, which then fail under our policy.
const make = document.createElement.bind(document)
document.createElement = ((tag: string, options?: ElementCreationOptions): HTMLElement => {
  const element = make(tag, options)
  if (tag === 'style') element.nonce = nonce
  return element
}) as typeof document.createElement
