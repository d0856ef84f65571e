/** The job that counts what the insights show, as far as it is new or changed. */
import { AppError } from '@shared/contract/app-error.ts'
import type { JobResult } from '@shared/job.ts'
import { countInsights, waitingForInsights } from '../archive/insights/count-insights.ts'
import { openArchive } from '../archive/open.ts'
import type { JobContext } from './job.ts'

/** Throws `cancelled` when it was cancelled; what was counted by then stays counted. */
export async function countInsightsOf(context: JobContext): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder)
  try {
    const total = waitingForInsights(archive)
    let done = 0
    for (let slice = countInsights(archive, 0); slice !== null; slice = countInsights(archive, slice.last)) {
      done += slice.counted
      const progress = { kind: 'insights', done, total: Math.max(done, total), step: null } as const
      context.tell({ kind: 'progress', progress })
      await new Promise((resolve) => setImmediate(resolve))
      if (context.signal.aborted)
        throw new AppError('cancelled', 'Counting was cancelled; it goes on the next time.')
    }
    return { kind: 'insights', conversations: done }
  } finally {
    archive.close()
  }
}
