/**
 * Looking after an archive's databases: what they take, putting them in order in idle moments, and giving back what they
 * no longer need.
 *
 * Nothing here changes what is in them. What the index needs is search/tidy-index.ts's work.
 */
import { readdir, stat } from 'node:fs/promises'
import { statfsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { StorageUse } from '@shared/contract/maintenance.ts'
import type { Archive } from './archive.ts'
import {
  backupsFolderOf,
  databaseOf,
  datasetsFolderOf,
  filesFolderOf,
  htmlArchivesFolderOf,
  originalsFolderOf,
} from './archive-paths.ts'
import { explainFailure } from './sqlite-failure.ts'

/** A database, its temporary copy and its journal are there at the same time. */
const spaceNeeded = 2.2

/** What an archive takes on the disk, the largest first; what takes nothing is left out. */
export async function storageUse(folder: string): Promise<StorageUse> {
  const parts = await Promise.all([
    sized('conversations', [databaseOf(folder), `${databaseOf(folder)}-wal`]),
    sized(
      'search',
      (await namesIn(folder)).filter(isOfIndex).map((name) => join(folder, name)),
    ),
    sized('attachments', [filesFolderOf(folder)]),
    sized('originals', [originalsFolderOf(folder)]),
    sized('backups', [backupsFolderOf(folder)]),
    sized('html-archives', [htmlArchivesFolderOf(folder)]),
    sized('datasets', [datasetsFolderOf(folder)]),
  ])
  return {
    parts: parts.filter(({ bytes }) => bytes > 0).toSorted((one, other) => other.bytes - one.bytes),
    free: freeSpace(folder),
  }
}

/**
 * Brings what SQLite knows of the tables up to date and empties the journal. Quick; to be called when nobody is waiting,
 * and left out where somebody else is writing.
 */
export function tidyArchive(archive: Archive): void {
  try {
    // Looks at so many rows of each index: enough for choosing among them, and quick in the largest archive.
    archive.db.pragma('analysis_limit = 400')
    archive.db.pragma('optimize')
    archive.db.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    const failure = explainFailure(error, archive.folder)
    if (!(failure instanceof AppError) || failure.kind !== 'archive-busy') throw failure
  }
}

/**
 * Copies what is in the journal into the archive, as far as nobody reads an older state. Others read and write meanwhile.
 *
 * @throws AppError `disk-full`, `cannot-write`, `archive-damaged`
 */
export function copyJournal(archive: Archive): void {
  try {
    archive.db.pragma('wal_checkpoint(PASSIVE)')
  } catch (error) {
    throw explainFailure(error, archive.folder)
  }
}

/**
 * Writes a database anew without the gaps that deleting left in it: whole, or it stays as it was. Others may read it
 * meanwhile.
 *
 * @returns bytes that are free again, 0 when it was compact
 * @throws AppError `disk-full` before anything is written, `archive-busy`, `cannot-write`
 */
export function compactDatabase(
  path: string,
  db: { exec(sql: string): unknown; pragma(source: string): unknown },
): number {
  const before = statSync(path).size
  if (freeSpace(path) < before * spaceNeeded) {
    throw new AppError(
      'disk-full',
      `Compacting ${basename(path)} needs ${Math.ceil((before * spaceNeeded) / 2 ** 20)} MB of free space for a while. Nothing was changed. Free some space and start again.`,
    )
  }
  try {
    db.exec('VACUUM')
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    throw explainFailure(error, path)
  }
  return Math.max(0, before - statSync(path).size)
}

/** Whether a file of an archive's folder is one of its search index, journals included. */
function isOfIndex(name: string): boolean {
  return /^index(?:-\d+)?\.sqlite(?:-wal)?$/u.test(name)
}

async function sized(
  name: StorageUse['parts'][number]['name'],
  paths: readonly string[],
): Promise<StorageUse['parts'][number]> {
  const sizes = await Promise.all(paths.map((path) => bytesOf(path)))
  return { name, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** Bytes of a file or of all files below a folder; 0 for what is not there, also when it goes just now. */
async function bytesOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (found === null || !found.isDirectory()) return found?.size ?? 0
  let sum = 0
  for (const name of await namesIn(path)) sum += await bytesOf(join(path, name))
  return sum
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch(() => [])
}

function freeSpace(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}
