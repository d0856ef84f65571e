/**
 * Dates as the screens write them. Day, month by name, year: nobody can mistake the order.
 * Times are ms UTC and shown in the computer's own zone; a missing one is said, not guessed.
 */
const locale = 'en-GB'
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' })
const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const dayMonthYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const monthYear = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' })

/** `21 Nov 2026`, or `no date`. */
export function dateText(time: number | null): string {
  return time === null ? 'no date' : dayMonthYear.format(time)
}

/** `21 Nov 2026, 14:02`, or `no date`. */
export function dateTimeText(time: number | null): string {
  return time === null ? 'no date' : `${dayMonthYear.format(time)}, ${clock.format(time)}`
}

/**
 * The date of a list row, as short as its place in the list allows: `14:02`, `Tue`, `28 Oct`. The year is left out
 * where it is this one or where the group above tells it.
 */
export function rowDateText(time: number | null, now: number, isGrouped: boolean): string {
  if (time === null) return 'no date'
  const days = daysBetween(time, now)
  if (days === 0 || (days === 1 && isGrouped)) return clock.format(time)
  if (days > 0 && days < 7) return weekday.format(time)
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return isGrouped || isThisYear ? dayMonth.format(time) : dayMonthYear.format(time)
}

/** `November 2026`. */
export function monthText(time: number): string {
  return monthYear.format(time)
}

/** Midnights that lie between two times: 0 on the same day, 1 for yesterday, negative in the future. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / 86_400_000)
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}
