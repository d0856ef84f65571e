/**
 * The date groups of the list: today, yesterday, the last days, the months of this year, the years before.
 * Only the spine's times are looked at; titles and rows come later.
 */
import { daysBetween, monthText } from '../../ui/dates.ts'

export type ListItem =
  | { readonly kind: 'group'; readonly label: string }
  | { readonly kind: 'row'; readonly index: number; readonly key: number }

type Group = { readonly label: string; readonly from: number; readonly to: number }

/**
 * The lines of the list: each row by its place in the spine, with a group line wherever a new group begins.
 * `now` is in ms; null leaves the groups out, for a list that is not in the order of time.
 */
export function listItems(
  keys: readonly number[],
  times: readonly (number | null)[],
  now: number | null,
): ListItem[] {
  const items: ListItem[] = []
  let group: Group | 'undated' | null = null
  keys.forEach((key, index) => {
    if (now !== null) {
      const time = times[index] ?? null
      const isSame =
        time === null ? group === 'undated' : group !== null && group !== 'undated' && isWithin(group, time)
      if (!isSame) {
        group = time === null ? 'undated' : groupAround(time, now)
        items.push({ kind: 'group', label: group === 'undated' ? 'No date' : group.label })
      }
    }
    items.push({ kind: 'row', index, key })
  })
  return items
}

function isWithin(group: Group, time: number): boolean {
  return time >= group.from && time < group.to
}

function groupAround(time: number, now: number): Group {
  const days = daysBetween(time, now)
  if (days === 0) return { label: 'Today', from: dayFrom(now, 0), to: dayFrom(now, 1) }
  if (days === 1) return { label: 'Yesterday', from: dayFrom(now, -1), to: dayFrom(now, 0) }
  const lastDays = dayFrom(now, -6)
  if (days > 1 && days < 7) return { label: 'Last 7 days', from: lastDays, to: dayFrom(now, -1) }
  const date = new Date(time)
  const [year, month] = [date.getFullYear(), date.getMonth()]
  const isThisYear = year === new Date(now).getFullYear()
  const label = isThisYear ? monthText(time) : String(year)
  const from = isThisYear ? new Date(year, month, 1) : new Date(year, 0, 1)
  const to = isThisYear ? new Date(year, month + 1, 1) : new Date(year + 1, 0, 1)
  const tomorrow = dayFrom(now, 1)
  return time < lastDays
    ? { label, from: from.getTime(), to: Math.min(to.getTime(), lastDays) }
    : { label, from: Math.max(from.getTime(), tomorrow), to: to.getTime() }
}

/** Midnight at the beginning of a day counted from the one `now` is in. */
function dayFrom(now: number, days: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}
