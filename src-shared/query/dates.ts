/**
 * Dates as they are typed in a query: `2024`, `2024-05`, `2024-05-01`, and `day-7`, `week-2`, `month-1`, `year-1`
 * before today. Days begin at midnight where the reader is.
 */
import type { Time } from '../conversation.ts'

export interface Span {
  readonly from: Time
  /** The first moment that is no longer in it. */
  readonly to: Time
}

const calendarForm = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u
const relativeForm = /^(day|week|month|year)-(\d{1,4})$/iu

/** The year, month or day that was typed, or the time from so long ago until now; null when it is no date. */
export function spanOf(text: string, now: Time): Span | null {
  return calendarSpan(text) ?? relativeSpan(text, now)
}

function calendarSpan(text: string): Span | null {
  const typed = calendarForm.exec(text)
  if (typed === null) return null
  const [, year = '', month, day] = typed
  const first = midnight(Number(year), Number(month ?? 1) - 1, Number(day ?? 1))
  // A thirtieth of February would become a day of March.
  if (first.getMonth() !== Number(month ?? 1) - 1 || first.getDate() !== Number(day ?? 1)) return null
  const end =
    month === undefined
      ? midnight(first.getFullYear() + 1, 0, 1)
      : day === undefined
        ? midnight(first.getFullYear(), first.getMonth() + 1, 1)
        : midnight(first.getFullYear(), first.getMonth(), first.getDate() + 1)
  return { from: first.getTime(), to: end.getTime() }
}

function relativeSpan(text: string, now: Time): Span | null {
  const typed = relativeForm.exec(text)
  if (typed === null) return null
  const [, unit = '', count = ''] = typed
  const today = new Date(now)
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()]
  const back = Number(count)
  const start = {
    day: () => midnight(year, month, day - back),
    week: () => midnight(year, month, day - 7 * back),
    month: () => midnight(year, month - back, Math.min(day, daysIn(year, month - back))),
    year: () => midnight(year - back, month, Math.min(day, daysIn(year - back, month))),
  }[unit.toLowerCase() as 'day' | 'week' | 'month' | 'year']()
  return { from: start.getTime(), to: midnight(year, month, day + 1).getTime() }
}

function daysIn(year: number, month: number): number {
  return midnight(year, month + 1, 0).getDate()
}

/** `new Date` takes the years 0 to 99 for 1900 to 1999. */
function midnight(year: number, month: number, day: number): Date {
  const date = new Date(2000, 0, 1)
  date.setFullYear(year, month, day)
  return date
}
