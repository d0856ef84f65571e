/** Times in words. Stands alone, so that whoever only names a time does not load what draws messages. */

/** A time as pages show it, in the zone of this computer: "21 Nov 2026, 14:02"; null for none. */
export function timeLabel(time: number | null): string | null {
  if (time === null || Number.isNaN(new Date(time).getTime())) return null
  return timeFormat.format(time)
}

const timeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
