/** A backup as a fixture: written for the test, since what it holds is a database of the newest form. */
import { join } from 'node:path'
import { freshArchive, freshFolder } from '../../../archive/testing/fresh-archive.ts'
import { fillArchive } from '../../../backup/testing/filled-archive.ts'
import { writeBackup } from '../../../backup/write-backup.ts'

/** Full path of a backup with something in every place, a dataset and an HTML page of Stemma's own among it. */
export async function writtenBackup(): Promise<string> {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = join(freshFolder(), 'backup.zip')
  const { signal } = new AbortController()
  await writeBackup(archive, path, { signal, replace: false, now: Date.now(), onProgress: () => undefined })
  return path
}
