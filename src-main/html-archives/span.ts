/** A chosen period as moments. */
import type { Period } from '@shared/contract/html-archives.ts'

const day = 86_400_000

/** In ms: `from` is in it, `to` is the first moment after it. Dates are days of this computer's zone. */
export function spanOf(
  period: Period,
  now: number,
): { readonly from: number; readonly to: number; readonly days: number | null } {
  if (period.kind === 'days') return { from: now - period.days * day, to: now + 1, days: period.days }
  return { from: startOf(period.from, 0), to: startOf(period.to, 1), days: null }
}

/** The first moment of a day, or of one some days later; the clocks may change in between. */
function startOf(date: string, daysLater: number): number {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  return new Date(year, month - 1, dayOfMonth + daysLater).getTime()
}
