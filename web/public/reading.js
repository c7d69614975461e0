// Comforts of reading. Without it every page is whole: the buttons it serves stay hidden.
const root = document.documentElement
const sizes = ['small', 'medium', 'large']
const keep = (size) => {
  try {
    localStorage.setItem('size', size)
  } catch {}
}
const kept = () => {
  try {
    return localStorage.getItem('size')
  } catch {
    return null
  }
}
const apply = (size) => {
  for (const s of sizes) root.classList.toggle(`size-${s}`, s === size)
  for (const b of document.querySelectorAll('[data-size]'))
    b.setAttribute('aria-pressed', String(b.dataset.size === size))
}
const first = sizes.includes(kept()) ? kept() : 'medium'
apply(first)
for (const tools of document.querySelectorAll('.doc-tools [hidden]')) tools.hidden = false
for (const b of document.querySelectorAll('[data-size]'))
  b.addEventListener('click', () => {
    apply(b.dataset.size)
    keep(b.dataset.size)
  })
document.querySelector('[data-print]')?.addEventListener('click', () => print())
const copy = document.querySelector('[data-copy]')
copy?.addEventListener('click', async () => {
  const said = document.querySelector('[data-copied]')
  try {
    await navigator.clipboard.writeText(location.href.split('#')[0])
    said.textContent = '链接已复制'
  } catch {
    said.textContent = '浏览器不允许复制，请从地址栏复制'
  }
})
