/**
 * Tells an import that is running from one whose process was ended.
 *
 * Each holds a lock on a file of its own for as long as it runs. The system gives a lock back when its process ends,
 * however it does, so the answer is never wrong after a crash, and no number of a process that was used again can
 * mislead. SQLite takes the lock, since Node has no call for it.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { runningFolderOf } from './archive-paths.ts'
import { explainFailure } from './sqlite-failure.ts'

export interface Runner {
  /** Names the lock, in `imports.runner`. */
  readonly name: string
  /** Gives the lock back. */
  release(): void
}

/** Takes a new lock, before the import is noted as running; throws AppError `cannot-write`, `disk-full`. */
export function takeRunner(archiveFolder: string): Runner {
  const name = randomUUID()
  const path = pathOf(archiveFolder, name)
  try {
    mkdirSync(runningFolderOf(archiveFolder), { recursive: true, mode: 0o700 })
    const lock = new Database(path)
    lock.exec('BEGIN EXCLUSIVE')
    return {
      name,
      release: () => {
        lock.close()
        rmSync(path, { force: true })
      },
    }
  } catch (error) {
    throw explainFailure(error, archiveFolder)
  }
}

/** Whether an import with this lock is running, in this process or another. */
export function isRunning(archiveFolder: string, name: string): boolean {
  const path = pathOf(archiveFolder, name)
  if (!existsSync(path)) return false
  const lock = new Database(path, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return false
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true
    throw error
  } finally {
    lock.close()
  }
}

/** Removes the file of a lock that nobody holds. */
export function removeRunner(archiveFolder: string, name: string): void {
  rmSync(pathOf(archiveFolder, name), { force: true })
}

function pathOf(archiveFolder: string, name: string): string {
  if (!/^[0-9a-f-]{36}$/.test(name)) throw new Error('This is not the name of a lock.')
  return join(runningFolderOf(archiveFolder), name)
}
