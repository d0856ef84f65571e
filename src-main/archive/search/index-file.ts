/**
 * One file of the search index: how it is opened, and what happens when it cannot be used.
 *
 * Everything in it is derived from the archive beside it. So it may lose the last second to a power cut, and where it
 * is missing, damaged or of another version it is made anew, empty.
 */
import { chmodSync, closeSync, openSync, rmSync, statSync } from 'node:fs'
import Database, { type Statement } from 'better-sqlite3'
import { applicationId, version } from './index-tables.ts'

export class IndexFile<StateKey extends string> {
  readonly path: string
  readonly #db: Database.Database
  /** Names the file that is open, whatever stands in its place now. */
  readonly #identity: string
  readonly #statements = new Map<string, Statement>()
  /** True when there was none, or none that could be used. */
  readonly isNew: boolean

  constructor(path: string, tables: string, cacheMegabytes: number) {
    this.path = path
    const found = openIfOurs(path, tables, cacheMegabytes)
    if (found === null) removeIndexFile(path)
    const opened = found ?? openIfOurs(path, tables, cacheMegabytes)
    if (opened === null) throw new Error(`${path} was made anew and still cannot be used`)
    this.#db = opened.db
    this.isNew = opened.isNew
    this.#identity = identityOf(path)
  }

  /** A prepared statement, prepared once for each text. Its mode (`raw`, `pluck`) is shared by all who use the same text. */
  statement<Parameters extends unknown[] = unknown[], Row = unknown>(
    sql: string,
  ): Statement<Parameters, Row> {
    let prepared = this.#statements.get(sql)
    if (prepared === undefined) {
      prepared = this.#db.prepare(sql)
      this.#statements.set(sql, prepared)
    }
    return prepared as Statement<Parameters, Row>
  }

  /** Statements without answer, several in one text. */
  execute(sql: string): void {
    this.#db.exec(sql)
  }

  /** Makes another database readable here under a name; asked again, it stays as it is. */
  attach(path: string, name: string): void {
    const isThere = this.statement<[string]>('SELECT 1 FROM pragma_database_list WHERE name = ?').get(name)
    if (isThere !== undefined) return
    this.#db.prepare(`ATTACH ? AS ${name}`).run(path)
    // It is read from its beginning to its end: the 16 MB that SQLite keeps of each database would only be filled.
    this.#db.pragma(`${name}.cache_size = -2048`)
  }

  detach(name: string): void {
    this.#statements.clear()
    this.#db.exec(`DETACH ${name}`)
  }

  /** Does some work on one unchanging state of the file; inside a transaction it joins that one. */
  reading<Result>(work: () => Result): Result {
    return this.#db.inTransaction ? work() : this.#db.transaction(work).deferred()
  }

  /** Does some work in one transaction; of several processes one after the other. */
  writing<Result>(work: () => Result): Result {
    return this.#db
      .transaction(() => {
        // Takes the lock of this file. BEGIN IMMEDIATE would take those of attached ones too, the archive's among them.
        this.statement("UPDATE state SET value = value WHERE key = 'last_change_seq'").run()
        return work()
      })
      .deferred()
  }

  /**
   * Does some work that may write into the tables behind a full-text table, which are guarded else. What FTS5 remembers
   * of them on this connection is forgotten afterwards: it must not have changed any in the same transaction.
   */
  beneath<Result>(work: () => Result): Result {
    this.#db.unsafeMode(true)
    try {
      return work()
    } finally {
      this.#db.unsafeMode(false)
      // The schema is read again, and with it the table is opened anew.
      this.#db.pragma('writable_schema = RESET')
    }
  }

  read(key: StateKey): number {
    return (
      this.statement<[StateKey], { value: number }>('SELECT value FROM state WHERE key = ?').get(key)
        ?.value ?? 0
    )
  }

  /** All numbers of its state, as they are at one moment. */
  readState(): Readonly<Record<StateKey, number>> {
    const rows = this.statement<[], [StateKey, number]>('SELECT key, value FROM state').raw().all()
    return Object.fromEntries(rows) as Record<StateKey, number>
  }

  write(key: StateKey, value: number): void {
    this.statement<[number, StateKey]>('UPDATE state SET value = ? WHERE key = ?').run(value, key)
  }

  /** Whether the file that is open is still the one that stands in its place. */
  isInPlace(): boolean {
    return identityOf(this.path) === this.#identity
  }

  /** SQLite leaves the journal alone when it closes a file that is no longer in its place. */
  close(): void {
    this.#statements.clear()
    this.#db.close()
  }
}

/** Opens a file, makes the tables where it is empty; null when it is damaged or of another version. */
function openIfOurs(
  path: string,
  tables: string,
  cacheMegabytes: number,
): { readonly db: Database.Database; readonly isNew: boolean } | null {
  // What is in it is private; SQLite gives its journals the same mode.
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const db = new Database(path, { timeout: 30_000 })
  try {
    db.pragma('page_size = 16384')
    beginJournal(db)
    db.pragma('synchronous = normal')
    db.pragma('trusted_schema = off')
    db.pragma('cell_size_check = on')
    db.pragma(`cache_size = ${-1024 * cacheMegabytes}`)
    db.pragma('wal_autocheckpoint = 4000')
    // Whoever only reads must not wait for a thread that is filling the file: the lock is for making it.
    const isNew = !isOurs(db) && makeTables(db, tables)
    if (isOurs(db)) return { db, isNew }
  } catch (error) {
    db.close()
    if (!isDamage(error)) throw error
    return null
  }
  db.close()
  return null
}

/** Two threads that open a file while it is made disturb each other so often, at most. */
const mostAttempts = 100

/**
 * Where several threads do this to a file that is new, SQLite lets some fail at once, whatever their timeout: none may
 * wait for the others while it reads the file itself. For a lock to write they do wait, and the journal is there then.
 */
function beginJournal(db: Database.Database): void {
  for (let attempt = 1; ; attempt++) {
    try {
      db.pragma('journal_mode = wal')
      return
    } catch (error) {
      if (
        !(error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') ||
        attempt === mostAttempts
      )
        throw error
      db.exec('BEGIN IMMEDIATE; COMMIT')
    }
  }
}

function isOurs(db: Database.Database): boolean {
  return (
    db.pragma('application_id', { simple: true }) === applicationId &&
    db.pragma('user_version', { simple: true }) === version
  )
}

/** Makes the tables in an empty file; false when there is something in it, perhaps made by another thread just now. */
function makeTables(db: Database.Database, tables: string): boolean {
  return db
    .transaction(() => {
      if (db.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined) return false
      db.exec(tables)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${version}`)
      return true
    })
    .immediate()
}

/** Errors that come from the content of the file; a table that is missing is one, a misspelt statement is not. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/u.test(error.code)) return true
  return /^no such table|^vtable constructor failed/u.test(error.message)
}

/** Removes a file of the index with its journals, where it is there. */
export function removeIndexFile(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${end}`, { force: true })
}

function identityOf(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false, bigint: true })
  return file === undefined ? 'none' : `${file.dev} ${file.ino}`
}
