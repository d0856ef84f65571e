/** Numbers as a person reads them: counts, bytes, durations. */
const numbers = new Intl.NumberFormat('en-GB')
const decimals = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** `9,871`. */
export function countText(count: number): string {
  return numbers.format(count)
}

/** `1 conversation`, `412 conversations`; `many` where adding an s is not enough. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`
}

/** Bytes as `512 bytes`, `31 KB`, `4.2 MB`; powers of 1000, as file managers count. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte')
  const units = ['KB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length)
  const value = bytes / 1000 ** power
  return `${value < 10 ? decimals.format(value) : countText(Math.round(value))} ${units[power - 1]}`
}

/** Milliseconds as `0.4 s`, `31 s`, `2 min 5 s`. */
export function durationText(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 10) return `${decimals.format(seconds)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}
