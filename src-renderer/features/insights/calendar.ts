/** The days of a year as weeks, with how much was said on each. Pure. */
import type { Counted } from '@shared/contract/insights.ts'
import { dayAfter, startOfDay } from '../../ui/days.ts'

export interface CalendarDay {
  /** 2026-11-22 */
  readonly day: string
  readonly count: number
  /** The column, from 0. */
  readonly week: number
  /** 0 for Monday. */
  readonly weekday: number
  /** From 0 for nothing to 4 for most. */
  readonly level: number
}

export const levels = 4

/** The years in which anything was said, the newest first. */
export function yearsOf(days: readonly Counted[]): string[] {
  return [...new Set(days.map(({ name }) => name.slice(0, 4)))].toSorted().toReversed()
}

/** Every day of a year. Levels split the counts of its busy days into quarters, so that one very busy day does not pale all others. */
export function calendarOf(days: readonly Counted[], year: string): CalendarDay[] {
  const counts = new Map(days.map(({ name, count }) => [name, count]))
  const busy = days
    .filter(({ name }) => name.startsWith(year))
    .map(({ count }) => count)
    .toSorted((one, other) => one - other)
  const calendar: CalendarDay[] = []
  let week = 0
  for (let day = `${year}-01-01`; day.startsWith(year); day = dayAfter(day)) {
    const weekday = (new Date(startOfDay(day) ?? 0).getDay() + 6) % 7
    if (weekday === 0 && calendar.length > 0) week += 1
    const count = counts.get(day) ?? 0
    calendar.push({ day, count, week, weekday, level: levelOf(count, busy) })
  }
  return calendar
}

function levelOf(count: number, busy: readonly number[]): number {
  if (count === 0) return 0
  const below = busy.filter((other) => other < count).length
  return 1 + Math.min(levels - 1, Math.floor((levels * below) / busy.length))
}

/** All months from the first to the last, those without anything too: a gap in time is a gap in the chart. */
export function withoutGaps(months: readonly Counted[]): Counted[] {
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return []
  const counts = new Map(months.map(({ name, count }) => [name, count]))
  const all: Counted[] = [first]
  let name = first.name
  while (name < last.name) {
    name = monthAfter(name)
    all.push({ name, count: counts.get(name) ?? 0 })
  }
  return all
}

/** `2027-01` for `2026-12`. */
export function monthAfter(name: string): string {
  const [year, month] = name.split('-').map(Number)
  const next = (year ?? 0) * 12 + (month ?? 1)
  return `${String(Math.floor(next / 12)).padStart(4, '0')}-${String((next % 12) + 1).padStart(2, '0')}`
}

/** `2026-12` for `2027-01`. */
export function monthBefore(name: string): string {
  const [year, month] = name.split('-').map(Number)
  const before = (year ?? 0) * 12 + (month ?? 1) - 2
  return `${String(Math.floor(before / 12)).padStart(4, '0')}-${String((before % 12) + 1).padStart(2, '0')}`
}
