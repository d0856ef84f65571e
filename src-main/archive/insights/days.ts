/** Days as this computer's calendar has them. */

/** The time zone of this computer, as IANA names it. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** The day of a time (ms): 2026-11-22. Years beyond four digits come out longer. */
export function dayOf(time: number): string {
  const date = new Date(time)
  const month = `${date.getMonth() + 1}`.padStart(2, '0')
  return `${`${date.getFullYear()}`.padStart(4, '0')}-${month}-${`${date.getDate()}`.padStart(2, '0')}`
}
