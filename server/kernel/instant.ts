import { z } from 'zod'
import type { Day } from './day.ts'

/** A moment as UTC text with milliseconds: comparing the texts compares the moments. */
export const Instant = z.iso.datetime({ precision: 3 }).brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** Input of people and partners: any ISO date-time that names its offset (a text without one would mean the machine's own zone). */
export const InstantInput = z.iso
  .datetime({ offset: true, error: '时间应带时区，例如“2026-01-31T09:00:00+08:00”' })
  .transform((text) => instant(text))

const SHANGHAI_MS = 8 * 3_600_000 // no summer time since 1991

export const instant = (at: string | Date): Instant => new Date(at).toISOString() as Instant
export const plusMs = (at: Instant, ms: number): Instant => instant(new Date(Date.parse(at) + ms))
/** The day it is in Asia/Shanghai at that moment. */
export const dayOf = (at: Instant): Day => plusMs(at, SHANGHAI_MS).slice(0, 10) as Day
/** The first moment of that day in Asia/Shanghai. */
export const startOf = (d: Day): Instant => instant(`${d}T00:00:00+08:00`)
/** '2026-11-23 09:30' on the wall in Asia/Shanghai. */
export const wallClock = (at: Instant): string => plusMs(at, SHANGHAI_MS).slice(0, 16).replace('T', ' ')
