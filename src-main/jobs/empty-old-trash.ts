/** Deletes for good what has been in the trash for longer than the reader wants it there, where the reader has said so. */
import type { Archive } from '../archive/archive.ts'
import { trashedBefore } from '../archive/delete-for-good.ts'
import { readerSettings } from '../archive/reader-settings.ts'
import type { JobRunner } from './job-runner.ts'

const day = 24 * 60 * 60 * 1000

/** Starts the job for it when there is anything. Never does anything unless it was switched on. */
export function emptyOldTrash(archive: Archive, jobs: Pick<JobRunner, 'start'>, now: number): void {
  const { emptyTrashAfterDays: days } = readerSettings(archive)
  if (days === null) return
  const { ids, deletions } = trashedBefore(archive, now - days * day)
  if (ids.length + deletions.length > 0) jobs.start({ kind: 'delete', ids, deletions })
}
