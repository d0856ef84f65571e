/**
 * Looks at the archive's file before SQLite does.
 *
 * SQLite takes an empty file for a new database and finds damage only when it reads the damaged page; an archive that
 * was lost must not look like one that was never filled. Nothing here writes.
 */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { AppError } from '@shared/contract/app-error.ts'
import Database from 'better-sqlite3'
import { backupsFolderOf, databaseOf } from './archive-paths.ts'

/** Tells our databases from others (`PRAGMA application_id`): "Stma". */
export const applicationId = 0x53_74_6d_61

const headerSize = 100
const magic = 'SQLite format 3\0'

/** Offsets in the header of a database file, from sqlite.org/fileformat.html, section 1.3. */
const at = {
  pageSize: 16,
  changeCounter: 24,
  pageCount: 28,
  userVersion: 60,
  applicationId: 68,
  pageCountValidFor: 92,
}

/**
 * Whether a folder holds an archive that can be opened (`present`) or none yet (`absent`).
 *
 * @throws AppError `archive-damaged` when it is empty, cut short or another program's, or gone while backups are there;
 *   `archive-newer` when a newer Stemma made it. The file is left as it is.
 */
export function examineArchive(folder: string, newestVersion: number): 'absent' | 'present' {
  const path = databaseOf(folder)
  const size = sizeOf(path)
  const walSize = sizeOf(`${path}-wal`) ?? 0
  if (size === null || size === 0) {
    const lost = size === null ? 'is missing' : 'is empty'
    if (walSize > 0) throw damaged(folder, `archive.sqlite ${lost}, but its journal is there`)
    if (hasBackups(folder)) throw damaged(folder, `archive.sqlite ${lost}, but there are backups of it`)
    return 'absent'
  }
  const header = readHeader(path)
  if (header.length < headerSize) throw damaged(folder, 'archive.sqlite is cut short')
  if (header.toString('latin1', 0, magic.length) !== magic)
    throw damaged(folder, 'archive.sqlite is not a database')
  if (walSize > 0) {
    // What counts may stand in the journal and not yet in the file.
    const { version, application } = readVersion(path)
    refuseForeign(folder, version, application, newestVersion)
    return 'present'
  }
  if (size < bytesOfPages(header)) throw damaged(folder, 'archive.sqlite is cut short')
  const version = header.readInt32BE(at.userVersion)
  refuseForeign(folder, version, header.readInt32BE(at.applicationId), newestVersion)
  return 'present'
}

function refuseForeign(folder: string, version: number, application: number, newestVersion: number): void {
  // A first start that was interrupted leaves a database without any mark or table, which is ours to fill.
  if (application === 0 && version === 0) return
  if (application !== applicationId) {
    throw damaged(folder, 'archive.sqlite is the database of another program')
  }
  if (version > newestVersion) {
    throw new AppError(
      'archive-newer',
      `The archive in ${folder} was made by a newer version of Stemma. Nothing was changed in it; open it with the newer version, or choose another folder.`,
      `version ${version}, known up to ${newestVersion}`,
    )
  }
}

function damaged(folder: string, what: string): AppError {
  return new AppError(
    'archive-damaged',
    `The archive in ${folder} cannot be opened: ${what}. Nothing was changed. Restore a backup from its folder "backups", or choose another folder.`,
  )
}

/** Bytes that the file must have by its own header, 0 when the header does not know (older writers). */
function bytesOfPages(header: Buffer): number {
  if (header.readUInt32BE(at.changeCounter) !== header.readUInt32BE(at.pageCountValidFor)) return 0
  const pageSize = header.readUInt16BE(at.pageSize)
  return header.readUInt32BE(at.pageCount) * (pageSize === 1 ? 65_536 : pageSize)
}

/** Reads through a read-only connection: closing a writing one would write the journal back into the file. */
function readVersion(path: string): { version: number; application: number } {
  const db = new Database(path, { readonly: true })
  try {
    return {
      version: Number(db.pragma('user_version', { simple: true })),
      application: Number(db.pragma('application_id', { simple: true })),
    }
  } finally {
    db.close()
  }
}

function readHeader(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(headerSize)
    return header.subarray(0, readSync(file, header, 0, headerSize, 0))
  } finally {
    closeSync(file)
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null
}

function hasBackups(folder: string): boolean {
  const backups = backupsFolderOf(folder)
  if (statSync(backups, { throwIfNoEntry: false }) === undefined) return false
  return readdirSync(backups).some((name) => name.endsWith('.sqlite'))
}
