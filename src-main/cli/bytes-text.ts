/** Bytes as the command line prints them for a person: powers of 1000, as file managers count. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const power = bytes === 0 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = (bytes / 1000 ** power).toLocaleString('en-GB', {
    maximumFractionDigits: power === 0 ? 0 : 1,
  })
  return `${value} ${units[power] ?? ''}`
}
