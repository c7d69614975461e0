// Illustrations in place of photographs: a lake, hills, the sky of an hour, and one thing in front. Drawn anew for each document.
import type { Picture } from './document.ts'
import type { Random } from './random.ts'

const skies = [
  ['#f7d9b0', '#f3b98a', '#7fa9c0'],
  ['#cfe6f5', '#a5cfe8', '#6fa9cf'],
  ['#dfe9ee', '#c2d3dc', '#8fb0c2'],
  ['#fbe7c9', '#f0c9a0', '#a8b8b0'],
  ['#23395b', '#3d5a80', '#7b92ad'],
]
const waters = [
  ['#2f6d94', '#0d3c5e'],
  ['#3a84a8', '#155a7d'],
  ['#5b93a5', '#2b6477'],
  ['#4d8b8b', '#1f5a5e'],
]
const greens = ['#4f7f66', '#3f6f5f', '#6a9277', '#587f8c']

function ridge(r: Random, top: number, height: number, colour: string): string {
  let x = 0
  let path = `M0 ${top + height}`
  while (x < 960) {
    const step = r.int(120, 220)
    path += ` Q${x + step / 2} ${top - r.int(0, height)} ${x + step} ${top + r.int(0, Math.floor(height / 2))}`
    x += step
  }
  return `<path d="${path} L960 420 L0 420Z" fill="${colour}" opacity=".85"/>`
}
const reeds = (r: Random): string =>
  Array.from({ length: r.int(18, 34) }, () => {
    const x = r.int(0, 960)
    const h = r.int(50, 130)
    return `<path d="M${x} 600q${r.int(-14, 14)} -${h / 2} ${r.int(-20, 20)} -${h}" stroke="${r.pick(['#c9b27c', '#8fa36b', '#b59a5e'])}" stroke-width="3" fill="none"/>`
  }).join('')
const houses = (r: Random): string =>
  Array.from({ length: r.int(7, 13) }, (_, i) => {
    const h = r.int(30, 120)
    return `<rect x="${90 + i * 62}" y="${372 - h}" width="${r.int(28, 52)}" height="${h}" rx="2" fill="${r.pick(['#e8eef2', '#d5dfe6', '#f1ebe0', '#c3d1db'])}"/>`
  }).join('')
const boat = (r: Random): string => {
  const x = r.int(180, 720)
  const y = r.int(430, 500)
  return `<path d="M${x} ${y}h120l-22 24h-78z" fill="#5a3e2b"/><path d="M${x + 56} ${y}v-92l50 78z" fill="#fdfaf3"/>`
}
const bridge = (): string =>
  '<path d="M120 424q360 -150 720 0" stroke="#e9e4d8" stroke-width="16" fill="none"/><path d="M120 424q360 -150 720 0" stroke="#a99f8b" stroke-width="3" fill="none"/>'
const fronts = [reeds, houses, boat, bridge]

export function scene(r: Random, alt: string): Picture {
  const sky = r.pick(skies)
  const water = r.pick(waters)
  const sun = r.chance(0.7)
    ? `<circle cx="${r.int(140, 820)}" cy="${r.int(90, 260)}" r="${r.int(26, 46)}" fill="#fff3d6" opacity=".9"/>`
    : ''
  const ripples = Array.from(
    { length: 14 },
    () =>
      `<path d="M${r.int(0, 800)} ${r.int(430, 590)}h${r.int(40, 180)}" stroke="#fff" opacity="${(r.int(6, 22) / 100).toFixed(2)}" stroke-width="2"/>`,
  ).join('')
  const things = r
    .some(fronts, 2)
    .map((draw) => draw(r))
    .join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="600" viewBox="0 0 960 600"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset=".6" stop-color="${sky[1]}"/><stop offset="1" stop-color="${sky[2]}"/></linearGradient><linearGradient id="w" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${water[0]}"/><stop offset="1" stop-color="${water[1]}"/></linearGradient></defs><rect width="960" height="420" fill="url(#s)"/>${sun}${ridge(r, 270, 90, r.pick(greens))}${ridge(r, 330, 60, r.pick(greens))}<rect y="410" width="960" height="190" fill="url(#w)"/>${ripples}${things}</svg>`
  return { name: `illustration-${r.int(100000, 999999)}.jpg`, alt, svg }
}
