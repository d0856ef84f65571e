/** Writes the activity log to a CSV file, whole or not at all. */
import type { ActivityFilter } from '@shared/contract/activity.ts'
import { activityPage } from '../archive/activity.ts'
import type { Archive } from '../archive/archive.ts'
import { openAtomicOutput } from '../exporters/atomic-output.ts'
import { csvRow } from '../reports/csv.ts'

export interface ActivityFile {
  readonly filter: ActivityFilter
  /** Full path. */
  readonly path: string
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean
}

const columns = ['id', 'at', 'area', 'action', 'conversations', 'conversation', 'title', 'summary'] as const
const pageSize = 1000

/** The newest entry first, times in ISO 8601, UTC. @throws AppError `cannot-write`, `disk-full` */
export async function saveActivity(
  archive: Archive,
  { filter, path, replace }: ActivityFile,
): Promise<{ entries: number }> {
  const output = await openAtomicOutput(path, { replace })
  try {
    let written = 0
    let before: number | null = null
    await output.write(csvRow(columns))
    do {
      const page: ReturnType<typeof activityPage> = activityPage(archive, { filter, limit: pageSize, before })
      const rows = page.entries.map(({ id, at, area, action, conversations, conversation, summary }) =>
        csvRow([
          id,
          new Date(at).toISOString(),
          area,
          action,
          conversations,
          conversation?.id ?? null,
          conversation?.title ?? null,
          summary,
        ]),
      )
      await output.write(rows.join(''))
      written += rows.length
      before = page.next
    } while (before !== null)
    await output.finish()
    return { entries: written }
  } catch (error) {
    await output.abort()
    throw error
  }
}
