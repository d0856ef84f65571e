/** The job that writes the databases of an archive anew without the gaps that deleting left in them. */
import { AppError } from '@shared/contract/app-error.ts'
import type { JobResult } from '@shared/job.ts'
import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { databaseOf } from '../archive/archive-paths.ts'
import { compactDatabase } from '../archive/maintenance.ts'
import { openArchive } from '../archive/open.ts'
import { openIndex } from '../archive/search/open-index.ts'
import { tidyIndex } from '../archive/search/tidy-index.ts'
import type { JobContext } from './job.ts'

/** Throws `cancelled` between two files: each is whole. */
export async function compactArchive(context: JobContext): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder)
  const index = openIndex(context.archiveFolder)
  try {
    const files = [index.head, ...index.shards.map(({ file }) => file)]
    const total = files.length + 1
    let freed = 0
    const next = async (done: number, path: string): Promise<void> => {
      const step = basename(path)
      context.tell({ kind: 'progress', progress: { kind: 'compact', done, total, step } })
      await setImmediate()
      if (context.signal.aborted) throw new AppError('cancelled', 'Compacting was cancelled.')
    }
    await next(0, databaseOf(archive.folder))
    freed += compactDatabase(databaseOf(archive.folder), archive.db)
    for (const _ of tidyIndex(index)) await next(1, index.head.path)
    for (const [number, file] of files.entries()) {
      await next(1 + number, file.path)
      freed += compactDatabase(file.path, {
        exec: (sql) => file.execute(sql),
        pragma: (source) => file.execute(`PRAGMA ${source}`),
      })
    }
    return { kind: 'compact', freed }
  } finally {
    index.close()
    archive.close()
  }
}
