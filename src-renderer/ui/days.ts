/** Days as text, `2026-11-22`, in the time zone of this computer. */

const day = /^(\d{4})-(\d{2})-(\d{2})$/u

/** The day of a time (ms). */
export function isoDay(time: number): string {
  const date = new Date(time)
  const parts = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return [String(date.getFullYear()).padStart(4, '0'), ...parts].join('-')
}

/** The first ms of a day; null for what is no day. */
export function startOfDay(text: string): number | null {
  return startOf(text, 0)
}

/** The first ms of the day after; a day may have 23 or 25 hours. */
export function startOfNextDay(text: string): number | null {
  return startOf(text, 1)
}

/** The day after: `2026-03-01` for `2026-02-28`. The same text for what is no day. */
export function dayAfter(text: string): string {
  const next = startOfNextDay(text)
  return next === null ? text : isoDay(next)
}

function startOf(text: string, later: number): number | null {
  const parts = day.exec(text)
  if (parts === null) return null
  const [year, month, date] = parts.slice(1).map(Number)
  return new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + later).getTime()
}
