/** Copies the archive's database before its tables are changed. */
import {
  chmodSync,
  mkdirSync,
  openSync,
  closeSync,
  fsyncSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import Database from 'better-sqlite3'
import { backupsFolderOf, databaseOf } from './archive-paths.ts'

/** The copy, the changed database and its journal are there at the same time. */
const spaceNeeded = 2.2

/**
 * Writes `backups/before-version-<n>-<time>.sqlite`, reads it back and answers its path.
 *
 * @throws AppError `disk-full` before anything is written, `cannot-write` when the copy is not the same
 */
export function backUpBeforeMigration(db: Database.Database, folder: string, version: number): string {
  const disk = statfsSync(folder)
  const needed = statSync(databaseOf(folder)).size * spaceNeeded
  if (disk.bavail * disk.bsize < needed) {
    throw new AppError(
      'disk-full',
      `The archive in ${folder} has to be brought to a new form, and that needs ${Math.ceil(needed / 2 ** 20)} MB of free space. Nothing was changed. Free some space and start again.`,
    )
  }
  const backups = backupsFolderOf(folder)
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const path = join(backups, `before-version-${version + 1}-${time}.sqlite`)
  const part = `${path}.part`
  try {
    db.prepare('VACUUM INTO ?').run(part)
    chmodSync(part, 0o600)
    compare(db, part, folder)
    flush(part)
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  return path
}

function compare(db: Database.Database, copy: string, folder: string): void {
  const copied = new Database(copy, { readonly: true })
  try {
    const health = copied.pragma('integrity_check', { simple: true })
    if (health === 'ok' && rowCounts(copied) === rowCounts(db)) return
    throw new AppError(
      'cannot-write',
      `The archive in ${folder} could not be backed up before its form is changed, so it was left as it is. Check the disk and start again.`,
      String(health),
    )
  } finally {
    copied.close()
  }
}

function rowCounts(db: Database.Database): string {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
  return tables
    .map((table) => `${table} ${String(db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get())}`)
    .join()
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
