/** Refuses files that are larger than the reader lets in, before anything of them is read. */
import { lstat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'

/**
 * Looks at the sizes of files; folders are looked at once their files are known, by `refuseAbove`.
 *
 * @param limit bytes; null for none
 * @throws AppError `file-too-large`
 */
export async function refuseTooLarge(paths: readonly string[], limit: number | null): Promise<void> {
  if (limit === null) return
  for (const path of paths) {
    // What cannot be looked at is refused with a reason of its own when it is opened.
    const stats = await lstat(path).catch(() => null)
    if (stats?.isFile()) refuseAbove(basename(path), stats.size, limit)
  }
}

/** @throws AppError `file-too-large` */
export function refuseAbove(name: string, size: number, limit: number | null): void {
  if (limit === null || size <= limit) return
  throw new AppError(
    'file-too-large',
    `“${name}” has ${amount(size)}, and the largest file to import is set to ${amount(limit)}. Change that under Settings → Data → Largest file to import; on the command line, --max-size does it for one import.`,
  )
}

/** Powers of 1000, as the window shows sizes; a size just above the limit must not read the same as it. */
function amount(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(bytes === 0 ? 0 : Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = bytes / 1000 ** power
  return `${value.toLocaleString('en-GB', { maximumSignificantDigits: 6 })} ${units[power] ?? ''}`
}
