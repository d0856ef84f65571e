/** Opens the archive of a folder, makes it where there is none, and refuses what it cannot open safely. */
import { chmodSync, closeSync, openSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import Database, { type Statement } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { makeFolder } from '../make-folder.ts'
import type { Archive } from './archive.ts'
import { examineArchive } from './archive-file.ts'
import { databaseOf } from './archive-paths.ts'
import { busyTimeout, setUpConnection } from './connection.ts'
import { MessageIds } from './message-ids.ts'
import { migrate, migrations } from './migrate.ts'
import * as schema from './schema.ts'
import { explainFailure } from './sqlite-failure.ts'

export type { Archive } from './archive.ts'

export interface OpenOptions {
  /** Page cache of this connection: 16 (the default) does for reading, 64 for importing. */
  readonly cacheMegabytes?: number
}

/**
 * Opens the archive in a folder; the folder and the archive are made when they are not there.
 *
 * @throws AppError `archive-damaged`, `archive-newer` (the file is left as it was), `archive-busy`, `cannot-write`, `disk-full`
 */
export function openArchive(folder: string, options: OpenOptions = {}): Archive {
  const path = resolve(folder)
  try {
    makeArchiveFolder(path)
    if (examineArchive(path, migrations.length) === 'absent') makeEmptyFile(databaseOf(path))
    const db = new Database(databaseOf(path), { timeout: busyTimeout })
    try {
      // Has an effect on a new database only. Larger pages are written faster, and texts leave less of them empty.
      db.pragma('page_size = 16384')
      setUpConnection(db, options.cacheMegabytes ?? 16)
      migrate(db, path)
    } catch (error) {
      db.close()
      throw error
    }
    return archiveOf(path, db)
  } catch (error) {
    throw explainFailure(error, path)
  }
}

function archiveOf(folder: string, db: Database.Database): Archive {
  const statements = new Map<string, Statement>()
  function statement(sql: string): Statement {
    let prepared = statements.get(sql)
    if (prepared === undefined) {
      prepared = db.prepare(sql)
      statements.set(sql, prepared)
    }
    return prepared
  }
  const isTaken = db.prepare<[number], number>('SELECT 1 FROM messages WHERE id = ?').pluck()
  const count = db
    .prepare<[number, number], number>('SELECT count(*) FROM messages WHERE id >= ? AND id < ?')
    .pluck()
  const lastBelow = db.prepare<[number], number | null>('SELECT max(id) FROM messages WHERE id < ?').pluck()
  return {
    folder,
    db,
    orm: drizzle({ client: db, schema }),
    messageIds: new MessageIds({
      isTaken: (id) => isTaken.get(id) !== undefined,
      count: (from, to) => count.get(from, to) ?? 0,
      lastBelow: (id) => lastBelow.get(id) ?? 0,
    }),
    statement: statement as Archive['statement'],
    close: () => {
      db.close()
    },
  }
}

/** What is in the archive is private; a folder that was used for something else before keeps its mode. */
export function makeArchiveFolder(folder: string): void {
  makeFolder(folder, 0o700)
  if (readdirSync(folder).length === 0) chmodSync(folder, 0o700)
}

/** SQLite gives its journals the mode of the database. */
function makeEmptyFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}
