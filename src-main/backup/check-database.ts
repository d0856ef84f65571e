/**
 * Looks into a database that came out of a backup before anything else does.
 *
 * It is a stranger's file: nothing in its schema is trusted, and it may hold no table, index, trigger or view but those
 * that Stemma itself makes. What stands in its rows is checked by those who read them.
 */
import Database from 'better-sqlite3'
import { AppError } from '@shared/contract/app-error.ts'
import { applicationId } from '../archive/archive-file.ts'
import { migrations, runSteps } from '../archive/migrate.ts'
import { newerBackup } from './manifest.ts'

export interface DatabaseFacts {
  /** `user_version` */
  readonly schema: number
  readonly conversations: number
  readonly messages: number
}

/**
 * What a database holds, once it is found whole and to be one of ours.
 *
 * @param path of a copy of our own: SQLite writes beside it
 * @param name what a person calls the backup
 * @throws AppError `corrupt-file`, `archive-newer`
 */
export function checkDatabase(path: string, name: string): DatabaseFacts {
  let db: Database.Database | null = null
  try {
    db = new Database(path, { fileMustExist: true })
    for (const setting of [
      'trusted_schema = OFF',
      'cell_size_check = ON',
      'query_only = ON',
      'mmap_size = 0',
    ]) {
      db.pragma(setting)
    }
    if (numberOf(db, 'application_id') !== applicationId) {
      throw new AppError('corrupt-file', `“${name}” was refused: its database is that of another program.`)
    }
    const schema = numberOf(db, 'user_version')
    if (schema > migrations.length) throw newerBackup(name)
    if (schema < 1 || !hasOurSchema(db, schema)) {
      throw new AppError(
        'corrupt-file',
        `“${name}” was refused: its database was altered, its tables are not those that Stemma makes. Nothing was changed.`,
      )
    }
    const health = db.pragma('integrity_check(1)', { simple: true })
    if (health !== 'ok') {
      throw new AppError('corrupt-file', `The database in “${name}” is damaged.`, String(health))
    }
    const count = (table: 'conversations' | 'messages'): number =>
      Number(db?.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
    return { schema, conversations: count('conversations'), messages: count('messages') }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    throw new AppError('corrupt-file', `The database in “${name}” is damaged.`, error.message)
  } finally {
    db?.close()
  }
}

function numberOf(db: Database.Database, pragma: 'application_id' | 'user_version'): number {
  return Number(db.pragma(pragma, { simple: true }))
}

function hasOurSchema(db: Database.Database, version: number): boolean {
  const made = new Database(':memory:')
  try {
    runSteps(made, migrations.slice(0, version))
    return schemaOf(made) === schemaOf(db)
  } finally {
    made.close()
  }
}

/**
 * Everything that is declared, in one text. SQLite writes statements anew where a table was renamed, each version a little
 * differently: spaces and quotes do not count.
 */
function schemaOf(db: Database.Database): string {
  return db
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4') ORDER BY type, name`,
    )
    .all()
    .map(({ type, name, sql }) => `${type} ${name} ${sql.replaceAll(/["\s]/g, '')}`)
    .join('\n')
}
