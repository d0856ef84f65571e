/** Which HTML archives the reader's limits take away. Pure: removing them is keep-html-archives.ts's work. */
import type { ArchiveLimits } from '@shared/contract/html-archives.ts'

const day = 86_400_000

interface Kept {
  readonly createdAt: number
}

interface Removal<Row> {
  readonly row: Row
  readonly reason: 'count' | 'age'
}

/** What the limits take away at a moment, the oldest first. `rows` stand newest first, as in the list. */
export function removalsBy<Row extends Kept>(
  rows: readonly Row[],
  { count, days }: ArchiveLimits,
  now: number,
): Removal<Row>[] {
  return rows
    .flatMap((row, place): Removal<Row>[] => {
      if (days !== null && row.createdAt + days * day <= now) return [{ row, reason: 'age' }]
      return count !== null && place >= count ? [{ row, reason: 'count' }] : []
    })
    .toReversed()
}

/** What would go if one more archive were written now, the oldest first. */
export function removalsForOneMore<Row extends Kept>(
  rows: readonly Row[],
  limits: ArchiveLimits,
  now: number,
): Row[] {
  const withOneMore: { readonly createdAt: number; readonly row: Row | null }[] = [
    { createdAt: now, row: null },
    ...rows.map((row) => ({ createdAt: row.createdAt, row })),
  ]
  return removalsBy(withOneMore, limits, now).flatMap(({ row: { row } }) => row ?? [])
}

/** When an archive will be too old; null for never. */
export function keptUntil({ createdAt }: Kept, { days }: ArchiveLimits): number | null {
  return days === null ? null : createdAt + days * day
}
