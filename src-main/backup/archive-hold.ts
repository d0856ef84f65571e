/**
 * Tells whether anybody has an archive open, in this process or another.
 *
 * Whoever opens one holds a lock that many can share, for as long as it is open; whoever exchanges its files takes it
 * alone. The system gives a lock back when its process ends, however it does. SQLite takes the locks, since Node has no
 * call for it.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { runningFolderOf } from '../archive/archive-paths.ts'
import { busyTimeout } from '../archive/connection.ts'
import { explainFailure } from '../archive/sqlite-failure.ts'

export interface ArchiveHold {
  release(): void
}

/** Takes the lock together with others; @throws AppError `archive-busy` while somebody exchanges the archive's files */
export function shareArchive(archiveFolder: string): ArchiveHold {
  // An exchange is over in less.
  const lock = openLock(archiveFolder, busyTimeout)
  try {
    lock.exec('BEGIN')
    lock.prepare('SELECT count(*) FROM sqlite_schema').get()
    return { release: () => lock.close() }
  } catch (error) {
    lock.close()
    throw explainFailure(error, archiveFolder)
  }
}

/** Does some work while nobody has the archive open; answers false, and does nothing, where somebody has. */
export function whenAlone(archiveFolder: string, work: () => void): boolean {
  const lock = openLock(archiveFolder, 0)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false
    throw explainFailure(error, archiveFolder)
  }
  try {
    work()
    return true
  } finally {
    lock.close()
  }
}

function openLock(archiveFolder: string, timeout: number): Database.Database {
  try {
    mkdirSync(runningFolderOf(archiveFolder), { recursive: true, mode: 0o700 })
    return new Database(join(runningFolderOf(archiveFolder), 'open'), { timeout })
  } catch (error) {
    throw explainFailure(error, archiveFolder)
  }
}
