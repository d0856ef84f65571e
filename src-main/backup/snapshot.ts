/** One state of the archive's database as a file of its own, while others go on reading and writing. */
import { closeSync, openSync } from 'node:fs'
import { AppError } from '@shared/contract/app-error.ts'
import type { Archive } from '../archive/archive.ts'
import { explainFailure } from '../archive/sqlite-failure.ts'

/** Copied between two looks at the signal: some hundredths of a second. */
const pagesPerStep = 1024

/**
 * Writes the database to the new file `path`.
 *
 * @param onProgress told the share that is done, 0 to 1
 * @throws AppError `cancelled`, `disk-full`, `cannot-write`; what is left then is to be removed by the caller
 */
export async function takeSnapshot(
  archive: Archive,
  path: string,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<void> {
  const { db } = archive
  try {
    closeSync(openSync(path, 'wx', 0o600))
    if (isMostlyFree(archive)) {
      db.prepare('VACUUM INTO ?').run(path)
      return
    }
    // A copy begins anew whenever somebody writes, unless the connection that is copied keeps to one state.
    db.exec('BEGIN')
    try {
      db.prepare('SELECT count(*) FROM settings').get()
      await db.backup(path, {
        progress: ({ totalPages, remainingPages }) => {
          if (signal.aborted)
            throw new AppError('cancelled', 'The backup was cancelled; nothing of it was left.')
          onProgress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages)
          return pagesPerStep
        },
      })
    } finally {
      db.exec('ROLLBACK')
    }
  } catch (error) {
    throw explainFailure(error, archive.folder)
  }
}

/**
 * Whether most pages hold nothing, as after a large import was undone. Copied one by one they would pack so well that
 * readers of zips would take the backup for a bomb.
 */
function isMostlyFree({ db }: Archive): boolean {
  const free = Number(db.pragma('freelist_count', { simple: true }))
  return free > Number(db.pragma('page_count', { simple: true })) / 2
}
