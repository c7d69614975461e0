import { z } from 'zod'

/** A calendar day in China as 'YYYY-MM-DD'. A day has no hour and no zone, so it is never a Date. */
export const Day = z.iso.date({ error: '日期应写成“2026-01-31”的样子' }).brand<'Day'>()
export type Day = z.infer<typeof Day>

const DAY_MS = 86_400_000

export const day = (text: string): Day => Day.parse(text)
/** The day that lies `n` days after `d` (before it, when `n` is negative). */
export const plusDays = (d: Day, n: number): Day =>
  new Date(Date.parse(d) + n * DAY_MS).toISOString().slice(0, 10) as Day
/** 0 is Sunday, 6 is Saturday. */
export const weekday = (d: Day): number => new Date(d).getUTCDay()
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
export const yearOf = (d: Day): number => Number(d.slice(0, 4))
/** '2026年11月6日' */
export const inWords = (d: Day): string => `${yearOf(d)}年${Number(d.slice(5, 7))}月${Number(d.slice(8))}日`
